"""Whether a call tells of an accident that is open already: place, name, equipment compared."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from msgspec import Struct

from cqcmd.desk.common.districts import district_code
from cqcmd.incident.state import Incident
from cqcmd.parsing.name_core import name_core
from cqcmd.rules.plan import Plan

WITHIN = timedelta(hours=6)
"""How far apart two calls about one accident may come. Ours, not the plan's."""

SHORTENED = 4
"""Characters that what is left of a shortened name must have: fewer stand in many others."""

NEEDED = 2
"""Of district, name and equipment so many have to match, and none may contradict."""

DISTINCT = 3
"""Characters of a name that is looked for amid other words: many a summary has 电梯 or 锅炉."""


class Told(Struct, frozen=True):
    """Where an accident is said to be; empty: not said. ``district`` and ``equipment`` are codes,
    or a district's words where they are no name in the plan. ``summary`` is what happened."""

    district: str = ""
    unit: str = ""
    place: str = ""
    equipment: str = ""
    summary: str = ""


def told(
    plan: Plan, details: Mapping[str, str | None], equipment: str | None, at: datetime
) -> Told:
    """Return where the accident of a form or of an incident is said to be, as of ``at``."""
    return Told(
        district_code(plan, details.get("district") or "", at),
        details.get("unit") or "",
        details.get("place") or "",
        equipment or "",
        details.get("summary") or "",
    )


def matching(one: Told, other: Told) -> int:
    """Return how many of district, name, equipment match; 0 if too few, or one contradicts."""
    parts = (
        _same(one.district, other.district),
        _same_name(one, other),
        _same(one.equipment, other.equipment),
    )
    matched = parts.count(True)
    return 0 if False in parts or matched < NEEDED else matched


def likeliest(
    plan: Plan, call: Told, at: datetime, incidents: Iterable[Incident]
) -> Incident | None:
    """Return the open incident that a call of ``at`` matches best, of equals the latest."""
    found = [
        (matched, incident.received_at, incident)
        for incident in _open_near(at, incidents)
        if incident.received_at is not None
        and (matched := matching(call, _told_of(plan, incident, at)))
    ]
    return max(found, key=lambda one: one[:2])[2] if found else None


def _open_near(at: datetime, incidents: Iterable[Incident]) -> Iterator[Incident]:
    for incident in incidents:
        over = incident.void or incident.closed or incident.dismissed or incident.out_of_scope
        # Either way: a form that was set aside is of an earlier moment than a call taken since.
        if incident.received_at and not over and abs(incident.received_at - at) <= WITHIN:
            yield incident


def _told_of(plan: Plan, incident: Incident, at: datetime) -> Told:
    return told(plan, incident.details, incident.facts.choice("equipment"), at)


def _same(one: str, other: str) -> bool | None:
    """Compare two codes; ``None`` where one is not said."""
    return one == other if one and other else None


def _same_name(one: Told, other: Told) -> bool | None:
    """Compare unit and place: any that contains another's, or shortens it, is enough.

    Only like with like contradicts: a unit and a street may be of one place. A caller who names
    the unit amid what happened says the name all the same.
    """
    names = [[name_core(told.unit), name_core(told.place)] for told in (one, other)]
    if any(a and b and _is_one_name(a, b) for a in names[0] for b in names[1]):
        return True
    if _named_in(names[0], other.summary) or _named_in(names[1], one.summary):
        return True
    both = any(a and b for a, b in zip(*names, strict=True))
    return False if both else None


def _named_in(names: Iterable[str], summary: str) -> bool:
    return any(len(name) >= DISTINCT and name in summary for name in names)


def _is_one_name(one: str, other: str) -> bool:
    short, full = sorted((one, other), key=len)
    return short in full or _shortens(short, full)


def _shortens(short: str, full: str) -> bool:
    """Tell whether a caller may mean ``full``: 解放碑浴室 for 解放碑大众浴室."""
    if len(short) < SHORTENED or short[:2] != full[:2]:
        return False
    rest = iter(full)
    return all(character in rest for character in short)
