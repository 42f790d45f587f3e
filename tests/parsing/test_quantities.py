"""The fact field: read while it is typed, written back the same."""

import time
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cqcmd.errors import BadInput
from cqcmd.parsing.fields import NumericKind
from cqcmd.parsing.numbers import LARGEST
from cqcmd.parsing.quantities import Quantity, read_finished, read_quantity, write_quantity

KINDS: tuple[NumericKind, ...] = ("people", "yuan", "hours", "megawatts")
Number = int | Decimal | None
Pair = tuple[Number, Number]

PEOPLE: dict[str, Pair] = {
    "": (None, None), " ": (None, None), "0": (0, 0), "3": (3, 3), "三人": (3, 3), "3名": (3, 3),
    "3-5": (3, 5), "3~5": (3, 5), "3～5": (3, 5), "3—5": (3, 5), "3－5": (3, 5), "3至5": (3, 5),
    "3到5": (3, 5), "３——５": (3, 5), "3 - 5": (3, 5), "3-?5": (3, 5), "?5": (None, 5),
    "？5": (None, 5), "5?": (None, 5), "约5": (None, 5), "疑似2人": (None, 2), "0-2": (0, 2),
    "三四人": (3, 4), "3.5万": (35_000, 35_000), "3-5万": (30_000, 50_000), "3人-5万": (3, 50_000),
    "?0": (None, 0), "5-5": (5, 5), "三到五百": (300, 500),
}  # fmt: skip
YUAN: dict[str, Pair] = {
    "300": (300, 300), "500万": (5_000_000, 5_000_000), "500万元": (5_000_000, 5_000_000),
    "1.2亿": (120_000_000, 120_000_000), "500-1.2亿": (500, 120_000_000), "?80万": (None, 800_000),
    "3-5万元": (30_000, 50_000), "3元-5万": (3, 50_000), "一百万": (1_000_000, 1_000_000),
    "1.2万块": (12_000, 12_000), "1,200元": (1200, 1200),
}  # fmt: skip
TEN = Decimal("2.166667")


def _both(number: str) -> tuple[Decimal, Decimal]:
    return Decimal(number), Decimal(number)


HOURS: dict[str, Pair] = {
    "2": (2, 2), "3.5": _both("3.5"), "2小时": (2, 2), "2时": (2, 2), "150分": _both("2.5"),
    "2:10": (TEN, TEN), "2时10分": (TEN, TEN), "2小时10": (TEN, TEN), "两小时十分钟": (TEN, TEN),
    "半小时": _both("0.5"), "两个半小时": _both("2.5"), "1小时半": _both("1.5"),
    "1天": (24, 24), "2天3小时": (51, 51), "2-3小时": (2, 3),
    "30-50分": (Decimal("0.5"), Decimal("0.833333")),
    "2-2时10分": (2, TEN), "?12": (None, 12), "2：10": (TEN, TEN), "90分钟": _both("1.5"),
}  # fmt: skip
MEGAWATTS: dict[str, Pair] = {
    "600": (600, 600), "600MW": (600, 600), "600兆瓦": (600, 600), "60万千瓦": (600, 600),
    "350kw": _both("0.35"), "?600": (None, 600), "500-600MW": (500, 600),
}  # fmt: skip
CASES = [
    (kind, typed, pair)
    for kind, cases in zip(KINDS, (PEOPLE, YUAN, HOURS, MEGAWATTS), strict=True)
    for typed, pair in cases.items()
]


@pytest.mark.parametrize(("kind", "typed", "pair"), CASES)
def test_a_field_is_read(kind: NumericKind, typed: str, pair: Pair) -> None:
    quantity = read_quantity(typed, kind)
    assert quantity == Quantity(*pair)
    assert read_quantity(write_quantity(quantity, kind), kind) == quantity


@pytest.mark.parametrize(
    ("kind", "typed", "confirmed", "possible"),
    [("people", "3-", 3, 3), ("people", "3至", 3, 3), ("people", "?", None, None),
     ("people", "？", None, None), ("people", "3-?", 3, 3), ("people", "约", None, None),
     ("yuan", "1.", 1, 1), ("yuan", "1.5", None, None), ("hours", "2:", 2, 2),
     ("hours", "2:1", 2, 2), ("hours", "3.", 3, 3), ("hours", "2-3:", 2, 3)],
)  # fmt: skip
def test_a_half_typed_field_gives_what_is_there(
    kind: NumericKind, typed: str, confirmed: int | None, possible: int | None
) -> None:
    assert read_quantity(typed, kind) == Quantity(confirmed, possible, complete=False)
    with pytest.raises(BadInput, match="没有输完"):
        read_finished(typed, kind)


@pytest.mark.parametrize(
    ("kind", "typed", "words"),
    [("people", "5-3", "确认数 5 大于可能数 3"), ("people", "-3", "小于零"), ("people", "3.5",
     "整数"),
     ("people", "3-5-7", "两个以上"), ("people", "abc", "读不出"), ("people", "3小时", "读不出"),
     ("people", "9" * 16, "一千万亿"), ("people", "9" * 10_000, "太长"), ("people", "?-3",
     "读不出"),
     ("yuan", "1.23456万", "整元"), ("hours", "2:70", "小于60"), ("hours", "半天", "时长"),
     ("hours", "1小时半10分", "时长"), ("hours", "3人", "时长"), ("people", "[/]", "读不出")],
)  # fmt: skip
def test_a_refusal_says_what_is_wrong(kind: NumericKind, typed: str, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        read_quantity(typed, kind)


@pytest.mark.parametrize(
    ("kind", "quantity", "text"),
    [("people", Quantity(3, 5), "3-5"), ("people", Quantity(None, 5), "?5"),
     ("people", Quantity(), ""), ("people", Quantity(0, 0), "0"), ("people", Quantity(7), "7"),
     ("yuan", Quantity(5_000_000, 5_000_000), "500万"), ("yuan", Quantity(3, 50_000), "3元-5万"),
     ("yuan", Quantity(None, 123_456_789), "?12345.6789万"), ("hours", Quantity(TEN, TEN),
     "2时10分"),
     ("hours", Quantity(Decimal("0.5"), 2), "0.5-2"), ("megawatts", Quantity(600, 600), "600")],
)  # fmt: skip
def test_a_quantity_is_written_shortly(kind: NumericKind, quantity: Quantity, text: str) -> None:
    assert write_quantity(quantity, kind) == text


WHOLE = st.integers(0, LARGEST)
PARTS = WHOLE | st.integers(0, 10**9).map(lambda n: _plain(Decimal(n) / 1000))


def _plain(value: Decimal) -> int | Decimal:
    return int(value) if value == int(value) else value.normalize()


@given(st.sampled_from(KINDS), st.data())
def test_what_is_written_reads_the_same(kind: NumericKind, data: st.DataObject) -> None:
    numbers = WHOLE if kind in ("people", "yuan") else PARTS
    low, high = sorted((data.draw(numbers), data.draw(numbers)))
    for quantity in (Quantity(low, high), Quantity(None, high), Quantity(low, low)):
        assert read_quantity(write_quantity(quantity, kind), kind) == quantity


@given(st.integers(0, 100_000), st.integers(0, 100_000))
def test_durations_to_the_minute_compare_as_minutes_do(one: int, other: int) -> None:
    assume(one != other)
    first, second = (read_quantity(f"{m}分", "hours").confirmed for m in (one, other))
    assert first is not None
    assert second is not None
    assert (first < second) == (one < other)
    half_hours = Decimal(other // 30) / 2
    assert (first >= half_hours) == (one >= half_hours * 60)


@given(st.integers(0, 10_000), st.integers(0, 59))
def test_every_way_of_saying_a_duration_is_the_same(hours: int, minutes: int) -> None:
    ways = (f"{hours}:{minutes:02}", f"{hours}时{minutes}分", f"{hours * 60 + minutes}分钟")
    assert len({read_quantity(way, "hours") for way in ways}) == 1


@given(
    st.text(st.sampled_from("0123456789.?？-~至到约万亿元人时分小半天:一三十 MWk千瓦"), max_size=20)
    | st.text(),
    st.sampled_from(KINDS),
)
def test_anything_is_a_quantity_or_refused(typed: str, kind: NumericKind) -> None:
    try:
        quantity = read_quantity(typed, kind)
    except BadInput:
        return
    if quantity.confirmed is not None:
        assert quantity.possible is not None
        assert 0 <= quantity.confirmed <= quantity.possible <= LARGEST
    if quantity.complete:
        assert read_finished(write_quantity(quantity, kind), kind) == quantity


@pytest.mark.timed
@pytest.mark.parametrize("typed", ["3-5", "500万-1.2亿", "一千二百三十四", "?" * 399, "9-" * 199])
def test_a_key_press_costs_under_a_fifth_of_a_millisecond(typed: str) -> None:
    def cost() -> float:
        start = time.process_time()
        for _ in range(20):
            try:
                read_quantity(typed, "yuan")
            except BadInput:
                continue
        return (time.process_time() - start) / 20

    assert min(cost() for _ in range(5)) < 0.0002
