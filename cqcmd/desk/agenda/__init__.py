"""What next: small functions that each put lines on one ranked list."""

from cqcmd.desk.agenda.ranked import agenda
from cqcmd.desk.agenda.scope import scope_hint

__all__ = ["agenda", "scope_hint"]
