"""A machine: its disk, its clocks, and the processes that run on it."""

import errno
import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from cqcmd.clock import SystemClock
from tests.simulation.centre.fibres import Fibre
from tests.simulation.disk import Disk
from tests.simulation.faults import Ended, Striking

BEGIN = datetime(2026, 11, 22, 6, 5, tzinfo=UTC).timestamp()
"""When every simulation begins, by a clock that is right."""

SLOW = 9.0
"""Seconds that a slow disk takes: longer than another terminal waits."""


class Time:
    """True time, which only the simulation moves; stands in for the module `time`, too."""

    def __init__(self) -> None:
        self.passed = 0.0

    def monotonic(self) -> float:
        return self.passed

    def sleep(self, seconds: float) -> None:
        self.passed = round(self.passed + seconds, 6)


class Process:
    """A session's process.

    Attributes:
        beside: what runs in it beside what the officer does.
    """

    def __init__(self) -> None:
        self.dead = False
        self.beside: list[Fibre] = []


class HeldClock(SystemClock):
    """The clock of a session; it can be held, so that several can be compared at one moment."""

    held: datetime | None = None

    def now(self) -> datetime:
        return self.held or super().now()


class Machine:
    """Disk, clocks, processes. Each call to the disk passes `call`.

    Attributes:
        process: whose call it is.
        striking: the fault of this step.
        calls: how many there were so far.
        ahead: seconds by which its wall clock is wrong.
        apart: seconds by which it was set ahead of that of the first post from the beginning.
    """

    def __init__(self, root: Path, time: Time) -> None:
        self.disk = Disk(root)
        self.time = time
        self.process = Process()
        self.processes: list[Process] = []
        self.striking = Striking(None, lambda: None)
        self.calls = 0
        self.ahead = self.apart = 0.0
        self.slept = 0.0
        self._booted = 0.0
        self.is_cut = False

    def start(self) -> Process:
        """Start a process; it makes the calls from here on."""
        self.process = Process()
        self.processes.append(self.process)
        return self.process

    def clock(self) -> HeldClock:
        return HeldClock(self._wall, self._steady, self._monotonic)

    def _wall(self) -> float:
        return BEGIN + self.time.passed + self.ahead + self.apart

    def _steady(self) -> float:
        return self.time.passed - self._booted

    def _monotonic(self) -> float:
        return self._steady() - self.slept

    # The disk

    def refuse_dead(self) -> None:
        """Raise Ended: the process is no more."""
        if self.process.dead:
            raise Ended

    def call(self, kind: str) -> str:
        """Let what is due strike a call to the disk or a centre; what is returned is the caller's.

        Raises OSError: the disk refuses. Raises Ended: the process is no more.
        """
        self.refuse_dead()
        self.calls += 1
        what = self.striking.due(kind)
        match what:
            case "io" | "read":
                raise OSError(errno.EIO, "simulated")
            case "full":
                raise OSError(errno.ENOSPC, "simulated")
            case "slow":
                self.time.sleep(SLOW)
            case "kill":
                self.process.dead = True
                raise Ended
            case "cut":
                self.cut_power()
                raise Ended
            case "meanwhile":
                self.striking.act_meanwhile()
        if self.disk.full and kind in ("write", "name"):
            raise OSError(errno.ENOSPC, "simulated")
        return what or ""

    @contextmanager
    def spared(self) -> Iterator[None]:
        """Nothing strikes meanwhile, and no call is counted."""
        striking, calls = self.striking, self.calls
        self.striking = Striking(None, lambda: None)
        try:
            yield
        finally:
            self.striking, self.calls = striking, calls

    def cut_power(self) -> None:
        """End every process at once; `boot` says what is left of the disk."""
        self.is_cut = True
        for process in self.processes:
            process.dead = True

    def boot(self, dice: random.Random) -> None:
        """Come back after a power cut."""
        self.disk.cut(dice)
        self.is_cut, self._booted, self.slept = False, self.time.passed, 0.0
        self.processes.clear()
