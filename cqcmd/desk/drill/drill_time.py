"""The drill's clock as its rooms see it: at the end it stands, and a broken tape stops nobody."""

from datetime import datetime

from cqcmd.drill.play.shared_clock import DrillClock
from cqcmd.drill.scenario.model import Scenario
from cqcmd.drill.scenario.times import utc_of
from cqcmd.drill.score.judge import ends_at
from cqcmd.errors import BadInput


class DrillTime:
    """A clock over the tape, never later than the drill's end."""

    def __init__(self, tape: DrillClock, scenario: Scenario, *, over: bool) -> None:
        """``over``: it has ended, so the tape, whatever became of it, is not asked any more."""
        self._tape = tape
        self._end = ends_at(scenario)
        self._last = self._end if over else utc_of(scenario.start)
        self._over = over

    def now(self) -> datetime:
        """The simulated moment; the last one known while the tape cannot be read."""
        if self._over:
            return self._end
        try:
            self._last = min(self._tape.now(), self._end)
        except BadInput:
            return self._last
        return self._last
