"""What is known of an incident's facts, entry by entry."""

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from cqcmd.incident.events import ConflictSettled, FactsSet
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
    """Stations set one fact apart: the latest in logical order shows, the ``others`` stay too."""

    fact: str
    shown: Known
    others: tuple[Known, ...]


class KnownFacts:
    """The facts after some entries; ``counts`` is the log of people still up, by time.

    ``apart`` has the values beside the one shown that nobody replaced who knew of them, by fact.
    """

    __slots__ = ("apart", "by_code", "counts")

    def __init__(self) -> None:
        self.by_code: dict[str, Known] = {}
        self.counts: list[tuple[datetime, Amount]] = []
        self.apart: dict[str, tuple[Known, ...]] = {}

    @property
    def conflicts(self) -> dict[str, Conflict]:
        """The facts of which stations said different things apart, until somebody settles them."""
        found = {}
        for code, others in self.apart.items():
            shown = self.by_code[code]
            if different := tuple(one for one in others if one.value != shown.value):
                found[code] = Conflict(code, shown, different)
        return found

    def agreeing(self, code: str) -> tuple[str, ...]:
        """Return the entries of other stations that say the same as the one shown."""
        shown = self.by_code[code]
        return tuple(one.entry for one in self.apart.get(code, ()) if one.value == shown.value)

    def copy(self) -> "KnownFacts":
        """Return a copy of the facts, to try something on."""
        twin = KnownFacts()
        twin.by_code = dict(self.by_code)
        twin.counts = list(self.counts)
        twin.apart = dict(self.apart)
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
        if before is not None and (code in self.apart or before.station != entry.station):
            seen = {event.over.get(code), *event.beside.get(code, ())}
            # A station knows what it said itself, and whoever saw another value and replaced it
            # knew of that: only what was set apart stays beside.
            self._keep(
                code,
                (
                    one
                    for one in (*self.apart.get(code, ()), before)
                    if one.station != entry.station and one.entry not in seen
                ),
            )
        self.by_code[code] = known

    def settle(self, event: ConflictSettled) -> None:
        """Let the values give way that somebody looked at; one that came in apart stays."""
        # What older versions wrote does not say which: all that were there by then.
        left = self.apart.get(event.fact, ()) if event.against else ()
        self._keep(event.fact, (one for one in left if one.entry not in event.against))

    def _keep(self, code: str, values: Iterable[Known]) -> None:
        if left := tuple(values):
            self.apart[code] = left
        else:
            self.apart.pop(code, None)

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
