"""Contacts (通讯录): its screens and forms."""
