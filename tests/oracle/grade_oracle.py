"""A second, slow reading of ``cqcmd grade``, from the plan's text, to compare with."""

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tests.oracle.clause_1_5 import CLAUSE, EQUIPMENT, FLAGS, NUMBERS, PEOPLE_AND_YUAN
from tests.oracle.grade_reading import facts_of, grade_of, margins

MOST = 10**15


class RefusedError(Exception):
    """The line is not answered with a grade."""


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
    pairs = {name: pair(given.get(name), name in PEOPLE_AND_YUAN) for name in NUMBERS}
    pairs |= {name: flag(given.get(name)) for name in FLAGS}
    known, maybe = zip(*(pairs[name] for name in facts_of(equipment)), strict=True)
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
        "next": {
            name: {"grade": then, "at": at, "short": short}
            for name, then, at, short in margins(equipment, known)
        },
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
