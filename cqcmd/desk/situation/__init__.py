"""Situation (态势): the board, the strip, and what to do next."""

__all__ = ["views"]
