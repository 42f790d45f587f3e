"""The journal read an incident at a time, so that no more than one is ever in memory."""

from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from operator import attrgetter
from pathlib import Path

import apsw

from cqcmd.incident.events.entry import Entry
from cqcmd.journal.places import entries_at, up_to
from cqcmd.journal.read_only import ReadOnlyJournal
from cqcmd.journal.rows import as_text
from cqcmd.journal.statements import LAST_ABOUT, PLACES

EVER = 2**63 - 1
"""Beyond every arrival."""


class CaseByCase:
    """The file as it is at one moment, whatever is written meanwhile.

    Attributes:
        station: the id of the station that writes into the file.
    """

    def __init__(self, link: apsw.Connection, station: str, until: int) -> None:
        """Made by ``case_by_case``."""
        self._link = link
        self.station = station
        self._places = _places(link, until)

    def of_station(self) -> list[Entry]:
        """Return the entries that are about no incident, in logical order."""
        return self.entries(None)

    def __len__(self) -> int:
        """Count the incidents."""
        return len(self._places.keys() - {None})

    @property
    def idents(self) -> tuple[str, ...]:
        """The incidents, in the order of their first entries."""
        return tuple(ident for ident in self._places if ident is not None)

    def entries(self, ident: str | None) -> list[Entry]:
        """Return the entries of an incident in logical order; ``None``: of the station."""
        # As text: the number in an order has as many digits as in every other.
        return sorted(entries_at(self._link, self.places(ident)), key=attrgetter("order"))

    def first_entries(self) -> list[Entry]:
        """Return the first entry of each incident, in order of arrival."""
        firsts = (places[0] for ident, places in self._places.items() if ident is not None)
        return entries_at(self._link, array("q", sorted(firsts)))

    def holding_the_last(self) -> frozenset[str | None]:
        """Return whom the last entry is about: by arrival, by order, and of this station."""
        rows = self._link.execute(LAST_ABOUT, (self.station,) * 2)
        return frozenset(ident for (ident,) in rows)

    def __iter__(self) -> Iterator[tuple[str, list[Entry]]]:
        """Yield each incident in the order of their first entries, its own in logical order."""
        for ident, places in self._places.items():
            if ident is not None:
                yield ident, self._entries(places)

    def places(self, ident: str | None) -> "array[int]":
        """Return where the entries of an incident stand; ``None``: those of the station."""
        return self._places.get(ident, array("q"))

    @property
    def arrival(self) -> int:
        """Where the last entry of all stands; 0 in an empty file."""
        return max((places[-1] for places in self._places.values()), default=0)

    def up_to(self, arrival: int) -> tuple[int, str]:
        """Count the entries up to an arrival, and return the hash of that one."""
        return up_to(self._link, arrival)

    def _entries(self, places: "array[int]") -> list[Entry]:
        # As text: the number in an order has as many digits as in every other.
        return sorted(entries_at(self._link, places), key=attrgetter("order"))


@contextmanager
def case_by_case(path: Path, until: int = EVER) -> Iterator[CaseByCase]:
    """Open the file as it lies there, also while a post writes it; nothing is ever touched.

    ``until``: the last arrival that is looked at. Raises Refusal: as `ReadOnlyJournal.open` does,
    and where a disk fails on the way.
    """
    journal = ReadOnlyJournal.open(path)
    try:
        with journal.one_moment() as link:
            yield CaseByCase(link, journal.station, until)
    finally:
        journal.close()


def _places(link: apsw.Connection, until: int) -> dict[str | None, "array[int]"]:
    """Return where the entries of each incident stand: a few bytes an entry."""
    found: dict[str | None, array[int]] = {}
    for arrival, raw in link.execute(PLACES, (until,)):
        incident = as_text(raw)
        if isinstance(incident, bytes):
            incident = incident.decode(errors="replace")
        name = None if incident is None else str(incident)
        found.setdefault(name, array("q")).append(arrival)
    return found
