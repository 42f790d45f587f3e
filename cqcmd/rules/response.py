"""Which response the plan asks for, whose headquarters leads it, and its course (4.3-4.10)."""

from collections.abc import Collection

from msgspec import Struct

from cqcmd.rules.plan import Plan
from cqcmd.rules.rows import Grade, HeadquartersAct, ResponseLevel


class Stage(Struct, frozen=True):
    """A stage of the course, the role of its clause, and the steps that show it was reached."""

    code: str
    role: str
    reached_by: tuple[str, ...]


COURSE = (
    Stage("call", "report.first", ("call",)),
    Stage("verify", "response.verify", ("verified",)),
    Stage("consult", "response.decide", ("consulted",)),
    Stage("propose", "response.decide", ("proposed",)),
    Stage("approve", "response.decide", ("approved",)),
    Stage("start", "response.start", ("started",)),
    Stage("respond", "response.end", ("ended",)),
    Stage("end", "response.end", ("ended",)),
    Stage("aftermath", "aftermath", ("recovery",)),
    Stage("assess", "assessment", ("assessment",)),
)
"""The figure of 4.10 is not in our copy of the plan: drawn from the sentences of 4.1 to 5.2."""


def response_to(
    plan: Plan,
    confirmed: Grade | None,
    possible: Grade | None,
    met: Collection[ResponseLevel] = (),
) -> ResponseLevel | None:
    """Return the highest level whose condition holds (4.5), or ``None``.

    ``met``: the levels whose own conditions hold (`Grader.levels_met`).
    """
    scale = plan.grade_scale
    for rule in plan.responses:
        # I to III start on a possible accident, IV on an actual one only (docs/decisions/001, 19).
        grade = possible if rule.on_possible else confirmed
        if rule.level in met or (rule.grade is not None and scale.reaches(grade, rule.grade)):
            return rule.level
    return None


def headquarters_of(plan: Plan, level: ResponseLevel | None) -> str | None:
    """Return whose headquarters leads at a level; ``None`` without a response (4.7)."""
    return next((rule.headquarters for rule in plan.responses if rule.level == level), None)


def asked_for(plan: Plan, row: HeadquartersAct, possible: Grade | None) -> bool:
    """Tell whether an act bears on an accident of that possible grade."""
    return plan.grade_scale.reaches(possible, row.from_grade)


def response_course(reached: Collection[str]) -> tuple[tuple[Stage, str], ...]:
    """Return each stage with ``done``, ``now`` (the first after all reached) or ``ahead``.

    A stage skipped on the way counts as done: what came after it shows that one went on. Raising
    and lowering belong to the handling, which lasts until the end.
    """
    hit = [bool(set(stage.reached_by) & set(reached)) for stage in COURSE]
    last = max((place for place, flag in enumerate(hit) if flag), default=-1)
    states = ["done" if place <= last else "ahead" for place in range(len(COURSE))]
    if last + 1 < len(COURSE):
        states[last + 1] = "now"
    return tuple(zip(COURSE, states, strict=True))
