"""Entries read by where they stand in the file."""

from array import array

import apsw
import msgspec

from cqcmd.incident.events.entry import Entry
from cqcmd.journal.rows import BAD_ROW, as_readable, entries_of
from cqcmd.journal.statements import AT_PLACES, HASH_AT, RAW_AT_PLACES, UP_TO

AT_ONCE = 5_000
"""Entries read at once: an incident rarely has more."""


def entries_at(link: apsw.Connection, places: "array[int]") -> list[Entry]:
    """Return the entries that stand at these places, in order of arrival."""
    starts = range(0, len(places), AT_ONCE)
    return [entry for start in starts for entry in _read(link, places[start : start + AT_ONCE])]


def up_to(link: apsw.Connection, arrival: int) -> tuple[int, str]:
    """Count the entries up to an arrival, and return the hash of that; empty where none stands."""
    [(count,)] = link.execute(UP_TO, (arrival,))
    rows = link.execute(HASH_AT, (arrival,)).fetchall()
    return int(count), rows[0][0] if rows and isinstance(rows[0][0], str) else ""


def _read(link: apsw.Connection, places: "array[int]") -> list[Entry]:
    asked = (msgspec.json.encode(places.tolist()).decode(),)
    try:
        return entries_of(link.execute(AT_PLACES, asked).fetchall())
    except BAD_ROW:
        return list(as_readable(link.execute(RAW_AT_PLACES, asked).fetchall()))
