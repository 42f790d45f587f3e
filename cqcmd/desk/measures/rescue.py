"""三级救援: who comes to people shut in, tier after tier, and since when they are waited for."""

from collections.abc import Iterator
from datetime import timedelta

from cqcmd.i18n import _
from cqcmd.incident.state import Incident
from cqcmd.rules.plan import Plan
from cqcmd.rules.rows import RescueTier

SHUT_IN = ("trapped", "stranded")
"""Facts that say how many people are waiting to be let out."""


def tiers_of(plan: Plan, incident: Incident) -> tuple[RescueTier, ...]:
    """Return the tiers of the equipment, while people may be shut in or once one was recorded."""
    equipment = incident.facts.choice("equipment")
    found = tuple(row for row in plan.rescue_tiers if equipment in row.equipment)
    begun = any(row.code in incident.tasks.by_code for row in found)
    return found if begun or shut_in(incident) else ()


def waited_for(plan: Plan, incident: Incident) -> Iterator[RescueTier]:
    """Yield the tiers that are on their way, and the first that nobody has sent for yet."""
    states = [(row, incident.tasks.of(row.code).state) for row in tiers_of(plan, incident)]
    unsent = next((row for row, state in states if state == "open"), None)
    yield from (row for row, state in states if state == "begun" or row is unsent)


def shut_in(incident: Incident) -> bool:
    """Return whether anybody may still be shut in."""
    amounts = (incident.facts.amount(code) for code in SHUT_IN)
    return any(amount is not None and amount.possible for amount in amounts)


def limit_words(row: RescueTier) -> str:
    """Return within how long a tier is to be there; that nothing is set where nothing is."""
    if row.minutes is None:
        return _("没有定时限")
    return _("{n} 分钟内").format(n=row.minutes)


def limit_of(row: RescueTier) -> timedelta | None:
    """Return how long after the call a tier is to be there."""
    return None if row.minutes is None else timedelta(minutes=row.minutes)
