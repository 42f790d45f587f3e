"""Warnings (预警): its screens and forms."""
