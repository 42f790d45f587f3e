"""Opening a screen costs a slow line few bytes: every screen of a walk through the post."""

import shutil
from pathlib import Path

import pytest
from textual.pilot import Pilot

from cqcmd.app.command_post import CommandPost
from tests.screens.conftest import Line
from tests.support.pilots import hands_off
from tools.scenes import fill_sample, incidents_drawn, scene

MOST = {(80, 24): 8 * 1024, (120, 36): 14 * 1024}
"""Bytes that an opening may cost, by the size of the screen: 8 and 15 seconds at 9,600 baud."""

BOARD: tuple[str, ...] = (
    "n",
    "escape",
    "t",
    "f8",
    "escape",
    "f5",
    "escape",
    "escape",
    "f10",
    "escape",
    "w",
)
BOARD += ("escape", "f", "escape", "f9", "escape", "f1", "escape", "slash", "escape")
INCIDENT: tuple[str, ...] = (
    "enter",
    "g",
    "escape",
    "u",
    "escape",
    "t",
    "escape",
    "r",
    "escape",
    "full_stop",
)
INCIDENT += ("escape", "d", "down", "enter", "escape", "question_mark", "escape")
INCIDENT += ("f9", "escape", "tab", "tab", "enter", "escape")
ROOMS: tuple[str, ...] = (
    "f3",
    "w",
    "escape",
    "f4",
    "enter",
    "escape",
    "f5",
    "enter",
    "escape",
    "x",
    "escape",
)
ROOMS += ("e", "escape", "f6", "delete", "escape", "f7", "p", "f9", "escape", "escape")
WALK = (*BOARD, *INCIDENT, *ROOMS, "ctrl+q", "escape")
SCREENS = 30
"""So many kinds of screens are met at least, or the walk has lost its way."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    fill_sample(folder)
    return folder


@pytest.mark.parametrize("size", MOST)
async def test_a_slow_line_opens_every_screen(
    size: tuple[int, int], line: Line, sample: Path, tmp_path: Path
) -> None:
    shutil.copytree(sample, tmp_path / "data")
    opened: dict[str, tuple[int, int]] = {}
    async with scene(tmp_path / "data", size, ()) as pilot:
        await _standing(pilot)
        opened["start"] = line.taken()
        for key in WALK:
            before = pilot.app.screen
            hands_off(pilot)
            await pilot.press(key)
            await _standing(pilot)
            taken, name = line.taken(), type(pilot.app.screen).__name__
            if pilot.app.screen is not before:
                opened[name] = max(taken, opened.get(name, (0, 0)))
    assert len(opened) >= SCREENS, list(opened)
    dear = {name: cost for name, cost in opened.items() if cost[0] > MOST[size]}
    assert not dear, "bytes and pictures of openings that cost too much"


async def _standing(pilot: Pilot[str]) -> None:
    """Until the screen in front stands and was shown, and what it reads behind it too."""
    app = pilot.app
    assert isinstance(app, CommandPost)
    await pilot.pause()
    await incidents_drawn(pilot)
    await pilot.pause()
    while app.held_back:
        await pilot.pause(0.005)
    await pilot.pause()
