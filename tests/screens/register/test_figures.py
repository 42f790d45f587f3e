"""统计 on the screen: counted, looked at every way, drawn, opened, saved."""

import openpyxl
import pytest

from cqcmd.screens.papers.qr import QrScreen
from cqcmd.screens.papers.screen import PaperScreen
from cqcmd.screens.register.figures import FiguresScreen
from cqcmd.screens.register.screen import RegisterScreen
from cqcmd.widgets.bar_chart import BarChart
from cqcmd.widgets.drawing.prose import Prose
from cqcmd.widgets.fields.text_field import TextField
from cqcmd.widgets.table import Table
from tests.screens.conftest import OpenPost
from tests.screens.incidents import ELEVATOR, EXPLOSION, take
from tests.support.pilots import PostPilot, press, terminal_lines


async def opened(pilot: PostPilot, typed: str = "") -> None:
    """Two incidents taken, one of them void; the figures over what is typed."""
    for call in (EXPLOSION, ELEVATOR):
        take(pilot.app, call)
    void = take(pilot.app, EXPLOSION)
    desk = pilot.app.desk
    [line] = [line for line in desk.log(void) if line.kind == "opened"]
    desk.logbook.strike(void, line.entry, "重复")
    await press(pilot, "f")
    for worker in [worker for worker in pilot.app.workers if worker.name == "_learn_pinyin"]:
        await worker.wait()
    pilot.front.query_one("#sought", TextField).fill(typed)
    await press(pilot, "f9")
    pilot.screen(FiguresScreen)
    await settled(pilot)


async def settled(pilot: PostPilot) -> None:
    for _turn in range(50):
        if not said(pilot, "#sums").startswith("正在算"):
            return
        await pilot.pause(0.02)
    raise AssertionError("the figures were never reckoned")


def said(pilot: PostPilot, selector: str) -> str:
    return pilot.front.query_one(selector, Prose).said.plain


def lines(pilot: PostPilot) -> list[list[str]]:
    table = pilot.front.query_one("#lines", Table)
    return [[cell.words for cell in line.cells] for line in table.lines]


async def test_what_is_void_is_named_and_not_counted(post: OpenPost) -> None:
    async with post() as pilot:
        await opened(pilot)
        assert said(pilot, "#sums").startswith("计入 2 起")
        assert "不计入：已作废 1" in said(pilot, "#sums")
        assert [line[:2] for line in lines(pilot)] == [["2026-07", "2"], ["合计", "2"]]


async def test_left_and_right_go_round_every_way_of_looking(post: OpenPost) -> None:
    async with post() as pilot:
        await opened(pilot)
        seen = []
        for _way in range(8):
            looks = said(pilot, "#looks")
            seen.append(looks.partition("【")[2].partition("】")[0])
            await press(pilot, "right")
        assert seen == ["按月", "按季", "按年", "按等级", "按设备", "按区县", "报告", "演练"]
        await press(pilot, "left")
        assert "生产安全事故应急条例 8" in said(pilot, "#looks")
        await press(pilot, "left")
        # Of the lift nothing is owed before two hours have passed.
        assert lines(pilot)[0][:2] == ["电话 区县政府", "1"]


async def test_enter_opens_the_incidents_of_a_line(post: OpenPost) -> None:
    async with post() as pilot:
        await opened(pilot)
        await press(pilot, *["right"] * 4, "enter")
        register = pilot.screen(RegisterScreen)
        kind = register.query_one("#sought", TextField).value
        found = register.query_one("#found", Table).lines
        assert kind in ("容器", "电梯", "锅炉")
        assert 0 < len(found) < 3
        await press(pilot, "escape")
        pilot.screen(FiguresScreen)


async def test_the_line_of_the_register_is_what_is_counted(post: OpenPost) -> None:
    async with post() as pilot:
        await opened(pilot, "电梯")
        assert said(pilot, "#sums").startswith("〔电梯〕计入 1 起")
        await press(pilot, "f9")
        await pilot.app.workers.wait_for_complete()
        [path] = pilot.app.desk.papers.folder.glob("*.xlsx")
        book = openpyxl.load_workbook(path)
        assert book["事件"].max_row == 2
        await pilot.pause()
        assert any("已导出 1 起" in line for line in terminal_lines(pilot))


@pytest.mark.parametrize(
    ("size", "bars", "table"), [((80, 24), False, True), ((120, 36), True, True)]
)
async def test_bars_stand_beside_the_table_where_there_is_room(
    post: OpenPost, size: tuple[int, int], bars: bool, table: bool
) -> None:
    async with post(size=size) as pilot:
        await opened(pilot)
        chart = pilot.front.query_one(BarChart)
        assert bool(chart.region) is bars
        assert bool(pilot.front.query_one("#lines").region) is table


async def test_f8_draws_bars_in_place_of_the_table(post: OpenPost) -> None:
    async with post() as pilot:
        await opened(pilot)
        await press(pilot, "f8")
        [line] = [line for line in terminal_lines(pilot) if line.startswith(" 2026-07")]
        assert line.strip().endswith(" 2")
        assert len(set(line) & set("█▓▒░╱·")) == 2
        await press(pilot, "enter")
        pilot.screen(FiguresScreen)
        await press(pilot, "f8")
        assert not pilot.front.query_one(BarChart).region


async def test_what_is_due_is_carried_away_by_codes(post: OpenPost) -> None:
    async with post() as pilot:
        await opened(pilot)
        await pilot.app.run_action("app.deadlines")
        await pilot.pause()
        paper = pilot.screen(PaperScreen)._paper
        assert paper.text.splitlines()[0].startswith(f"时限日程：共 {len(paper.codes)} 条")
        await press(pilot, "f7")
        screen = pilot.screen(QrScreen)
        assert [page.text for page in screen._pages] == list(paper.codes)
        assert all(page.text.startswith("BEGIN:VEVENT\nDTSTART:") for page in screen._pages)
