"""Reports (报告): made and heard of, composed, signed, copied."""

__all__ = ["desk", "forms", "written"]
