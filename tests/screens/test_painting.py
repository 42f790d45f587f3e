"""A picture that was pieced together of differences is the picture."""

from collections.abc import Iterable
from typing import Any

import pyte
import pytest
from rich.color import ColorSystem
from rich.console import RenderableType
from textual._compositor import CompositorUpdate
from textual.screen import Screen

from cqcmd.app.painting import Painting
from cqcmd.terminal.compositor import Part
from cqcmd.terminal.painted import Painted, parts_of
from tests.screens.conftest import OpenPost
from tests.screens.incidents import EXPLOSION, take
from tests.support.pilots import press, terminal_strips
from tests.support.seen_cells import seen

WALK = (
    *("n", *"储罐爆炸死1人", "escape", "f1", "pagedown", "escape", "/", *"备份", "escape"),
    *("t", "escape", "f", *"长江", "escape", "w", "escape", "enter", "2", "3", "4", "5", "escape"),
)


class Watching:
    """The terminal of an app without one: it gets what a terminal would be written."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.size, self.painted = size, Painted()
        self.screen = pyte.Screen(*size)
        self._stream = pyte.Stream(self.screen)

    def show(self, renderable: RenderableType | None) -> None:
        if isinstance(renderable, CompositorUpdate):
            parts = parts_of(renderable)
            assert parts is not None, "an update of a kind that is not known"
            self.write(parts)

    def write(self, parts: Iterable[Part]) -> None:
        self._stream.feed(self.painted.changes(parts, ColorSystem.TRUECOLOR))

    def cells(self) -> list[list[Any]]:
        columns, rows = self.size
        return [[seen(self.screen.buffer[y][x]) for x in range(columns)] for y in range(rows)]


@pytest.fixture(params=[(80, 24), (120, 36)])
def watching(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Watching:
    terminal = Watching(request.param)

    def display(app: Painting, screen: Screen[Any], renderable: RenderableType | None) -> None:
        terminal.show(renderable)

    monkeypatch.setattr(Painting, "_display", display)
    return terminal


async def test_a_walk_through_the_post_leaves_no_cell_behind(
    watching: Watching, post: OpenPost
) -> None:
    async with post(watching.size) as pilot:
        take(pilot.app, EXPLOSION)
        pilot.front.reload()
        for key in WALK:
            await press(pilot, key)
            anew = Watching(watching.size)
            anew.write((0, y, strip) for y, strip in enumerate(terminal_strips(pilot)))
            assert watching.cells() == anew.cells(), key
