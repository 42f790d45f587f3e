"""Groups without a leader, people not yet called (2.1, 2.2)."""

from collections.abc import Iterator

from cqcmd.desk.situation.agenda.source import Moment
from cqcmd.i18n import _
from cqcmd.incident.in_command import headquarters_at
from cqcmd.views import Step


def leaderless(moment: Moment) -> Iterator[Step]:
    """Yield groups without a leader once a response is in force."""
    incident = moment.incident
    if incident.response.level is None or moment.over:
        return
    names = {row.code: row.name for row in moment.plan.groups} | incident.roster.added
    waiting = [name for code, name in names.items() if incident.roster.leader(code) is None]
    if waiting:
        words = _("未定组长：{names}").format(names="、".join(waiting))
        yield Step(words, _clause(moment), "groups", "", "calm", owner=_("指挥部"))


def uncalled(moment: Moment) -> Iterator[Step]:
    """Yield people with a place whom nobody has reached yet."""
    people = moment.incident.roster.people.values()
    # Whoever lost every place keeps his record, and is not to be called any more.
    waiting = [person for person in people if person.places and person.state in (None, "called")]
    if waiting and not moment.over:
        words = _("待通知 {n} 人").format(n=len(waiting))
        yield Step(words, _clause(moment), "call_out", "", "soon", owner=_("值班员"))


def _clause(moment: Moment) -> str:
    """Return where the plan sets up the groups of the headquarters in command."""
    incident = moment.incident
    level = incident.response.level or moment.picture.response
    code = headquarters_at(moment.plan, incident, level)
    return moment.plan.headquarters_row(code).groups_clause
