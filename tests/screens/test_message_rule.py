"""How long a sentence stands: one rule over every screen.

What was done stands where it was done and on the screen returned to. A remark ends with the next
key that does something.
"""

import pytest
from textual import events
from textual.screen import Screen

from cqcmd.errors import BadInput
from cqcmd.screens.common.base import PostScreen, Speaking
from cqcmd.screens.common.messages import ShowIncident
from cqcmd.screens.situation.screen import SituationScreen
from cqcmd.screens.station.shift_handover import HandoverScreen
from cqcmd.widgets.message_line import MessageLine
from tests.screens.conftest import OpenPost
from tests.screens.drill.test_drill_marked import Worked, opened
from tests.screens.incidents import EXPLOSION, take
from tests.screens.test_message_line import HERE, line
from tests.support.pilots import PostPilot, press, terminal_lines

WORDS = "已记入：到场。"
POSTS = 6
"""So many posts show a part of the screens each."""
DEAD, HARMLESS = "ctrl+z", ("down", "tab", "pagedown", "f12")
"""A key that nothing is bound to; keys of which every screen has one, and that open nothing."""


async def in_room(pilot: PostPilot) -> None:
    pilot.app.post_message(ShowIncident(take(pilot.app, EXPLOSION)))
    await pilot.pause()
    assert isinstance(pilot.app.screen, SituationScreen)


@pytest.mark.parametrize("names", [HERE[start::POSTS] for start in range(POSTS)])
async def test_of_every_screen_what_was_done_before_stays_away_and_a_remark_ends_with_a_key(
    post: OpenPost, names: list[str]
) -> None:
    async with post() as pilot:
        worked = Worked(pilot.app)
        await in_room(pilot)
        for name in names:
            await check_sentences(pilot, name, opened(name, worked))


async def check_sentences(pilot: PostPilot, name: str, screen: Screen[object]) -> None:
    """What was said in the room is not said on a screen over it; there remarks come and go."""
    room = pilot.app.screen
    assert isinstance(room, Speaking)
    room.say(WORDS)
    await press(pilot, DEAD)
    assert line(pilot) == WORDS, name
    pilot.app.push_screen(screen)
    await pilot.pause()
    assert WORDS not in screen.query_one(MessageLine).words, name
    assert isinstance(screen, Speaking)
    await check_remarks(pilot, screen)
    screen.dismiss()
    await pilot.pause()
    again = "" if isinstance(screen, PostScreen) else WORDS
    assert line(pilot) == again, f"{name}: a question was answered; another main screen ended it"


async def check_remarks(pilot: PostPilot, screen: Speaking) -> None:
    """A key that does nothing leaves a remark, one that does something ends it."""
    key = next(key for key in HARMLESS if screen.acts_on(events.Key(key, None)))
    for remark in (screen.warn, lambda words: screen.refused(BadInput(words))):
        remark("不行")
        await press(pilot, DEAD)
        assert "不行" in line(pilot), "the key did nothing"
        await press(pilot, key)
        assert screen.is_current
        assert "不行" not in line(pilot), key


@pytest.mark.parametrize("key", ["2", "3", "4", "5", "6", "f3", "n", "slash", "f1", "u"])
async def test_no_room_shows_what_was_done_in_another_once_it_cannot_be_taken_back(
    post: OpenPost, key: str
) -> None:
    async with post() as pilot:
        await in_room(pilot)
        await press(pilot, ".", *"到场", "f9")
        assert line(pilot) == "已记入  退格撤回 30"
        await press(pilot, key)
        front = pilot.app.screen
        assert isinstance(front, Speaking)
        assert line(pilot) == ("已记入  退格撤回 30" if front.undoes else "")
        pilot.clock.advance(seconds=31)
        pilot.app.tick()
        await pilot.pause()
        if isinstance(front, PostScreen):
            assert line(pilot) == ""


async def test_the_key_that_did_it_takes_it_along_to_where_it_leads(post: OpenPost) -> None:
    async with post() as pilot:
        await press(pilot, "n", "tab")
        pilot.app.screen.query_one("IntakeForm").fill(EXPLOSION)  # type: ignore[attr-defined]
        await press(pilot, "f9")
        assert line(pilot).startswith("已记入，编号 26-0001")
        await press(pilot, "escape")
        pilot.clock.advance(seconds=31)
        pilot.app.tick()
        await press(pilot, "ctrl+f")
        assert line(pilot) == "", "and not into 事故台账"


async def test_it_stands_on_the_one_screen_returned_to(post: OpenPost) -> None:
    async with post() as pilot:
        await in_room(pilot)
        await press(pilot, "u", DEAD)
        form = pilot.app.screen
        assert isinstance(form, Speaking)
        form.say(WORDS)
        await press(pilot, DEAD)
        assert line(pilot) == WORDS
        await press(pilot, "escape")
        assert line(pilot) == WORDS
        await press(pilot, "escape")
        assert line(pilot) == ""


async def test_what_is_wrong_stands_everywhere_until_something_else_is_said(
    post: OpenPost,
) -> None:
    async with post() as pilot:
        pilot.app.tell("磁盘满了。", wrong=True)
        await press(pilot, "w", "escape", "n")
        assert line(pilot) == "磁盘满了。"


async def test_what_was_not_read_to_its_end_is_not_said_beside_what_was(post: OpenPost) -> None:
    async with post() as pilot:
        for number in range(12):
            take(pilot.app, EXPLOSION | {"unit": f"{number}厂"})
        pilot.app.push_screen(HandoverScreen(pilot.app.desk))
        await press(pilot, "f9")
        assert "还没有读到末尾" in line(pilot)
        await press(pilot, "pagedown")
        assert "还没有读到末尾" not in "".join(terminal_lines(pilot))
