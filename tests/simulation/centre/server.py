"""A stand-in of PostgreSQL: entries and plan files, transactions, one lock, and time that passes.

What a transaction sees is what was committed as each of its statements began, and its own. A
connection that breaks leaves a transaction behind, which ends by itself, maybe later.
"""

import random
from collections.abc import Iterator

from msgspec import Struct
from psycopg import errors

from cqcmd.journal.chain import FIELDS, Row
from tests.simulation.machine import Process, Time

FORGIVEN = (0.0, 0.0, 3.0)
"""Seconds after which the server sees that a client is gone."""

LATE = (0.5, 3.0, 7.0, 30.0)
"""Seconds after which the server does what nobody waits for any more."""

NEVER = float("inf")

ID, STATION, SEQ = (FIELDS.index(name) for name in ("id", "station", "seq"))


class Entry(Struct, frozen=True):
    """A row at the centre."""

    row: Row
    arrival: int


class Backend:
    """What the server has of one connection.

    Attributes:
        over: the server has given the connection up.
        was_idle: for it held a transaction and said nothing.
        added: what its transaction has inserted.
        runs: it does, or waits to do, what it was asked.
        ends: when the server sees that nobody is there any more, and whether it commits then.
    """

    def __init__(self, process: Process, now: float) -> None:
        self.process = process
        self.over = self.was_idle = False
        self.in_transaction = self.failed = self.has_lock = False
        self.listens = self.told = False
        self.added: list[Entry] = []
        self.spoke = now
        self.runs = False
        self.waits_for_lock, self.may_idle = 8.0, 6.0
        self.ends: tuple[float, bool] | None = None

    def frees(self) -> float:
        """When its transaction ends at the latest, if it says nothing more."""
        idle = NEVER if self.runs else self.spoke + self.may_idle
        return min(idle, self.ends[0] if self.ends else NEVER)


class Server:
    """The one server of a world.

    Attributes:
        up: whether it runs.
        unreached: posts whose line to it is broken.
        entries: what is committed, in order of arrival.
    """

    def __init__(self, time: Time, dice: random.Random) -> None:
        self.time, self.dice = time, dice
        self.up = True
        self.unreached: set[str] = set()
        self.entries: list[Entry] = []
        self.plans: dict[str, bytes] = {}
        self._arrival = 0
        self._backends: list[Backend] = []

    def ids(self) -> set[str]:
        return {str(entry.row[ID]) for entry in self.entries}

    def accept(self, process: Process) -> Backend:
        self._backends.append(Backend(process, self.time.passed))
        return self._backends[-1]

    def stop(self) -> None:
        """End as by a power cut: what was committed stays, and nobody is connected."""
        self.up = False
        for backend in list(self._backends):
            self.end(backend, commit=bool(backend.ends and backend.ends[1] and self._lucky()))

    def leave_behind(self, backend: Backend) -> None:
        """A client is gone; the server will see it."""
        if not (backend.over or backend.ends):
            backend.ends = (self.time.passed + self.dice.choice(FORGIVEN), False)

    def delay(self, backend: Backend, *, commit: bool) -> None:
        """What was asked last is done only once nobody waits for it any more."""
        backend.ends = (self.time.passed + self.dice.choice(LATE), commit and self._lucky())

    def end(self, backend: Backend, *, commit: bool = False) -> None:
        """Give a connection up, and end its transaction."""
        self.finish(backend, commit=commit)
        backend.over = True
        self._backends.remove(backend)

    def pass_time(self) -> None:
        """Let happen what is due by now, in its order."""
        for backend in self._backends:
            if backend.process.dead:
                self.leave_behind(backend)
        busy = [one for one in self._backends if one.ends or one.in_transaction]
        for backend in sorted(busy, key=Backend.frees):
            if backend.frees() <= self.time.passed:
                backend.was_idle = backend.ends is None
                self.end(backend, commit=bool(backend.ends and backend.ends[1]))

    # What a transaction does

    def seen_by(self, backend: Backend) -> list[Entry]:
        return sorted([*self.entries, *backend.added], key=lambda entry: entry.arrival)

    def lock(self, backend: Backend) -> None:
        """Wait for the lock as long as this connection wants to. Raises LockNotAvailable."""
        until = self.time.passed + backend.waits_for_lock
        while holder := next((one for one in self._others(backend) if one.has_lock), None):
            free = min(holder.frees(), until)
            self.time.sleep(max(0.0, free - self.time.passed))
            if holder.frees() > until:
                raise errors.LockNotAvailable
            self.pass_time()
        backend.has_lock = True

    def add(self, backend: Backend, row: Row) -> None:
        """Insert an entry that is not there; the lock is taken by a trigger if by nobody else."""
        self.lock(backend)
        there = self.seen_by(backend)
        self._arrival += 1
        if any(entry.row[ID] == row[ID] for entry in there):
            return
        if any((one.row[STATION], one.row[SEQ]) == (row[STATION], row[SEQ]) for one in there):
            raise errors.UniqueViolation
        backend.added.append(Entry(tuple(row), self._arrival))

    def finish(self, backend: Backend, *, commit: bool) -> None:
        """End a transaction."""
        if commit and not backend.failed and backend.added:
            self.entries = self.seen_by(backend)
            for other in self._others(backend):
                other.told = other.listens and self._lucky()
        backend.added = []
        backend.in_transaction = backend.failed = backend.has_lock = False

    def _others(self, backend: Backend) -> Iterator[Backend]:
        return (one for one in self._backends if one is not backend)

    def _lucky(self) -> bool:
        return self.dice.random() < 0.5
