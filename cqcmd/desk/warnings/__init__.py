"""Warnings (预警): what an officer does there, and how it stands."""
