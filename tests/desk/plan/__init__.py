"""The plan of a file."""
