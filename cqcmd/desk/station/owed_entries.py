"""Entries about the clock that are still to be written: once a station, and again when refused."""

from contextlib import suppress
from datetime import timedelta

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.errors import Refusal
from cqcmd.incident.events import ClockMoved, decode
from cqcmd.incident.events.entry import Entry

Told = tuple[str, ClockMoved] | None
"""On what the time rests by the journal, with the id of the entry that says so."""

SAME_EVENT = timedelta(seconds=10)
"""How long another session's entry about a sleep is about the same one."""


class OwedEntries:
    """What this terminal noticed of the clock and the journal has not taken yet."""

    def __init__(self, open_record: OpenRecord) -> None:
        self._open_record = open_record
        self._owed: list[tuple[ClockMoved, Told]] = []

    @property
    def waiting(self) -> bool:
        """Whether something is still to be written."""
        return bool(self._owed)

    def add(self, event: ClockMoved) -> None:
        """Owe one more; whoever observes owes nothing."""
        if not self._open_record.observing:
            self._owed.append((event, self._open_record.ledger.clock))

    def clear(self) -> None:
        """Owe nothing any more: somebody has decided."""
        self._owed.clear()

    def pay(self) -> None:
        """Write what is owed to the journal; where it cannot be written now, it stays owed."""
        if not self._owed:
            return
        with suppress(Refusal):
            with self._open_record.act() as write:
                for event, told in self._owed:
                    if not self._told_already(event, told):
                        write.append(event, None)
            # Only after the commit: the disk may refuse it to the last.
            self._owed.clear()

    def _told_already(self, event: ClockMoved, told: Told) -> bool:
        """Tell, under the lock, whether another terminal wrote it: all notice the same at once."""
        if event.base is not None:
            # What another has decided since is followed by now, and not doubted anew.
            return self._open_record.ledger.clock is not told
        entries = self._open_record.ledger.station_entries[-5:]
        return any(self._is_same(entry, event) for entry in reversed(entries))

    def _is_same(self, entry: Entry, event: ClockMoved) -> bool:
        age = self._open_record.clock.now() - entry.recorded_at
        return (
            entry.kind == ClockMoved.kind
            and getattr(decode(entry.kind, entry.data), "what", "") == event.what
            and abs(age) < SAME_EVENT
        )
