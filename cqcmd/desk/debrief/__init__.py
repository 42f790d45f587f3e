"""Debrief (复盘): a finished drill looked back on, and the draft made of it."""

__all__ = ["desk", "draft", "looked_back"]
