"""Teams inside the cordon that should answer, or did not."""

from collections.abc import Iterator

from cqcmd.desk.safety.missed_checks import saying
from cqcmd.desk.situation.agenda.source import Moment, Urgency
from cqcmd.i18n import _
from cqcmd.incident.command.cordon import Team
from cqcmd.rules.cordon_checks import CheckState
from cqcmd.views import Step

URGENCIES: dict[CheckState, Urgency] = {
    "soon": "soon",
    "due": "urgent",
    "missed": "urgent",
    "alarm": "overdue",
}
"""How pressing a silence is; the calm ones are no line of the list."""


def check_ins(moment: Moment) -> Iterator[Step]:
    """Yield the teams inside and silent, the longest overdue first."""
    # Never left out because the incident is over: closing it brings nobody out.
    now = moment.now
    for team in sorted(moment.incident.cordon.inside, key=lambda team: team.check(now).due):
        check = team.check(now)
        urgency = URGENCIES.get(check.state_at(now))
        if urgency is not None:
            yield Step(
                saying(team, now),
                moment.clause("safety"),
                "safety",
                team.id,
                urgency,
                check.due,
                owner=_owner(team, urgency),
            )


def _owner(team: Team, urgency: Urgency) -> str:
    """Return who acts: the team leader, or command once nobody of the team is heard."""
    command = _("现场指挥")
    return command if urgency == "overdue" else team.entered.leader or command
