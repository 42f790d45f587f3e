"""What next: small functions that each put lines on one ranked list."""

from cqcmd.desk.situation.agenda.ranked import agenda
from cqcmd.desk.situation.agenda.scope import scope_hint

__all__ = ["agenda", "scope_hint"]
