"""The post a script works at: the desk of the drill, and names for what has no name but an id."""

from datetime import datetime, timedelta

from cqcmd.desk.desk import Desk
from cqcmd.desk.drill.scoring import DrillScoring
from cqcmd.drill.scenario.inject_facts import is_field
from cqcmd.drill.scenario.model import Inject, Scenario
from cqcmd.drill.scenario.times import utc_of
from cqcmd.errors import BadInput
from cqcmd.i18n import _


class Post:
    """Where an action finds its incident, its message, its team.

    Attributes:
        desk: the desk of the drill's own drawer.
        drill: what has arrived, and the score.
        teams: ids of teams inside the cordon, by case and name.
        people: ids of people in the roster, by case and name.
        warnings: ids of warnings, by the name the script gives them.
        documents: the last issued report of each case.
    """

    def __init__(self, desk: Desk, scenario: Scenario) -> None:
        self.desk, self.scenario = desk, scenario
        self.drill: DrillScoring = desk.drills.judge(scenario)
        self.teams: dict[tuple[str, str], str] = {}
        self.people: dict[tuple[str, str], str] = {}
        self.warnings: dict[str, str] = {}
        self.documents: dict[str, str] = {}

    def now(self) -> datetime:
        """Return the simulated moment."""
        return self.desk.clock.now()

    def moment(self, span: timedelta | None) -> datetime:
        """So long after the start; without a span, now."""
        return self.now() if span is None else utc_of(self.scenario.start) + span

    def incident(self, case: str) -> str:
        """Return the incident of a case. Raises BadInput: its call was not taken yet."""
        case = self._case(case)
        if not self.drill.taken(case):
            raise BadInput(_("“{case}”还没有接报，不能这样做。").format(case=case))
        return self.scenario.call(case)

    def call(self, case: str) -> str:
        """Return the id under which the call of a case is to be taken."""
        return self.scenario.call(self._case(case))

    def inject(self, name: str) -> Inject | None:
        """Return a message that is being worked in. Raises BadInput: unknown, or not here yet."""
        if not name:
            return None
        found = next((inject for inject in self.scenario.inject if inject.id == name), None)
        if found is None:
            raise BadInput(_("情景里没有注入“{name}”。").format(name=name))
        # Nobody polls here: what should have arrived by now is taken in when it is asked for.
        self.drill.take_arrivals()
        if name not in self.drill.arrived_at:
            raise BadInput(_("注入“{name}”这时还没有到。").format(name=name))
        return found

    def typed(self, fields: dict[str, str]) -> dict[str, str]:
        """Return what is typed into a form. Raises BadInput: the form has no such field."""
        for name in fields:
            if not is_field(self.desk.plan, name):
                raise BadInput(_("表里没有 {name} 这一栏。").format(name=name[:40]))
        return fields

    def number(self, org: str) -> str:
        """Return the telephone number of an organisation, as the station has it."""
        serving = self.desk.station.serving()
        return serving.numbers.get(org, "") if serving else ""

    def named(self, ids: dict[tuple[str, str], str], case: str, name: str) -> str:
        """Return the id behind a name. Raises BadInput: nobody of that name is there."""
        found = ids.get((self._case(case), name))
        if found is None:
            raise BadInput(_("没有登记过“{name}”。").format(name=name))
        return found

    def keep(self, ids: dict[tuple[str, str], str], case: str, name: str, ident: str) -> None:
        """Remember an id by its name."""
        ids[self._case(case), name] = ident

    def _case(self, case: str) -> str:
        if case and case not in {case.id for case in self.scenario.case}:
            raise BadInput(_("情景里没有“{case}”这起事故。").format(case=case))
        if not case and len(self.scenario.case) > 1:
            raise BadInput(_("情景里有几起事故，须写明 case。"))
        return self.scenario.case_of(case)
