"""值班台: urgency first, what is due counting down, another session's calls within a second."""

from datetime import timedelta
from pathlib import Path

from msgspec.structs import replace

from cqcmd.desk.command.forms import StepForm
from cqcmd.desk.opening import Opening
from cqcmd.screens.board.screen import BoardScreen
from cqcmd.screens.situation.screen import SituationScreen
from cqcmd.widgets.table import Table
from tests.desk.calls import LIFT, TANK, report, take
from tests.screens.conftest import OpenPost
from tests.support.pilots import PostPilot


def shown(pilot: PostPilot) -> list[list[str]]:
    """The rows of the board, cell by cell."""
    table = pilot.app.screen.query_one("#incidents", Table)
    return [[cell.words for cell in line.cells] for line in table.lines]


async def tick(pilot: PostPilot, **time: int) -> None:
    pilot.clock.advance(**time)
    pilot.app.tick()
    await pilot.pause()


async def test_the_nearest_due_time_stands_first_and_counts_down(post: OpenPost) -> None:
    async with post() as pilot:
        desk = pilot.app.desk
        take(desk, LIFT)
        take(desk, TANK, unit="甲厂")
        await tick(pilot, minutes=1)
        take(desk, TANK, unit="乙厂")
        pilot.front.reload()
        rows = shown(pilot)
        assert [row[1] for row in rows] == ["26-0002", "26-0003", "26-0001"]
        assert rows[0][0] == "较大"
        assert rows[0][4] == "应启III级"
        assert rows[0][5] == "00:29:00 电话 区县政府"
        await tick(pilot, seconds=1)
        assert shown(pilot)[0][5] == "00:28:59 电话 区县政府"


async def test_overdue_says_so_in_words(post: OpenPost) -> None:
    async with post() as pilot:
        take(pilot.app.desk, TANK)
        pilot.front.reload()
        await tick(pilot, minutes=30, seconds=5)
        assert shown(pilot)[0][5].startswith("超 00:00:05")


async def test_a_call_wholly_reported_says_so(post: OpenPost) -> None:
    async with post() as pilot:
        desk = pilot.app.desk
        ident = take(desk, TANK)
        for receiver in ("district_government", "city_regulator"):
            for channel in ("phone", "written"):
                report(desk, ident, receiver, channel)
        pilot.front.reload()
        assert shown(pilot)[0][5] == "本单位已报"


async def test_closed_and_struck_calls_are_shown_on_request(post: OpenPost) -> None:
    async with post() as pilot:
        desk = pilot.app.desk
        closed = take(desk, TANK)
        for receiver in ("district_government", "city_regulator"):
            for channel in ("phone", "written"):
                report(desk, closed, receiver, channel)
        desk.decisions.close(closed, "重复接报", finished=False)
        take(desk, LIFT)
        desk.logbook.undo()
        pilot.front.reload()
        said = [row[-1] for row in shown(pilot)]
        assert said == ["── 30日内观察：伤亡变化仍须24小时内续报（4.1.3）", "观察至 08-24 24:00"]
        await pilot.press("c")
        await pilot.pause()
        assert [row[-1] for row in shown(pilot)][2:] == ["── 已办结", "接报已作废"]


async def test_what_a_closing_left_open_stands_on_the_board_unasked(post: OpenPost) -> None:
    async with post() as pilot:
        desk = pilot.app.desk
        ident = take(desk, LIFT)
        form = StepForm(step="started", level="IV", who="王局", at=desk.clock.now(), words="困人")
        desk.response.record(ident, form)
        desk.decisions.close(ident, "已救出", "王局")
        pilot.front.reload()
        [row] = shown(pilot)
        assert row[4] == "未终止"
        assert [debt.kind for debt in desk.board().rows[0].debts] == ["response", "held"]
        ended = replace(form, step="ended", level=None, words="处置完毕")
        desk.response.record(ident, ended)
        assert [debt.kind for debt in desk.board().rows[0].debts] == ["held"]


async def test_another_sessions_call_appears_with_the_next_tick(
    post: OpenPost, tmp_path: Path
) -> None:
    async with post() as pilot:
        other = Opening(tmp_path / "data", None, pilot.app.desk.clock)
        other.read_journal()
        take(other.desk, TANK)
        await tick(pilot, seconds=1)
        assert shown(pilot)[0][1] == "26-0001"
        other.close()


async def test_enter_opens_and_esc_leads_back(post: OpenPost) -> None:
    async with post() as pilot:
        take(pilot.app.desk, TANK)
        pilot.front.reload()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, SituationScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, BoardScreen)


async def test_a_single_click_writes_nothing_and_opens_nothing(post: OpenPost) -> None:
    async with post() as pilot:
        desk = pilot.app.desk
        take(desk, TANK)
        take(desk, TANK)
        pilot.front.reload()
        entries = [len(desk.log(row.ident)) for row in desk.board().rows]
        await pilot.click("#incidents", offset=(10, 2))
        await pilot.pause()
        assert isinstance(pilot.app.screen, BoardScreen)
        assert [len(desk.log(row.ident)) for row in desk.board().rows] == entries
        assert desk.clock.now() - desk.board().rows[0].received_at == timedelta(0)


async def test_smaller_than_80x24_still_works(post: OpenPost) -> None:
    async with post((50, 12)) as pilot:
        take(pilot.app.desk, TANK)
        pilot.front.reload()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, SituationScreen)
