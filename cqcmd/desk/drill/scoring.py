"""A drill as the desk of its own drawer sees it: what has arrived, and how it was answered."""

from collections.abc import Set
from datetime import datetime

from cqcmd.desk.common.office import Office
from cqcmd.drill.play.achievements import Deeds
from cqcmd.drill.play.arrivals import Arrivals
from cqcmd.drill.play.guide import open_step
from cqcmd.drill.scenario.model import Inject, Scenario
from cqcmd.drill.score.judge import judge
from cqcmd.drill.score.score import Score


class DrillDesk:
    """The verbs of 演练; made for one scenario, over the drill's own journal."""

    def __init__(self, office: Office, scenario: Scenario) -> None:
        self._office = office
        self.scenario = scenario
        self._arrivals = Arrivals(scenario)

    def arrived(self) -> tuple[Inject, ...]:
        """The messages that came since the last look, in order of arrival."""
        return self._arrivals.look(self._deeds())

    def has_arrived(self, inject: str) -> bool:
        """Whether a message is there to be answered."""
        self.arrived()
        return inject in self._arrivals.at

    def taken(self, case: str) -> bool:
        """Whether the call of a case was taken, and stands."""
        return self._deeds().incident(case) is not None

    def incident_id(self, case: str) -> str:
        """The incident under which the call of a case was taken; empty before."""
        found = self._deeds().incident(case)
        return found.id if found is not None else ""

    def next_arrival(self) -> datetime | None:
        """When the next message comes, as things stand: where the clock may jump to."""
        self.arrived()
        return self._arrivals.next(self._deeds())

    def open_step(self, answered: Set[str]) -> int | None:
        """Which step of the guide is to be done, once these messages were taken."""
        self.arrived()
        return open_step(self._deeds(), self._arrivals, answered)

    def score(self) -> Score:
        """How it stands by now."""
        self.arrived()
        return judge(self._deeds(), self._arrivals)

    def _deeds(self) -> Deeds:
        office = self._office
        return Deeds(self.scenario, office.reader, office.ledger, office.org, office.clock.now())
