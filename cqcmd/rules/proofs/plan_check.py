"""The full proof of a plan file, and its criteria as a table a person can read."""

from itertools import chain, islice

from cqcmd.i18n import _
from cqcmd.rules import rows
from cqcmd.rules.plan import MOST_FAULTS, Plan, Tables, broken, read_plan
from cqcmd.rules.proofs.codes import code_faults
from cqcmd.rules.proofs.duties import duty_faults
from cqcmd.rules.proofs.elements import element_faults
from cqcmd.rules.proofs.facts import fact_faults
from cqcmd.rules.proofs.ladders import ladder_faults
from cqcmd.rules.proofs.tables import table_faults
from cqcmd.rules.proofs.words import word_faults
from cqcmd.text import cells, pad

PROOFS = (
    table_faults,
    code_faults,
    fact_faults,
    duty_faults,
    element_faults,
    word_faults,
    ladder_faults,
)
"""Every proof of a plan whose rows have been read."""


def load_checked(tables: Tables, text: str, *, name: str, digest: str) -> Plan:
    """Return the plan in these tables, with every proof made; for files that do not ship with us.

    Raises:
        BrokenPlan: naming every fault found.
    """
    plan, faults = read_plan(tables, text, name=name, digest=digest)
    # Proofs are made also of a plan with bad rows: its author is told of everything at once.
    faults += check(plan)
    if faults:
        raise broken(name, faults)
    return plan


def check(plan: Plan) -> tuple[str, ...]:
    """Return a sentence for every fault of a plan whose rows have been read; none: it is fit."""
    faults = chain.from_iterable(proof(plan) for proof in PROOFS)
    return tuple(islice(faults, MOST_FAULTS))


def decision_table(plan: Plan) -> str:
    """List the criteria, first those of all equipment, then those of each kind alone (1.5)."""
    lines = [_("全部设备"), *_criteria(plan, [c for c in plan.criteria if c.equipment is None])]
    for kind in plan.equipment:
        own = [c for c in plan.criteria if c.equipment and kind.code in c.equipment]
        lines += ["", f"{kind.name} {kind.code}", *_criteria(plan, own)]
    return "\n".join(lines)


def _criteria(plan: Plan, criteria: list[rows.Criterion]) -> list[str]:
    if not criteria:
        return ["  " + _("无专门情形，只按全部设备各条")]
    table = [(c.grade, c.clause, c.code, conditions(plan, c)) for c in criteria]
    widths = [max(cells(line[column]) for line in table) for column in range(3)]
    return ["  " + "  ".join((*map(pad, line[:3], widths), line[3])) for line in table]


def conditions(plan: Plan, criterion: rows.Criterion) -> str:
    """Say what must hold for a criterion, with both ends of each range."""
    return "，".join(_condition(plan.fact(c.fact), c) for c in criterion.when)


def _condition(fact: rows.Fact, condition: rows.Condition) -> str:
    if condition.at_least is None:
        return fact.name
    least = _("{name} ≥ {least} {unit}").format(
        name=fact.name, least=f"{condition.at_least:,}", unit=fact.unit
    )
    if condition.below is None:
        return least
    return least + _(" 且 < {below}").format(below=f"{condition.below:,}")
