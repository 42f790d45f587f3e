"""What clause 1.5 says of some facts, found by trying, case by case and value by value.

Values stand in the order of `facts_of` their kind of equipment, ``None`` where nothing is known.
"""

from collections.abc import Iterator
from fractions import Fraction
from functools import cache, lru_cache
from math import inf
from typing import Any

from tests.oracle.clause_1_5 import CASES, GRAVEST_FIRST, IN_ORDER, NUMBERS, Case

Grade = str | None
Values = tuple[Any, ...]
Margin = tuple[str, Grade, Any, Any]
"""A fact, the grade it alone would bring, at which value, and how much is missing to it."""


@cache
def cases_of(kind: str | None) -> tuple[Case, ...]:
    """The cases that bear on a kind of equipment, gravest first."""
    return tuple(case for case in CASES if not case.kinds or kind in case.kinds)


@cache
def facts_of(kind: str | None) -> tuple[str, ...]:
    """The facts that some case of the kind names."""
    named = {name for case in cases_of(kind) for name in case.ranges}
    return tuple(name for name in IN_ORDER if name in named)


@cache
def bounds(kind: str | None, name: str) -> Values:
    """The numbers that the cases of the kind name of a fact, ascending."""
    ends = {end for case in cases_of(kind) for end in case.ranges.get(name, ())}
    return tuple(sorted(ends - {inf}))


@cache
def ranges_of(kind: str | None) -> tuple[tuple[Case, tuple[tuple[int, Any, Any], ...]], ...]:
    """The cases of a kind, each with the places of its facts and between which ends they are."""
    place = facts_of(kind).index
    return tuple(
        (case, tuple((place(name), *ends) for name, ends in case.ranges.items()))
        for case in cases_of(kind)
    )


def reasons(kind: str | None, values: Values) -> tuple[Case, ...]:
    """The cases of the gravest grade that the facts meet."""
    counted = _counted(kind, values)
    met = [case for case, ranges in ranges_of(kind) if _within(ranges, counted)]
    return tuple(case for case in met if case.grade == met[0].grade)


@lru_cache(maxsize=2**18)
def grade_of(kind: str | None, values: Values) -> Grade:
    """The gravest grade of which a case is met."""
    counted = _counted(kind, values)
    for case, ranges in ranges_of(kind):
        if _within(ranges, counted):
            return case.grade
    return None


def _counted(kind: str | None, values: Values) -> list[Any]:
    """What is unknown reaches nothing; but people of whom no number is known are one at least."""
    return [
        int(name == "stranded") if value is None else value
        for name, value in zip(facts_of(kind), values, strict=True)
    ]


def _within(ranges: tuple[tuple[int, Any, Any], ...], counted: list[Any]) -> bool:
    # No generator: this is asked millions of times.
    for place, least, below in ranges:  # noqa: SIM110
        if not least <= counted[place] < below:
            return False
    return True


def graver(one: Grade, other: Grade) -> bool:
    """Whether one grade is graver than the other."""
    return GRAVEST_FIRST.index(one) < GRAVEST_FIRST.index(other)


def margins(kind: str | None, values: Values) -> list[Margin]:
    """Of each number, the first of its bounds from below that makes the grade graver."""
    return [
        found
        for place, name in enumerate(facts_of(kind))
        if name in NUMBERS and (found := _margin(kind, values, place, name))
    ]


def _margin(kind: str | None, values: Values, place: int, name: str) -> Margin | None:
    now = grade_of(kind, values)
    for at in bounds(kind, name):
        then = grade_of(kind, _filled(values, place, at))
        if graver(then, now):
            return name, then, at, _short(at, values[place] or 0)
    return None


def _short(at: Any, value: Any) -> Any:
    whole = isinstance(at, int) and isinstance(value, int)
    return at - value if whole else Fraction(at) - Fraction(value)


def unknown_that_matter(kind: str | None, possible: Values, unknown: Values) -> tuple[str, ...]:
    """The unknown facts that, told alone or with one more, could make it graver than possible.

    One more is enough, as no case asks for three facts. Without the fact it must be less grave.
    """
    names = facts_of(kind)
    open_places = [place for place, blank in enumerate(unknown) if blank]
    return tuple(
        names[place]
        for place in open_places
        if any(
            _raises(kind, possible, with_more, place)
            for with_more in _one_more(kind, possible, place, open_places)
        )
    )


def _raises(kind: str | None, possible: Values, with_more: Values, place: int) -> bool:
    now, without = grade_of(kind, possible), grade_of(kind, with_more)
    told = (
        grade_of(kind, _filled(with_more, place, at)) for at in bounds(kind, facts_of(kind)[place])
    )
    return any(graver(then, now) and graver(then, without) for then in told)


def _one_more(
    kind: str | None, possible: Values, place: int, open_places: list[int]
) -> Iterator[Values]:
    yield possible
    for other in open_places:
        if other != place:
            for at in bounds(kind, facts_of(kind)[other]):
                yield _filled(possible, other, at)


def _filled(values: Values, place: int, value: Any) -> Values:
    return (*values[:place], value, *values[place + 1 :])
