"""恢复: a journal that is damaged or gone."""

__all__ = ["desk"]
