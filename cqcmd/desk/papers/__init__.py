"""Papers (文书): texts made of what is written down, saved and handed over."""

__all__ = ["desk", "export", "forms", "shelf"]
