"""The clock of a drill as its screens work it: held, hurried, moved on to what comes next."""

from collections.abc import Iterator
from datetime import datetime

from cqcmd.desk.common.office import Office
from cqcmd.desk.drill.scoring import DrillDesk
from cqcmd.drill.play.shared_clock import DrillClock
from cqcmd.drill.scenario.model import Scenario
from cqcmd.drill.score.judge import ends_at
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.incident.events.entry import Entry

SPEEDS = (1, 2, 5, 10, 30, 60)


class DrillTiming(DrillDesk):
    """A drill whose clock runs over a tape."""

    def __init__(self, office: Office, scenario: Scenario, tape: DrillClock) -> None:
        super().__init__(office, scenario)
        self._tape = tape
        self._end = ends_at(scenario)

    @property
    def speed(self) -> int:
        """How many times faster than real time it runs; 0: held, or its tape cannot be read."""
        try:
            return self._tape.speed
        except BadInput:
            return 0

    @property
    def begun(self) -> bool:
        """Whether the clock was ever let run."""
        return self.over or bool(self._tape.changes)

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self._office.clock.now() >= self._end

    def hold(self) -> None:
        """Stand still. Raises Refusal."""
        if self.speed:
            self._tape.hold()

    def run(self, speed: int = 1) -> None:
        """Go on. Raises Refusal."""
        self._refuse_over()
        self._tape.run(speed)

    def faster(self, step: int) -> int:
        """The next speed up or down. Raises Refusal."""
        at = max((i for i, each in enumerate(SPEEDS) if each <= self.speed), default=0)
        self._refuse_led()
        speed = SPEEDS[max(0, min(at + step, len(SPEEDS) - 1))]
        self.run(speed)
        return speed

    def jump(self) -> None:
        """On to the next message. Raises Refusal: none is known to come."""
        self._refuse_over()
        self._refuse_led()
        to = self.next_arrival()
        if to is None or to >= self._end:
            raise BadInput(_("按现在的情况，后面没有还会来的消息。"))
        self._tape.jump(to)

    def finish(self) -> None:
        """On to the end. Raises Refusal."""
        self._refuse_over()
        self._refuse_led()
        self._tape.jump(self._end)

    def take_up(self) -> None:
        """After a break: no earlier than what was last written down. Raises Refusal."""
        self._tape.catch_up(min(max(self._written()), self._end))

    def _written(self) -> Iterator[datetime]:
        return (entry.recorded_at for entry in self._entries())

    def _entries(self) -> Iterator[Entry]:
        yield from self._office.ledger.station_entries
        for incident in self._office.ledger.incidents.values():
            yield from incident.entries

    def _refuse_led(self) -> None:
        """Somebody else says how fast it goes: nobody here."""

    def _refuse_over(self) -> None:
        if self.over:
            raise BadInput(_("演练已经结束，评分不再变。"))
