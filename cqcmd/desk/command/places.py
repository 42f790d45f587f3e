"""Places people can have: posts of a headquarters, its members, groups; and whose they are."""

from cqcmd.desk.command.forms import LEVEL_NAMES
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.i18n import _
from cqcmd.incident.events.command import Level
from cqcmd.incident.state import Incident
from cqcmd.rules.plan import Plan
from cqcmd.rules.response import headquarters_of

MEMBERS: dict[str, Level] = {"city.members": "city", "district.members": "district"}
"""Where the members of a headquarters stand (成员, 2.1), who have no post of the plan's table."""


def members_of(level: Level) -> str:
    """Return the place of a headquarters' members."""
    return next(place for place, whose in MEMBERS.items() if whose == level)


def level_of(open_record: OpenRecord, incident: Incident) -> Level:
    """Return whose headquarters it is: the commanding one, else the level's, else district."""
    level = incident.response.level or open_record.picture(incident.id).response
    found = incident.command.headquarters or headquarters_of(open_record.plan, level)
    return "city" if found == "city" else "district"


def every_place(plan: Plan, incident: Incident) -> list[str]:
    """Return every place there is: posts, members, the plan's groups, those that were added."""
    return [*plan.index["posts"], *MEMBERS, *plan.index["groups"], *incident.roster.added]


def place_name(plan: Plan, incident: Incident, place: str) -> str:
    """Return what a place is called where it is plain whose headquarters is meant."""
    if place in plan.index["posts"]:
        return plan.post(place).name
    if place in MEMBERS:
        return _("成员")
    if place in plan.index["groups"]:
        return plan.group(place).name
    return incident.roster.added.get(place, place)


def full_name(plan: Plan, incident: Incident, place: str) -> str:
    """Return what a place is called where it stands alone: ``市指挥部指挥长``."""
    name = place_name(plan, incident, place)
    if place in MEMBERS:
        return LEVEL_NAMES[MEMBERS[place]] + name
    if place in plan.index["posts"]:
        return LEVEL_NAMES[plan.post(place).headquarters] + name
    return name
