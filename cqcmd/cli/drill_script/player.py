"""How a drill's clock is moved on without anybody waiting: real time is only pretended."""

from datetime import datetime, timedelta
from pathlib import Path

from msgspec import Struct

from cqcmd.drill.play.shared_clock import DrillClock
from cqcmd.drill.play.simulated_time import Tick
from cqcmd.drill.scenario.times import MICROSECOND


class Hold(Struct, frozen=True):
    """The drill is held ``at`` a moment after its start, for ``lasting`` of real time."""

    at: timedelta
    lasting: timedelta


class Pace(Struct, frozen=True):
    """How real time passes meanwhile; it changes no score. ``speed`` 0: by jumps alone."""

    speed: int = 0
    holds: tuple[Hold, ...] = ()


class SimulatedCounter:
    """Real time, as the player tells it: nobody waits for it."""

    def __init__(self) -> None:
        self._at = 0

    def __call__(self) -> Tick:
        # A name of its own: no tape of it can go on by the counter of a machine.
        return Tick("pretended", self._at)

    def pass_by(self, micros: int) -> None:
        """So many microseconds go by."""
        self._at += micros


class Player:
    """Moves a drill's clock on: at a speed, through holds, or by jumps."""

    def __init__(self, shared_clock: Path, start: datetime, pace: Pace) -> None:
        self._real = SimulatedCounter()
        self.clock = DrillClock(shared_clock, start, self._real)
        self._start, self._pace = start, pace
        self._holds = sorted(pace.holds, key=lambda hold: hold.at)
        if pace.speed:
            self.clock.run(pace.speed)

    def go_to(self, moment: datetime) -> None:
        """Let time pass until ``moment``, the holds before it included."""
        # Holds before the moment come first, for an act at a hold's own moment is done after it.
        while self._holds and self._start + self._holds[0].at <= moment:
            hold = self._holds.pop(0)
            self._run_to(self._start + hold.at)
            self._stand(hold.lasting)
        self._run_to(moment)

    def _stand(self, lasting: timedelta) -> None:
        self.clock.hold()
        self._real.pass_by(lasting // MICROSECOND)
        if self._pace.speed:
            self.clock.run(self._pace.speed)

    def _run_to(self, moment: datetime) -> None:
        left = (moment - self.clock.now()) // MICROSECOND
        if self._pace.speed and left > 0:
            self._real.pass_by(left // self._pace.speed)
        if self.clock.now() < moment:  # what no whole microsecond at that speed reaches
            self.clock.jump(moment)
