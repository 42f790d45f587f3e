"""Contacts (通讯录): what an officer does there, and how it stands."""
