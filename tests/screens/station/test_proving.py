"""The record is proved behind the first screen; what is wrong stands over every screen."""

import sqlite3
from contextlib import closing
from pathlib import Path

from textual.widgets import Static

from cqcmd.paths import JOURNAL
from cqcmd.screens.common.ask import EntrySheet
from cqcmd.screens.common.sheet import Sheet
from cqcmd.widgets.masthead import Masthead
from tests.desk.calls import TANK, take
from tests.journal.test_chain import TRIGGERS
from tests.screens.conftest import OpenPost
from tests.support.pilots import PostPilot


def alter(data: Path, *sentences: str) -> None:
    with closing(sqlite3.connect(data / JOURNAL)) as link, link:
        for name in TRIGGERS[:2]:
            link.execute(f"DROP TRIGGER IF EXISTS {name}")
        for sentence in sentences:
            link.execute(sentence)


def top_line(pilot: PostPilot) -> str:
    line = pilot.front.query_one(Masthead)
    return "".join(segment.text for segment in line.render_line(0))


async def look(pilot: PostPilot) -> None:
    """Let the proof come to its end, and a second pass."""
    while not pilot.app.desk.proof.done:
        await pilot.pause(0.01)
    await pilot.pause()
    pilot.app.tick()
    await pilot.pause()


async def test_an_altered_figure_stands_over_the_first_screen(
    post: OpenPost, tmp_path: Path
) -> None:
    async with post() as pilot:
        take(pilot.app.desk, TANK)
    alter(
        tmp_path / "data",
        "UPDATE entry SET data = replace(data, ':3', ':0') WHERE kind = 'facts'",
        "UPDATE entry SET data = '{' WHERE kind = 'details'",
    )
    async with post() as pilot:
        await look(pilot)
        assert "日志有损：1 条读不出来，1 条被改过" in top_line(pilot)
        await pilot.press("ctrl+a")
        await look(pilot)
        assert "日志有损" not in top_line(pilot)
        await pilot.press("enter", "f6")
        await pilot.pause()
        shown = "\n".join(line.words for line in pilot.app.desk.log(pilot.front.about))
        assert "读不出来：内容坏了" in shown
        await pilot.press("l", "l", "l", "l", "l", "l")
        assert str(pilot.front.query_one("#filter", Static).content).startswith("有损的 2 条")


async def test_the_palette_lists_all_that_is_wrong(post: OpenPost, tmp_path: Path) -> None:
    async with post() as pilot:
        take(pilot.app.desk, TANK)
    alter(tmp_path / "data", "UPDATE entry SET actor = '王五' WHERE kind = 'facts'")
    async with post() as pilot:
        await look(pilot)
        pilot.app.action_verify()
        await look(pilot)
        assert isinstance(pilot.app.screen, EntrySheet)


async def test_a_whole_record_is_said_to_be_whole(post: OpenPost, tmp_path: Path) -> None:
    async with post() as pilot:
        await look(pilot)
        assert "日志有损" not in top_line(pilot)
        pilot.app.action_verify()
        await look(pilot)
        assert "日志完整" in pilot.app.messages.lately[0].words
    assert (tmp_path / "data" / "heads.json").exists()


async def test_the_sheet_of_a_hand_over_ends_with_the_head(post: OpenPost) -> None:
    async with post((120, 36)) as pilot:
        await look(pilot)
        [noted] = pilot.app.desk.station.head_noted()
        await pilot.press("f9")
        await pilot.pause()
        sheet = pilot.app.screen.query_one(Sheet)
        assert str(sheet.query_one(Static).content).endswith(noted)
