"""Drill (演练): what an officer does there, and how it stands."""
