"""Large digits: every one another, three rows of one width, in both alphabets."""

import pytest

from cqcmd.text import cells
from cqcmd.widgets.drawing.large_digits import DRAWN, TYPED, large


@pytest.mark.parametrize("typed", [False, True])
def test_every_digit_looks_another(typed: bool) -> None:
    assert len({large(digit, typed=typed) for digit in "0123456789:"}) == 11
    assert set(DRAWN) == set(TYPED) == set("0123456789:")


@pytest.mark.parametrize("typed", [False, True])
@pytest.mark.parametrize("words", ["00:18:00", "超 00:02:10", "29天03时"])
def test_the_rows_are_of_one_width(words: str, typed: bool) -> None:
    assert len({cells(row) for row in large(words, typed=typed)}) == 1


def test_what_is_no_digit_stands_small_in_the_middle() -> None:
    top, middle, bottom = large("超 1")
    assert middle.startswith("超")
    assert "超" not in top + bottom


def test_typed_digits_are_plain_characters() -> None:
    assert "".join(large("0123456789:", typed=True)).isascii()
