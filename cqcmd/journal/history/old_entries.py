"""Entries of long ago, read when somebody asks for them, beside whatever is being written."""

from array import array
from collections.abc import Iterator
from contextlib import closing, contextmanager
from operator import attrgetter
from pathlib import Path

import apsw

from cqcmd.incident.events.entry import Entry
from cqcmd.journal.engine import connect_to_read
from cqcmd.journal.faults import UNREADABLE, as_refusal
from cqcmd.journal.places import entries_at, up_to
from cqcmd.journal.statements import OF_INCIDENT


class OldEntries:
    """The entries of a file that this program has open; opened once more for each question."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def up_to(self, arrival: int) -> tuple[int, str]:
        """Count the entries up to an arrival, and return the hash of the last. Raises Refusal."""
        with self._reading() as link:
            return up_to(link, arrival)

    def of(self, ident: str, places: "array[int]", beyond: int) -> list[Entry]:
        """Return the entries of an incident in logical order, which are said to stand there.

        Where others do, the file is looked through up to ``beyond``. Raises Refusal.
        """
        with self._reading() as link:
            found = entries_at(link, places)
            if not found or any(entry.incident != ident for entry in found):
                found = entries_at(link, _places_of(link, ident, beyond))
        return sorted(found, key=attrgetter("order"))

    @contextmanager
    def _reading(self) -> Iterator[apsw.Connection]:
        # A connection of its own: no act under way is waited for, and none waits.
        with (
            as_refusal(self._path, UNREADABLE),
            closing(connect_to_read(self._path, alone=False)) as link,
        ):
            yield link


def _places_of(link: apsw.Connection, ident: str, beyond: int) -> "array[int]":
    rows = link.execute(OF_INCIDENT, (ident, beyond))
    return array("q", [arrival for (arrival,) in rows])
