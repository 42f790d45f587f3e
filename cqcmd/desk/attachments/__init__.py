"""附件 (attachments): photos, scans and recordings that the log names."""

__all__ = ["desk", "forms"]
