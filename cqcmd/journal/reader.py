"""What this connection has seen of the file: entries of others, the chain's head, the order."""

from datetime import datetime
from operator import attrgetter
from pathlib import Path
from typing import Any

import apsw

from cqcmd.errors import BadInput
from cqcmd.incident.events.entry import Entry
from cqcmd.journal.chain import START
from cqcmd.journal.faults import broken
from cqcmd.journal.ids import LogicalClock
from cqcmd.journal.tables import SINCE

_moment = datetime.fromisoformat


class JournalReader:
    """Reads each entry once. What is read but not yet taken waits in ``pending``."""

    def __init__(self, link: apsw.Connection, station: str, path: Path) -> None:
        """Begin before the first entry of the file at ``path``, open in ``link``."""
        self.link = link
        self.station = station
        self.path = path
        self.clock = LogicalClock(station)
        self.head = (0, START)
        self._arrival = 0
        self._pending: list[Entry] = []
        self._version = self._data_version()

    def poll(self) -> None:
        """Read what was committed since the last look."""
        try:
            # Every row is read before any is noted: a broken one leaves the head and the clock
            # where they were.
            read = []
            for row in self.link.execute(SINCE, (self._arrival,)):
                read.append(entry_of(row))
            if read:
                self._note(row[0], read)
        except (BadInput, TypeError, ValueError) as error:
            raise broken(self.path) from error

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

    def everything(self) -> list[Entry]:
        """All entries, in logical order; none of them is pending any more."""
        self._pending.clear()
        self._arrival = 0
        self.poll()
        everything, self._pending = self._pending, []
        # As text: the number in an order has as many digits as in every other.
        everything.sort(key=attrgetter("order"))
        return everything

    def wrote(self, arrival: int, head: tuple[int, str]) -> None:
        """Take note of what this connection committed itself: it is not news."""
        self._arrival = arrival
        self.head = head

    def _data_version(self) -> int:
        # Not `link.data_version()`: that counts own acts too, and does not look at the file.
        [(version,)] = self.link.execute("PRAGMA data_version")
        return int(version)

    def _note(self, arrival: int, read: list[Entry]) -> None:
        # First, since it alone can refuse; until then nothing of these entries has been taken in.
        self.clock.absorb(max(map(attrgetter("order"), read)))
        last = next((entry for entry in reversed(read) if entry.station == self.station), None)
        if last:
            self.head = (last.seq, last.hash)
        self._pending += read
        self._arrival = arrival


def entry_of(row: tuple[Any, ...]) -> Entry:
    """Return the entry in a row of the table, its ``arrival`` standing first."""
    _, id_, incident, station, seq, kind, data, actor, occurred, recorded, order, prev, hash_ = row
    return Entry(
        id=id_,
        incident=incident,
        station=station,
        seq=seq,
        kind=kind,
        data=data,
        actor=actor,
        occurred_at=_moment(occurred),
        recorded_at=_moment(recorded),
        order=order,
        prev=prev,
        hash=hash_,
    )
