"""Which measures stand on top: those that equipment and facts bring there (4.7)."""

from collections.abc import Collection

from cqcmd.rules.plan import Plan
from cqcmd.rules.rows import Measure

Ranked = tuple[tuple[Measure, tuple[str, ...]], ...]


def ranked_measures(plan: Plan, equipment: str | None, holding: Collection[str]) -> Ranked:
    """Rank every measure, the most called for first, with the short names of what brings it up.

    ``holding`` are the codes of facts that hold or may hold. The earlier a reason stands in the
    measure's own list, the more the measure is called for; without one it keeps the plan's order.
    """
    true = {*holding, *((equipment,) if equipment else ())}

    def place(measure: Measure) -> int:
        reasons = measure.first_for
        return next((n for n, code in enumerate(reasons) if code in true), len(plan.facts))

    # The sort is stable: measures with no reason keep the plan's order (4.7).
    ranked = sorted(plan.measures, key=place)
    return tuple((row, _names(plan, row, true)) for row in ranked)


def _names(plan: Plan, measure: Measure, true: Collection[str]) -> tuple[str, ...]:
    facts = plan.index["facts"]
    return tuple(
        plan.fact(code).short if code in facts else plan.kind(code).short
        for code in measure.first_for
        if code in true
    )
