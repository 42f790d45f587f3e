"""Numbers of items as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqcmd.errors import BadInput
from cqcmd.parsing.item_numbers import read_item_numbers, write_item_numbers


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2", (2,)),
        ("１、３－５", (1, 3, 4, 5)),
        ("5 1，1", (1, 5)),
        ("第2项和第4项", (2, 4)),
        ("1至3", (1, 2, 3)),
        ("全部", (1, 2, 3, 4, 5)),
    ],
)
def test_which_items_are_meant(typed: str, meant: tuple[int, ...]) -> None:
    assert read_item_numbers(typed, 5) == meant


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "请填第几项"),
        ("6", "没有第6项，只有 1 至 5 项"),
        ("0", "没有第0项"),
        ("4-2", "没有第4-2项"),
        ("二", "“二”读不出"),
        ("1-", "“1-”读不出"),
    ],
)
def test_what_cannot_be_meant_is_said(typed: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read_item_numbers(typed, 5)


@given(st.sets(st.integers(1, 30), min_size=1))
def test_what_is_written_is_read_again(numbers: set[int]) -> None:
    told = tuple(sorted(numbers))
    assert read_item_numbers(write_item_numbers(told), 30) == told
