"""Plan (预案): the plan file in force, and the plan as something to be read."""

__all__ = ["file", "kept", "reader"]
