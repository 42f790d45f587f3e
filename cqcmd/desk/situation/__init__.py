"""Situation (态势): what an officer does there, and how it stands."""
