"""Drill (演练): its screens and forms."""
