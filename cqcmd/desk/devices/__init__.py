"""Devices (登记簿): units and equipment brought in from lists, found, offered at intake."""

__all__ = ["desk", "forms", "importing"]
