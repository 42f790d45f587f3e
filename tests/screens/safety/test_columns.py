"""The columns of 人员安全 are as wide as their words; nothing is cut where there is room."""

import pytest

from cqcmd.desk.safety.forms import TeamForm
from cqcmd.screens.safety.lines import LEAST_TASK, laid_out
from cqcmd.screens.safety.screen import SafetyScreen
from cqcmd.text import cells
from cqcmd.widgets.table import Cell, Line
from tests.screens.conftest import START, OpenPost
from tests.screens.incidents import EXPLOSION, take
from tests.support.pilots import terminal_lines

TEAM = ("00:20:00", "抢险救援第一突击队", "5", "欧阳震华、李敏", "07-25 14:03", "07-25 14:13")


def team(*words: str) -> Line:
    return Line("t", tuple(Cell(one) for one in (*words, "堵漏 储罐区东侧围堰", "正常")))


@pytest.mark.parametrize("width", [110, 120, 160])
def test_nothing_is_cut_where_there_is_room(width: int) -> None:
    columns, [line] = laid_out([team(*TEAM)], width)
    for column, cell in zip(columns, line.cells, strict=True):
        assert cells(cell.words) <= (column.width or width)
        assert cells(column.heading) <= (column.width or width)


def test_at_80_columns_times_stay_whole_and_the_task_keeps_its_room() -> None:
    columns, [line] = laid_out([team(*TEAM)], 80)
    headings = [column.heading for column in columns]
    assert "进入" not in headings, "it stands in the detail"
    heard = columns[headings.index("上次应答")]
    assert heard.width >= cells("07-25 14:13")
    assert [cell.words for cell in line.cells][headings.index("上次应答")] == "07-25 14:13"
    fixed = sum(column.width for column in columns) + len(columns) - 1
    assert 80 - fixed >= LEAST_TASK


def test_short_names_leave_room_for_when_they_went_in_at_80_columns() -> None:
    line = Line(
        "t", tuple(map(Cell, ("00:20:00", "一队", "2", "李敏", "14:03", "14:03", "搜", "正常")))
    )
    columns, _lines = laid_out([line], 80)
    assert "进入" in [column.heading for column in columns]


async def test_the_headings_stand_over_the_teams(post: OpenPost) -> None:
    async with post() as pilot:
        ident = take(pilot.app, EXPLOSION)
        form = TeamForm(name="一队", count=3, at=START, task="堵漏", place="储罐区东侧围堰")
        pilot.app.desk.safety.enter(ident, form)
        pilot.app.push_screen(SafetyScreen(pilot.app.desk, ident))
        await pilot.pause()
        words = "\n".join(terminal_lines(pilot))
        assert "还剩        队伍" in words
        assert "堵漏 储罐区东侧围堰" in words, "进入 makes room"
        assert words.count("F9") == 1, "no key is named twice"
