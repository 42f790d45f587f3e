"""Which districts there are on a day, around the take-over of 两江新区."""

from datetime import date

import pytest

from cqcmd.desk.plan.file import plan_in_force
from cqcmd.rules.districts import as_of, named, stands

ROWS = plan_in_force().districts
LAST_DAY, FIRST_DAY = "2026-01-24", "2026-01-25"
BEFORE = ("2025-11-05", "2025-11-06", LAST_DAY)


@pytest.mark.parametrize("day", BEFORE)
@pytest.mark.parametrize("name", ["江北区", "渝北", "两江新区"])
def test_until_the_day_of_the_take_over_each_is_itself(name: str, day: str) -> None:
    row = named(ROWS, name, date.fromisoformat(day))
    assert row is not None
    assert name in (row.name, row.short)
    assert row.code != "liangjiang"


@pytest.mark.parametrize("day", [FIRST_DAY, "2026-11-28"])
@pytest.mark.parametrize("name", ["江北区", "渝北", "两江新区"])
def test_from_the_take_over_on_all_three_are_the_new_district(name: str, day: str) -> None:
    row = named(ROWS, name, date.fromisoformat(day))
    assert row is not None
    assert row.code == "liangjiang"


@pytest.mark.parametrize(("day", "count"), [("2025-11-06", 41), (LAST_DAY, 41), (FIRST_DAY, 39)])
def test_no_name_stands_twice_on_a_day(day: str, count: int) -> None:
    names = [row.name for row in ROWS if stands(row, date.fromisoformat(day))]
    assert len(names) == len(set(names)) == count


def test_the_new_district_is_before_its_day_the_committee_of_its_name() -> None:
    new = next(row for row in ROWS if row.code == "liangjiang")
    assert as_of(ROWS, new, date.fromisoformat(LAST_DAY)).code == "liangjiang_committee"


def test_no_district_is_meant_by_other_words() -> None:
    assert named(ROWS, "火星区", date.fromisoformat(FIRST_DAY)) is None
