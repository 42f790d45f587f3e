"""Calls that nobody has taken in stand on the board, in the top line, and are taken up there."""

from pathlib import Path

from cqcmd.desk.opening import Opening
from cqcmd.screens.board.screen import BoardScreen
from cqcmd.screens.common.ask import Confirm
from cqcmd.screens.intake.screen import IntakeScreen
from cqcmd.screens.situation.screen import SituationScreen
from cqcmd.widgets.masthead import Masthead
from tests.desk.calls import TANK, take
from tests.desk.test_waiting import TYPED, park
from tests.screens.board.test_board import headings, here, numbers, shown, table, tick
from tests.screens.conftest import OpenPost
from tests.screens.intake.test_intake import field, form, put
from tests.support.pilots import PostPilot, press


def top(pilot: PostPilot) -> str:
    strip = pilot.app.screen.query_one(Masthead).render_line(0)
    return "".join(segment.text for segment in strip)


async def set_aside(pilot: PostPilot, *units: str) -> None:
    for unit in units:
        await press(pilot, "f4") if isinstance(pilot.app.screen, IntakeScreen) else await form(
            pilot
        )
        await put(pilot, "unit", unit)
    await press(pilot, "escape")


async def test_a_form_left_by_esc_is_the_first_row_and_counted_on_every_screen(
    post: OpenPost,
) -> None:
    async with post() as pilot:
        take(pilot.app.desk, TANK)
        await form(pilot)
        for code, text in TYPED.items():
            await put(pilot, code, text)
        await press(pilot, "escape")
        assert headings(pilot) == ["待受理 1", "进行中 1"]
        assert shown(pilot)[1] == ["待受理", "", "长江化工 储罐爆炸", "若受理 一般 死2"]
        assert shown(pilot)[2][3] == "放着，回车接着录"
        await tick(pilot, minutes=28)
        assert shown(pilot)[2][2] == "28分 接报时间起算，时限未走"
        assert "待受理 1" in top(pilot)
        await press(pilot, "down", "enter")
        assert isinstance(pilot.app.screen, SituationScreen)
        assert "待受理 1" in top(pilot)


async def test_the_form_in_front_is_not_counted_the_others_are(post: OpenPost) -> None:
    async with post() as pilot:
        await set_aside(pilot, "甲厂")
        await press(pilot, "home", "enter")
        await tick(pilot, seconds=1)
        assert "待受理" not in top(pilot)
        await press(pilot, "f4")
        await put(pilot, "unit", "乙厂")
        await tick(pilot, seconds=1)
        assert "待受理 1" in top(pilot)


async def test_any_of_them_is_taken_up_by_enter(post: OpenPost) -> None:
    async with post() as pilot:
        await set_aside(pilot, "甲厂", "乙厂")
        assert headings(pilot) == ["待受理 2"]
        assert [row[2] for row in shown(pilot)[1::2]] == ["甲厂", "乙厂"]
        await press(pilot, "home", "enter")
        assert isinstance(pilot.app.screen, IntakeScreen)
        assert field(pilot, "unit").value == "甲厂"
        await press(pilot, "f9")
        assert isinstance(pilot.app.screen, SituationScreen)
        await press(pilot, "escape")
        assert headings(pilot) == ["待受理 1", "进行中 1"]
        assert pilot.app.desk.watch.waiting == 1


async def test_del_discards_after_a_question_and_touches_no_incident(post: OpenPost) -> None:
    async with post() as pilot:
        take(pilot.app.desk, TANK)
        pilot.front.reload()
        await press(pilot, "delete")
        assert isinstance(pilot.app.screen, BoardScreen), "an incident is not to be discarded"
        await set_aside(pilot, "甲厂")
        await press(pilot, "home", "delete")
        assert isinstance(pilot.app.screen, Confirm)
        await press(pilot, "escape")
        assert headings(pilot)[0] == "待受理 1"
        await press(pilot, "delete", "y")
        assert headings(pilot) == ["进行中 1"]
        assert numbers(pilot) == ["26-0001"]
        await press(pilot, "n")
        assert field(pilot, "unit").value == "", "it comes back nowhere"


async def test_another_terminal_s_form_is_seen_and_taken_up_once_that_one_is_gone(
    post: OpenPost, tmp_path: Path
) -> None:
    async with post() as pilot:
        other = Opening(tmp_path / "data", None, pilot.app.desk.clock)
        other.read_journal()
        park(other.desk, "far", **TYPED)
        await tick(pilot, seconds=1)
        assert shown(pilot)[2][3] == "他终端正在接"
        assert "待受理 1" in top(pilot)
        await press(pilot, "home", "enter")
        assert isinstance(pilot.app.screen, BoardScreen), "somebody is at it"
        other.close()
        await tick(pilot, seconds=4)
        assert shown(pilot)[2][3] == "上次没录完，回车接着录"
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, IntakeScreen)
        assert field(pilot, "unit").value == "长江化工"
        await press(pilot, "escape")
        assert shown(pilot)[2][3] == "放着，回车接着录"


async def test_a_call_written_by_hostile_hands_is_a_row_like_any(post: OpenPost) -> None:
    async with post() as pilot:
        park(pilot.app.desk, "x", line="\x1b[31m[b]\u202e" + "长" * 300)
        pilot.front.reload()
        await press(pilot, "home")
        assert here(pilot) == ""
        strip = table(pilot).render_line(2)
        assert not {"\x1b", "\u202e"} & set("".join(segment.text for segment in strip))
