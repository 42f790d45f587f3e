"""Which districts there are on a day: they merge, and a name goes on to another."""

from collections.abc import Iterable
from datetime import date

from cqcmd.rules.rows import District


def stands(row: District, day: date) -> bool:
    """Tell whether it is a district on that day; ``since`` is its first day, ``until`` none."""
    iso = day.isoformat()
    return (row.since or "") <= iso and (row.until is None or iso < row.until)


def as_of(rows: Iterable[District], row: District, day: date) -> District:
    """Return what a district is on that day: what it went into, or who bore its name before."""
    if stands(row, day):
        return row
    gone = row.until is not None and row.until <= day.isoformat()
    for other in rows:
        if other.code == row.merged_into if gone else other.name == row.name and stands(other, day):
            return other
    return row


def named(rows: Iterable[District], name: str, day: date) -> District | None:
    """Return the district of that day that a name or short name means; ``None`` if none does."""
    every = tuple(rows)
    found = next((row for row in every if name in (row.name, row.short)), None)
    return as_of(every, found, day) if found else None
