"""The bell and the band on the real screens; a clock that jumps is told and decided on."""

from pathlib import Path

import pytest

from cqcmd.app.command_post import CommandPost
from cqcmd.desk.opening import Opening
from cqcmd.screens.station.time_question import TimeQuestionScreen
from cqcmd.widgets.fields.text_field import TextField
from cqcmd.widgets.masthead import Masthead
from tests.desk.calls import LIFT, TANK, take
from tests.screens.conftest import OpenPost
from tests.support.machines import Machine
from tests.support.pilots import PostPilot, words_of


@pytest.fixture
def bells(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    rung: list[int] = []
    monkeypatch.setattr(CommandPost, "bell", lambda _app: rung.append(1))
    return rung


async def second_passes(pilot: PostPilot, **time: int) -> None:
    pilot.clock.advance(**time)
    pilot.app.tick()
    await pilot.pause()


def masthead(pilot: PostPilot) -> str:
    return pilot.app.screen.query_one(Masthead).render_line(0).text


async def test_it_rings_at_the_stage_and_the_band_stays_until_it_is_acknowledged(
    post: OpenPost, bells: list[int]
) -> None:
    async with post() as pilot:
        take(pilot.app.desk, TANK)
        await second_passes(pilot, minutes=19, seconds=59)
        assert bells == []
        await second_passes(pilot, seconds=1)
        assert bells == [1]
        await second_passes(pilot, minutes=11)
        assert "26-0001 电话 区县政府 超 00:01:00 另1项  Ctrl+A 知道了" in masthead(pilot)
        await pilot.press("down")
        await second_passes(pilot, seconds=1)
        assert "超 00:01:01" in masthead(pilot), "no other key takes it down"
        await pilot.press("n", "m", "ctrl+a")
        await pilot.pause()
        assert "电话 市市监局 超 00:01:01  Ctrl+A 知道了" in masthead(pilot), "also while typing"
        assert pilot.focused(TextField).value == "m"
        await pilot.press("ctrl+a")
        await pilot.pause()
        assert "接报" in masthead(pilot)
        await pilot.press("ctrl+a")
        await pilot.pause()
        assert words_of(pilot, "MessageLine").strip() == "顶行没有要确认的告警。"


async def test_a_grade_that_time_raises_is_told_across_the_top_of_any_screen(
    post: OpenPost, bells: list[int]
) -> None:
    async with post() as pilot:
        take(pilot.app.desk, LIFT, stranded_hours="1:30")
        await second_passes(pilot, seconds=1)
        await pilot.press("t")
        await pilot.pause()
        assert "通讯录" in masthead(pilot)
        await second_passes(pilot, minutes=30)
        assert "26-0001 升为一般（1.5.4） 原待判  Ctrl+A 知道了" in masthead(pilot)
        await pilot.press("ctrl+a")
        await pilot.pause()
        assert "通讯录" in masthead(pilot)


async def test_the_call_screen_is_silent(post: OpenPost, bells: list[int]) -> None:
    async with post() as pilot:
        take(pilot.app.desk, TANK)
        await pilot.press("n")
        await pilot.pause()
        await second_passes(pilot, minutes=31)
        assert bells == []


@pytest.mark.parametrize("jump", [3600.0, -3600.0])
async def test_a_jump_is_told_written_and_moves_no_due_time(tmp_path: Path, jump: float) -> None:
    machine = Machine()
    opening = Opening(tmp_path / "data", None, machine.clock())
    opening.read_journal()
    opening.desk.station.set_up("district_regulator", "渝中区市场监管局", None, {}, "李敏")
    opening.close()
    opening = Opening(tmp_path / "data", None, machine.clock())
    app = CommandPost(opening)
    async with app.run_test(size=(80, 24)) as pilot:
        while not app.desk.ready:
            await pilot.pause(0.01)
        ident = take(app.desk, TANK)
        due = app.desk.situation(ident).deadlines[0].due
        machine.run(60, jump=jump)
        app.tick()
        await pilot.pause()
        assert isinstance(app.screen, TimeQuestionScreen)
        await pilot.press("n")
        await pilot.pause()
        assert app.desk.situation(ident).deadlines[0].due == due
        left = due - app.desk.clock.now() if due else None
        assert left is not None
        assert 28 * 60 < left.total_seconds() <= 29 * 60
        words = [line.words for line in app.desk.log(None) if line.kind == "clock"]
        assert words == [f"系统时钟跳变 {round(jump):+} 秒，时限未变", "保持原计时"]
    opening.close()


async def test_a_suspend_is_told_and_written(tmp_path: Path) -> None:
    machine = Machine()
    opening = Opening(tmp_path / "data", None, machine.clock())
    opening.read_journal()
    opening.desk.station.set_up("district_regulator", "渝中区市场监管局", None, {}, "李敏")
    app = CommandPost(opening)
    async with app.run_test(size=(80, 24)) as pilot:
        while not app.desk.ready:
            await pilot.pause(0.01)
        machine.run(1, sleep=7200)
        app.tick()
        await pilot.pause()
        words = [line.words for line in app.desk.log(None) if line.kind == "clock"]
        assert words == ["本机休眠 7200 秒，时限未变"]
    opening.close()
