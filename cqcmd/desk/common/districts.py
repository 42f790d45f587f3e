"""Which district a name means on a day."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache

from cqcmd.clock import local
from cqcmd.rules.districts import as_of
from cqcmd.rules.plan import Plan


def district_code(plan: Plan, name: str, at: datetime) -> str:
    """Return the code of a district by its name, merged ones as they are at ``at``; else the name.

    A name that two districts bore is the one that stands.
    """
    day = local(at).date().isoformat()
    return _codes(plan, max(turn for turn in _turns(plan) if turn <= day)).get(name, name)


@lru_cache(maxsize=4)
def _turns(plan: Plan) -> frozenset[str]:
    """Return the days from which on other districts stand, and one before all of them."""
    days = {day for row in plan.districts for day in (row.since, row.until) if day}
    return frozenset((date.min.isoformat(), *days))


@lru_cache(maxsize=16)  # at every key the districts of all that is open are asked for
def _codes(plan: Plan, turn: str) -> Mapping[str, str]:
    """Return names and codes as they are from a turn on, until the next."""
    day = date.fromisoformat(turn)
    codes: dict[str, str] = {}
    for row in plan.districts:
        for name in (row.name, row.short):
            codes.setdefault(name, as_of(plan.districts, row, day).code)
    return codes
