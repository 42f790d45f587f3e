"""Log (日志): notes, promises and striking; every entry as a sentence."""

__all__ = ["desk"]
