"""The lines of the log: the day where it changes, seconds, a colour a kind."""

from datetime import UTC, datetime, timedelta

from cqcmd.screens.log.lines import LOOKS, TIME, table_lines
from cqcmd.text import cells
from cqcmd.views import LogLine
from cqcmd.widgets.table import Table
from tests.screens.conftest import OpenPost
from tests.screens.incidents import EXPLOSION, take
from tests.support.pilots import press

NOON = datetime(2026, 7, 25, 4, 0, 7, tzinfo=UTC)


def entry(at: datetime, kind: str = "facts", *, system: bool = False, struck: str = "") -> LogLine:
    return LogLine("", kind, "事实", at, at, "李敏", "死亡 1人", system, struck, "", 1, True, "")


def times(*moments: datetime) -> list[str]:
    return [line.cells[0].words for line in table_lines(map(entry, moments), NOON)]


def test_the_day_stands_on_the_first_entry_of_each_day() -> None:
    day = timedelta(days=1)
    assert times(NOON - day, NOON, NOON + timedelta(seconds=5), NOON + day) == [
        "07-24 12:00:07",
        "07-25 12:00:07",
        "12:00:12",
        "07-26 12:00:07",
    ]


def test_another_year_is_told_and_fits() -> None:
    [last, now] = times(NOON - timedelta(days=365), NOON)
    assert last == "25-07-25 12:00"
    assert max(map(cells, (last, now))) <= TIME


def test_kinds_differ_by_look_and_struck_ones_and_the_programs_own_have_none() -> None:
    one_of_each = [entry(NOON, kinds[0]) for kinds in LOOKS.values()]
    found = [line.cells[1].state for line in table_lines(one_of_each, NOON)]
    assert found == list(LOOKS)
    assert set(LOOKS) <= Table.STYLES
    for odd in (entry(NOON, system=True), entry(NOON, struck="误记")):
        [line] = table_lines([odd], NOON)
        assert line.cells[1].state == ""
        assert line.state in ("dim", "struck")


async def test_seconds_stand_in_the_room_of_the_log(post: OpenPost) -> None:
    async with post((80, 24)) as pilot:
        take(pilot.app, EXPLOSION)
        pilot.front.reload()
        await press(pilot, "enter", "5")
        lines = pilot.app.screen.query_one("#entries", Table).lines
        assert [line.cells[0].words for line in lines[:2]] == ["07-25 14:05:00", "14:05:00"]
        assert lines[0].cells[1].state == "news"
