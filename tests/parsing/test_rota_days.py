"""Days as duty lists write them."""

from datetime import date

import pytest

from cqcmd.parsing.days import Span
from cqcmd.parsing.rota_lists import read_rota_days

TODAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2026-11-30", date(2026, 11, 30), date(2026, 11, 30)),
        ("2026-11-30 00:00", date(2026, 11, 30), date(2026, 11, 30)),
        ("11月30日（周一）", date(2026, 11, 30), date(2026, 11, 30)),
        ("11月30日 星期一", date(2026, 11, 30), date(2026, 11, 30)),
        ("１２．１", date(2026, 12, 1), date(2026, 12, 1)),
        ("1月3日", date(2027, 1, 3), date(2027, 1, 3)),
        ("11.24-11.30", date(2026, 11, 24), date(2026, 11, 30)),
        ("11月24日至30日", date(2026, 11, 24), date(2026, 11, 30)),
        ("2026-11-24至2026-11-30", date(2026, 11, 24), date(2026, 11, 30)),
        ("12月28日—1月3日", date(2026, 12, 28), date(2027, 1, 3)),
    ],
)
def test_days_are_read(typed: str, first: date, last: date) -> None:
    assert read_rota_days(typed, TODAY) == Span(first, last)


@pytest.mark.parametrize(
    "typed",
    ["", "周一", "30日", "11月", "2026", "11月31日", "11.30-11.24", "今天", "1月1日至12月31日"],
)
def test_what_names_no_day_is_none(typed: str) -> None:
    assert read_rota_days(typed, TODAY) is None
