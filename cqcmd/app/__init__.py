"""The Textual apps and how they are launched."""
