"""What this connection has seen of the file: entries of others, the chain's head, the order."""

from array import array
from contextlib import suppress
from datetime import datetime
from operator import attrgetter
from pathlib import Path

import apsw
from msgspec import Struct

from cqcmd.errors import BadInput
from cqcmd.incident.events.entry import Entry
from cqcmd.journal.chain import START
from cqcmd.journal.ids import LogicalClock
from cqcmd.journal.places import entries_at
from cqcmd.journal.rows import BAD_ROW, as_readable, entries_of
from cqcmd.journal.statements import HASH_OF, HELD, LAST_SEQ, RAW_SINCE, SINCE

NOWHERE: "array[int]" = array("q")


class Mark(Struct, frozen=True):
    """How far was read: an arrival, the station's head, and when it recorded something last."""

    arrival: int
    head: tuple[int, str]
    recorded_at: datetime | None


class Held(Struct, frozen=True):
    """What there is of a station: its last entry, how many there are, when the last was written."""

    station: str
    seq: int
    hash: str
    entries: int
    recorded_at: str


def held(link: apsw.Connection) -> tuple[Held, ...]:
    """Return what there is of each station."""
    return tuple(
        Held(
            str(station),
            int(seq or 0),
            str(link.execute(HASH_OF, (station, seq)).fetchall()[0][0]),
            int(count or 0),
            str(last),
        )
        for station, count, seq, last in link.execute(HELD).fetchall()
    )


class JournalReader:
    """Reads each entry once. What is read but not yet taken waits in ``pending``."""

    def __init__(self, link: apsw.Connection, station: str, path: Path) -> None:
        """Begin before the first entry of the file at ``path``, open in ``link``."""
        self.link = link
        self.station = station
        self.path = path
        self.clock = LogicalClock(station)
        self.head = (0, START)
        self.recorded_at: datetime | None = None
        """When this station recorded something last, as far as this connection has read."""
        self.has_written = False
        """Whether this connection committed anything, and made sure of the name of the log."""
        self._arrival = 0
        self._pending: list[Entry] = []
        self._version = self._data_version()
        self._marked: list[str] | None = None
        """Ids of what was read since the last mark, if one was set."""
        self._told: set[str] = set()
        """Ids of what was read, undone, and is not to be told of once more."""

    def poll(self) -> None:
        """Read what was committed since the last look."""
        # Every row is read before any is noted: a disk that refuses leaves the head and the clock
        # where they were.
        try:
            rows = self.link.execute(SINCE, (self._arrival,)).fetchall()
            read = entries_of(rows)
        except BAD_ROW:
            rows = self.link.execute(RAW_SINCE, (self._arrival,)).fetchall()
            read = list(as_readable(rows))
        if read:
            self._note(int(rows[-1][-1] or 0), read)

    def moved(self) -> bool:
        """Whether another connection committed since the last call."""
        # data_version counts what other connections commit; the post's own acts leave it as it is.
        before, self._version = self._version, self._data_version()
        return self._version != before

    @property
    def waiting(self) -> bool:
        """Whether something was read that nobody has taken yet."""
        return bool(self._pending)

    def take(self) -> tuple[Entry, ...]:
        """Take the entries read and not yet taken, in order of arrival; each is given once."""
        taken = tuple(self._pending)
        self._pending.clear()
        return taken

    def everything(self, standing: "array[int]" = NOWHERE, beyond: int = 0) -> list[Entry]:
        """All entries, in logical order; none of them is pending any more.

        ``beyond`` an arrival: of those up to it only the ``standing`` ones.
        """
        self._pending.clear()
        self._told.clear()
        self._arrival = 0
        if beyond:
            self._note(beyond, entries_at(self.link, standing))
        self.poll()
        everything, self._pending = self._pending, []
        # As text: the number in an order has as many digits as in every other.
        everything.sort(key=attrgetter("order"))
        return everything

    def wrote(self, arrival: int, head: tuple[int, str]) -> None:
        """Take note of what this connection committed itself: it is not news."""
        self._arrival = arrival
        self.head = head
        self.has_written = True

    def mark(self) -> Mark:
        """Return how far was read, to come back to it."""
        self._marked = []
        return Mark(self._arrival, self.head, self.recorded_at)

    def rewind(self, mark: Mark) -> None:
        """Read on from a mark: what was read since is not in the file any more, but will be."""
        self._arrival, self.head, self.recorded_at = mark.arrival, mark.head, mark.recorded_at
        self._told.update(self._marked or ())
        self._marked = None

    def last_number(self) -> int:
        """Return the number of the last entry as the file counts it: a row may tell another."""
        [(last,)] = self.link.execute(LAST_SEQ, (self.station,))
        return last if isinstance(last, int) else self.head[0]

    def _data_version(self) -> int:
        # Not `link.data_version()`: that counts own acts too, and does not look at the file.
        [(version,)] = self.link.execute("PRAGMA data_version")
        return int(version)

    def _note(self, arrival: int, read: list[Entry]) -> None:
        with suppress(BadInput):  # the last by order may be one that only stands behind another
            self.clock.absorb(max(map(attrgetter("order"), read)).rstrip("~"))
        last = next((entry for entry in reversed(read) if entry.station == self.station), None)
        if last:
            self.head, self.recorded_at = (last.seq, last.hash), last.recorded_at
        if self._marked is not None:
            self._marked += [entry.id for entry in read]
        self._pending += [entry for entry in read if entry.id not in self._told]
        self._arrival = arrival
