"""The real counter behind a drill's clock: one that no setting of the wall clock moves, if any."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from cqcmd.clock import SystemClock, steady_source
from cqcmd.drill.play.simulated_time import Tick
from cqcmd.drill.scenario.times import micros

Counter = Callable[[], Tick]

_BOOT = Path("/proc/sys/kernel/random/boot_id")
"""Where Linux names the run of the machine since it was started."""


def machine_counter(boot: Path = _BOOT) -> Counter:
    """Microseconds since the machine was started, the same in every process, sleep counted.

    Where the machine has no name for its start, the wall clock, carried on steadily by each
    process: a drill there stands still for as long as the wall clock is set back.
    """
    with suppress(OSError):
        name, steady = boot.read_text("ascii").strip(), steady_source()
        return lambda: Tick(name, round(steady() * 1_000_000))
    clock = SystemClock()
    return lambda: Tick("wall", micros(clock.now()))
