"""A machine whose clocks a test sets: it runs, sleeps, is set, and is started anew."""

from cqcmd.clock import SystemClock

WALL = 1_784_959_500.0
"""2026-07-25 14:05 in Chongqing."""


class Machine:
    """The counters of one machine; every terminal on it has a clock of its own over them."""

    def __init__(self, wall: float = WALL) -> None:
        self.wall, self.counter, self.awake, self.boot = wall, 100.0, 100.0, "boot 1"

    def clock(self) -> SystemClock:
        """A clock of a program that starts now."""
        return SystemClock(
            lambda: self.wall, lambda: self.counter, lambda: self.awake, boot=self.boot
        )

    def run(self, seconds: float, jump: float = 0.0, sleep: float = 0.0) -> None:
        """Time passes, awake and asleep; the wall clock may be set as well."""
        self.wall += seconds + sleep + jump
        self.counter += seconds + sleep
        self.awake += seconds

    def start_anew(self, off_for: float, jump: float = 0.0) -> None:
        """It was off for so long, and comes up with its wall clock moved."""
        self.wall += off_for + jump
        self.counter = self.awake = 5.0
        self.boot += "+"
