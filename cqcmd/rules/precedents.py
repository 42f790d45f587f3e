"""Precedents (判例): accidents graded officially, to be looked at beside a grade of the plan.

They belong to no plan and bind nobody: no grade, duty or response reads them.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal

import msgspec
from msgspec import Struct

from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.rules.facts import Amount, FactSet, read_amount
from cqcmd.rules.grading import Grader, Verdict
from cqcmd.rules.plan import Plan
from cqcmd.rules.rows import Equipment, Grade, ScopeRule
from cqcmd.rules.scale import Scale

OFFICIAL = {"I": _("特别重大"), "II": _("重大"), "III": _("较大"), "IV": _("一般")}
"""The grades of the state, the gravest first; a plan may have others, or name them otherwise."""


class Precedent(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An accident, the grade it was given officially, and by which reckoning (口径)."""

    date: date
    place: str
    equipment: str
    what: str
    facts: dict[str, bool | int | float]
    """By the codes of the plan's facts, in their units."""
    injured: int | None = None
    """All who were injured where their degree is not told, the seriously injured included."""
    scope: str = ""
    """The code of the rule (1.3) by which the plan would leave it to another department."""
    remark: str = ""
    grade: Literal["I", "II", "III", "IV"]
    """One of `OFFICIAL`."""
    basis: str
    publisher: str = ""
    """The authority that published the report; without one only the press tells of it (待核)."""


class Weighed(Struct, frozen=True):
    """A precedent read by the letter of a plan; ``name`` is that of the grade it gives.

    ``outside``: the rule that leaves it to others.
    """

    precedent: Precedent
    kind: Equipment
    amounts: Mapping[str, Amount]
    facts: FactSet
    verdict: Verdict
    name: str
    outside: ScopeRule | None

    @property
    def official(self) -> str:
        """The name of the grade that was given officially."""
        return OFFICIAL[self.precedent.grade]

    @property
    def official_rank(self) -> int:
        """How far below the gravest it was graded officially."""
        return list(OFFICIAL).index(self.precedent.grade)

    @property
    def agrees(self) -> bool:
        """Whether the letter of the plan gives the grade that was given officially."""
        return self.outside is None and self.name == self.official


def read_precedents(rows: Iterable[Mapping[str, Any]]) -> tuple[Precedent, ...]:
    """Read the rows of the file.

    Raises:
        BadInput: a row is not well formed.
    """
    try:
        return tuple(msgspec.convert(row, Precedent) for row in rows)
    except msgspec.ValidationError as error:
        raise BadInput(_("判例资料有一行不合格式。")) from error


def weigh(plan: Plan, grader: Grader, precedent: Precedent) -> Weighed | None:
    """Read a precedent by the letter of a plan; ``None`` where the plan has no such equipment.

    Raises:
        BadInput: a fact cannot have that value.
    """
    kind = next((row for row in plan.equipment if row.code == precedent.equipment), None)
    if kind is None:
        return None
    told: dict[str, bool | int | float] = dict(precedent.facts)
    if precedent.injured is not None:
        # Only a plan that does not part the injured has the fact.
        told["injured"] = precedent.injured
    amounts = {
        fact.code: read_amount(fact, _exact(told[fact.code]))
        for fact in plan.facts
        if fact.code in told
    }
    graded = {code: amount for code, amount in amounts.items() if plan.fact(code).graded}
    facts = grader.fact_set(kind.code, graded)
    outside = next((row for row in plan.scope if row.code == precedent.scope), None)
    verdict = grader.grade(kind.code, facts.confirmed)
    name = next((row.name for row in plan.grades if row.code == verdict.grade), "")
    return Weighed(precedent, kind, amounts, facts, verdict, name, outside)


def nearest(
    weighed: Iterable[Weighed], here: FactSet, grade: Grade | None, scale: Scale
) -> tuple[Weighed, ...]:
    """Sort for an accident at hand: its kind of equipment, then its grade, then its facts."""
    rank = scale.rank(grade)

    def far(one: Weighed) -> tuple[bool, int, Decimal, int]:
        return (
            one.kind.code != here.equipment,
            min(abs(rank - scale.rank(one.verdict.grade)), abs(rank - one.official_rank)),
            _unlike(one.facts, here),
            -one.precedent.date.toordinal(),
        )

    return tuple(sorted(weighed, key=far))


def _exact(value: float) -> float | Decimal:
    # Through its text: 3.1 as a float is not the 3.1 that stands in the file.
    return Decimal(str(value)) if isinstance(value, float) else value


def _unlike(one: FactSet, here: FactSet) -> Decimal:
    """Add up, of each fact known here, how far apart the two are: 0 alike, 1 as far as can be."""
    # What is blank here tells nothing, so it keeps no precedent away.
    known = [(a or 0, b) for a, b in zip(one.known, here.known, strict=True) if b is not None]
    pairs = [(Decimal(a), Decimal(b)) for a, b in known if a != b]
    return sum((abs(a - b) / max(a, b) for a, b in pairs), Decimal())
