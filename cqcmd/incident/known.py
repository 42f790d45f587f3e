"""What is known of an incident's facts, entry by entry."""

from datetime import datetime

from msgspec import Struct

from cqcmd.incident.events import FactsSet
from cqcmd.incident.events.entry import Entry
from cqcmd.rules.facts import Amount

Value = Amount | str | datetime | None


class Known(Struct, frozen=True):
    """A fact's value, and who said so, when it came to be so, and in which entry."""

    value: Value
    source: str
    at: datetime
    entry: str
    station: str
    actor: str


class Conflict(Struct, frozen=True):
    """Two stations set one fact apart; the later in logical order shows."""

    fact: str
    shown: Known
    other: Known


class KnownFacts:
    """The facts after some entries; ``counts`` is the log of people still up, by time."""

    __slots__ = ("by_code", "conflicts", "counts")

    def __init__(self) -> None:
        self.by_code: dict[str, Known] = {}
        self.counts: list[tuple[datetime, Amount]] = []
        self.conflicts: dict[str, Conflict] = {}

    def copy(self) -> "KnownFacts":
        """Return a copy of the facts, to try something on."""
        twin = KnownFacts()
        twin.by_code = dict(self.by_code)
        twin.counts = list(self.counts)
        twin.conflicts = dict(self.conflicts)
        return twin

    def learn(self, entry: Entry, event: FactsSet) -> None:
        """Take in one entry of facts; a count of people up finds its place in time."""
        for values in (event.amounts, event.choices, event.moments):
            for code, value in values.items():
                self._set(code, value, entry, event)
        count = event.amounts.get("stranded")
        if count is not None:
            self.counts.append((entry.occurred_at, count))
            self.counts.sort(key=lambda step: step[0])

    def _set(self, code: str, value: Value, entry: Entry, event: FactsSet) -> None:
        known = Known(value, event.source, entry.occurred_at, entry.id, entry.station, entry.writer)
        before = self.by_code.get(code)
        if before is not None and before.station != entry.station:
            # Who saw the other value and replaced it knew of it: only apart do two conflict.
            if event.over.get(code) != before.entry and before.value != value:
                self.conflicts[code] = Conflict(code, known, before)
            else:
                self.conflicts.pop(code, None)
        self.by_code[code] = known

    def amount(self, code: str) -> Amount | None:
        """Return the amount of a fact, ``None`` if nothing was entered."""
        known = self.by_code.get(code)
        return known.value if known and isinstance(known.value, Amount) else None

    def moment(self, code: str) -> datetime | None:
        """Return the moment of a fact such as ``stopped_at``."""
        known = self.by_code.get(code)
        return known.value if known and isinstance(known.value, datetime) else None

    def choice(self, code: str) -> str | None:
        """Return the answer chosen for a fact."""
        known = self.by_code.get(code)
        return known.value if known and isinstance(known.value, str) else None
