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
    return _codes(plan, local(at).date()).get(name, name)


@lru_cache(maxsize=4)  # at every key the districts of all that is open are asked for
def _codes(plan: Plan, day: date) -> Mapping[str, str]:
    codes: dict[str, str] = {}
    for row in plan.districts:
        for name in (row.name, row.short):
            codes.setdefault(name, as_of(plan.districts, row, day).code)
    return codes
