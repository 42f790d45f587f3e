"""A connection to the stand-in, with the face that psycopg's has; each call may be struck."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from msgspec import Struct
from psycopg import OperationalError, errors
from psycopg.pq import TransactionStatus

from tests.simulation.centre.answers import Rows, answered
from tests.simulation.centre.server import Server
from tests.simulation.machine import Machine

PATIENCE = 3.0
"""Seconds that a client waits where it was not told how long."""


class Answered(Struct, frozen=True):
    """The rows of an answer, as a cursor gives them."""

    rows: Rows

    def fetchall(self) -> Rows:
        return self.rows

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return iter(self.rows)


class Info(Struct, frozen=True):
    """What a client knows of its connection without asking."""

    transaction_status: TransactionStatus


class Connection:
    """One client's end.

    Attributes:
        until: when it waits for no answer any more, by the monotonic clock.
    """

    def __init__(self, server: Server, machine: Machine, post: str) -> None:
        """Connect. Raises OperationalError."""
        self.until: float | None = None
        self.server, self.machine, self._post = server, machine, post
        self._process = machine.process
        self._closed = True
        if machine.call("centre") in ("drop", "lose", "delay") or post in server.unreached:
            machine.time.sleep(PATIENCE)
            raise OperationalError("timeout expired")
        if not server.up:
            raise OperationalError("connection refused")
        self._backend = server.accept(machine.process)
        self._closed = False

    @property
    def info(self) -> Info:
        if self._closed:
            return Info(TransactionStatus.UNKNOWN)
        held = self._backend.in_transaction
        return Info(TransactionStatus.INTRANS if held else TransactionStatus.IDLE)

    def execute(self, sql: str, values: Sequence[Any] = ()) -> Answered:
        return Answered(self._ask(sql, lambda: self._answer(sql, values)))

    @contextmanager
    def cursor(self) -> Iterator["Connection"]:
        yield self

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Send all of them at once, as psycopg's pipeline does."""
        self._ask(sql, lambda: [found for row in rows for found in self._answer(sql, row)])

    def notifies(self, timeout: float) -> Iterator[str]:
        del timeout
        if not self._closed:
            told, self._backend.told = self._backend.told, False
            yield from ("",) if told else ()

    def fileno(self) -> int:
        if self._closed:
            raise OperationalError("the connection is closed")
        return -1

    def close(self) -> None:
        if not self._closed:
            self._closed = True
            self.server.leave_behind(self._backend)

    # On the way

    def _ask(self, sql: str, job: Callable[[], Rows]) -> Rows:
        self.machine.refuse_dead()
        what = self.machine.call("centre")
        self.server.pass_time()
        if self._closed:
            raise OperationalError("the connection is closed")
        reached = self._post not in self.server.unreached
        if what == "delay" or not reached:
            self.server.delay(self._backend, commit=reached and sql == "COMMIT")
            self._wait()
        if what == "drop" or self._backend.over:
            raise self._broken()
        rows = self._done(job)
        if what == "lose":
            raise self._broken()
        return rows

    def _done(self, job: Callable[[], Rows]) -> Rows:
        self._backend.runs = True
        try:
            return job()
        finally:
            self._backend.runs, self._backend.spoke = False, self.machine.time.passed

    def _answer(self, sql: str, values: Sequence[Any]) -> Rows:
        return answered(self.server, self._backend, sql, values)

    def _wait(self) -> None:
        """Wait for an answer that does not come."""
        time = self.machine.time
        time.sleep(PATIENCE if self.until is None else max(0.0, self.until - time.passed))
        self._closed = True
        raise OperationalError("timeout")

    def _broken(self) -> Exception:
        self.close()
        if self._backend.was_idle:
            return errors.IdleInTransactionSessionTimeout("terminating connection")
        return OperationalError("server closed the connection unexpectedly")
