"""A second, slow reading of ``cqcmd grade``, from the plan's sentences, to compare with."""

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

Facts = dict[str, Any]

PEOPLE_AND_YUAN = ("deaths", "serious_injuries", "loss_yuan", "relocated", "stranded")
NUMBERS = (*PEOPLE_AND_YUAN, "stranded_hours", "outage_hours", "capacity_mw")
FLAGS = ("exploded", "toxic_leak", "overturned", "structure_broken", "hoist_dropped")
EQUIPMENT = (
    "boiler",
    "pressure_vessel",
    "pressure_piping",
    "elevator",
    "crane",
    "ropeway",
    "amusement_ride",
    "site_vehicle",
    "other",
)
GRAVEST_FIRST = ("I", "II", "III", "IV", None)
CLAUSE = {"I": "1.5.1", "II": "1.5.2", "III": "1.5.3", "IV": "1.5.4"}
MOST = 10**15

# Every number that the sentences of 1.5 name, and the one person they leave unsaid.
BY_HEAD = (1, 3, 10, 30, 50, 100, 500, 10_000, 50_000, 150_000)
BY_YUAN = (10_000, 10_000_000, 50_000_000, 100_000_000)
HALF_PAST_THREE: Any = Fraction("3.5")
BY_HOUR_AND_POWER = (1, 2, HALF_PAST_THREE, 12, 24, 48, 240, 600)
NAMED: list[Any] = sorted({*BY_HEAD, *BY_YUAN, *BY_HOUR_AND_POWER})


class RefusedError(Exception):
    """The line is not answered with a grade."""


def people_up(facts: Facts) -> Any:
    """People still up or in the car; hours without a head count mean at least one."""
    if facts["stranded"] is not None:
        return facts["stranded"]
    if facts["stranded_hours"] is not None and facts["stranded_hours"] > 0:
        return 1
    return 0


def at_least(facts: Facts, name: str, threshold: Any) -> bool:
    """以上含本数; a blank fact reaches nothing."""
    return facts[name] is not None and facts[name] >= threshold


def toxic(equipment: str | None, facts: Facts, people: int) -> bool:
    """Toxic release from a vessel or pipe, with so many people relocated."""
    if equipment not in ("pressure_vessel", "pressure_piping"):
        return False
    return bool(facts["toxic_leak"]) and at_least(facts, "relocated", people)


def aloft(equipment: str | None, facts: Facts, people: int, hours: Any) -> bool:
    """So many people held up high on a ropeway or a ride for so many hours."""
    if equipment not in ("ropeway", "amusement_ride"):
        return False
    return people_up(facts) >= people and at_least(facts, "stranded_hours", hours)


def harm(facts: Facts, deaths: int, injuries: int, loss: int) -> bool:
    """Deaths, serious injuries or loss, whatever the equipment."""
    return (
        at_least(facts, "deaths", deaths)
        or at_least(facts, "serious_injuries", injuries)
        or at_least(facts, "loss_yuan", loss)
    )


def is_first(equipment: str | None, facts: Facts) -> bool:
    """1.5.1."""
    if harm(facts, 30, 100, 100_000_000):
        return True
    if equipment == "boiler" and facts["exploded"] and at_least(facts, "capacity_mw", 600):
        return True
    return toxic(equipment, facts, 150_000) or aloft(equipment, facts, 100, 48)


def is_second(equipment: str | None, facts: Facts) -> bool:
    """1.5.2."""
    if harm(facts, 10, 50, 50_000_000):
        return True
    big_boiler = equipment == "boiler" and at_least(facts, "capacity_mw", 600)
    if big_boiler and at_least(facts, "outage_hours", 240):
        return True
    return toxic(equipment, facts, 50_000) or aloft(equipment, facts, 100, 24)


def is_third(equipment: str | None, facts: Facts) -> bool:
    """1.5.3."""
    if harm(facts, 3, 10, 10_000_000):
        return True
    if equipment in ("boiler", "pressure_vessel", "pressure_piping") and facts["exploded"]:
        return True
    if equipment == "crane" and facts["overturned"]:
        return True
    return toxic(equipment, facts, 10_000) or aloft(equipment, facts, 1, 12)


def is_fourth(equipment: str | None, facts: Facts) -> bool:
    """1.5.4; nobody dead, nobody badly hurt and less than 10,000 yuan is below the scale."""
    if harm(facts, 1, 1, 10_000):
        return True
    if equipment == "elevator" and people_up(facts) >= 1 and at_least(facts, "stranded_hours", 2):
        return True
    if equipment == "crane" and (facts["structure_broken"] or facts["hoist_dropped"]):
        return True
    if equipment == "ropeway" and aloft(equipment, facts, 1, HALF_PAST_THREE):
        return True
    if equipment == "amusement_ride" and aloft(equipment, facts, 1, 1):
        return True
    return toxic(equipment, facts, 500)


def grade_of(equipment: str | None, facts: Facts) -> str | None:
    """The gravest grade whose sentence the facts meet."""
    if is_first(equipment, facts):
        return "I"
    if is_second(equipment, facts):
        return "II"
    if is_third(equipment, facts):
        return "III"
    if is_fourth(equipment, facts):
        return "IV"
    return None


def nearest(equipment: str | None, facts: Facts) -> dict[str, dict[str, Any]]:
    """For each number, try every named value from below until the grade rises."""
    now = GRAVEST_FIRST.index(grade_of(equipment, facts))
    found: dict[str, dict[str, Any]] = {}
    for name in NUMBERS:
        for value in NAMED:
            then = grade_of(equipment, {**facts, name: value})
            if GRAVEST_FIRST.index(then) < now:
                short = value - (facts[name] or 0)
                found[name] = {"grade": then, "at": value, "short": short}
                break
    return found


def number(value: Any, whole: bool) -> Any:
    """One number from 0 to 1e15, exactly as given."""
    if not isinstance(value, Decimal) or not 0 <= value <= MOST:
        raise RefusedError
    exact = Fraction(value)
    if whole and exact.denominator != 1:
        raise RefusedError
    return int(exact) if whole else exact


def pair(value: Any, whole: bool) -> tuple[Any, Any]:
    """Confirmed and possible."""
    if value is None:
        return None, None
    if not isinstance(value, list):
        one = number(value, whole)
        return one, one
    if len(value) != 2:
        raise RefusedError
    confirmed, possible = number(value[0], whole), number(value[1], whole)
    if confirmed > possible:
        raise RefusedError
    return confirmed, possible


def flag(value: Any) -> tuple[bool, bool]:
    """Confirmed and possible."""
    if value is None or value is False:
        return False, False
    if value is True:
        return True, True
    if value == "possible":
        return False, True
    raise RefusedError


def refuse_constant(word: str) -> None:
    """NaN and Infinity are not JSON."""
    raise RefusedError(word)


def read(line: bytes) -> dict[str, Any]:
    """The one JSON object on a line."""
    if b"\0" in line:
        raise RefusedError
    try:
        found = json.loads(
            line.decode(),
            parse_int=Decimal,
            parse_float=Decimal,
            parse_constant=refuse_constant,
        )
    except (ValueError, RecursionError) as fault:
        raise RefusedError from fault
    if not isinstance(found, dict):
        raise RefusedError
    return found


def verdict(given: dict[str, Any]) -> dict[str, Any]:
    """The answer to a readable object."""
    if set(given) - {"id", "equipment", *NUMBERS, *FLAGS}:
        raise RefusedError
    equipment = given.get("equipment")
    if equipment is not None and equipment not in EQUIPMENT:
        raise RefusedError
    known: Facts = {}
    maybe: Facts = {}
    for name in NUMBERS:
        known[name], maybe[name] = pair(given.get(name), name in PEOPLE_AND_YUAN)
    for name in FLAGS:
        known[name], maybe[name] = flag(given.get(name))
    grade, possible = grade_of(equipment, known), grade_of(equipment, maybe)
    response = possible
    if possible == "IV" and grade != "IV":
        response = None
    return {
        "grade": grade,
        "possible_grade": possible,
        "response": response,
        "hq": {"I": "city", "II": "city", "III": "district", "IV": "district"}.get(response or ""),
        "clauses": [CLAUSE[grade]] if grade else [],
        "next": nearest(equipment, known),
    }


def answer(line: bytes) -> dict[str, Any]:
    """What ``cqcmd grade`` owes this line; a refused line has ``id`` and ``error`` only."""
    name = None
    try:
        given = read(line)
        name = given.get("id")
        return {"id": name, **verdict(given)}
    except RefusedError:
        return {"id": name, "error": ""}
