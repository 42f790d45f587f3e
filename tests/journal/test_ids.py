"""Ids and orders only ever go forward, whatever the wall clock does."""

from datetime import UTC, datetime
from itertools import pairwise
from uuid import RFC_4122, UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqcmd.errors import BadInput
from cqcmd.journal.ids import IdMaker, LogicalClock, milliseconds, ticks

MOMENTS = st.integers(0, 200_000_000_000_000).map(
    lambda thousandths: datetime.fromtimestamp(thousandths / 1_000, UTC)
)
ORDERS = st.builds(
    "{:016x}-{}".format, st.integers(0, 1 << 62), st.from_regex(r"[0-9a-z]{1,12}", fullmatch=True)
).filter(lambda order: int(order[:16], 16) < 253_402_300_800_000 << 16)
NOW = datetime(2026, 11, 22, 6, 5, 0, 123456, tzinfo=UTC)


@given(st.lists(MOMENTS, min_size=2, max_size=40), st.integers(0, 2047))
def test_ids_rise_and_are_of_version_7(moments: list[datetime], bits: int) -> None:
    maker = IdMaker(lambda count: bits if count == 11 else (1 << count) - 1)
    made = [UUID(maker.make(moment)) for moment in moments]
    assert all(one < next_ for one, next_ in pairwise(made))
    assert all((id_.version, id_.variant) == (7, RFC_4122) for id_ in made)


def test_an_id_tells_its_millisecond() -> None:
    assert UUID(IdMaker().make(NOW)).int >> 80 == milliseconds(NOW) == 1795327500123


def test_many_ids_in_one_millisecond_are_distinct_and_sorted_as_text() -> None:
    maker = IdMaker()
    made = [maker.make(NOW) for _ in range(10_000)]
    assert made == sorted(set(made))


@given(st.lists(MOMENTS | ORDERS, min_size=2, max_size=40))
def test_orders_rise_past_all_that_was_absorbed(steps: list[datetime | str]) -> None:
    clock = LogicalClock("here")
    highest = ""
    for step in steps:
        if isinstance(step, str):
            clock.absorb(step)
            highest = max(highest, step)
            continue
        made = clock.make(step)
        assert ticks(made) > (ticks(highest) if highest else -1)
        assert made > highest
        highest = made


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), MOMENTS), max_size=60))
def test_what_was_known_sorts_before_what_followed(steps: list[tuple[int, int, datetime]]) -> None:
    """Three stations with clocks of their own tell each other all they made."""
    clocks = [LogicalClock(name) for name in ("aa", "bb", "cc")]
    known: list[set[str]] = [set(), set(), set()]
    for teller, hearer, moment in steps:
        made = clocks[teller].make(moment)
        assert all(order < made for order in known[teller])
        known[teller].add(made)
        known[hearer] |= known[teller]
        clocks[hearer].absorb(max(known[teller]))
    assert len(set().union(*known)) == len(steps)


@given(ORDERS, ORDERS)
def test_orders_sort_as_text_as_they_sort_as_numbers(one: str, other: str) -> None:
    if ticks(one) != ticks(other):
        assert (one < other) == (ticks(one) < ticks(other))


@pytest.mark.parametrize(
    "order",
    ["", "x", "0" * 16, "g" * 16 + "-a", "f" * 16 + "-a", "0" * 17 + "-a", "0" * 16 + "-A\n"],
)
def test_an_order_that_is_none_is_refused(order: str) -> None:
    with pytest.raises(BadInput, match="次序"):
        LogicalClock("here").absorb(order)
