"""Whose headquarters it is, by who took command and by the plan; when a higher one takes over."""

from cqcmd.incident.command.headquarters import rank
from cqcmd.incident.state import Incident
from cqcmd.rules.plan import Plan
from cqcmd.rules.response import headquarters_of
from cqcmd.rules.rows import ResponseLevel


def headquarters_at(plan: Plan, incident: Incident, level: ResponseLevel | None) -> str:
    """Return whose headquarters it is: the commanding one, else the level's, else the lowest."""
    taken = incident.command.headquarters(plan.ranking)
    known = taken if taken in plan.ranking else None
    return known or headquarters_of(plan, level) or plan.ranking[-1]


def headquarters_to_take_over(plan: Plan, incident: Incident) -> str | None:
    """Return the headquarters that leads at the level in force while a lower one commands."""
    leads = headquarters_of(plan, incident.response.level)
    commands = incident.command.headquarters(plan.ranking)
    if leads is None or commands is None:
        return None
    return leads if rank(leads, plan.ranking) < rank(commands, plan.ranking) else None
