"""Proofs about codes: what the program knows by a code is that, and none means two things."""

import re
from collections.abc import Iterator

from cqcmd.i18n import _
from cqcmd.rules.form_fields import FILLED
from cqcmd.rules.plan import Plan
from cqcmd.rules.proofs.place import at
from cqcmd.rules.rows import FactKind
from cqcmd.rules.scale import NO_GRADE

KINDS: dict[str, FactKind] = {
    "deaths": "people",
    "serious_injuries": "people",
    "light_injuries": "people",
    "injured": "people",
    "injuries_unclear": "people",
    "missing": "people",
    "trapped": "people",
    "stranded": "people",
    "relocated": "people",
    "relocation_planned": "people",
    "loss_yuan": "yuan",
    "stranded_hours": "hours",
    "outage_hours": "hours",
    "capacity_mw": "megawatts",
    "explosion": "choice",
    "exploded": "flag",
    "toxic_leak": "flag",
    "overturned": "flag",
    "structure_broken": "flag",
    "hoist_dropped": "flag",
}
"""Facts that the program reads by themselves, and what it takes them for."""

RESERVED = frozenset(
    (
        *(name for names in FILLED.values() for name in names),
        *("received_at", "stopped_at", "outage_since", "outage_until", "came_down"),
        *("line", "source", "at", "live", "form", "fields", "hint", "keys", "meaning", "detail"),
    )
)
"""Names of other fields on the forms where facts stand."""

SHARED = (
    *(("posts", "groups"), ("measures", "aftermath"), ("facts", "equipment")),
    *(("measures", "rescue_tiers"), ("aftermath", "rescue_tiers")),
)
"""Tables whose codes are looked up together."""

_FACT = re.compile(r"[a-z][a-z0-9_]*")


def code_faults(plan: Plan) -> Iterator[str]:
    """Yield a sentence for every code that cannot be used, or would be taken for another."""
    for proof in (_facts, _shared, _steps, _grades, _colons):
        yield from proof(plan)


def _facts(plan: Plan) -> Iterator[str]:
    for fact in plan.facts:
        # A field of a form bears the code as its name.
        if not _FACT.fullmatch(fact.code):
            yield at("facts", fact, _("事实的代码须是小写字母开头的字母、数字和下划线"))
        if fact.code in RESERVED:
            yield at("facts", fact, _("这个代码程序另有用处，请换一个"))
        kind = KINDS.get(fact.code, fact.kind)
        if fact.kind != kind:
            words = _("程序把这个代码当作 {kind}，kind 须相同，或换一个代码")
            yield at("facts", fact, words.format(kind=kind))


def _shared(plan: Plan) -> Iterator[str]:
    for one, other in SHARED:
        for code, row in plan.index[other].items():
            if code in plan.index[one]:
                yield at(other, row, _("代码与表 {table} 的一行相同").format(table=one))


def _steps(plan: Plan) -> Iterator[str]:
    """Prove that a step's code is its own: what is ticked is kept by it alone."""
    tables = ("measures", "aftermath", "rescue_tiers")
    taken = {code for table in tables for code in plan.index[table]}
    for measure in plan.measures:
        for step in measure.steps:
            if step.code in taken or not step.code.strip():
                words = _("steps 的代码 {code} 重复或空白")
                yield at("measures", measure, words.format(code=step.code))
            taken.add(step.code)


def _grades(plan: Plan) -> Iterator[str]:
    """Prove that no grade bears the word by which files say that there is none."""
    for row in plan.grades:
        if row.code == NO_GRADE:
            yield at("grades", row, _("这个代码程序另有用处，请换一个"))


def _colons(plan: Plan) -> Iterator[str]:
    """Prove that no code holds the sign that joins two codes into one."""
    for table, found in plan.index.items():
        for code, row in found.items():
            if ":" in code:
                yield at(table, row, _("代码里不能有冒号"))
