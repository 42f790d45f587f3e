"""The after-action draft of a drill, as text and as a Word file."""
