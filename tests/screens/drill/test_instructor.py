"""导调: what the instructor sees and does, while the trainee works on another terminal."""

from pathlib import Path

import pytest

from cqcmd.desk import drill_opening
from cqcmd.desk.drill.drawer import DrillFolder
from cqcmd.screens.board.screen import BoardScreen
from cqcmd.screens.common.ask import Confirm
from cqcmd.screens.drill.instructor import InstructorScreen
from cqcmd.screens.drill.instructor_forms import ObserveForm, SendForm
from cqcmd.screens.drill.instructor_lines import MessageSheet
from cqcmd.widgets.table import Table
from tests.screens.drill.posts import playing
from tests.screens.drill.test_drill import after, sheet, top
from tests.support.pilots import DrillPilot, notices, press
from tests.support.real_time import Seconds


@pytest.fixture
def drill_folder(tmp_path: Path, real: Seconds) -> DrillFolder:
    return drill_opening.start_drill(tmp_path / "data", "lift-trapping", None)


def lines(pilot: DrillPilot, name: str) -> list[list[str]]:
    table = pilot.app.screen.query_one(f"#{name}", Table)
    return [[cell.words for cell in line.cells] for line in table.lines]


async def test_everything_to_come_is_seen_and_nothing_begins_by_itself(
    drill_folder: DrillFolder, real: Seconds
) -> None:
    async with playing(drill_folder, "instructor") as pilot:
        assert isinstance(pilot.app.screen, InstructorScreen)
        assert "演练暂停" in top(pilot)
        assert "演练还没有开始" in notices(pilot)[-1]
        assert [row[0] for row in lines(pilot, "messages")] == ["未到"] * 4
        assert "没有说：" in sheet(pilot)
        assert "孕" in sheet(pilot), "what the sender hides"
        assert "回拨号码：13000000031" in sheet(pilot), "and the facts, which no trainee sees"
        assert {row[0] for row in lines(pilot, "expected")} == {"未到期"}
        await press(pilot, "f9", "f5")
        assert "演练1倍" in top(pilot)
        assert lines(pilot, "messages")[0][:2] == ["09:35", "待接"]
        assert "来电1" in top(pilot)
        await press(pilot, "ctrl+y")
        assert isinstance(pilot.app.screen, InstructorScreen), "the trainee takes calls"
        assert lines(pilot, "messages")[0][1] == "待接"


async def test_messages_by_hand_and_before_their_time(
    drill_folder: DrillFolder, real: Seconds
) -> None:
    async with playing(drill_folder, "instructor") as pilot:
        await press(pilot, "f9", "f2")
        assert isinstance(pilot.app.screen, SendForm)
        await press(pilot, "f9")
        assert notices(pilot)[-1] == "谁是空的，请填写。"
        await press(pilot, *"王处", "escape", "f2")
        await press(pilot, "enter", *"[red]回话", "enter")
        assert isinstance(pilot.app.screen, InstructorScreen)
        assert lines(pilot, "messages")[0][1:] == ["待接", "王处", "[red]回话"]
        await press(pilot, "down", "f4")
        assert isinstance(pilot.app.screen, Confirm)
        await press(pilot, "y")
        assert [row[1] for row in lines(pilot, "messages")] == ["待接", "待接", "", "", ""]
        await press(pilot, "up", "f4")
        assert "还没有到的消息" in notices(pilot)[-1]


async def test_observations_stay_with_the_instructor(
    drill_folder: DrillFolder, real: Seconds
) -> None:
    async with playing(drill_folder, "instructor") as pilot:
        await press(pilot, "f9")
        await after(pilot, real, 60)
        await press(pilot, "f3")
        assert isinstance(pilot.app.screen, ObserveForm)
        await press(pilot, *"没有复诵", "enter", *"09:30", "enter", *"王敏", "f9")
        (row,) = lines(pilot, "seen")
        assert row[1] == "没有复诵（王敏）"
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, BoardScreen)
        await pilot.app.run_action("app.observe")
        assert pilot.app.desk.observing
        await press(pilot, "f11")
        assert isinstance(pilot.app.screen, InstructorScreen)


async def test_one_cursor_goes_through_the_lists(drill_folder: DrillFolder, real: Seconds) -> None:
    async with playing(drill_folder, "instructor") as pilot:
        await press(pilot, *["down"] * 3)
        assert pilot.app.focused is not None
        assert pilot.app.focused.id == "messages"
        await press(pilot, "down")
        assert pilot.app.focused.id == "expected"
        await press(pilot, *["down"] * 20, "up", *["up"] * 20)
        assert pilot.app.focused.id == "messages"


async def test_a_message_is_read_in_full(drill_folder: DrillFolder, real: Seconds) -> None:
    async with playing(drill_folder, "instructor") as pilot:
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, MessageSheet)
        assert "没有说：" in sheet(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, InstructorScreen)
        assert lines(pilot, "messages")[0][0] == "未到", "reading sends nothing"


async def test_each_instructor_is_told_that_the_last_trainee_is_gone(
    drill_folder: DrillFolder, real: Seconds
) -> None:
    trainee = drill_opening.opened_drill(drill_folder)[1]
    async with playing(drill_folder, "instructor") as pilot:
        await press(pilot, "f9")
        await after(pilot, real, 1)
        trainee.leave()  # it holds the clock itself, as another instructor's terminal may
        assert not trainee.clock.speed
        await after(pilot, real, 1)
        assert "受训终端断开，演练已停住" in notices(pilot)[-1]
