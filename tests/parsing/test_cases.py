"""The reader against its cases: nothing silently wrong that moves a grade or a clock."""

from functools import cache

import pytest

from cqcmd.cli.read import reading
from cqcmd.desk.plan.file import plan_in_force
from tests.parsing.scoring import Outcome, Score, load_cases, score

NAMES = ("notices", "minimal", "calls", "reports", "kinds")


@cache
def scored(name: str) -> Score:
    answer = reading(plan_in_force())
    return score((case, answer(case.given)) for case in load_cases(name))


def told(name: str, outcome: Outcome) -> str:
    """A line for each value that came out so, to be read where a test fails."""
    rows = (one for one in scored(name).judged if one.outcome == outcome)
    return "".join(f"\n{one.case} {one.field}: {one.value} of {one.allowed}" for one in rows)


@pytest.mark.parametrize("name", NAMES)
def test_no_wrong_value_that_moves_a_grade_or_a_clock_is_taken_as_sure(name: str) -> None:
    silent = [f"{one.case} {one.field}" for one in scored(name).silent]
    assert silent == [], told(name, "wrong")


@pytest.mark.parametrize("name", NAMES)
def test_what_is_filled_in_is_right(name: str) -> None:
    precision = scored(name).precision
    assert precision >= 0.98, told(name, "wrong")


@pytest.mark.parametrize("name", NAMES)
def test_what_is_told_is_filled_in(name: str) -> None:
    recall = scored(name).recall
    assert recall >= 0.90, told(name, "missed") + told(name, "asked")
