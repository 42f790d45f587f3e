import pytest

from cqcmd.screens.board.screen import BoardScreen
from cqcmd.screens.common.keys import KeysScreen, key_name
from cqcmd.screens.log.note import NoteForm
from cqcmd.widgets.table import Table
from tests.screens.conftest import OpenPost
from tests.screens.incidents import EXPLOSION, take
from tests.support.pilots import PostPilot, press


async def keys_here(pilot: PostPilot) -> dict[str, list[str]]:
    await press(pilot, "f1")
    assert isinstance(pilot.app.screen, KeysScreen)
    lines = pilot.app.screen.query_one(Table).lines
    return {line.cells[1].words: line.cells[0].words.split("  ") for line in lines}


async def test_f1_lists_the_keys_of_the_board(post: OpenPost) -> None:
    async with post() as pilot:
        keys = await keys_here(pilot)
        assert {"n", "Ctrl+N"} <= set(keys["接报"])
        assert "?" in keys["条款"]
        assert "F9" in keys["交接班"]
        assert "F12" in keys["鼠标开关"]
        assert "Ctrl+Q" in keys["退出"]
        assert "记录报告" not in keys
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, BoardScreen)


async def test_f1_lists_the_keys_of_an_incident(post: OpenPost) -> None:
    async with post() as pilot:
        take(pilot.app, EXPLOSION)
        pilot.front.reload()
        await press(pilot, "enter")
        keys = await keys_here(pilot)
        assert "F9" in keys["去报告"]
        assert {"r", "Ctrl+R"} <= set(keys["记录报告"])
        assert {"5", "F6"} <= set(keys["日志"])
        assert "退格" in keys["误按撤回"]
        assert {".", "Ctrl+O"} <= set(keys["记事"])


async def test_every_line_names_a_key(post: OpenPost) -> None:
    async with post() as pilot:
        keys = await keys_here(pilot)
        assert all(any(group) for group in keys.values()), keys


async def test_it_says_how_facts_are_typed(post: OpenPost) -> None:
    async with post() as pilot:
        await press(pilot, "f1")
        notation = str(pilot.app.screen.query_one("#notation").render())
        assert "3-5 确认3可能5" in notation


async def test_f1_works_while_typing_and_comes_back_to_the_words(post: OpenPost) -> None:
    async with post() as pilot:
        take(pilot.app, EXPLOSION)
        pilot.front.reload()
        await press(pilot, "enter", ".", *"写着", "f1")
        assert isinstance(pilot.app.screen, KeysScreen)
        await press(pilot, "f1")
        assert isinstance(pilot.app.screen, NoteForm)
        assert pilot.screen(NoteForm).fields()["text"] == "写着"


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("f9", "F9"),
        ("ctrl+n", "Ctrl+N"),
        ("backspace", "退格"),
        ("n", "n"),
        ("？", ""),
        ("１", ""),
        ("f", "f"),
    ],
)
def test_keys_are_called_as_on_the_keyboard(key: str, name: str) -> None:
    assert key_name(key) == name
