"""Referrals to services: made, done; for a family, or for nobody by name."""

from datetime import datetime

from msgspec import Struct

from cqcmd.incident.events.aftermath import ReferralState, Referred
from cqcmd.incident.events.entry import Entry

Key = tuple[str, str]
"""The code of the service, and the family; empty where it is for none."""


class Mark(Struct, frozen=True):
    """That a referral came into a state: the entry that says so, when, who wrote it down."""

    entry: str
    at: datetime
    by: str
    event: Referred


class Referrals:
    """Every referral, with the marks of its states."""

    __slots__ = ("by_key",)

    def __init__(self) -> None:
        self.by_key: dict[Key, dict[ReferralState, Mark]] = {}

    def take(self, entry: Entry, event: Referred) -> None:
        """Take in that a referral was made, or done; the last of each stands."""
        mark = Mark(entry.id, entry.occurred_at, entry.writer, event)
        self.by_key.setdefault((event.service, event.family), {})[event.state] = mark
