"""A fixed fiftieth of the inputs of clause 1.5; `python3 run.py test --all-cases` grades all."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain
from math import gcd, prod

import pytest
from msgspec.structs import replace

from cqcmd.desk.plan.file import plan_in_force
from cqcmd.rules.facts import BLANK
from cqcmd.rules.grading import Grader
from cqcmd.rules.rows import Condition, Criterion
from tests.oracle.clause_1_5 import EQUIPMENT, PEOPLE_AND_YUAN
from tests.oracle.grade_answers import Difference, differences
from tests.oracle.grade_inputs import (
    ALL,
    STRIDE,
    Input,
    Sweep,
    batches,
    count,
    idle,
    inputs,
    sample,
    states,
    states_of,
)
from tests.oracle.grade_reading import bounds, facts_of

PLAN = plan_in_force()
GRADER = Grader(PLAN)
ENDS: tuple[Sweep, ...] = ("on_the_bound", "one_below")
OWN = {
    "boiler": 4 * 4 * 4,
    "pressure_vessel": 4 * 4 * 16,
    "pressure_piping": 4 * 4 * 16,
    "elevator": 4 * 4,
    "crane": 4 * 4 * 4,
    "ropeway": 7 * 16,
    "amusement_ride": 7 * 16,
    "site_vehicle": 1,
    "other": 1,
}
"""How many inputs of each kind there are beside deaths, serious injuries and loss."""


def test_the_inputs_that_can_be_told_apart_are_3_612_672() -> None:
    assert {kind: count(kind) for kind in EQUIPMENT} == {
        kind: 16 * 16 * 16 * own for kind, own in OWN.items()
    }
    assert ALL == 3_612_672


def test_what_is_possible_with_nothing_confirmed_makes_5_915_328_more() -> None:
    with_them = {kind: prod(map(len, states_of("only_possible", kind))) for kind in EQUIPMENT}
    assert sum(with_them.values()) - ALL == 5_915_328


@pytest.mark.parametrize("sweep", ENDS)
def test_no_input_comes_twice(sweep: Sweep) -> None:
    every = list(inputs(sweep, "elevator"))
    assert len(set(every)) == len(every) == count("elevator")


@pytest.mark.parametrize("kind", [*EQUIPMENT, None])
def test_each_bound_is_met_on_it_and_one_below(kind: str | None) -> None:
    for name in facts_of(kind):
        whole = name in PEOPLE_AND_YUAN or bounds(kind, name) == (1,)
        little = Fraction(1) if whole else Fraction("1e-20")
        below = {end - little for end in bounds(kind, name)}
        assert told("on_the_bound", kind, name).issuperset(bounds(kind, name))
        assert told("one_below", kind, name).issuperset(below)


def told(sweep: Sweep, kind: str | None, name: str) -> set[Fraction]:
    amounts = [amount for amount in states(sweep, kind, name) if amount is not BLANK]
    assert all(amount.confirmed <= amount.possible for amount in amounts)  # type: ignore[operator]
    return {Fraction(str(amount.confirmed)) for amount in amounts}


def test_the_batches_are_all_of_it() -> None:
    for sweep, many in (("on_the_bound", 4_096), ("one_below", 4_096), ("only_possible", 3_904)):
        mine = [batch for batch in batches() if batch.sweep == sweep and batch.kind is None]
        assert sum(len(list(batch.inputs())) for batch in mine) == many
    assert {batch.kind for batch in batches()} == {*EQUIPMENT, None}


def test_the_stride_comes_to_every_input() -> None:
    assert gcd(STRIDE, ALL) == 1


def test_facts_of_other_kinds_are_told_in_the_second_sweep() -> None:
    assert {"exploded", "stranded", "overturned"} <= set(idle("one_below", None))
    assert not idle("on_the_bound", None)
    assert not set(idle("one_below", "boiler")) & set(facts_of("boiler"))


HARM_ALONE = tuple(kind for kind in EQUIPMENT if OWN[kind] == 1)


@pytest.mark.parametrize("kind", [kind for kind in EQUIPMENT if kind not in HARM_ALONE])
@pytest.mark.parametrize("sweep", ENDS)
def test_a_fiftieth_is_graded_as_the_text_says(sweep: Sweep, kind: str) -> None:
    chosen = list(sample(sweep, kind))
    for column, every in zip(zip(*chosen, strict=True), states_of(sweep, kind), strict=True):
        assert set(column) == set(every)
    assert len(chosen) * 90 < count(kind) < len(chosen) * 110
    assert first(GRADER, sweep, kind, chosen) is None


@pytest.mark.parametrize("kind", [*HARM_ALONE, None])
@pytest.mark.parametrize("sweep", [*ENDS, "only_possible"])
def test_where_no_more_is_asked_the_harm_alone_is_graded(sweep: Sweep, kind: str | None) -> None:
    assert first(GRADER, sweep, kind, inputs(sweep, kind)) is None


def test_where_something_is_only_possible_it_is_graded_as_the_text_says() -> None:
    assert first(GRADER, "only_possible", "elevator", every_eleventh()) is None


def every_eleventh() -> Iterator[Input]:
    return (given for at, given in enumerate(inputs("only_possible", "elevator")) if not at % 11)


def first(grader: Grader, sweep: Sweep, kind: str | None, given: object) -> Difference | None:
    return next(differences(grader, sweep, kind, given), None)  # type: ignore[arg-type]


# A fault in the plan's rows is noticed


def moved(condition: Condition, by: int) -> Condition:
    bound = condition.at_least
    assert bound is not None
    return replace(condition, at_least=bound + by)


def faults(row: Criterion) -> Iterator[tuple[str, tuple[Criterion, ...]]]:
    """What the row becomes where it is wrong."""
    yield "left out", ()
    for at, condition in enumerate(row.when):
        before, after = row.when[:at], row.when[at + 1 :]
        if before or after:
            yield f"without {condition.fact}", (replace(row, when=before + after),)
        if condition.at_least is not None:
            for by in (1, -1):
                when = (*before, moved(condition, by), *after)
                yield f"{condition.fact} {by:+}", (replace(row, when=when),)


FAULTS = [
    pytest.param(row, instead, id=f"{row.code} {name}")
    for row in PLAN.criteria
    for name, instead in faults(row)
]


@pytest.mark.parametrize(("row", "instead"), FAULTS)
def test_a_fault_in_a_row_is_noticed(row: Criterion, instead: tuple[Criterion, ...]) -> None:
    criteria = [instead if other is row else (other,) for other in PLAN.criteria]
    wrong = Grader(replace(PLAN, criteria=tuple(chain.from_iterable(criteria))))
    for kind in row.equipment or ("other",):
        chosen = sample if row.equipment else inputs
        assert any(first(wrong, sweep, kind, chosen(sweep, kind)) for sweep in ENDS)
