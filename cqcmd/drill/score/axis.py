"""A time axis cut into columns: where a moment stands, and where ticks can be read."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from msgspec import Struct

from cqcmd.clock import local

LABEL = 5
"""Cells of a tick's label: ``09:30``, or ``09-19`` where a day begins."""

GAP = LABEL + 2
"""Columns from one tick to the next at least, so that no label touches another."""

DEEPEST = 64
"""How many times an axis can be enlarged: a day then shows its minutes."""

DAY = 24 * 60

STEPS = tuple(
    timedelta(minutes=minutes)
    for minutes in (
        *(1, 2, 5, 10, 15, 30),
        *(60, 120, 180, 360, 720),
        *(DAY, 2 * DAY, 5 * DAY, 10 * DAY, 20 * DAY, 40 * DAY),
    )
)
"""Distances of ticks; those within a day divide it, so that ticks stand at round times."""


class Tick(Struct, frozen=True):
    """A place on the axis with its label."""

    column: int
    label: str


class Axis(Struct, frozen=True):
    """From ``start`` to ``end`` in so many ``columns``; a column is as long as every other."""

    start: datetime
    end: datetime
    columns: int

    def place(self, at: datetime) -> int:
        """Return the column of a moment: -1 before the axis, ``columns`` behind it.

        The end of the axis lies in its last column.
        Whole microseconds throughout, so that a moment never wavers between two columns.
        """
        if at < self.start:
            return -1
        if at >= self.end:
            return self.columns - 1 if at == self.end else self.columns
        return (at - self.start) * self.columns // (self.end - self.start)

    def enlarged(self, times: int, part: int) -> "Axis":
        """One of the windows ``times`` as fine; each begins half of one behind the last."""
        length = (self.end - self.start) / times
        begin = self.start + length / 2 * max(0, min(part, 2 * times - 2))
        return Axis(begin, min(self.end, begin + length), self.columns)

    def ticks(self) -> tuple[Tick, ...]:
        """Round times, as close as their labels allow; none whose label would be cut."""
        return tuple(self._ticks(self._step()))

    def _step(self) -> timedelta:
        span = self.end - self.start
        fitting = (step for step in STEPS if step * self.columns >= span * GAP)
        return next(fitting, STEPS[-1])

    def _ticks(self, step: timedelta) -> Iterator[Tick]:
        # From the midnight of the place, so that ticks stand at round times of its clocks.
        midnight = local(self.start).replace(hour=0, minute=0, second=0, microsecond=0)
        at = midnight - (midnight - local(self.start)) // step * step
        while (column := self.place(at)) + LABEL <= self.columns:
            here = local(at)
            day = here.hour == here.minute == 0
            yield Tick(column, f"{here:%m-%d}" if day else f"{here:%H:%M}")
            at += step
