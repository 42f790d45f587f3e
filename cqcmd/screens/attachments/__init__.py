"""Attachments (附件): its form and screen."""
