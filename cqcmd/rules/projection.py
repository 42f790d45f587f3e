"""When time alone will raise the grade: facts that grow while nothing changes."""

from datetime import datetime, timedelta

from msgspec import Struct

from cqcmd.rules.facts import FactSet, Number
from cqcmd.rules.grading import Grader
from cqcmd.rules.rows import Criterion, Grade

MICROSECONDS_AN_HOUR = 3_600_000_000


class Projection(Struct, frozen=True):
    """At ``moment`` the fact reaches ``hours`` and the accident is of ``grade`` (``because``).

    ``possible``: it may be so then, and is not certain.
    """

    fact: str
    grade: Grade
    hours: Number
    moment: datetime
    because: Criterion
    possible: bool = False


def after(start: datetime, hours: Number) -> datetime:
    """Return the moment ``hours`` after ``start``, to the microsecond."""
    return start + timedelta(microseconds=int(hours * MICROSECONDS_AN_HOUR))


def project(grader: Grader, facts: FactSet, fact: str, since: datetime) -> tuple[Projection, ...]:
    """Return each next grade that ``fact``, growing since ``since``, brings, in order of time."""
    values = facts.confirmed
    slot = next(i for i, row in enumerate(grader.facts) if row.code == fact)
    worst = grader.grade(facts.equipment, values).grade
    found = []
    for hours in grader.bounds(facts.equipment, slot):
        # The bound that is reached already gave the grade of now: nothing is to come of it.
        if hours <= values[slot]:
            continue
        verdict = grader.grade(facts.equipment, (*values[:slot], hours, *values[slot + 1 :]))
        # A bound that brings no graver grade is no turn anybody need be told of.
        if verdict.grade and grader.scale.is_lower(worst, verdict.grade):
            worst = verdict.grade
            found.append(Projection(fact, worst, hours, after(since, hours), verdict.because[0]))
    return tuple(found)


def forecast(sure: tuple[Projection, ...], maybe: tuple[Projection, ...]) -> tuple[Projection, ...]:
    """Return what is certain and what may be before that, soonest first."""
    certain = {projection.moment for projection in sure}
    # What is certain at a moment need not be called possible at it as well.
    found = [*sure, *(projection for projection in maybe if projection.moment not in certain)]
    return tuple(sorted(found, key=lambda projection: projection.moment))
