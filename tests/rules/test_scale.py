"""What lies above what: codes of one plan from the gravest down, whatever they are called."""

import pytest

from cqcmd.rules.scale import Scale

SCALE = Scale(("red", "orange", "blue"))


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("orange", "red", "red"),
        ("blue", "orange", "orange"),
        (None, "blue", "blue"),
        ("blue", None, "blue"),
        ("of another plan", "blue", "blue"),
        (None, None, None),
    ],
)
def test_the_graver(one: str | None, other: str | None, found: str | None) -> None:
    assert SCALE.graver(one, other) == SCALE.graver(other, one) == found


def test_a_code_of_another_plan_lies_below_all() -> None:
    assert SCALE.is_lower("of another plan", "blue")
    assert not SCALE.is_lower("blue", "of another plan")
    assert not SCALE.reaches("of another plan", "blue")
    assert not SCALE.reaches(None, "blue")
    assert SCALE.reaches(None, None)
