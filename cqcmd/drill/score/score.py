"""The score of a drill: each expectation, each report, each grade; as structs and as JSON."""

from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any, Literal

from msgspec import Struct

from cqcmd.clock import iso_local
from cqcmd.drill.scenario.times import write_span

Result = Literal["met", "late", "missed", "pending", "moot"]
"""In time; too late; not at all; its time not over yet; never asked for, since it never came."""

COUNTED: frozenset[Result] = frozenset({"met", "late", "missed"})
"""What was done, or had fallen due: the rest earns and costs nobody points."""


class Judged(Struct, frozen=True):
    """One expectation, and how it went. ``points`` are what was earned ``of`` what it is worth.

    ``begin`` is when its time began to run, ``None`` where nothing has begun it.
    """

    id: str
    case: str
    kind: str
    target: str
    clause: str
    result: Result
    points: Fraction
    of: int
    due: datetime | None = None
    at: datetime | None = None
    begin: datetime | None = None

    @property
    def counts(self) -> bool:
        """Whether it is part of the score."""
        return self.result in COUNTED

    @property
    def late_by(self) -> timedelta | None:
        """How much too late."""
        if self.result != "late" or self.at is None or self.due is None:
            return None
        return self.at - self.due


class Complete(Struct, frozen=True):
    """A report, how many elements of 4.1.2 it told of how many, and the names of the others."""

    case: str
    channel: str
    receiver: str
    stage: str
    at: datetime
    told: int
    of: int
    missing: tuple[str, ...]


class Decided(Struct, frozen=True):
    """The grade of a case: the right one, the one that stood, and since when the right one did.

    ``taken``: its call was. ``asked``: by the end of the drill the right one could be asked for.
    """

    case: str
    right: str
    given: str
    since: datetime | None
    taken: bool = True
    asked: bool = True

    @property
    def correct(self) -> bool:
        """Whether the grade that stood is the right one; of what nobody took in none stood."""
        return self.taken and self.right == self.given

    @property
    def wrong(self) -> bool:
        """Whether another grade stood where the right one could be asked for."""
        return self.asked and not self.correct


class Score(Struct, frozen=True):
    """A drill as it was judged."""

    scenario: str
    title: str
    start: datetime
    end: datetime
    points: Fraction
    of: int
    expectations: tuple[Judged, ...]
    grades: tuple[Decided, ...]
    reports: tuple[Complete, ...]
    injects: tuple[tuple[str, datetime | None], ...]


def as_json(score: Score) -> dict[str, Any]:
    """For programs (docs/contracts.md): simulated times alone, the same in every run."""
    return {
        "drill": True,
        "scenario": score.scenario,
        "title": score.title,
        "start": iso_local(score.start),
        "end": iso_local(score.end),
        "points": _number(score.points),
        "of": score.of,
        "expectations": [_judged(outcome) for outcome in score.expectations],
        "grades": [_decided(grade) for grade in score.grades],
        "reports": [_complete(report) for report in score.reports],
        "injects": [{"id": name, "at": _time(at)} for name, at in score.injects],
    }


def _judged(outcome: Judged) -> dict[str, Any]:
    return {
        "id": outcome.id,
        "case": outcome.case,
        "kind": outcome.kind,
        "target": outcome.target,
        "clause": outcome.clause,
        "result": outcome.result,
        "points": _number(outcome.points),
        "of": outcome.of,
        "due": _time(outcome.due),
        "at": _time(outcome.at),
        "late_by": None if outcome.late_by is None else write_span(outcome.late_by),
    }


def _decided(decided: Decided) -> dict[str, Any]:
    return {
        "case": decided.case,
        "right": decided.right,
        "given": decided.given,
        "correct": decided.correct if decided.asked else None,
        "since": _time(decided.since),
    }


def _complete(complete: Complete) -> dict[str, Any]:
    return {
        "case": complete.case,
        "channel": complete.channel,
        "to": complete.receiver or None,
        "stage": complete.stage,
        "at": _time(complete.at),
        "told": complete.told,
        "of": complete.of,
        "missing": complete.missing,
    }


def _time(at: datetime | None) -> str | None:
    return None if at is None else iso_local(at)


def _number(points: Fraction) -> int | float:
    """Halves are exact either way."""
    return int(points) if points.denominator == 1 else float(points)
