"""The journal read an incident at a time, so that no more than one is ever in memory."""

import json
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from operator import attrgetter
from pathlib import Path

import apsw

from cqcmd.incident.events.entry import Entry
from cqcmd.journal.read_only import ReadOnlyJournal
from cqcmd.journal.rows import BAD_ROW, as_readable, as_text, entries_of
from cqcmd.journal.statements import AT_PLACES, PLACES, RAW_AT_PLACES

AT_ONCE = 5_000
"""Entries read at once: an incident rarely has more."""


class CaseByCase:
    """The file as it is at one moment, whatever is written meanwhile.

    Attributes:
        station: the id of the station that writes into the file.
    """

    def __init__(self, link: apsw.Connection, station: str) -> None:
        """Made by ``case_by_case``."""
        self._link = link
        self.station = station
        self._places = _places(link)

    def of_station(self) -> list[Entry]:
        """Return the entries that are about no incident, in logical order."""
        return self._entries(self._places.get(None, array("q")))

    def __len__(self) -> int:
        """Count the incidents."""
        return len(self._places.keys() - {None})

    def __iter__(self) -> Iterator[tuple[str, list[Entry]]]:
        """Yield each incident in the order of their first entries, its own in logical order."""
        for ident, places in self._places.items():
            if ident is not None:
                yield ident, self._entries(places)

    def _entries(self, places: "array[int]") -> list[Entry]:
        starts = range(0, len(places), AT_ONCE)
        found = [entry for start in starts for entry in self._read(places[start : start + AT_ONCE])]
        # As text: the number in an order has as many digits as in every other.
        return sorted(found, key=attrgetter("order"))

    def _read(self, places: "array[int]") -> list[Entry]:
        asked = (json.dumps(places.tolist()),)
        try:
            return entries_of(self._link.execute(AT_PLACES, asked).fetchall())
        except BAD_ROW:
            return list(as_readable(self._link.execute(RAW_AT_PLACES, asked).fetchall()))


@contextmanager
def case_by_case(path: Path) -> Iterator[CaseByCase]:
    """Open the file as it lies there, also while a post writes it; nothing is ever touched.

    Raises Refusal: as `ReadOnlyJournal.open` does, and where a disk fails on the way.
    """
    journal = ReadOnlyJournal.open(path)
    try:
        with journal.one_moment() as link:
            yield CaseByCase(link, journal.station)
    finally:
        journal.close()


def _places(link: apsw.Connection) -> dict[str | None, "array[int]"]:
    """Return where the entries of each incident stand: a few bytes an entry."""
    found: dict[str | None, array[int]] = {}
    for arrival, raw in link.execute(PLACES):
        incident = as_text(raw)
        if isinstance(incident, bytes):
            incident = incident.decode(errors="replace")
        name = None if incident is None else str(incident)
        found.setdefault(name, array("q")).append(arrival)
    return found
