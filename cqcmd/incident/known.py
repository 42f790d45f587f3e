"""What is known of an incident, entry by entry: facts, and what else there is one of."""

from collections.abc import Callable, Container, Iterable
from datetime import datetime
from functools import partial
from typing import Generic, Protocol, TypeVar

from msgspec import Struct

from cqcmd.incident.events import ConflictSettled, FactsSet
from cqcmd.incident.events.entry import Entry, Event
from cqcmd.incident.events.said import said
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


class Told(Protocol):
    """A value, and who said so: the entry's id and its station."""

    @property
    def value(self) -> object:
        """What was said."""

    @property
    def entry(self) -> str:
        """The id of the entry that says so."""

    @property
    def station(self) -> str:
        """The station that wrote it."""


T = TypeVar("T", bound=Told)


class Conflict(Struct, Generic[T], frozen=True):
    """Stations set one thing apart: the latest in logical order shows, the ``others`` stay too."""

    fact: str
    shown: T
    others: tuple[T, ...]


class Values(Generic[T]):
    """Values by code, the last in logical order shown.

    ``apart`` has the values beside the one shown that nobody replaced who knew of them, by code.
    """

    __slots__ = ("apart", "by_code")

    def __init__(self) -> None:
        self.by_code: dict[str, T] = {}
        self.apart: dict[str, tuple[T, ...]] = {}

    @property
    def conflicts(self) -> dict[str, Conflict[T]]:
        """What stations said differently apart, until somebody settles it."""
        found = {}
        for code, others in self.apart.items():
            shown = self.by_code[code]
            if different := tuple(one for one in others if not self.agree(shown, one)):
                found[code] = Conflict(code, shown, different)
        return found

    def agreeing(self, code: str) -> tuple[str, ...]:
        """Return the entries of other stations that say the same as the one shown."""
        shown = self.by_code[code]
        return tuple(one.entry for one in self.apart.get(code, ()) if self.agree(shown, one))

    def agree(self, shown: T, other: T) -> bool:
        """Whether nobody has to choose between the one shown and another."""
        return shown.value == other.value

    def put(self, code: str, told: T, seen: Callable[[], Container[str]]) -> None:
        """Show a value from now on; ``seen`` are the entries whose values its writer replaced."""
        before = self.by_code.get(code)
        if before is not None and (code in self.apart or before.station != told.station):
            known = seen()
            # A station knows what it said itself, and whoever saw another value and replaced it
            # knew of that: only what was set apart stays beside.
            self._keep(
                code,
                (
                    one
                    for one in (*self.apart.get(code, ()), before)
                    if one.station != told.station and one.entry not in known
                ),
            )
        self.by_code[code] = told

    def settle(self, event: ConflictSettled) -> None:
        """Let the values give way that somebody looked at; one that came in apart stays."""
        # What older versions wrote does not say which: all that were there by then.
        left = self.apart.get(event.fact, ()) if event.against else ()
        self._keep(event.fact, (one for one in left if one.entry not in event.against))

    def _keep(self, code: str, values: Iterable[T]) -> None:
        if left := tuple(values):
            self.apart[code] = left
        else:
            self.apart.pop(code, None)


class KnownFacts(Values[Known]):
    """The facts after some entries; ``counts`` is the log of people still up, by time."""

    __slots__ = ("counts",)

    def __init__(self) -> None:
        super().__init__()
        self.counts: list[tuple[datetime, Amount]] = []

    def copy(self) -> "KnownFacts":
        """Return a copy of the facts, to try something on."""
        twin = KnownFacts()
        twin.by_code = dict(self.by_code)
        twin.counts = list(self.counts)
        twin.apart = dict(self.apart)
        return twin

    def learn(self, entry: Entry, event: FactsSet) -> None:
        """Take in one entry of facts; a count of people up finds its place in time."""
        told = event.source, entry.occurred_at, entry.id, entry.station, entry.writer
        for values in (event.amounts, event.choices, event.moments):
            for code, value in values.items():
                self.put(code, Known(value, *told), partial(_seen, event, code))
        count = event.amounts.get("stranded")
        if count is not None:
            self.counts.append((entry.occurred_at, count))
            self.counts.sort(key=lambda step: step[0])

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


class Said(Struct, frozen=True):
    """A value, and the entry that says so."""

    value: str | None
    told: Entry

    @property
    def entry(self) -> str:
        """The id of that entry."""
        return self.told.id

    @property
    def station(self) -> str:
        """The station that wrote it."""
        return self.told.station


class SaidValues(Values[Said]):
    """What was said last of each thing, and what was said apart beside it."""

    __slots__ = ()

    def learn(self, entry: Entry, event: Event) -> None:
        """Take in one entry; most say nothing of the kind."""
        for code, value in said(event).items():
            self.put(code, Said(value, entry), partial(_saw, entry))

    def agree(self, shown: Said, other: Said) -> bool:
        """Whether nobody has to choose; what is finished was begun before."""
        pair = shown.value, other.value
        return super().agree(shown, other) or pair == ("finished", "begun")

    def seen_by(self, event: Event, station: str) -> tuple[str, ...]:
        """Return the entries of others whose values a station sees and replaces by an event."""
        found: list[str] = []
        for code in said(event):
            shown = self.by_code.get(code)
            if shown is not None and (code in self.apart or shown.station != station):
                found += (shown.entry, *self.agreeing(code))
        return tuple(dict.fromkeys(found))


def _seen(event: FactsSet, code: str) -> Container[str]:
    return {event.over.get(code, ""), *event.beside.get(code, ())}


def _saw(entry: Entry) -> Container[str]:
    return entry.saw
