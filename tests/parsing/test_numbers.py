"""Numerals: every way of saying a number gives the same exact number."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqcmd.errors import BadInput
from cqcmd.parsing.numbers import LARGEST, read_number, read_span

READ = {
    "3": 3, "３": 3, "三": 3, "两": 2, "俩": 2, "十": 10, "十二": 12, "二十": 20, "零": 0, "0": 0,
    "一百二十": 120, "一百零五": 105, "一百二": 120, "一百十": 110, "三千五百": 3500,
    "三千五": 3500,
    "一千零一": 1001, "一千零五十": 1050, "一万二": 12000, "一万零二": 10002, "十万": 100_000,
    "二十万三千": 203_000, "三十五万六千七百八十九": 356_789, "1.2万": 12_000, "3亿": 300_000_000,
    "5000万": 50_000_000, "三亿五千万": 350_000_000, "一亿二": 120_000_000, "1,200": 1200,
    "1，200": 1200, "1.2万亿": 1_200_000_000_000, "三点五": Decimal("3.5"), "三点五万": 35_000,
    "半": Decimal("0.5"), "两个半": Decimal("2.5"), "1个半": Decimal("1.5"), " 1 2 ": 12,
    "贰拾": 20, "0.1": Decimal("0.1"), "3.0": 3,
}  # fmt: skip
REFUSED = (
    "", "abc", "二三", "一零", "百", "万", "千五", "半半", "三点", ".5", "1e5", "٣", "²", "1.",
    "--1",
    "一二三", "万万", "3人", "[red]3", "\x1b[31m3", "NaN", "Infinity", "1_000", "12,34",
    "三" * 10_000,
)  # fmt: skip


@pytest.mark.parametrize(("typed", "number"), READ.items())
def test_a_numeral_is_read_exactly(typed: str, number: int | Decimal) -> None:
    assert read_number(typed) == number
    assert type(read_number(typed)) is type(number)


@pytest.mark.parametrize("typed", REFUSED)
def test_what_is_no_number_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(BadInput, match=r"。$") as refusal:
        read_number(typed)
    assert len(str(refusal.value)) < 60
    assert "\x1b" not in str(refusal.value)


@pytest.mark.parametrize("typed", ["-3", "－3", "负三"])
def test_below_zero_says_so(typed: str) -> None:
    with pytest.raises(BadInput, match="小于零"):
        read_number(typed)


def test_the_largest_is_taken_and_one_more_is_not() -> None:
    assert read_number(str(LARGEST)) == LARGEST
    with pytest.raises(BadInput, match="多输"):
        read_number(str(LARGEST + 1))


@pytest.mark.parametrize(
    ("typed", "span"),
    [("三四", (3, 4)), ("十七八", (17, 18)), ("三四十", (30, 40)), ("两三百", (200, 300)),
     ("三五", (3, 5)), ("七八万", (70_000, 80_000)), ("一百二三十", (120, 130)), ("十二",
     (12, 12))],
)  # fmt: skip
def test_an_estimate_has_a_least_and_a_greatest(typed: str, span: tuple[int, int]) -> None:
    assert read_span(typed) == span


def test_a_falling_pair_is_no_estimate() -> None:
    with pytest.raises(BadInput):
        read_span("五四")


def _spoken(number: int) -> str:
    """The textbook way of saying a number below ten thousand."""
    said = ""
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            said += "零一二三四五六七八九"[digit] + name
        elif said and not said.endswith("零") and number % place:
            said += "零"
    return said or "零"


@given(st.integers(0, 9999))
def test_every_number_is_understood_when_spoken(number: int) -> None:
    assert read_number(_spoken(number)) == number


@given(st.integers(1, 9999), st.integers(1000, 9999))
def test_ten_thousands_are_understood_when_spoken(high: int, low: int) -> None:
    assert read_number(f"{_spoken(high)}万{_spoken(low)}") == high * 10_000 + low


@given(
    st.text(st.sampled_from("0123456789.,零一二两三十百千万亿点半个-负 "), max_size=30) | st.text()
)
def test_anything_is_a_number_or_refused(typed: str) -> None:
    try:
        number = read_number(typed)
    except BadInput:
        return
    assert 0 <= number <= LARGEST
    assert read_span(typed) == (number, number)
