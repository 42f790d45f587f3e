"""遮屏: after minutes without a key nothing of the record is seen, and nothing stands still."""

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.amber import AmberSnapshotExtension

from cqcmd.app.command_post import CommandPost
from cqcmd.clock import FixedClock
from cqcmd.desk.common.operator import Operator
from cqcmd.desk.common.roles import WATCH
from cqcmd.desk.opening import Opening
from cqcmd.errors import BadInput
from cqcmd.screens.board.screen import BoardScreen
from cqcmd.screens.common.field_form import FieldForm
from cqcmd.screens.common.messages import OpenForm
from cqcmd.screens.reports.phone_call import PhoneCall
from cqcmd.screens.station.cover import CoverScreen
from cqcmd.screens.station.operator import OperatorMenu
from tests.desk.calls import TANK, take
from tests.screens.conftest import START, OpenPost
from tests.support.pilots import PostPilot, standing, terminal_lines


def screen(pilot: PostPilot) -> str:
    return "\n".join(terminal_lines(pilot))


async def idle(pilot: PostPilot, minutes: int) -> None:
    pilot.clock.advance(minutes=minutes)
    pilot.app.tick()
    await pilot.pause()
    await pilot.pause()


async def covered(pilot: PostPilot, minutes: int = 5) -> None:
    pilot.app.desk.operators.set_cover_minutes(str(minutes))
    await idle(pilot, minutes)
    assert isinstance(pilot.app.screen, CoverScreen)


async def test_unless_it_is_set_nothing_is_ever_covered(post: OpenPost) -> None:
    async with post() as pilot:
        await idle(pilot, 600)
        assert isinstance(pilot.app.screen, BoardScreen)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_nothing_of_the_record_is_seen(
    post: OpenPost, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    async with post(size) as pilot:
        take(pilot.app.desk, TANK)
        pilot.front.reload()
        await covered(pilot, 40)
        shown = screen(pilot)
        for words in ("长江", "26-0001", "死", "区县政府", "较大"):
            assert words not in shown
        assert "李敏" in shown
        assert "14:05 起没有按键" in shown
        assert "项告警在等" in shown, "reports of thirty minutes are overdue"
        name = "x".join(map(str, size))
        assert shown == snapshot(name=name, extension_class=AmberSnapshotExtension)


async def test_a_key_does_nothing_but_ask_who_is_there_and_the_answer_counts(
    post: OpenPost,
) -> None:
    async with post() as pilot:
        take(pilot.app.desk, TANK)
        pilot.front.reload()
        await covered(pilot)
        await pilot.press("n")
        await pilot.pause()
        assert isinstance(pilot.app.screen, OperatorMenu), "no call was begun by a key unseen"
        assert "长江" not in screen(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, CoverScreen), "nobody has said who he is"
        await pilot.press("space", "1")
        await pilot.pause()
        assert isinstance(pilot.app.screen, BoardScreen)
        assert pilot.app.desk.operators.here.name == "李敏"
        assert "长江" in screen(pilot)


async def test_another_who_comes_writes_under_his_own_name(post: OpenPost) -> None:
    async with post() as pilot:
        await covered(pilot)
        await pilot.press("enter", "2", *"王强", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, BoardScreen)
        assert pilot.app.desk.operators.here.name == "王强"


async def test_a_call_that_comes_in_is_taken_over_the_cover_and_the_name_waits(
    post: OpenPost,
) -> None:
    async with post() as pilot:
        await covered(pilot)
        await pilot.press("enter", "n")
        await pilot.pause()
        await pilot.pause()
        assert pilot.front.whereabouts == "接报"
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, CoverScreen)


async def test_what_is_typed_stands_there_again_and_no_key_has_reached_it(post: OpenPost) -> None:
    async with post() as pilot:
        ident = take(pilot.app.desk, TANK)
        pilot.app.on_open_form(OpenForm("situation/update", ident))
        await pilot.pause()
        await pilot.press("7")
        typed = pilot.screen(FieldForm).typed()
        await covered(pilot)
        await pilot.press("9", "1")
        await pilot.pause()
        assert pilot.screen(FieldForm).typed() == typed


async def test_messages_and_alarms_are_neither_shown_nor_taken_down_over_a_cover(
    post: OpenPost,
) -> None:
    async with post() as pilot:
        take(pilot.app.desk, TANK)
        pilot.app.tell("长江化工有事", wrong=True)
        await covered(pilot, 40)
        await pilot.press("enter", "ctrl+b", "ctrl+a")
        await pilot.pause()
        assert isinstance(pilot.app.screen, OperatorMenu)
        assert "长江" not in screen(pilot)
        await pilot.press("1")
        await pilot.pause()
        pilot.app.tick()
        await pilot.pause()
        assert "Ctrl+A" in screen(pilot).splitlines()[0], "what was not seen is not known"


async def test_the_clock_and_the_bells_go_on(
    post: OpenPost, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung: list[int] = []
    monkeypatch.setattr(CommandPost, "bell", lambda _app: rung.append(1))
    async with post() as pilot:
        take(pilot.app.desk, TANK)
        pilot.front.reload()
        await covered(pilot, 10)
        before = len(rung)
        await idle(pilot, 11)  # ten minutes before the first is due
        assert len(rung) > before
        pilot.screen(CoverScreen).second()
        await pilot.pause()
        assert "14:26" in screen(pilot)


async def test_whoever_is_on_the_telephone_is_not_covered(post: OpenPost) -> None:
    async with post() as pilot:
        take(pilot.app.desk, TANK)
        pilot.front.reload()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("f9")
        await pilot.pause()
        pilot.app.desk.operators.set_cover_minutes("5")
        await idle(pilot, 30)
        assert isinstance(pilot.app.screen, PhoneCall)


async def test_where_a_key_says_who_it_is_any_key_returns(tmp_path: Path, set_up: Path) -> None:
    given = Operator("王强", WATCH, given=True)
    opening = Opening(set_up, None, FixedClock(START), operator=given)
    async with standing(CommandPost(opening), opening, (80, 24)) as pilot:
        await covered(pilot)
        await pilot.press("x")
        await pilot.pause()
        assert isinstance(pilot.app.screen, BoardScreen)
        pilot.app.desk.operators.set_cover_minutes("0")


async def test_it_can_be_covered_at_once_and_others_are_told(post: OpenPost) -> None:
    async with post() as pilot:
        await pilot.app.run_action("cover")
        await pilot.pause()
        assert isinstance(pilot.app.screen, CoverScreen)
        await pilot.app.run_action("cover")
        await pilot.pause()
        assert sum(isinstance(one, CoverScreen) for one in pilot.app.screen_stack) == 1


async def test_what_is_not_real_says_so_on_its_cover_and_any_key_returns(tmp_path: Path) -> None:
    opening = Opening(tmp_path / "data", None, FixedClock(START), "样例")
    async with standing(CommandPost(opening), opening, (80, 24)) as pilot:
        await pilot.app.run_action("cover")
        await pilot.pause()
        assert "样例" in screen(pilot)
        await pilot.press("x")
        await pilot.pause()
        assert not isinstance(pilot.app.screen, CoverScreen)


async def test_the_minutes_are_asked_for_and_kept(post: OpenPost) -> None:
    async with post() as pilot:
        await pilot.app.run_action("cover_minutes")
        await pilot.pause()
        await pilot.press("backspace", *"15", "enter")
        await pilot.pause()
        assert pilot.app.desk.operators.cover_minutes == 15
        for typed in ("", "半", "-1", "1.5", "999"):
            with pytest.raises(BadInput):
                pilot.app.desk.operators.set_cover_minutes(typed)
        assert pilot.app.desk.operators.cover_minutes == 15
