"""Contacts (通讯录): people who can be called, searched, kept, imported and exported."""

__all__ = ["desk", "forms"]
