"""Measures (措施与善后): tasks begun, finished, not needed."""

__all__ = ["desk", "forms"]
