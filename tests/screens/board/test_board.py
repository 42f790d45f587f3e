"""值班台: what is at stake first, two lines an incident, another session's calls at once."""

from datetime import timedelta
from pathlib import Path

from msgspec.structs import replace

from cqcmd.desk.command.forms import StepForm
from cqcmd.desk.opening import Opening
from cqcmd.screens.board.lines import FOLDED
from cqcmd.screens.board.screen import BoardScreen
from cqcmd.screens.board.table import BoardTable
from cqcmd.screens.situation.screen import SituationScreen
from tests.desk.calls import LIFT, TANK, take
from tests.desk.test_board import enter, told
from tests.screens.conftest import OpenPost
from tests.support.pilots import PostPilot, notices, press


def shown(pilot: PostPilot) -> list[list[str]]:
    """The rows of the board, cell by cell."""
    return [[cell.words for cell in line.cells] for line in table(pilot).lines]


def table(pilot: PostPilot) -> BoardTable:
    return pilot.app.screen.query_one("#incidents", BoardTable)


def numbers(pilot: PostPilot) -> list[str]:
    """The numbers of the incidents, from the top."""
    return [row[1] for row in shown(pilot) if len(row) > 1 and row[1].startswith("2")]


def headings(pilot: PostPilot) -> list[str]:
    return [row[0] for row in shown(pilot) if len(row) == 1 and row[0]]


def clocks(pilot: PostPilot) -> list[str]:
    return [row[3] for row in shown(pilot) if len(row) > 1 and not row[1].startswith("2")]


def here(pilot: PostPilot) -> str:
    line = table(pilot).cursor
    assert line is not None
    return line.cells[1].words if len(line.cells) > 1 else line.key


async def tick(pilot: PostPilot, **time: int) -> None:
    pilot.clock.advance(**time)
    pilot.app.tick()
    await pilot.pause()


async def test_a_call_is_known_by_its_two_lines_and_counts_down(post: OpenPost) -> None:
    async with post() as pilot:
        desk = pilot.app.desk
        ident = take(desk, TANK, deaths="1-12", trapped="2", place="化工园 5 号")
        enter(desk, ident)
        await tick(pilot, minutes=5, seconds=1)
        pilot.front.reload()
        assert headings(pilot) == ["进行中 1"]
        assert shown(pilot)[1:3] == [
            ["较大", "26-0001", "长江化工 储罐爆炸", "死1可能12 重伤3 困2"],
            ["可能重大", "应II", "5分  在内1队3人  化工园 5 号 容器", "00:24:59 电话 区县政府"],
        ]
        await tick(pilot, seconds=1)
        assert clocks(pilot) == ["00:24:58 电话 区县政府"]
        await tick(pilot, hours=1)
        assert shown(pilot)[2][2].startswith("1时05分")
        assert clocks(pilot)[0].startswith("两次未应答")


async def test_what_finds_no_room_beside_the_unit_stands_below_it(post: OpenPost) -> None:
    async with post() as pilot:
        unit = "重庆市渝中区某某特种气体有限公司"
        take(pilot.app.desk, TANK, unit=unit)
        pilot.front.reload()
        assert shown(pilot)[1][2] == unit
        assert shown(pilot)[2][2] == "0分  储罐爆炸  渝中区 容器"


async def test_overdue_says_so_in_words(post: OpenPost) -> None:
    async with post() as pilot:
        take(pilot.app.desk, TANK)
        pilot.front.reload()
        await tick(pilot, minutes=30, seconds=5)
        assert clocks(pilot)[0].startswith("超 00:00:05")


async def test_a_call_wholly_reported_says_so(post: OpenPost) -> None:
    async with post() as pilot:
        told(pilot.app.desk)
        pilot.front.reload()
        assert clocks(pilot) == ["本单位已报"]


async def test_sections_have_counts_and_the_settled_cases_are_folded(post: OpenPost) -> None:
    async with post() as pilot:
        desk = pilot.app.desk
        desk.decisions.close(told(desk), "重复接报", "王局", finished=False)
        desk.decisions.close(told(desk), "处置完毕", "王局")
        take(desk, LIFT)
        desk.logbook.undo()
        pilot.front.reload()
        assert headings(pilot) == [
            "未报终报 1（已办结）",
            "30日内观察 1：伤亡变化仍须24小时内续报（4.1.3）",
            "＋ 接报作废 1（回车或 c 展开）",
        ]
        assert clocks(pilot)[1] == "观察至 08-24 24:00"
        assert numbers(pilot) == ["26-0002", "26-0001"]
        await press(pilot, "c")
        assert here(pilot) == FOLDED
        assert shown(pilot)[-1] == ["待判", "26-0003", "07-25 时代大厦 困人", "接报已作废"]
        await press(pilot, "enter")
        assert numbers(pilot) == ["26-0002", "26-0001"]
        assert table(pilot).cursor == table(pilot).lines[-1]


async def test_asked_for_settled_cases_it_says_that_there_are_none(post: OpenPost) -> None:
    async with post() as pilot:
        told(pilot.app.desk)
        pilot.front.reload()
        await press(pilot, "c")
        assert notices(pilot) == ["还没有已办结的事件。"]
        assert headings(pilot) == ["进行中 1"]


async def test_settled_cases_are_no_lines_until_they_are_unfolded(post: OpenPost) -> None:
    async with post() as pilot:
        desk, board = pilot.app.desk, pilot.screen(BoardScreen)
        for _case in range(3):
            desk.decisions.close(told(desk), "重复接报", "王局", finished=False)
        pilot.clock.advance(days=400)
        board.reload()
        assert board.sections._settled[2] == []
        assert headings(pilot) == ["＋ 已办结 3（回车或 c 展开）"]
        await press(pilot, "end", "enter")
        lines = board.sections._settled[2]
        assert lines[0].cells[2].words == "2026-07-25 长江化工 储罐爆炸"
        await tick(pilot, seconds=1)
        assert board.sections._settled[2] is lines


async def test_a_debt_of_long_ago_is_a_reminder_and_no_alarm(post: OpenPost) -> None:
    async with post() as pilot:
        desk = pilot.app.desk
        ident = told(desk)
        desk.decisions.close(ident, "处置完毕", "王局")
        desk.facts.update(ident, {"deaths": "2"}, source="医院", at=desk.clock.now())
        pilot.front.reload()
        assert clocks(pilot)[0].startswith("24:00:00 续报")
        await tick(pilot, hours=25)
        assert table(pilot).lines[2].cells[3].state == "overdue"
        await tick(pilot, days=12)
        assert clocks(pilot) == ["未报续报 · 已12日"]
        assert table(pilot).lines[2].cells[3].state == "possible"
        assert headings(pilot)[0] == "办结后未了 1"


async def test_what_a_closing_left_open_stands_on_the_board_unasked(post: OpenPost) -> None:
    async with post() as pilot:
        desk = pilot.app.desk
        ident = take(desk, LIFT)
        form = StepForm(step="started", level="IV", who="王局", at=desk.clock.now(), words="困人")
        desk.response.record(ident, form)
        desk.decisions.close(ident, "已救出", "王局")
        pilot.front.reload()
        assert headings(pilot) == ["办结后未了 1"]
        assert shown(pilot)[2][1] == "IV"
        assert [debt.kind for debt in desk.board().rows[0].debts] == ["response", "held"]
        desk.response.record(ident, replace(form, step="ended", level=None, words="处置完毕"))
        assert [debt.kind for debt in desk.board().rows[0].debts] == ["held", "assessment"]


async def test_the_cursor_passes_over_headings_and_second_lines(post: OpenPost) -> None:
    async with post() as pilot:
        desk = pilot.app.desk
        for _call in range(12):
            take(desk, TANK)
        desk.decisions.close(told(desk), "重复接报", "王局", finished=False)
        pilot.front.reload()
        seen = [here(pilot)]
        for _step in range(13):
            await pilot.press("down")
            seen.append(here(pilot))
        assert seen[:13] == numbers(pilot)
        assert seen[13] == seen[12], "there is no line below"
        lines, top = table(pilot), int(table(pilot).scroll_y)
        assert len(lines.lines) - top <= lines.size.height - 1, (
            "both lines of the last are in sight"
        )
        await press(pilot, "home")
        assert (here(pilot), int(table(pilot).scroll_y)) == (seen[0], 0)


async def test_no_line_jumps_under_a_cursor_that_is_being_moved(post: OpenPost) -> None:
    async with post() as pilot:
        desk = pilot.app.desk
        first, second, third = (take(desk, TANK, unit=f"{name}厂") for name in "甲乙丙")
        pilot.front.reload()
        assert numbers(pilot) == ["26-0003", "26-0002", "26-0001"]
        await press(pilot, "down")
        desk.facts.update(first, {"deaths": "12"}, source="现场", at=desk.clock.now())
        take(desk, TANK, deaths="40")
        await tick(pilot, seconds=1)
        pilot.front.reload()
        assert here(pilot) == "26-0002"
        assert numbers(pilot) == ["26-0003", "26-0002", "26-0004", "26-0001"]
        await tick(pilot, seconds=10)
        assert numbers(pilot) == ["26-0004", "26-0001", "26-0003", "26-0002"]
        assert here(pilot) == "26-0002", "the cursor stays on its incident"
        assert {second, third} <= {line.key for line in table(pilot).lines}


async def test_whoever_comes_back_to_the_board_finds_the_order_of_now(post: OpenPost) -> None:
    async with post() as pilot:
        desk = pilot.app.desk
        first = take(desk, TANK)
        take(desk, TANK)
        pilot.front.reload()
        await press(pilot, "down", "enter")
        desk.facts.update(first, {"deaths": "12"}, source="现场", at=desk.clock.now())
        await press(pilot, "escape")
        assert numbers(pilot) == ["26-0001", "26-0002"]


async def test_another_sessions_call_appears_with_the_next_tick(
    post: OpenPost, tmp_path: Path
) -> None:
    async with post() as pilot:
        other = Opening(tmp_path / "data", None, pilot.app.desk.clock)
        other.read_journal()
        take(other.desk, TANK)
        await tick(pilot, seconds=1)
        assert numbers(pilot) == ["26-0001"]
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


async def test_a_click_on_either_line_goes_there_and_opens_nothing(post: OpenPost) -> None:
    async with post() as pilot:
        desk = pilot.app.desk
        take(desk, TANK)
        take(desk, TANK)
        pilot.front.reload()
        entries = [len(desk.log(row.ident)) for row in desk.board().rows]
        await pilot.click("#incidents", offset=(10, 5))
        await pilot.pause()
        assert here(pilot) == numbers(pilot)[1]
        await pilot.click("#incidents", offset=(10, 2))
        await pilot.pause()
        assert here(pilot) == numbers(pilot)[0]
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
