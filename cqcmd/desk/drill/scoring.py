"""A drill as its journal tells it: what has arrived, what was done about it, the score."""

from collections.abc import Mapping, Set
from datetime import datetime

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.drill.ideal import ideal_ledger
from cqcmd.drill.play.achievements import Achievements
from cqcmd.drill.play.arrivals import Arrivals
from cqcmd.drill.play.guide import open_step
from cqcmd.drill.scenario.model import Inject, Scenario
from cqcmd.drill.score.judge import ends_at, judge
from cqcmd.drill.score.score import Score
from cqcmd.incident.ledger import Ledger


class DrillScoring:
    """The judge over a drill's own journal. Only `take_arrivals` and `add` change anything."""

    def __init__(self, open_record: OpenRecord, scenario: Scenario) -> None:
        self._open_record = open_record
        self.scenario = scenario
        self._arrivals = Arrivals(scenario)

    def take_arrivals(self) -> tuple[Inject, ...]:
        """Take in the messages that came since the last time; returns them in order of arrival."""
        return self._arrivals.poll(self._achievements())

    def add(self, arrived: Mapping[str, datetime]) -> None:
        """Add messages that arrived as another terminal saw it."""
        self._arrivals.at.update(arrived)

    @property
    def arrived_at(self) -> Mapping[str, datetime]:
        """When each message arrived, by its id, in order of arrival."""
        return self._arrivals.at

    def taken(self, case: str) -> bool:
        """Return whether the call of a case was taken, and stands."""
        return self._achievements().incident(case) is not None

    def incident_id(self, case: str) -> str:
        """Return the incident under which the call of a case was taken; empty before."""
        found = self._achievements().incident(case)
        return found.id if found is not None else ""

    def next_arrival(self) -> datetime | None:
        """Return when the next message comes, as things stand: where the clock may jump to."""
        return self._arrivals.next(self._achievements())

    def open_step(self, answered: Set[str]) -> int | None:
        """Return which step of the guide is to be done, once these messages were taken."""
        return open_step(self._achievements(), self._arrivals, answered)

    def score(self, *, early: bool = False) -> Score:
        """Return the score up to now; ``early``: the drill was ended here, before its time."""
        full = self._open_record.clock.now() >= ends_at(self.scenario)
        ideal = None if full else self._ideal()
        return judge(self._achievements(), self._arrivals, ideal, over=full or early)

    def _ideal(self) -> Achievements:
        return self._read(ideal_ledger(self._open_record, self.scenario, self._arrivals.at))

    def _achievements(self) -> Achievements:
        return self._read(self._open_record.ledger)

    def _read(self, ledger: Ledger) -> Achievements:
        # Made anew for each question: clock and journal have gone on since the one before.
        record = self._open_record
        return Achievements(self.scenario, record.reader, ledger, record.org, record.clock.now())
