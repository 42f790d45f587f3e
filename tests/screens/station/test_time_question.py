"""A doubtful time on the screen: asked about at once, marked until answered, never in the way."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from cqcmd.app.command_post import CommandPost
from cqcmd.desk.opening import Opening
from cqcmd.screens.board.screen import BoardScreen
from cqcmd.screens.station.time_question import TimeQuestionScreen
from cqcmd.widgets.fields.text_field import TextField
from cqcmd.widgets.masthead import Masthead
from tests.desk.calls import TANK, take
from tests.support.machines import Machine
from tests.support.pilots import PostPilot, standing, terminal_strips

HOUR = 3_600.0
OpenOn = Callable[..., AbstractAsyncContextManager[PostPilot]]


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def post_on(tmp_path: Path, machine: Machine) -> OpenOn:
    """A terminal of a post with a call, opened after what happened to the machine."""
    opening = Opening(tmp_path / "data", None, machine.clock())
    opening.read_journal()
    opening.desk.station.set_up("district_regulator", "渝中区市场监管局", None, {}, "李敏")
    take(opening.desk, TANK)
    opening.desk.time.begin()
    opening.close()

    @asynccontextmanager
    async def open_post(size: tuple[int, int] = (80, 24)) -> AsyncIterator[PostPilot]:
        opening = Opening(tmp_path / "data", None, machine.clock())
        app = CommandPost(opening)
        async with standing(app, opening, size) as pilot:
            yield pilot

    return open_post


async def second_passes(pilot: PostPilot) -> None:
    pilot.app.tick()
    await pilot.pause()


def top(pilot: PostPilot) -> str:
    return pilot.front.query_one(Masthead).render_line(0).text


def seen(pilot: PostPilot) -> str:
    return "\n".join(strip.text for strip in terminal_strips(pilot))


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_after_a_clock_was_set_back_the_question_stands_before_anything_else(
    post_on: OpenOn, machine: Machine, size: tuple[int, int]
) -> None:
    machine.run(60, jump=-HOUR)
    async with post_on(size) as pilot:
        assert isinstance(pilot.app.screen, TimeQuestionScreen)
        words = seen(pilot)
        for said in ("13:06:00", "14:05:00", "14:06:00", "1时00分00秒", "填现在的时间"):
            assert said in words
        await pilot.press("escape")
        await second_passes(pilot)
        assert isinstance(pilot.app.screen, BoardScreen)
        assert "时间待核  14:06:00" in top(pilot)
        assert "00:29:00?" in seen(pilot)
        assert "Ctrl+A" in seen(pilot)
        await second_passes(pilot)
        assert isinstance(pilot.app.screen, BoardScreen), "who put it off is left in peace"
        await pilot.press("enter")
        await pilot.pause(0.1)
        await second_passes(pilot)
        assert "时间待核" in top(pilot)
        await pilot.press("ctrl+a")
        await pilot.pause()
        await pilot.press("y")
        await second_passes(pilot)
        assert "时间待核" not in top(pilot)
        assert "13:06:00" in top(pilot)
        assert "改用系统时间" in seen(pilot)


@pytest.mark.parametrize("keys", [("3",), ("３",), ("down", "down", "enter")])
async def test_the_right_time_is_typed(
    post_on: OpenOn, machine: Machine, keys: tuple[str, ...]
) -> None:
    machine.run(60, jump=-HOUR)
    async with post_on() as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        await pilot.press(*"25:00", "enter")
        await pilot.pause()
        assert "没有" in seen(pilot)
        assert pilot.app.desk.time.doubt == "jump"
        await pilot.press(*["backspace"] * 5, *"14:20:30", "enter")
        await pilot.pause()
        await second_passes(pilot)
        assert isinstance(pilot.app.screen, BoardScreen)
        assert "14:20:30" in top(pilot)
        assert "时间待核" not in top(pilot)
        assert "00:14:30 " in seen(pilot)


async def test_a_question_never_takes_what_is_being_typed_for_an_answer(
    post_on: OpenOn, machine: Machine
) -> None:
    async with post_on() as pilot:
        await pilot.press("n")
        await pilot.pause()
        machine.run(1, jump=HOUR)
        await second_passes(pilot)
        await pilot.press("2", "y")
        await pilot.pause()
        assert pilot.focused(TextField).value == "2y"
        assert "时间待核" in top(pilot), "marked all the same"
        assert pilot.app.desk.time.doubt == "jump"
        await pilot.press("ctrl+a")
        await pilot.pause()
        assert isinstance(pilot.app.screen, TimeQuestionScreen)
        await pilot.press("n")
        await second_passes(pilot)
        assert pilot.focused(TextField).value == "2y"
        assert "时间待核" not in top(pilot)


async def test_what_another_terminal_decides_takes_the_question_away(
    post_on: OpenOn, machine: Machine, tmp_path: Path
) -> None:
    machine.run(60, jump=-HOUR)
    async with post_on() as pilot:
        assert isinstance(pilot.app.screen, TimeQuestionScreen)
        await second_passes(pilot)
        other = Opening(tmp_path / "data", None, machine.clock())
        other.read_journal()
        other.desk.time.go_on()
        await second_passes(pilot)
        await pilot.pause(1.1)
        await second_passes(pilot)
        assert isinstance(pilot.app.screen, BoardScreen)
        assert "另一个终端" in seen(pilot)
        assert "时间待核" not in top(pilot)
        assert abs(other.desk.clock.now() - pilot.app.desk.clock.now()).total_seconds() < 0.01
        other.close()


async def test_an_inferred_time_says_so_and_asks_nothing(
    post_on: OpenOn, machine: Machine, tmp_path: Path
) -> None:
    judging = Opening(tmp_path / "data", None, machine.clock())
    judging.read_journal()
    machine.run(1, jump=HOUR)
    judging.desk.time.second()
    judging.desk.time.go_on()
    judging.close()
    machine.start_anew(60)
    async with post_on() as pilot:
        await second_passes(pilot)
        assert isinstance(pilot.app.screen, BoardScreen)
        assert "时间推定  14:06:01" in top(pilot)
        assert "推定" in seen(pilot)
        await pilot.press("slash", *"dscs", "escape")


@pytest.mark.parametrize("front", [0, 1])
async def test_it_is_asked_once_and_the_time_goes_on_behind_the_field(
    post_on: OpenOn, machine: Machine, front: int
) -> None:
    machine.run(60, jump=-HOUR)
    async with post_on() as pilot:
        await pilot.press(*["3"][:front], "ctrl+a")
        asked = [one for one in pilot.app.screen_stack if isinstance(one, TimeQuestionScreen)]
        assert len(asked) == 1
        for second in range(1, 4):
            machine.run(1)
            await second_passes(pilot)
            assert f"14:06:0{second}" in seen(pilot)


async def test_the_palette_asks_for_the_time_whenever_somebody_wants(post_on: OpenOn) -> None:
    async with post_on() as pilot:
        await pilot.press("slash", *"hdsj", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, TimeQuestionScreen)
        assert "没有疑问" in seen(pilot)
        await pilot.press("escape")
        await second_passes(pilot)
        assert "待核" not in seen(pilot)
