"""One line speaks, over the keys of every screen, and nothing that is said covers a text."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget

from cqcmd.app.command_post import CommandPost
from cqcmd.errors import BadInput
from cqcmd.screens.board.screen import BoardScreen
from cqcmd.screens.common.base import PostScreen, Speaking
from cqcmd.screens.common.messages import ShowIncident
from cqcmd.screens.station.messages import MessagesScreen
from cqcmd.widgets.fields.text_field import TextField
from cqcmd.widgets.message_line import CALM, MessageLine, shortened
from tests.screens.conftest import OpenPost
from tests.screens.drill.test_drill_marked import PLAYED, Worked, every_screen, opened
from tests.screens.incidents import EXPLOSION, take
from tests.support.pilots import PostPilot, press, terminal_lines

ROOT = Path(__file__).parents[2]
HERE = [name for name in every_screen() if name not in PLAYED]
WORDS = "已记入：渝中区长江化工有限责任公司储罐爆炸，" * 6


def beside(screen: Screen[Any]) -> Iterator[tuple[Widget, Region]]:
    """The widgets that do not hold the message line, and where they are seen."""
    holders = {*screen.query_one(MessageLine).ancestors_with_self}
    for widget in screen.walk_children(Widget):
        if widget not in holders and widget.is_on_screen:
            seen = screen.find_widget(widget).visible_region
            if seen.area:
                yield widget, seen


def covered(screen: Screen[Any]) -> list[str]:
    """The widgets over or under the message line."""
    line = screen.query_one(MessageLine).region
    return [str(widget) for widget, region in beside(screen) if region.overlaps(line)]


@pytest.mark.parametrize("name", HERE)
async def test_the_line_of_every_screen_covers_nothing(post: OpenPost, name: str) -> None:
    async with post() as pilot:
        screen = opened(name, Worked(pilot.app))
        pilot.app.push_screen(screen)
        await pilot.pause()
        assert isinstance(screen, Speaking), (
            "every screen of ours has the line: PostScreen, ModalSheet"
        )
        assert screen.message_line.region.height == 1
        assert screen.message_line.region.width >= 60
        assert covered(screen) == []
        if isinstance(screen, PostScreen):
            assert terminal_lines(pilot)[-1].strip(), "the keys stand on the last line"
        hints = [hint for hint in screen.query(".hint") if hint.display]
        assert all(screen.find_widget(hint).visible_region.area for hint in hints), (
            "what the keys of a sheet do stays in sight"
        )
        pilot.app.tell(WORDS, wrong=True)
        await pilot.pause()
        assert covered(screen) == []
        screen.warn(WORDS)
        await pilot.pause()
        assert covered(screen) == []
        y = screen.message_line.region.y
        assert terminal_lines(pilot)[y].strip("│| ").endswith("… Ctrl+B 看全文")
        for field in screen.query(TextField):
            field.fill(WORDS)
        screen.refused(BadInput(WORDS))
        await second(pilot, minutes=31)
        assert covered(screen) == [], "full, refused, and under alarm"
        assert not screen.query("Toast, ToastRack")


def line(pilot: PostPilot) -> str:
    """What stands on the message line of the screen in front."""
    return pilot.app.screen.query_one(MessageLine).words.strip()


async def in_room(pilot: PostPilot) -> None:
    """Open the first room of an incident."""
    pilot.app.post_message(ShowIncident(take(pilot.app, EXPLOSION)))
    await pilot.pause()


async def second(pilot: PostPilot, **time: int) -> None:
    pilot.clock.advance(**time)
    pilot.app.tick()
    await pilot.pause()


async def test_what_was_done_stands_first_and_then_the_seconds_to_take_it_back(
    post: OpenPost,
) -> None:
    async with post() as pilot:
        await in_room(pilot)
        await press(pilot, ".", *"到场", "f9")
        assert line(pilot) == "已记入  退格撤回 30"
        await second(pilot, seconds=21)
        assert line(pilot) == "已记入  退格撤回 9"
        await second(pilot, seconds=10)
        assert line(pilot) == "已记入", "the fact stays, the hint goes"
        for _ in range(CALM):
            pilot.app.tick()
        await pilot.pause()
        assert line(pilot) == ""


async def test_it_is_taken_back_where_the_hint_stands_and_the_hint_only_where_it_can_be(
    post: OpenPost,
) -> None:
    async with post() as pilot:
        await in_room(pilot)
        await press(pilot, ".", *"到场", "f9")
        await press(pilot, "u")
        assert line(pilot) == "", "in a field Backspace erases a character"
        await press(pilot, "escape")
        assert line(pilot).endswith("退格撤回 30")
        await press(pilot, "backspace")
        assert line(pilot).startswith("误按已撤回：")
        assert "退格" not in line(pilot)


async def test_an_error_stays_with_its_form_and_what_was_saved_goes_to_the_room(
    post: OpenPost,
) -> None:
    async with post() as pilot:
        await in_room(pilot)
        await press(pilot, ".", "f9")
        assert line(pilot) == "记事是空的，未保存。"
        for _ in range(CALM + 1):
            pilot.app.tick()
        assert line(pilot) == "记事是空的，未保存。", "until something else is done"
        await press(pilot, "escape")
        assert line(pilot) == ""


@pytest.mark.parametrize("key", ["m", "ctrl+b"])
async def test_the_last_twenty_are_read_in_full(post: OpenPost, key: str) -> None:
    async with post() as pilot:
        for number in range(25):
            pilot.app.tell(f"第{number}句" + WORDS)
        await press(pilot, key)
        lines = terminal_lines(pilot)
        assert any("最近的消息 20 条" in row for row in lines)
        assert "14:05:00  第24句已记入：渝中区" in "".join(lines)
        assert "".join(lines).count("渝中区") >= 6
        for _ in range(20):
            await press(pilot, "pagedown")
        assert "第5句" in "".join(terminal_lines(pilot))
        await press(pilot, key)
        assert isinstance(pilot.app.screen, BoardScreen)


async def test_in_a_field_the_letter_is_typed_and_the_other_key_opens_the_list(
    post: OpenPost,
) -> None:
    async with post() as pilot:
        await press(pilot, "n", "m")
        assert pilot.focused(TextField).value == "m"
        await press(pilot, "ctrl+b")
        assert isinstance(pilot.app.screen, MessagesScreen)
        await press(pilot, "escape")
        assert pilot.focused(TextField).value == "m"


async def test_a_second_draws_the_digits_of_the_countdown_alone(
    post: OpenPost, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with post() as pilot:
        await in_room(pilot)
        await press(pilot, ".", *"到场", "f9")
        asked: list[Region] = []
        shown = pilot.app.screen.query_one(MessageLine)
        monkeypatch.setattr(shown, "refresh", lambda *regions: asked.extend(regions))
        await second(pilot, seconds=1)
        assert [region.width for region in asked] == [2]
        await second(pilot, seconds=1)
        assert [region.width for region in asked] == [2, 1]


def test_nothing_speaks_but_through_the_line() -> None:
    words = re.compile(r"\.notify\(|Toast|clear_notifications|\._notifications|_unnotify")
    spoken = {
        path.name
        for path in (ROOT / "cqcmd").rglob("*.py")
        if words.search(path.read_text(encoding="utf-8"))
    }
    assert spoken == set(), "say, warn, refused of a screen; tell of the app; notify_saved"
    assert "Toast" not in (ROOT / "cqcmd.tcss").read_text(encoding="utf-8")


async def test_in_a_tiny_window_the_line_says_what_to_do(post: OpenPost) -> None:
    async with post() as pilot:
        await pilot.resize_terminal(20, 5)
        await pilot.pause()
        assert line(pilot).startswith("请放大窗口")


async def test_a_window_that_is_large_enough_again_is_not_called_small(post: OpenPost) -> None:
    async with post() as pilot:
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert line(pilot).startswith("窗口只有 60x20")
        for _ in range(CALM + 1):
            pilot.app.tick()
        assert line(pilot).startswith("窗口只有 60x20"), "as long as it is so"
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert line(pilot) == ""


@pytest.mark.parametrize("typed", [("o", "o"), ("x", "x"), ("right_square_bracket", "]")])
async def test_a_letter_that_means_nothing_is_answered_in_one_short_line(
    post: OpenPost, typed: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rung: list[int] = []
    async with post() as pilot:
        monkeypatch.setattr(CommandPost, "bell", lambda _app: rung.append(1))
        await in_room(pilot)
        await press(pilot, typed[0])
        assert line(pilot) == f"{typed[1]} 在这里没有用；F1 看按键"
        await press(pilot, "u", typed[0])
        assert line(pilot) == "", "in a field it is typed"
        assert pilot.focused(TextField).value == typed[1]
        assert rung == []


def test_folders_of_a_path_give_way_to_what_is_said_of_it() -> None:
    long = "/home/somebody/.local/share/cqcmd/drills/2026-11-28-first-call"
    words = f"演练 {long} 不能接着做：记录都在。"
    assert shortened(words, 60) == "演练 …/2026-11-28-first-call 不能接着做：记录都在。"
    assert shortened(words, 200) == words
    there = r"C:\Users\somebody\AppData\Local\cqcmd\drills\2026-11-28\tape.json"
    assert shortened(f"{there} 读不了（没有权限）。", 50) == "…\\tape.json 读不了（没有权限）。"
