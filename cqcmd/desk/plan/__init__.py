"""Plan (预案): the plan file in force, a new one begun, and the plan as something to be read."""

__all__ = ["file", "kept", "new", "reader"]
