"""Spans of days as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqcmd.parsing.days import FIRST, LAST, Span, read_span

TODAY = date(2026, 7, 25)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("２０２５年", date(2025, 1, 1), date(2025, 12, 31)),
        ("本年", date(2026, 1, 1), date(2026, 12, 31)),
        ("去年", date(2025, 1, 1), date(2025, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025年12月", date(2025, 12, 1), date(2025, 12, 31)),
        ("7月", date(2026, 7, 1), date(2026, 7, 31)),
        ("8月", date(2025, 8, 1), date(2025, 8, 31)),
        ("上月", date(2026, 6, 1), date(2026, 6, 30)),
        ("2025-03-15", date(2025, 3, 15), date(2025, 3, 15)),
        ("2025.3.15", date(2025, 3, 15), date(2025, 3, 15)),
        ("20250315", date(2025, 3, 15), date(2025, 3, 15)),
        ("3月15日", date(2026, 3, 15), date(2026, 3, 15)),
        ("12-01", date(2025, 12, 1), date(2025, 12, 1)),
        ("昨天", date(2026, 7, 24), date(2026, 7, 24)),
        ("近30日", date(2026, 6, 26), TODAY),
        ("最近7天", date(2026, 7, 19), TODAY),
        ("2025-01至2025-05", date(2025, 1, 1), date(2025, 5, 31)),
        ("2024到2025", date(2024, 1, 1), date(2025, 12, 31)),
        ("2025-01-01-2025-03-31", date(2025, 1, 1), date(2025, 3, 31)),
        ("2025-06..", date(2025, 6, 1), LAST),
        ("2025-06至今", date(2025, 6, 1), LAST),
        ("2025年6月起", date(2025, 6, 1), LAST),
        ("至2025-06", FIRST, date(2025, 6, 30)),
    ],
)
def test_days_are_read_as_they_are_said(typed: str, first: date, last: date) -> None:
    assert read_span(typed, TODAY) == Span(first, last)


@pytest.mark.parametrize(
    "typed",
    ["", "电梯", "26-0012", "13800000000", "2025-13", "2025-02-30", "30", "至", "..", "近日",
     "2025-05至2025-01", "13800000000至", "近99999999日", "0月"],
)  # fmt: skip
def test_what_is_no_span_of_days_is_left_to_others(typed: str) -> None:
    assert read_span(typed, TODAY) is None


@given(st.text(max_size=20))
def test_nothing_typed_breaks_it(typed: str) -> None:
    span = read_span(typed, TODAY)
    assert span is None or (span.first <= span.last and span.words)
