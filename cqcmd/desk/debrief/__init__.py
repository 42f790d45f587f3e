"""Debrief (复盘): what an officer does there, and how it stands."""
