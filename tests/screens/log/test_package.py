"""归档打包: a folder asked for in the log, and what the disk says to it."""

from pathlib import Path

from textual.widgets import Input

from cqcmd.screens.common.ask import AskWords
from cqcmd.screens.log.screen import LogScreen
from tests.screens.conftest import OpenPost
from tests.screens.incidents import EXPLOSION, take
from tests.support.pilots import PostPilot, all_done, press, terminal_lines


async def in_log(pilot: PostPilot) -> str:
    ident = take(pilot.app, EXPLOSION)
    pilot.front.reload()
    await press(pilot, "enter", "f6")
    assert isinstance(pilot.app.screen, LogScreen)
    return ident


async def test_a_folder_is_asked_for_and_the_log_tells_of_the_package(
    post: OpenPost, tmp_path: Path
) -> None:
    (tmp_path / "usb").mkdir()
    async with post() as pilot:
        ident = await in_log(pilot)
        await press(pilot, "g", *str(tmp_path / "usb"), "enter")
        await all_done(pilot)
        (made,) = (tmp_path / "usb").iterdir()
        assert (made / "index.html").exists()
        assert isinstance(pilot.app.screen, LogScreen)
        assert made.name in pilot.app.desk.log(ident)[-1].words
        assert "已打包" in "\n".join(terminal_lines(pilot))
        await press(pilot, "g")
        field = pilot.app.screen.query_one(Input)
        assert field.value == str(tmp_path / "usb"), "offered again"


async def test_no_such_folder_is_said_and_what_was_typed_stays(
    post: OpenPost, tmp_path: Path
) -> None:
    async with post() as pilot:
        ident = await in_log(pilot)
        entries = len(pilot.app.desk.log(ident))
        await press(pilot, "g", *"/media/没有", "enter")
        assert isinstance(pilot.app.screen, AskWords)
        words = "\n".join(terminal_lines(pilot))
        assert "没有“/media/没有”这个目录" in words
        assert len(pilot.app.desk.log(ident)) == entries
