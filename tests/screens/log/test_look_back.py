"""回看: a room as it stood at a past minute; nothing is written there, and it ends by itself."""

from collections.abc import Callable

import pytest
from textual.widgets import Input

from cqcmd.clock import FixedClock
from cqcmd.errors import Refusal
from cqcmd.screens.command.screen import CommandScreen
from cqcmd.screens.common.ask import AskWords
from cqcmd.screens.log.screen import LogScreen
from cqcmd.screens.reports.screen import ReportsScreen
from cqcmd.screens.situation.screen import SituationScreen
from tests.screens.conftest import OpenPost
from tests.screens.incidents import EXPLOSION, take
from tests.support.pilots import PostPilot, notices, press, terminal_lines


def shown(pilot: PostPilot) -> str:
    return "\n".join(terminal_lines(pilot))


def clock(pilot: PostPilot) -> FixedClock:
    found = pilot.app.desk.clock
    assert isinstance(found, FixedClock)
    return found


async def explosion(pilot: PostPilot) -> str:
    """A call at 14:05, a note at 14:09, another at 14:13; the log in front at 14:17."""
    ident = take(pilot.app, EXPLOSION)
    for words in ("第一条", "第二条"):
        clock(pilot).advance(minutes=4)
        pilot.app.desk.logbook.note(ident, words)
    clock(pilot).advance(minutes=4)
    pilot.front.reload()
    await press(pilot, "enter", "5")
    pilot.screen(LogScreen)
    return ident


async def look_back(pilot: PostPilot, typed: str) -> None:
    await press(pilot, "h")
    pilot.screen(AskWords).query_one(Input).value = typed
    await press(pilot, "enter")


async def test_the_log_and_the_rooms_show_what_was_known_then(post: OpenPost) -> None:
    async with post() as pilot:
        await explosion(pilot)
        assert "第二条" in shown(pilot)
        await look_back(pilot, "14:10")
        pilot.screen(LogScreen)
        assert "第一条" in shown(pilot)
        assert "第二条" not in shown(pilot)
        assert "Esc回到现在" in terminal_lines(pilot)[-1]
        for key, room in (("1", SituationScreen), ("2", ReportsScreen), ("3", CommandScreen)):
            await press(pilot, key)
            assert "回看 14:10" in terminal_lines(pilot)[0]
            assert "14:10:59" in terminal_lines(pilot)[0], room.__name__
            pilot.screen(room)
            assert "Esc值班台" not in terminal_lines(pilot)[-1], room.__name__
        await press(pilot, "escape")
        assert "回看" not in shown(pilot)
        assert "Esc值班台" in terminal_lines(pilot)[-1]
        assert "第二条" in shown(pilot)


async def test_countdowns_are_those_of_then(post: OpenPost) -> None:
    async with post() as pilot:
        await explosion(pilot)
        await look_back(pilot, "14:10")
        await press(pilot, "2")
        assert "00:24:00" in shown(pilot), "of the 30 minutes since 14:05"
        pilot.app.tick()
        assert "00:24:00" in shown(pilot), "the time stands"


@pytest.mark.parametrize("key", ["u", "f9", "r", ".", "p", "d", "delete", "backspace"])
async def test_no_key_writes_or_opens_a_form(post: OpenPost, key: str) -> None:
    async with post() as pilot:
        ident = await explosion(pilot)
        await look_back(pilot, "14:10")
        before = len(pilot.app.desk.log(ident))
        screen = pilot.app.screen
        await press(pilot, key)
        if key == "delete":
            await press(pilot, "1", "enter")
        assert len(pilot.app.desk.log(ident)) == before
        if key not in ("delete", "backspace"):
            assert pilot.app.screen is screen
            assert "回看 14:10：只能看" in shown(pilot)


async def test_the_record_itself_refuses(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await explosion(pilot)
        desk = pilot.app.desk
        past = desk.look_back(ident, desk.plan_reader.moment("14:10"))
        before = desk.log(ident)
        acts: tuple[Callable[[], object], ...] = (
            lambda: past.logbook.note(ident, "补一句"),
            lambda: past.logbook.strike(ident, before[-1].entry, "误按"),
            lambda: past.roster.stand(ident, past.plan.groups[0].code),
        )
        for act in acts:
            with pytest.raises(Refusal, match="回看的是 14:10，不能记；按 Esc 回到现在再办。"):
                act()
        assert desk.log(ident) == before


async def test_two_idle_minutes_lead_back(post: OpenPost) -> None:
    async with post() as pilot:
        await explosion(pilot)
        await look_back(pilot, "14:10")
        clock(pilot).advance(seconds=119)
        pilot.app.tick()
        assert "回看 14:10" in shown(pilot)
        clock(pilot).advance(seconds=1)
        pilot.app.tick()
        await pilot.pause()
        assert "两分钟没有按键，已从回看回到现在。" in notices(pilot)
        assert "回看 14:10" not in terminal_lines(pilot)[0]
        pilot.screen(LogScreen)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("14:04", "这起事件 14:05 才记下第一条，14:04 还没有可看的。"),
        ("2020-01-01 00:00", "还没有可看的。"),
        ("07-25 14:18", "还没有到"),
        ("abc", "abc"),
    ],
)
async def test_a_moment_without_anything_to_see_says_so(
    post: OpenPost, typed: str, words: str
) -> None:
    async with post() as pilot:
        await explosion(pilot)
        await look_back(pilot, typed)
        pilot.screen(AskWords)
        assert words in "".join(shown(pilot).split("\n")[-3:])


async def test_within_the_past_there_is_no_second_past(post: OpenPost) -> None:
    async with post() as pilot:
        await explosion(pilot)
        await look_back(pilot, "14:10")
        await press(pilot, "h")
        pilot.screen(LogScreen)
        assert "已经在回看" in shown(pilot)


async def test_in_the_log_the_moment_of_the_line_is_offered(post: OpenPost) -> None:
    async with post() as pilot:
        await explosion(pilot)
        await press(pilot, "home", "h")
        assert pilot.screen(AskWords).query_one(Input).value == "14:05"
