"""Measures (措施与善后): what an officer does there, and how it stands."""
