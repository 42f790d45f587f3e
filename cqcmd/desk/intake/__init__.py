"""Intake (接报): a call taken, its form read as it is typed."""

__all__ = ["desk", "form", "forms"]
