"""What a time rests on: what the machine's clocks said, and which moment that was."""

from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct

TOLERANCE = 2.0
"""Seconds by which the wall clock may be corrected without anybody being told."""

LONG = timedelta(days=1).total_seconds()
"""Seconds without any trace after which a machine that was started anew is not simply believed."""

EARLIEST = datetime.fromisoformat("2023-01-01T00:00:00+08:00").timestamp()
"""A machine that shows a time before the plan was made has lost it."""

LATEST = datetime.fromisoformat("2999-12-31T00:00:00+08:00").timestamp()

Doubt = Literal["", "jump", "behind", "ahead", "inferred"]
"""Why the time is not sure.

jump: the wall clock jumped. behind: it is earlier than what was last recorded. ahead: the machine
was started anew, and it is far later. inferred: the machine was started anew, and the time is that
of a wall clock which was found wrong before, corrected as it was then.
"""


class Reading(Struct, frozen=True):
    """What the machine's clocks say, in seconds; ``boot`` names the run of the machine."""

    wall: float
    steady: float
    boot: str = ""


class TimeBase(Reading, frozen=True, kw_only=True):
    """A reading, and which moment it was, in seconds since 1970."""

    at: float

    @property
    def sane(self) -> bool:
        """Whether a clock can show it: a damaged file must stop nobody."""
        return all(abs(value) <= LATEST for value in (self.at, self.wall, self.steady))

    @property
    def off(self) -> float:
        """How far the wall clock stood from the time, in seconds (above zero: ahead)."""
        return self.wall - self.at


class Reckoned(Struct, frozen=True):
    """Which moment it is, as far as can be known, and what is doubtful about it."""

    at: float
    doubt: Doubt = ""


def same_run(base: TimeBase, here: Reading) -> bool:
    """Return whether the machine has run on since: its steady counter counted what passed."""
    return bool(base.boot) and base.boot == here.boot and here.steady >= base.steady


def carried(base: TimeBase, here: Reading) -> float:
    """Return which moment it is by a base: by the counter, else by the wall clock as it stood."""
    if same_run(base, here):
        return base.at + here.steady - base.steady
    return here.wall - base.off


def reckon(base: TimeBase | None, last: float | None, here: Reading) -> Reckoned:
    """Return which moment it is as a post opens; ``last`` is when something was last recorded."""
    if base is None:
        return _without_base(last, here)
    at, floor = carried(base, here), base.at if last is None else max(base.at, last)
    if at < floor - TOLERANCE:
        return Reckoned(floor, "behind")
    if same_run(base, here):
        off = here.wall - at
        stands = min(abs(off), abs(off - base.off)) <= TOLERANCE
        return Reckoned(at, "" if stands else "jump")
    if at - floor > LONG:
        return Reckoned(at, "ahead")
    return Reckoned(at, "inferred" if abs(base.off) > TOLERANCE else "")


def _without_base(last: float | None, here: Reading) -> Reckoned:
    if last is not None and here.wall < last - TOLERANCE:
        return Reckoned(last, "behind")
    return Reckoned(here.wall, "behind" if here.wall < EARLIEST else "")
