"""一案一档 (package): everything of one incident in one folder that needs no program."""

__all__ = ["desk"]
