"""Simulated time: a pure function of the start, the changes of speed, and a counter of real time.

Everything is whole microseconds: nothing drifts, and a drill held for days has not moved.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated

from msgspec import Meta, Struct

from cqcmd.clock import BOOT, SystemClock, boot_name, steady_source
from cqcmd.drill.scenario.times import micros

FASTEST = 60
"""The highest speed; 0 holds."""


class Tick(Struct, frozen=True):
    """A reading of the real counter: microseconds, and of which counter.

    Two readings of different counters (the machine was started anew) tell nothing of the time
    between them.
    """

    counter: str
    at: int


class Change(Struct, frozen=True, kw_only=True):
    """From ``tick`` on the drill runs at ``speed``; ``to`` is where it jumped, if it did.

    ``last``: the drill was ended here, and no change after it counts.
    """

    tick: Tick
    speed: Annotated[int, Meta(ge=0, le=FASTEST)]
    to: int | None = None
    last: bool = False


def simulated(start: int, changes: Iterable[Change], now: Tick) -> int:
    """Microseconds since 1970 on the drill's clock.

    It stands at ``start`` until the first change. A counter that went back, or that is another
    one, adds nothing; a jump backwards is none.
    """
    at, speed, since = start, 0, None
    for change in changes:
        at += speed * _passed(since, change.tick)
        if change.to is not None and change.to > at:
            at = change.to
        if change.last:
            return at
        speed, since = change.speed, _later(since, change.tick)
    return at + speed * _passed(since, now)


def _passed(since: Tick | None, until: Tick) -> int:
    if since is None or since.counter != until.counter:
        return 0
    return max(0, until.at - since.at)


def _later(since: Tick | None, tick: Tick) -> Tick:
    """Return the later reading: a counter that went back goes on only from where it was."""
    if since is None or since.counter != tick.counter or tick.at > since.at:
        return tick
    return since


Counter = Callable[[], Tick]


def machine_counter(boot: Path = BOOT) -> Counter:
    """Microseconds since the machine was started, the same in every process, sleep counted.

    Where the machine has no name for its start, the wall clock, carried on steadily by each
    process: a drill there stands still for as long as the wall clock is set back.
    """
    if name := boot_name(boot):
        steady = steady_source()
        return lambda: Tick(name, round(steady() * 1_000_000))
    clock = SystemClock()
    return lambda: Tick("wall", micros(clock.now()))
