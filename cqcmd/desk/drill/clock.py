"""The clock of a drill: as its rooms read it, and as it is held, hurried and moved on."""

from datetime import datetime

from cqcmd.clock import Clock
from cqcmd.drill.play.shared_clock import DrillClock
from cqcmd.drill.scenario.model import Scenario
from cqcmd.drill.scenario.times import utc_of
from cqcmd.drill.score.judge import ends_at
from cqcmd.errors import BadInput
from cqcmd.i18n import _

SPEEDS = (1, 2, 5, 10, 30, 60)


class DrillTime:
    """A clock over the tape, never later than the drill's end; a broken tape stops nobody."""

    def __init__(self, shared_clock: DrillClock, scenario: Scenario) -> None:
        self._shared_clock = shared_clock
        self._end = ends_at(scenario)
        self._last = utc_of(scenario.start)

    def now(self) -> datetime:
        """Return the simulated moment; the last one known while the tape cannot be read."""
        try:
            # The tape goes on after the end, and nothing may be written later than that.
            self._last = min(self._shared_clock.now(), self._end)
        except BadInput:
            return self._last
        return self._last


class DrillClockControl:
    """What is done to the clock of a drill."""

    def __init__(self, clock: Clock, shared_clock: DrillClock, time_up: datetime) -> None:
        """Control the shared clock; ``clock`` is the one the rooms read."""
        self._clock, self._shared_clock = clock, shared_clock
        self._time_up = time_up

    @property
    def end(self) -> datetime:
        """When the drill is over: its time is up, unless it was ended before."""
        return self.ended_early or self._time_up

    @property
    def ended_early(self) -> datetime | None:
        """When it was ended, if that was before its time."""
        try:
            ended = self._shared_clock.ended
        except BadInput:
            return None
        return ended if ended is not None and ended < self._time_up else None

    @property
    def speed(self) -> int:
        """How many times faster than real time it runs; 0: held, or its tape cannot be read."""
        try:
            return self._shared_clock.speed
        except BadInput:
            return 0

    @property
    def begun(self) -> bool:
        """Whether the clock was ever let run."""
        return self.over or bool(self._shared_clock.changes)

    @property
    def over(self) -> bool:
        """Whether the drill has ended."""
        return self._clock.now() >= self.end

    def hold(self) -> None:
        """Stop the clock. Raises Refusal."""
        if self.speed:
            self._shared_clock.hold()

    def run(self, speed: int = 1) -> None:
        """Go on. Raises Refusal."""
        self.refuse_over()
        self._shared_clock.run(speed)

    def faster(self, step: int) -> int:
        """Change to the next speed up or down. Raises Refusal."""
        # Held is speed 0, below all of them: it counts as the slowest.
        at = max((i for i, speed in enumerate(SPEEDS) if speed <= self.speed), default=0)
        speed = SPEEDS[max(0, min(at + step, len(SPEEDS) - 1))]
        self.run(speed)
        return speed

    def jump(self, to: datetime | None) -> None:
        """Jump to the next message. Raises Refusal: none is known to come before the end."""
        if to is None or to >= self.end:
            raise BadInput(_("按现在的情况，后面没有还会来的消息。"))
        self._shared_clock.jump(to)

    def finish(self) -> None:
        """End the drill here, whatever was still to come. Raises Refusal."""
        self.refuse_over()
        self._shared_clock.end()

    def catch_up(self, written: datetime) -> None:
        """Move the clock up to what was last written down, if it is behind. Raises Refusal."""
        self._shared_clock.catch_up(min(written, self.end))

    def refuse_over(self) -> None:
        """Refuse what belongs into a running drill once it is over. Raises BadInput."""
        if self.over:
            raise BadInput(_("演练已经结束，评分不再变。"))
