"""What a row of the board says in few cells: the place, who is inside, the response."""

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.wording import level_name
from cqcmd.desk.safety.heads import team_heads
from cqcmd.i18n import _
from cqcmd.incident.state import Incident
from cqcmd.rules.plan import Plan
from cqcmd.rules.rows import ResponseLevel

LEVEL = _("级")
"""What the name of a level ends with, and nobody needs to read it to know what is meant."""


def place_of(incident: Incident) -> str:
    """Return the place, or at least the district."""
    return incident.details.get("place") or incident.details.get("district", "")


def equipment_of(open_record: OpenRecord | None, incident: Incident) -> str:
    """Return the short name of the equipment; empty where no plan names it."""
    kind = incident.facts.choice("equipment")
    return open_record.plan.kind(kind).short if open_record and kind else ""


def inside_of(incident: Incident) -> str:
    """Return ``在内1队3人``; empty where nobody is inside."""
    inside = incident.cordon.inside
    if not inside:
        return ""
    people = sum(team_heads(team.entered).count for team in inside)
    words = _("在内{teams}队{people}人") if people else _("在内{teams}队")
    return words.format(teams=len(inside), people=people)


def level_of(open_record: OpenRecord | None, incident: Incident) -> str:
    """Return ``III`` in force, ``应III`` asked for, ``批III``, ``议III``, ``III应II`` beyond it."""
    if open_record is None or incident.dismissed or incident.out_of_scope:
        return ""
    plan, log = open_record.plan, incident.response
    if incident.closed and not log.level:
        return ""
    level = _short(plan, log.level) if log.level else _("已终止") if log.ended else ""
    ahead = "" if incident.closed else _ahead(open_record, incident)
    return f"{level}{ahead}" if log.level else ahead or level


def _ahead(open_record: OpenRecord, incident: Incident) -> str:
    log, plan = incident.response, open_record.plan
    for step, word in ((log.approved, _("批")), (log.proposed, _("议"))):
        if step is not None and step.event.level:
            return word + _short(plan, step.event.level)
    wanted = log.wanted(open_record.picture(incident.id).response, plan.level_scale)
    return _("应{level}").format(level=_short(plan, wanted)) if wanted else ""


def _short(plan: Plan, level: ResponseLevel) -> str:
    return level_name(plan, level).removesuffix(LEVEL)
