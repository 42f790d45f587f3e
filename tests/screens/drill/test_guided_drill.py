"""The guided first drill by keys alone, each of them readable on the screen as it is pressed."""

import re
from pathlib import Path

import pytest

from cqcmd.desk import drill_opening
from cqcmd.desk.drill.choice import START
from cqcmd.desk.drill.drawer import DrillFolder
from cqcmd.screens.common.keys import key_name
from cqcmd.screens.drill.call import DrillCall
from cqcmd.screens.intake.screen import IntakeScreen
from cqcmd.screens.situation.update import UpdateForm
from cqcmd.screens.station.settings import StationForm
from cqcmd.widgets.guide_bar import GuideBar
from tests.screens.conftest import OpenPost
from tests.screens.drill.posts import playing
from tests.screens.papers.test_paper import read
from tests.support.pilots import PostPilot, hands_off, terminal_lines
from tests.support.real_time import Seconds

CALL = "南岸区翠湖商场电梯坠落1死3重伤王建国13900000081"


@pytest.fixture
def drill_folder(tmp_path: Path, real: Seconds) -> DrillFolder:
    return drill_opening.start_drill(tmp_path / "data", "first-call", None)


class Newcomer:
    """Somebody who knows no key: presses what stands on the screen at that moment, or types."""

    def __init__(self, pilot: PostPilot) -> None:
        self.pilot = pilot

    def screen(self) -> str:
        """Every line as the terminal shows it, sheets and notices over what is beneath them."""
        return "\n".join(line.rstrip() for line in terminal_lines(self.pilot))

    async def press(self, *keys: str) -> None:
        for key in keys:
            assert stands(key_name(key), self.screen()), f"{key_name(key)}:\n{self.screen()}"
            hands_off(self.pilot)
            await self.pilot.press(key)
            await self.pilot.pause()

    async def type(self, words: str) -> None:
        for character in words:
            await self.pilot.press(character)
        await self.pilot.pause()

    def step(self) -> int:
        """The number of the step on the screen."""
        found = re.search(r"引导 (\d+)/16", self.screen())
        assert found, self.screen()
        return int(found[1])


def stands(name: str, screen: str) -> bool:
    """Whether the name of a key stands there by itself: ``F1`` is not in ``F11``."""
    return bool(re.search(rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])", screen))


async def after(newcomer: Newcomer, real: Seconds, seconds: int) -> None:
    """Real seconds go by; the app looks."""
    real.now += seconds
    newcomer.pilot.app.tick()
    await newcomer.pilot.pause()


async def test_the_board_leads_a_newcomer_to_the_guided_drill(post: OpenPost) -> None:
    async with post((80, 24), fresh=True) as pilot:
        newcomer = Newcomer(pilot)
        assert isinstance(pilot.app.screen, StationForm)
        await newcomer.press("escape")
        assert "第一次用，按 F11 做演练" in newcomer.screen()
        await newcomer.press("f11")
        lines = newcomer.screen().splitlines()
        first = next(line for line in lines if "第一次演练" in line)
        assert "带引导" in first
        await newcomer.press("enter")
    assert pilot.app.return_value == f"{START}first-call"


async def test_the_visible_keys_lead_to_full_marks(
    drill_folder: DrillFolder, real: Seconds
) -> None:
    async with playing(drill_folder) as pilot:
        newcomer = Newcomer(pilot)
        await answered_and_taken_in(newcomer, real)
        await reported_by_telephone(newcomer)
        await people_helped_and_the_toll_raised(newcomer, real)
        await proposed_and_started(newcomer, real)
        await written_and_delivered(newcomer)
        await newcomer.press("f11", "f10", "down", "enter")
        await after(newcomer, real, 1)
        assert "得分 100 / 100。" in newcomer.screen()
        assert not pilot.app.screen.query(GuideBar), "the guide ends with the drill"
        assert pilot.app.is_running
        await newcomer.press("ctrl+q")
        assert not pilot.app.is_running, "and the score says how it is left"


async def answered_and_taken_in(newcomer: Newcomer, real: Seconds) -> None:
    assert newcomer.step() == 1
    await after(newcomer, real, 21)
    await newcomer.press("ctrl+y", "f8")
    assert newcomer.step() == 2
    await newcomer.type(CALL)
    await newcomer.press("enter", "f9")


async def reported_by_telephone(newcomer: Newcomer) -> None:
    for step, person in ((3, "王处"), (4, "何处")):
        assert newcomer.step() == step
        await newcomer.press("f9", "enter")
        await newcomer.type(person)
        await newcomer.press("enter", "right", "f9")


async def people_helped_and_the_toll_raised(newcomer: Newcomer, real: Seconds) -> None:
    assert newcomer.step() == 5
    await newcomer.press("f5", "down", "space")
    await after(newcomer, real, 1)
    assert newcomer.step() == 6
    await after(newcomer, real, 11)
    await newcomer.press("ctrl+y")
    assert newcomer.step() == 7
    await newcomer.press("f8", "enter")
    await newcomer.type("3")
    await newcomer.press("f10", "f9")


async def proposed_and_started(newcomer: Newcomer, real: Seconds) -> None:
    assert newcomer.step() == 8
    await newcomer.press("f4", "enter")
    await newcomer.type("属实")
    await newcomer.press("f9")
    assert newcomer.step() == 9
    await newcomer.press("enter")
    await newcomer.type("陈晓、张工")
    await newcomer.press("down")
    await newcomer.type("宜启III级")
    await newcomer.press("f9")
    assert newcomer.step() == 10
    await newcomer.press("enter", "f9")
    assert newcomer.step() == 11
    await after(newcomer, real, 11)
    await newcomer.press("ctrl+y", "enter", "enter")
    assert newcomer.step() == 12
    await newcomer.type("范副区长")
    await newcomer.press("f9", "enter", "f9")
    assert newcomer.step() == 13
    await newcomer.press("end", "down", "down", "down", "ctrl+s")
    await after(newcomer, real, 1)


async def written_and_delivered(newcomer: Newcomer) -> None:
    assert newcomer.step() == 14
    await newcomer.press("f3", "ctrl+w")
    await newcomer.type("孙局长")
    await newcomer.press("f9", "ctrl+r")
    await newcomer.type("王处")
    await newcomer.press("f9")
    assert newcomer.step() == 15
    await newcomer.press("ctrl+r")
    await newcomer.type("何处")
    await newcomer.press("f9")
    assert newcomer.step() == 16


async def test_it_is_put_away_and_back_and_takes_no_focus(
    drill_folder: DrillFolder, real: Seconds
) -> None:
    async with playing(drill_folder) as pilot:
        newcomer = Newcomer(pilot)
        await after(newcomer, real, 21)
        focused = pilot.app.focused
        await newcomer.press("ctrl+g")
        assert newcomer.screen().splitlines()[1].rstrip() == " 引导 1/16   Ctrl+G 显示引导"
        assert pilot.app.focused is focused
        await newcomer.press("ctrl+y")
        assert isinstance(pilot.app.screen, DrillCall)
        assert " 引导 2/16   Ctrl+G 显示引导" in newcomer.screen(), "on the next screen too"
        await newcomer.press("ctrl+g")
        assert "读完按 F8 接报" in newcomer.screen()
        assert "请自己录入。F8 接报" in newcomer.screen()
        await pilot.resize_terminal(120, 36)
        await pilot.pause()
        lines = newcomer.screen().splitlines()
        assert "读完按 F8 接报" in lines[1]
        assert all(line.rstrip().endswith("收起") for line in lines if "Ctrl+G" in line)


async def test_who_leaves_the_path_is_not_stopped(drill_folder: DrillFolder, real: Seconds) -> None:
    """The accident is taken in without the call; done is what is done, whichever comes first."""
    async with playing(drill_folder) as pilot:
        newcomer = Newcomer(pilot)
        await newcomer.press("n")
        await newcomer.type(CALL)
        await newcomer.press("enter", "f9", "4", "space")
        await after(newcomer, real, 21)
        assert newcomer.step() == 1, "the call still waits"
        await newcomer.press("ctrl+y")
        assert newcomer.step() == 3, "taken in already"
        assert "F8 情况更新" in newcomer.screen()
        await newcomer.press("f8")
        assert isinstance(pilot.app.screen, UpdateForm)


async def test_a_step_taken_back_stands_there_again(
    drill_folder: DrillFolder, real: Seconds
) -> None:
    async with playing(drill_folder) as pilot:
        newcomer = Newcomer(pilot)
        await answered_and_taken_in(newcomer, real)
        await reported_by_telephone(newcomer)
        assert newcomer.step() == 5
        await newcomer.press("backspace")
        await after(newcomer, real, 1)
        assert newcomer.step() == 4


async def test_a_code_fits_the_room_that_the_guide_leaves(
    drill_folder: DrillFolder, real: Seconds
) -> None:
    async with playing(drill_folder) as pilot:
        newcomer = Newcomer(pilot)
        await answered_and_taken_in(newcomer, real)
        await pilot.press("f4", "e")
        await pilot.press("f7")
        await pilot.pause()
        for _turn in range(2):
            assert read(pilot), "all of it stands on the screen, so a telephone can read it"
            await newcomer.press("ctrl+g")
            await pilot.pause()


async def test_a_drill_that_stands_still_says_how_it_goes_on(
    drill_folder: DrillFolder, real: Seconds
) -> None:
    async with playing(drill_folder) as pilot:
        await after(Newcomer(pilot), real, 2)
    async with playing(drill_folder) as pilot:
        newcomer = Newcomer(pilot)
        await newcomer.press("escape")
        assert "演练停着" in newcomer.screen()
        await newcomer.press("f11", "f9")
        await after(newcomer, real, 1)
        assert "等电话" in newcomer.screen()


async def test_other_drills_have_no_guide(tmp_path: Path, real: Seconds) -> None:
    other = drill_opening.start_drill(tmp_path / "data", "lift-trapping", None)
    async with playing(other) as pilot:
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert not pilot.app.screen.query(GuideBar)
        assert "Ctrl+G" not in Newcomer(pilot).screen()


async def test_the_board_says_the_step_is_done_elsewhere(
    drill_folder: DrillFolder, real: Seconds
) -> None:
    """There F9 is 交接班, and the name typed next would relieve the officer on duty."""
    async with playing(drill_folder) as pilot:
        newcomer = Newcomer(pilot)
        await answered_and_taken_in(newcomer, real)
        await newcomer.press("escape")
        assert newcomer.step() == 3
        assert "先把光标移到这一起，按 回车 打开" in newcomer.screen()
        await newcomer.press("enter")
        assert "电话报区政府：按 F9" in newcomer.screen()


async def test_reading_a_call_again_leads_back_to_its_form(
    drill_folder: DrillFolder, real: Seconds
) -> None:
    async with playing(drill_folder) as pilot:
        newcomer = Newcomer(pilot)
        await after(newcomer, real, 21)
        await newcomer.press("ctrl+y", "f8", "ctrl+y", "f8")
        await newcomer.type(CALL)
        await newcomer.press("ctrl+y", "f8")
        form = pilot.app.screen
        assert isinstance(form, IntakeScreen)
        assert CALL in form.snapshot().values(), "what was typed stands there still"
        await newcomer.press("enter", "f9")
        assert newcomer.step() == 3


async def test_a_call_taken_on_a_second_form_counts(
    drill_folder: DrillFolder, real: Seconds
) -> None:
    async with playing(drill_folder) as pilot:
        newcomer = Newcomer(pilot)
        await after(newcomer, real, 21)
        await newcomer.press("ctrl+y", "f8")
        await newcomer.type("打错了")
        await newcomer.press("f4")
        await newcomer.type(CALL)
        await newcomer.press("enter", "f9")
        assert newcomer.step() == 3
