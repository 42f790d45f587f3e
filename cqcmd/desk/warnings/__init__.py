"""Warnings (预警): issued, acted on, lifted (3.2)."""

__all__ = ["desk", "forms"]
