"""The upkeep of a plan: how often it is to be evaluated, and what asks for its revision.

The plan that comes with the program orders it and has no rows for it; a plan in force is never
touched, so they stand beside it. A plan that does not say them is without them.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeVar

import arrow
from msgspec import Struct
from msgspec.structs import replace

from cqcmd.rules.laws import State
from cqcmd.rules.plan import Plan
from cqcmd.rules.plan_text import without_spaces
from cqcmd.rules.rows import Row, Source


class Review(Row, frozen=True, kw_only=True):
    """Every how many years a plan is to be evaluated; ``state``: how far that was read."""

    years: int
    state: State
    source: Source | None = None

    def due(self, since: date) -> date:
        """Return the day by which the next evaluation is asked for."""
        return arrow.get(since).shift(years=self.years).date()


class Cause(Row, frozen=True, kw_only=True):
    """A circumstance in which a plan is to be revised in time."""


class Upkeep(Struct, frozen=True, forbid_unknown_fields=True):
    """What is asked for of whoever keeps a plan."""

    reviews: tuple[Review, ...]
    causes: tuple[Cause, ...]

    def of(self, plan: Plan) -> "Upkeep":
        """Return what a plan says itself, each at its own clause, and what others ask of it."""
        return Upkeep(tuple(_said(plan, self.reviews)), tuple(_said(plan, self.causes)))


R = TypeVar("R", bound=Row)


def _said(plan: Plan, found: Iterable[R]) -> Iterator[R]:
    for row in found:
        if getattr(row, "source", None) is not None:
            yield replace(row, clause="")
        elif clause := _clause_saying(plan, row.text):
            yield replace(row, clause=clause)


def _clause_saying(plan: Plan, words: str) -> str:
    sought = without_spaces(words)
    return next((c.number for c in plan.clauses.values() if sought in without_spaces(c.text)), "")


def day_issued(plan: Plan) -> date | None:
    """Return the day a plan was issued; `None` where its file does not say it as a date."""
    try:
        return date.fromisoformat(plan.meta.issued)
    except ValueError:
        return None


def is_older(plan: Plan, than: Plan) -> bool:
    """Whether a plan was issued before another; of one day and one code, the lower version."""
    days = day_issued(plan), day_issued(than)
    if None in days or plan.meta.issued == than.meta.issued:
        versions = plan.meta.version, than.meta.version
        same = plan.meta.code == than.meta.code and all(map(str.isdecimal, versions))
        return same and int(versions[0]) < int(versions[1])
    return plan.meta.issued < than.meta.issued
