"""Entries read apart from those that are being written: case by case, or where they stand."""
