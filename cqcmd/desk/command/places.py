"""Places people can have: posts of a headquarters, its members, groups; and whose they are."""

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.i18n import _
from cqcmd.incident.in_command import headquarters_at
from cqcmd.incident.state import Incident
from cqcmd.rules.plan import Plan

_MEMBERS = ".members"


def members_of(headquarters: str) -> str:
    """Return the place of a headquarters' members (成员, 2.1): they have no post of the plan's."""
    return headquarters + _MEMBERS


def headquarters_of_members(plan: Plan, place: str) -> str:
    """Return whose members stand at a place; empty where it is no place of members."""
    code = place.removesuffix(_MEMBERS)
    return code if place != code and code in plan.ranking else ""


def level_of(open_record: OpenRecord, incident: Incident) -> str:
    """Return whose headquarters it is: the commanding one, else the level's, else the lowest."""
    level = incident.response.level or open_record.picture(incident.id).response
    return headquarters_at(open_record.plan, incident, level)


def every_place(plan: Plan, incident: Incident) -> list[str]:
    """Return every place there is: posts, members, the plan's groups, those that were added."""
    members = map(members_of, plan.ranking)
    return [*plan.index["posts"], *members, *plan.index["groups"], *incident.roster.added]


def place_name(plan: Plan, incident: Incident, place: str) -> str:
    """Return what a place is called where it is plain whose headquarters is meant."""
    if place in plan.index["posts"]:
        return plan.post(place).name
    if headquarters_of_members(plan, place):
        return _("成员")
    if place in plan.index["groups"]:
        return plan.group(place).name
    return incident.roster.added.get(place, place)


def full_name(plan: Plan, incident: Incident, place: str) -> str:
    """Return what a place is called where it stands alone: ``市指挥部指挥长``."""
    name = place_name(plan, incident, place)
    if whose := headquarters_of_members(plan, place):
        return plan.headquarters_name(whose) + name
    if place in plan.index["posts"]:
        return plan.headquarters_name(plan.post(place).headquarters) + name
    return name
