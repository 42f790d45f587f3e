"""Measures (措施与善后): its screens and forms."""
