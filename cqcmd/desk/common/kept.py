"""Something read of each incident, kept until an entry or its time makes it another."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from heapq import heappop, heappush
from typing import Generic, TypeVar

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.incident.state import Incident

Value = TypeVar("Value")
Reading = tuple[Value, datetime | None]
"""What was read, and the moment at which time alone makes it another."""


class KeptByIncident(Generic[Value]):
    """What an act costs here does not grow with the incidents that nobody touched.

    Attributes:
        values: what was read of each incident, by its id.
    """

    def __init__(self, open_record: OpenRecord, read: Callable[[Incident], Reading[Value]]) -> None:
        self.values: dict[str, Value] = {}
        self._open_record, self._read = open_record, read
        self._seen, self._by, self._recalled = -1, object(), 0
        self._turns: list[tuple[datetime, str]] = []
        self._until: dict[str, datetime] = {}
        self._looked: datetime | None = None

    def renew(self, by: object = None) -> tuple[str, ...]:
        """Read anew what changed; returns whose.

        ``by``: what else it is read by, such as a setting; another one has all read anew.
        """
        now = self._open_record.clock.now()
        self._open_record.look_for_lost()
        # The clock was set back: what was read is of a time still to come.
        back = self._looked is not None and now < self._looked
        changed = None if back or by != self._by else self._open_record.changes.since(self._seen)
        self._seen, self._by, self._looked = self._open_record.changes.number, by, now
        turned = set(self._turned(now)) | self._just_recalled()
        return self._renewed(changed | turned) if changed is not None else self._begin_anew()

    def _just_recalled(self) -> set[str]:
        """Return finished incidents that somebody asked for since."""
        recalled = self._open_record.ledger.recalled
        found, self._recalled = set(recalled[self._recalled :]), len(recalled)
        return found

    def due(self) -> bool:
        """Tell whether time has made one of them another."""
        return bool(self._turns) and self._turns[0][0] <= self._open_record.clock.now()

    def _begin_anew(self) -> tuple[str, ...]:
        self.values.clear()
        self._until.clear()
        self._turns.clear()
        return self._renewed(self._open_record.ledger.incidents)

    def _renewed(self, idents: Iterable[str]) -> tuple[str, ...]:
        found = self._open_record.ledger.incidents
        renewed = tuple(ident for ident in idents if ident in found)
        for ident in renewed:
            self.values[ident], until = self._read(found[ident])
            self._until.pop(ident, None)
            if until is not None:
                self._until[ident] = until
                heappush(self._turns, (until, ident))
        return renewed

    def _turned(self, now: datetime) -> Iterator[str]:
        while self._turns and self._turns[0][0] <= now:
            moment, ident = heappop(self._turns)
            # A moment that was put off since lies further down once more.
            if self._until.get(ident) == moment:
                yield ident
