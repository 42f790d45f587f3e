"""A drill on the real screens: calls that ring and wait, its clock, its score, 真警."""

import errno
import os
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.widgets import Static

from cqcmd.app.drill_app import BOARD, REAL
from cqcmd.desk import drill_opening
from cqcmd.desk.drill.choice import choices
from cqcmd.desk.drill.drawer import DrillFolder, latest
from cqcmd.desk.drill.inbox import DrillInbox
from cqcmd.desk.plan.file import plan_in_force
from cqcmd.errors import BadInput
from cqcmd.screens.board.screen import BoardScreen
from cqcmd.screens.common.ask import Confirm
from cqcmd.screens.drill.call import DrillCall
from cqcmd.screens.drill.choice import DrillChoice
from cqcmd.screens.drill.screen import DrillScreen
from cqcmd.screens.intake.form import IntakeForm
from cqcmd.screens.intake.screen import IntakeScreen
from cqcmd.screens.situation.screen import SituationScreen
from cqcmd.widgets.drawing.prose import Prose
from cqcmd.widgets.masthead import Masthead
from cqcmd.widgets.message_line import MessageLine
from cqcmd.widgets.table import Table
from tests.screens.conftest import OpenPost
from tests.screens.drill.posts import playing
from tests.support.pilots import DrillPilot, notices, press
from tests.support.real_time import Seconds

OpenDrill = Callable[[DrillFolder], AbstractAsyncContextManager[DrillPilot]]


@pytest.fixture
def drill_folder(tmp_path: Path, real: Seconds) -> DrillFolder:
    return drill_opening.start_drill(tmp_path / "data", "lift-trapping", None)


async def after(pilot: DrillPilot, real: Seconds, seconds: int) -> None:
    """Real seconds go by; the app looks."""
    real.now += seconds
    pilot.app.tick()
    await pilot.pause()


def top(pilot: DrillPilot) -> str:
    mastheads = [
        masthead for screen in pilot.app.screen_stack for masthead in screen.query(Masthead)
    ]
    return "".join(segment.text for segment in mastheads[-1].render_line(0))


def sheet(pilot: DrillPilot) -> str:
    shown = pilot.app.screen.query("Static, Prose")
    said = (one.said.plain if isinstance(one, Prose) else str(one.render()) for one in shown)
    return "\n".join(said)


async def test_a_call_rings_waits_and_is_taken(drill_folder: DrillFolder, real: Seconds) -> None:
    async with playing(drill_folder) as pilot:
        assert top(pilot).startswith(" 演练1倍 F11·来电0 Ctrl+Y·真警 Ctrl+K ")
        await press(pilot, "ctrl+y")
        assert notices(pilot)[-1] == "还没有演练来电。"
        await after(pilot, real, 301)
        assert "来电1 Ctrl+Y" in top(pilot)
        assert notices(pilot)[-1] == "演练来电 09:35  电话  望江大厦物业 吴芳，按 Ctrl+Y 接听"
        await after(pilot, real, 60)
        assert len([words for words in notices(pilot) if "来电 09:35" in words]) == 1, (
            "it rings once"
        )
        await press(pilot, "ctrl+y")
        assert isinstance(pilot.app.screen, DrillCall)
        assert "里面三个人" in sheet(pilot)
        assert "回电打13000000031" in sheet(pilot)
        assert "回拨号码" not in sheet(pilot), "no fact is listed: taking it in is listening"
        assert "孕妇" not in sheet(pilot), "what the sender hides"
        assert "来电0 Ctrl+Y" in top(pilot)
        await press(pilot, "f8")
        assert isinstance(pilot.app.screen, IntakeScreen)
        assert not pilot.app.screen.query_one(IntakeForm).values(), "nothing fills itself in"


async def test_what_is_typed_stays_while_a_call_is_taken(
    drill_folder: DrillFolder, real: Seconds
) -> None:
    async with playing(drill_folder) as pilot:
        await press(pilot, "n", *"渝中区长江大厦 电梯")
        await after(pilot, real, 301)
        assert "来电1 Ctrl+Y" in top(pilot), "the form shows that somebody calls"
        await press(pilot, "ctrl+y")
        assert isinstance(pilot.app.screen, DrillCall)
        await press(pilot, "f11")
        assert isinstance(pilot.app.screen, DrillScreen)
        await press(pilot, "escape", "escape")
        assert isinstance(pilot.app.screen, IntakeScreen)
        assert "渝中区长江大厦 电梯" in pilot.app.screen.query_one(IntakeForm).values().values()
        await press(pilot, "ctrl+k")
    assert pilot.app.return_value == REAL
    async with playing(drill_folder) as pilot:
        assert "演练暂停" in top(pilot)
        assert [draft.form.split(":")[0] for draft in pilot.app.desk.drafts.found()] == ["intake"]


async def test_the_judge_knows_the_call_that_was_typed(
    drill_folder: DrillFolder, real: Seconds
) -> None:
    async with playing(drill_folder) as pilot:
        await press(pilot, "n", "escape")
        await after(pilot, real, 301)
        await press(pilot, "ctrl+y", "f8", *"望江大厦电梯困人", "f9", "f9")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(pilot.app.screen, SituationScreen)
        drill = pilot.app.desk.drilling
        assert drill is not None
        assert drill.scoring.taken("lift")
        assert not list(drill.inbox.cases_waiting())
        await press(pilot, "escape", "n")
        assert isinstance(pilot.app.screen, IntakeScreen)
        assert pilot.app.screen._start.ident != drill.scenario.call("lift")


async def test_the_drill_screen_never_lies_behind_a_room(
    drill_folder: DrillFolder, real: Seconds
) -> None:
    async with playing(drill_folder) as pilot:
        await press(pilot, "f11", "f5", "ctrl+y", "f8", *"望江大厦电梯困人", "f9", "f9")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(pilot.app.screen, SituationScreen)
        await press(pilot, "f11")
        assert isinstance(pilot.app.screen, DrillScreen)
        await press(pilot, "f11", "escape")
        assert isinstance(pilot.app.screen, SituationScreen)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, BoardScreen)


async def test_two_forms_never_share_a_call(drill_folder: DrillFolder, real: Seconds) -> None:
    async with playing(drill_folder) as pilot:
        intake, drill = pilot.app.desk.intake, pilot.app.desk.drilling
        assert drill is not None
        one, other = intake.new_call(), intake.new_call()
        assert one == drill.scenario.call("lift") != other
        intake.give_up(one)
        assert intake.new_call() == one


async def test_the_clock_is_held_hurried_and_moved_on(
    drill_folder: DrillFolder, real: Seconds
) -> None:
    async with playing(drill_folder) as pilot:
        await press(pilot, "f11", "f9")
        assert "演练暂停" in top(pilot)
        before = pilot.app.desk.clock.now()
        await after(pilot, real, 3 * 24 * 3600)
        assert pilot.app.desk.clock.now() == before
        await press(pilot, "f9", *["f8"] * 9)
        assert "演练60倍" in top(pilot)
        await after(pilot, real, 1)
        assert (pilot.app.desk.clock.now() - before).total_seconds() == 60
        await press(pilot, "f7", "f5")
        assert "演练30倍" in top(pilot)
        assert "来电1" in top(pilot)
        assert "演练时间 09-18 09:35:00  30倍  待接 1" in sheet(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, DrillCall)
        await press(pilot, "escape", "f5", "f5", "f5")
        assert "没有还会来的消息" not in "".join(notices(pilot))
        await press(pilot, "f5")
        assert notices(pilot)[-1] == "按现在的情况，后面没有还会来的消息。"


async def test_at_the_end_stands_the_score_and_nothing_more_is_written(
    drill_folder: DrillFolder, real: Seconds
) -> None:
    async with playing(drill_folder) as pilot:
        await press(pilot, "f11")
        await after(pilot, real, 5 * 3600)
        await after(pilot, real, 2)
        assert "演练已结束" in top(pilot)
        assert "得分 0 / 100。" in sheet(pilot)
        lines = pilot.app.screen.query_one("#score", Table).lines
        assert len(lines) == 9
        assert [cell.words for cell in lines[2].cells[:4]] == [
            "没做", "0/10", "电话 区县政府", "4.1.1",
        ]  # fmt: skip
        assert pilot.app.desk.observing
        await pilot.app.run_action("app.observe")
        assert pilot.app.desk.observing
        await press(pilot, "f9")
        assert notices(pilot)[-1] == "演练已经结束，评分不再变。"
        assert pilot.app.desk.clock.now().isoformat() == "2026-09-18T06:30:00+00:00"
    with pytest.raises(BadInput, match="没有可以接着做的演练"):
        latest(drill_folder.place.parents[1])


async def test_ended_early_it_is_judged_on_what_had_fallen_due(
    drill_folder: DrillFolder, real: Seconds
) -> None:
    async with playing(drill_folder) as pilot:
        await after(pilot, real, 1900)
        stood = pilot.app.desk.clock.now()
        await press(pilot, "f11", "f10")
        assert isinstance(pilot.app.screen, Confirm)
        await press(pilot, "y")
        await after(pilot, real, 100)
        assert "演练已结束" in top(pilot)
        assert "得分 0 / 15（6 项未到期、2 项未涉及，不计分）。" in sheet(pilot)
        assert "定级应为" not in sheet(pilot)
        rows = pilot.app.screen.query_one("#score", Table).lines
        assert [row.cells[0].words for row in rows] == ["没做", *["未到期"] * 6, *["未涉及"] * 2]
        assert [row.cells[1].words for row in rows][:2] == ["0/15", "—/15"]
        assert pilot.app.desk.clock.now() == stood
        await press(pilot, "f9")
        assert notices(pilot)[-1] == "演练已经结束，评分不再变。"


async def test_nothing_is_due_any_more_once_it_is_over(
    drill_folder: DrillFolder, real: Seconds
) -> None:
    async with playing(drill_folder) as pilot:
        await press(pilot, "f11", "f5", "ctrl+y", "f8", *"望江大厦电梯困人3人", "f9", "f9")
        await pilot.app.workers.wait_for_complete()
        await press(pilot, "f11", "f10", "y")
        await after(pilot, real, 2)
        await after(pilot, real, 2)
        assert "演练结束" in pilot.app.screen.query_one(MessageLine).words
        assert "超" not in top(pilot)
        await press(pilot, "ctrl+k")
    assert pilot.app.return_value == BOARD, "no real call waits: no form is to open"


async def test_a_drill_is_taken_up_where_it_stood(drill_folder: DrillFolder, real: Seconds) -> None:
    async with playing(drill_folder) as pilot:
        await after(pilot, real, 400)
        await press(pilot, "ctrl+y")
        stood = pilot.app.desk.clock.now()
    real.now += 100_000
    assert latest(drill_folder.place.parents[1]) == drill_folder
    async with playing(drill_folder) as pilot:
        assert isinstance(pilot.app.screen, DrillScreen)
        assert pilot.app.desk.clock.now() == stood
        (call,) = pilot.app.desk.drilling.state.calls if pilot.app.desk.drilling else ()
        assert call.answered_at == stood
        await press(pilot, "f9")
        await after(pilot, real, 5)
        assert (pilot.app.desk.clock.now() - stood).total_seconds() == 5


async def test_a_foreign_scenario_is_shown_as_it_is(
    tmp_path: Path, real: Seconds, drill_folder: DrillFolder
) -> None:
    own = (
        drill_folder.scenario()
        .read_text("utf-8")
        .replace("B座电梯卡在", "[red]B座[/] \\u001b[2J电梯")
    )
    file = tmp_path / "own.toml"
    file.write_text(own, encoding="utf-8")
    other = drill_opening.start_drill(tmp_path / "data", str(file), None)
    async with playing(other) as pilot:
        await after(pilot, real, 301)
        await press(pilot, "ctrl+y")
        assert "[red]B座[/] " in sheet(pilot)
        assert "\x1b" not in sheet(pilot)


async def test_a_real_alarm_needs_no_question_answered(
    drill_folder: DrillFolder, real: Seconds
) -> None:
    async with playing(drill_folder) as pilot:
        await press(pilot, "f11", "f10")
        assert isinstance(pilot.app.screen, Confirm)
        await press(pilot, "ctrl+k")
    assert pilot.app.return_value == REAL


async def test_within_a_drill_no_other_begins(drill_folder: DrillFolder, real: Seconds) -> None:
    async with playing(drill_folder) as pilot:
        await pilot.app.run_action("app.drills")
        await pilot.pause()
        assert isinstance(pilot.app.screen, DrillScreen)


async def test_a_full_disk_is_told_and_the_call_shown_all_the_same(
    drill_folder: DrillFolder, real: Seconds, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fsync(_number: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    async with playing(drill_folder) as pilot:
        await after(pilot, real, 301)
        monkeypatch.setattr("cqcmd.local_store.json_document.os.fsync", fsync)
        await press(pilot, "ctrl+y")
        assert isinstance(pilot.app.screen, DrillCall)
        assert "里面三个人" in sheet(pilot)
        assert any("没有保存（磁盘已满）" in words for words in notices(pilot))
        await press(pilot, "escape")
        assert "来电1" in top(pilot), "it still waits"
        monkeypatch.undo()
        real.now += 1
    assert pilot.app.return_code in (0, None)


async def test_no_sample_is_opened_from_a_drill(drill_folder: DrillFolder, real: Seconds) -> None:
    async with playing(drill_folder) as pilot:
        await pilot.app.run_action("app.sample")
        await pilot.pause()
        assert pilot.app.is_running
        assert notices(pilot)[-1].startswith("样例在值班台里看")


async def test_drills_of_one_title_are_told_apart(
    drill_folder: DrillFolder, post: OpenPost
) -> None:
    """By when they were begun; the key says what it does with the one under the cursor."""
    at = datetime(2026, 9, 18, 9, 30, tzinfo=UTC).timestamp()
    os.utime(drill_folder.scenario(), (at, at))
    plan = plan_in_force(None)
    again, *rest = choices(drill_folder.place.parent.parent, plan)
    assert (again.length, again.verb) == ("未完 09-18 17:30", "接着做")
    async with post() as pilot:
        pilot.app.push_screen(DrillChoice([again, *rest]))
        await press(pilot)
        assert "回车 接着做" in str(pilot.app.screen.query_one(".hint", Static).render())
        await press(pilot, "down")
        assert "回车 开始" in str(pilot.app.screen.query_one(".hint", Static).render())


async def test_the_drills_own_keys_are_pressed_from_the_palette_too(
    drill_folder: DrillFolder,
) -> None:
    async with playing(drill_folder) as pilot:
        for typed, screen in (("演练", DrillScreen), ("接来电", BoardScreen)):
            await press(pilot, "/", *typed, "enter")
            assert isinstance(pilot.app.screen, screen), typed
            await press(pilot, "escape")
        assert "还没有演练来电。" in notices(pilot)
        await press(pilot, "/", *"真警", "enter")
        assert pilot.app.return_value == REAL


async def test_a_forecast_is_no_accident_for_sure(tmp_path: Path, real: Seconds) -> None:
    drill_folder = drill_opening.start_drill(tmp_path / "data", "warning-to-incident", None)
    async with playing(drill_folder) as pilot:
        await after(pilot, real, 601)
        await press(pilot, "ctrl+y")
        assert "预警 在值班台按 w" in str(pilot.app.screen.query_one(".hint", Static).content)


async def test_a_drill_that_somebody_else_held_says_so(
    drill_folder: DrillFolder, real: Seconds
) -> None:
    async with playing(drill_folder) as pilot:
        await after(pilot, real, 1)
        opening, other = drill_opening.opened_drill(drill_folder)
        other.hold()
        await after(pilot, real, 1)
        assert any("演练停住了" in notice for notice in notices(pilot))
        other.leave()
        opening.close()


async def test_a_drill_that_is_held_here_needs_no_word(
    drill_folder: DrillFolder, real: Seconds
) -> None:
    async with playing(drill_folder) as pilot:
        await after(pilot, real, 1)
        await press(pilot, "f11", "f9", "escape")
        await after(pilot, real, 1)
        assert not any("演练停住了" in notice for notice in notices(pilot))


async def test_the_score_of_several_accidents_says_whose_each_line_is(
    tmp_path: Path, real: Seconds
) -> None:
    drill_folder = drill_opening.start_drill(tmp_path / "data", "several-at-once", None)
    async with playing(drill_folder) as pilot:
        await press(pilot, "f11", "f10", "y")
        lines = pilot.app.screen.query_one("#score", Table).lines
        names = [line.cells[2].words for line in lines]
        assert {"1) 电话 区县政府", "2) 电话 区县政府", "3) 电话 区县政府"} <= set(names)
        said = str(pilot.app.screen.query_one("#score-said", Static).content)
        assert "1) 东岭机械厂储气罐爆炸；2) 锦绣公寓电梯困人；3) 南桥码头起升机构坠落" in said


async def test_a_tick_polls_the_drill_once(
    drill_folder: DrillFolder, real: Seconds, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with playing(drill_folder) as pilot:
        await press(pilot, "f11")
        polls = list[int]()
        take = DrillInbox.refresh

        def counted(inbox: DrillInbox) -> None:
            polls.append(1)
            take(inbox)

        monkeypatch.setattr(DrillInbox, "refresh", counted)
        real.now += 301
        pilot.app.tick()
        assert polls == [1], "the screen, the guide and the top line read what it found"
        await pilot.pause()
        assert "待接 1" in sheet(pilot)


async def test_a_picture_of_a_drill_is_marked_in_its_name_and_title(
    drill_folder: DrillFolder,
) -> None:
    async with playing(drill_folder) as pilot:
        await press(pilot, "/", *"截图", "enter")
        [path] = pilot.app.desk.papers.folder.glob("*.svg")
        assert path.name.startswith("演练-屏幕-")
        svg = path.read_text(encoding="utf-8")
        assert "<title>演练" in svg
        assert svg.count("演练") > 1, "the mark of its top line is drawn"
