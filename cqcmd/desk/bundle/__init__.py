"""导出 and 合并 (bundle): two posts that have no network, and a stick between them."""

__all__ = ["desk", "forms"]
