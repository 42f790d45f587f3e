"""The top line of a drill: real countdowns beside the drill's own mark, and who calls."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest

from cqcmd.app.command_post import CommandPost
from cqcmd.app.drill_app import DrillPost
from cqcmd.clock import FixedClock
from cqcmd.desk import drill_opening
from cqcmd.desk.drill.drawer import DrillFolder
from cqcmd.desk.opening import Opening
from cqcmd.screens.common.messages import ShowIncident
from cqcmd.screens.common.room_keys import ROOM_KEYS
from cqcmd.screens.drill.masthead import standing
from cqcmd.screens.intake.screen import IntakeScreen
from cqcmd.text import cells
from cqcmd.views import Alert
from cqcmd.views.drill import DrillProgress
from cqcmd.widgets.drawing.css_classes import style_of
from cqcmd.widgets.masthead import Masthead, fitting
from tests.desk.calls import TANK, take
from tests.screens.conftest import START
from tests.screens.drill.posts import playing
from tests.screens.drill.test_drill import after, top
from tests.support.pilots import PostPilot, notices, press
from tests.support.real_time import Seconds


@pytest.fixture
def drill_folder(tmp_path: Path, real: Seconds) -> DrillFolder:
    return drill_opening.start_drill(tmp_path / "data", "lift-trapping", None)


@pytest.fixture
def bells(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    rung: list[int] = []
    monkeypatch.setattr(CommandPost, "bell", lambda _app: rung.append(1))
    return rung


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(START)


@pytest.fixture
def post(tmp_path: Path, clock: FixedClock) -> Iterator[Opening]:
    """The real post, which another session has open."""
    opening = Opening(tmp_path / "data", None, clock)
    opening.read_journal()
    opening.desk.station.set_up("district_regulator", "渝中区市场监管局", "渝中区", {}, "李敏")
    yield opening
    opening.close()


async def watched(pilot: PostPilot, post: Opening) -> None:
    """The watch begins, as it does when a drill is opened."""
    pilot.app.desk.watch_real(post.data, post.desk.clock)
    await second(pilot)


async def second(pilot: PostPilot) -> None:
    """A real second passes: what is read in a thread stands in the next."""
    for _each in range(2):
        pilot.app.tick()
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def looks(pilot: PostPilot) -> dict[str, object]:
    """The colour behind every part of the top line."""
    (masthead,) = pilot.app.screen.query(Masthead)
    return {
        segment.text: segment.style and segment.style.bgcolor for segment in masthead.render_line(0)
    }


def colour(pilot: PostPilot, name: str) -> object:
    return style_of(pilot.app, f"masthead--{name}").bgcolor


async def test_a_real_countdown_stands_beside_the_drill_and_ticks(
    drill_folder: DrillFolder, real: Seconds, post: Opening, clock: FixedClock, bells: list[int]
) -> None:
    async with playing(drill_folder) as pilot:
        await watched(pilot, post)
        assert "真实" not in top(pilot)
        take(post.desk, TANK)
        clock.advance(minutes=16, seconds=7)
        await second(pilot)
        assert top(pilot).startswith(" 演练1倍·来电0  值班台")
        assert top(pilot).endswith(" 真实 26-0001 电话 区县政府 00:13:53 Ctrl+K  09:30:00 ")
        assert cells(top(pilot)) == 80
        assert looks(pilot)[" 真实 26-0001 电话 区县政府 00:13:53 Ctrl+K "] == colour(pilot, "real")
        clock.advance(seconds=1)
        await second(pilot)
        assert "00:13:52" in top(pilot)
        await press(pilot, "f11")
        assert "00:13:52" in top(pilot), "on every screen, at once"
        await press(pilot, "escape")
        assert bells == []
        assert post.desk.board().rows[0].number == "26-0001"
        assert not pilot.app.desk.board().rows


async def test_a_real_deadline_rings_also_on_a_screen_that_is_silent(
    drill_folder: DrillFolder, real: Seconds, post: Opening, clock: FixedClock, bells: list[int]
) -> None:
    take(post.desk, TANK)
    async with playing(drill_folder) as pilot:
        await watched(pilot, post)
        await press(pilot, "n")
        assert isinstance(pilot.app.screen, IntakeScreen)
        clock.advance(minutes=20)
        await second(pilot)
        assert bells == [1]
        assert notices(pilot)[-1].splitlines() == [
            "真实时限，按 Ctrl+K 回到真实值班台",
            "26-0001 电话 区县政府 00:10:00",
            "26-0001 电话 市市监局 00:10:00",
        ]
        clock.advance(minutes=10, seconds=1)
        await second(pilot)
        assert bells == [1, 1]
        assert "超 00:00:01" in top(pilot)
        (late,) = (part for part in looks(pilot) if part.startswith(" 真实"))
        assert looks(pilot)[late] == colour(pilot, "alarm")
        assert " 接报 " in top(pilot), "the title stays"
        assert isinstance(pilot.app.screen, IntakeScreen)
        await press(pilot, "ctrl+k")
    assert pilot.app.return_value == "real"


async def test_what_cannot_be_read_is_said_once_and_the_drill_goes_on(
    drill_folder: DrillFolder, real: Seconds, post: Opening, clock: FixedClock
) -> None:
    for log in post.data.glob("journal.db-*"):
        log.unlink()
    (post.data / "journal.db").write_bytes(b"nonsense " * 200)
    async with playing(drill_folder) as pilot:
        await watched(pilot, post)
        clock.advance(seconds=30)
        await second(pilot)
        (words,) = (notice for notice in notices(pilot) if "看不到真实的时限" in notice)
        assert "演练照常" in words
        assert "已损坏" in words
        await after(pilot, real, 301)
        assert "来电1" in top(pilot)


async def test_who_calls_during_a_call_is_shown_by_the_mark_and_told_after(
    drill_folder: DrillFolder, real: Seconds, bells: list[int]
) -> None:
    async with playing(drill_folder) as pilot:
        await press(pilot, "n")
        assert looks(pilot)[" 演练1倍 F11·来电0 Ctrl+Y·真警 Ctrl+K "] == colour(pilot, "mark")
        await after(pilot, real, 301)
        assert bells == []
        assert not notices(pilot)
        assert looks(pilot)[" 演练1倍 F11·来电1 Ctrl+Y·真警 Ctrl+K "] == colour(pilot, "alarm")
        await press(pilot, "escape")
        await after(pilot, real, 1)
        assert bells == [1]
        assert notices(pilot)[-1].startswith("演练来电 09:35")
        await after(pilot, real, 1)
        assert bells == [1]
        assert looks(pilot)[" 演练1倍 F11·来电1 Ctrl+Y·真警 Ctrl+K "] == colour(pilot, "alarm")
        await press(pilot, "ctrl+y", "escape")
        assert looks(pilot)[" 演练1倍 F11·来电0 Ctrl+Y·真警 Ctrl+K "] == colour(pilot, "mark")


async def test_a_call_taken_meanwhile_is_not_announced_after(
    drill_folder: DrillFolder, real: Seconds, bells: list[int]
) -> None:
    async with playing(drill_folder) as pilot:
        await press(pilot, "n")
        await after(pilot, real, 301)
        await press(pilot, "ctrl+y", "escape", "escape")
        await after(pilot, real, 1)
        assert bells == []
        assert not any(words.startswith("演练来电") for words in notices(pilot))


class Watching:
    """A watch over one real bell."""

    def __init__(self, *, left: int, label: str = "电话 区县政府", people: bool = False) -> None:
        self.clock = FixedClock(START)
        due = START + timedelta(seconds=left)
        self.bells = (Alert("1", "26-0012", label, (), due, people),)


ROOMS = "[1态势] 2报告 3指挥 4措施 5日志 6善后"
BAND = ("26-0012 电话 区县政府 超 00:01:00  按任意键", "26-0012 电话 区县政府 超 00:01:00")
TITLES = [("值班台",), ("导入通讯录",), (ROOMS, "1-6 [1态势]"), BAND]


COURSES = tuple(product((0, 1, 60), (0, 1, 12), (None, 833, -130, 400_000, -400_000), (0, 1)))
"""Speed, how many wait, how much is left to a real due time, whether the drill is over."""


@pytest.mark.parametrize("titles", TITLES, ids=lambda titles: titles[0])
def test_all_of_it_fits_in_eighty_columns(titles: tuple[str, ...]) -> None:
    assert {course: wrong for course in COURSES if (wrong := faults(titles, *course))} == {}


def faults(
    titles: tuple[str, ...], speed: int, waiting: int, left: int | None, over: int
) -> list[str]:
    """What is wrong with the title of such a drill."""
    end = START if over else START + timedelta(hours=1)
    course = DrillProgress("", "", (), START, end, speed, waiting)
    real = None if left is None else Watching(left=left)
    found = standing(course, real)  # type: ignore[arg-type]
    found = found.with_mark("观察") if over else found
    chosen = fitting(found, titles, 70)
    shown = sum(cells(part) + 2 for part in (chosen.mark, chosen.real) if part)
    holds = {
        "it fits": shown + cells(titles[-1]) < 70,
        "it is marked": "演练" in chosen.mark,
        "calls are counted": f"来电{waiting}" in chosen.mark or bool(over),
        "what is real is shown": (left is None) == (not chosen.real),
        "it calls": found.calling == bool(waiting),
        "it is late": found.late == (left is not None and left < 0),
    }
    return [what for what, so in holds.items() if not so]


def test_the_tests_know_the_titles_of_rooms() -> None:
    assert " ".join(f"{digit}{name}" for _key, digit, _room, name in ROOM_KEYS) == ROOMS.replace(
        "[1态势]", "1态势"
    )


async def test_in_a_room_the_title_stays(
    drill_folder: DrillFolder, real: Seconds, post: Opening, clock: FixedClock
) -> None:
    async with playing(drill_folder) as pilot:
        pilot.app.post_message(ShowIncident(take(pilot.app.desk, TANK)))
        await pilot.pause(0.1)
        assert ROOMS in top(pilot)
        assert "真警 Ctrl+K" in top(pilot)
        take(post.desk, TANK)
        await watched(pilot, post)
        assert " 1-6 [1态势] " in top(pilot)
        assert "真实 电话 区县政府 00:30:00 Ctrl+K" in top(pilot)
        await pilot.resize_terminal(130, 36)
        await pilot.pause()
        assert ROOMS in top(pilot)
        assert "真实 26-0001 电话 区县政府 00:30:00 Ctrl+K" in top(pilot)
        assert isinstance(pilot.app, DrillPost)
