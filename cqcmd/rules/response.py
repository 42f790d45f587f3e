"""Which response the plan asks for, and whose headquarters leads it (4.3-4.7)."""

from cqcmd.rules.plan import Plan
from cqcmd.rules.rows import Grade


def response_to(plan: Plan, confirmed: Grade | None, possible: Grade | None) -> Grade | None:
    """The highest level whose condition holds; IV asks for an actual accident (4.5)."""
    for rule in plan.responses:
        if rule.grade == (possible if rule.on_possible else confirmed):
            return rule.level
    return None


def headquarters_of(plan: Plan, level: Grade | None) -> str | None:
    """``city`` or ``district``, or ``None`` without a response (4.7)."""
    return next((rule.headquarters for rule in plan.responses if rule.level == level), None)
