"""Boxes of the reporting chain: a column a report, a row a branch, no line through a box."""

import random

import pytest

from cqcmd.desk.plan.file import plan_in_force
from cqcmd.widgets.chain_layout import Pair, layout


def pairs(*words: str) -> list[Pair]:
    """``a-bc`` reports to b, then to c."""
    return [(word[0], receiver) for word in words for receiver in word[2:]]


def test_the_chain_of_the_plan_that_comes_with_the_program() -> None:
    steps = [(duty.sender, duty.receiver) for duty in plan_in_force().duties if not duty.source]
    assert layout(steps) == {
        "site": (0, 0),
        "unit": (1, 0),
        "district_regulator": (2, 0),
        "district_government": (3, 0),
        "city_regulator": (3, 1),
        "city_government": (4, 0),
        "national_regulator": (4, 2),
    }


@pytest.mark.parametrize(
    ("steps", "places"),
    [
        ((), {}),
        (("a-b",), {"a": (0, 0), "b": (1, 0)}),
        (("a-b", "b-c", "c-d", "d-e"), {x: (n, 0) for n, x in enumerate("abcde")}),
        (("a-bcd",), {"a": (0, 0), "b": (1, 0), "c": (1, 1), "d": (1, 2)}),
        # The branch over c takes its rows before the next begins.
        (
            ("a-bcd", "c-ef"),
            {"a": (0, 0), "b": (1, 0), "c": (1, 1), "e": (2, 1), "f": (2, 2), "d": (1, 3)},
        ),
        # Two beginnings: each in a row of its own.
        (("a-c", "b-c"), {"a": (0, 0), "c": (1, 0), "b": (0, 1)}),
        # Past a box: in a row of its own below it.
        (("a-bc", "b-c"), {"a": (0, 0), "b": (1, 0), "c": (2, 1)}),
        # The longest way counts, in whatever order the rows stand.
        (("b-c", "a-b"), {"a": (0, 0), "b": (1, 0), "c": (2, 0)}),
    ],
)
def test_places(steps: tuple[str, ...], places: dict[str, tuple[int, int]]) -> None:
    assert layout(pairs(*steps)) == places


@pytest.mark.parametrize(
    ("steps", "why"),
    [
        (("a-b", "b-a"), "in a circle"),
        (("a-bcd", "b-e", "c-f", "d-e"), "up through the box of another branch"),
    ],
)
def test_what_cannot_be_drawn_in_boxes_has_no_places(steps: tuple[str, ...], why: str) -> None:
    assert layout(pairs(*steps)) == {}, why


def test_no_two_stand_in_one_place_whatever_reports_to_whatever() -> None:
    chance = random.Random(411)
    drawn = 0
    for _round in range(300):
        orgs = "abcdefg"[: chance.randint(2, 7)]
        steps = list(dict.fromkeys(tuple(chance.sample(orgs, 2)) for _step in range(len(orgs))))
        places = layout([(one, other) for one, other in steps])
        drawn += bool(places)
        assert len(set(places.values())) == len(places)
        assert all(places[one][0] < places[other][0] for one, other in steps if places)
    assert drawn > 50
