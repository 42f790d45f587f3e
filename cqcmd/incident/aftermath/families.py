"""Casualties' families: who speaks for them, what was promised to them, what was done."""

from datetime import datetime

from msgspec import Struct

from cqcmd.i18n import _
from cqcmd.incident.events.aftermath import FamilyKept
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.events.incident import Promised, PromiseKept


class Done(Struct, frozen=True):
    """That a promise was kept: when, who wrote it down, what was done."""

    at: datetime
    by: str
    words: str


class FamilyPromise(Struct):
    """What was promised to a family, when, and whether it was done."""

    entry: str
    at: datetime
    event: Promised
    done: Done | None = None


class Family(Struct):
    """A family as last kept; since when it is on the list, and what was promised to it."""

    since: datetime
    kept: FamilyKept
    promises: dict[str, FamilyPromise]


class Families:
    """Every family that was ever on the list, by id."""

    __slots__ = ("by_id",)

    def __init__(self) -> None:
        self.by_id: dict[str, Family] = {}

    @property
    def standing(self) -> dict[str, Family]:
        """Those that were not taken off."""
        found = self.by_id.items()
        return {ident: family for ident, family in found if not family.kept.withdrawn}

    def keep(self, entry: Entry, event: FamilyKept) -> None:
        """Take in what is known of a family from now on."""
        known = self.by_id.setdefault(event.family, Family(entry.occurred_at, event, {}))
        known.kept = event

    def promise(self, entry: Entry, event: Promised) -> str:
        """Take in what was promised; returns it in words, with the family it was promised to."""
        family = self.by_id.get(event.family)
        if family is None:
            return event.text
        family.promises[entry.id] = FamilyPromise(entry.id, entry.occurred_at, event)
        return _("{name}家属：{text}").format(name=family.kept.casualty, text=event.text)

    def keep_promise(self, entry: Entry, event: PromiseKept) -> None:
        """Take in that a promise was kept."""
        for family in self.by_id.values():
            if promise := family.promises.get(event.entry):
                promise.done = Done(entry.occurred_at, entry.writer, event.words)
