"""The box of a sheet takes the rows that there are: keys stay in sight, nothing scrolls early."""

import pytest
from textual.screen import Screen
from textual.widget import Widget

from cqcmd.screens.common.base import ModalSheet
from cqcmd.widgets.box import Box
from tests.screens.conftest import OpenPost
from tests.screens.drill.test_drill_marked import FORMS, PLAYED, Worked, every_screen, of, opened
from tests.support.pilots import terminal_lines

SIZES = ((60, 20), (80, 24), (120, 36))
HERE = [
    name
    for name in every_screen()
    if name not in PLAYED and issubclass(of(FORMS.get(name, name)), ModalSheet)
]


def outside(box: Box) -> list[str]:
    """Return the parts of a box that are not whole inside it."""
    inner = box.content_region
    return [str(part) for part in box.displayed_children if not inner.contains_region(part.region)]


def scrolled_early(screen: Screen[object], box: Box) -> list[str]:
    """Return the parts of a box that scroll, though rows are free above or below it."""
    rows = screen.size.height - box.outer_size.height
    chrome = 1 + 2  # the top line, the message line and the keys
    widgets = box.walk_children(Widget)
    return [str(part) for part in widgets if part.max_scroll_y > 0 and rows > chrome]


@pytest.mark.parametrize("name", HERE)
async def test_a_sheet_uses_the_rows_that_there_are(post: OpenPost, name: str) -> None:
    async with post(SIZES[0]) as pilot:
        screen = opened(name, Worked(pilot.app))
        pilot.app.push_screen(screen)
        for size in SIZES:
            await pilot.resize_terminal(*size)
            await pilot.pause()
            for box in screen.query(Box):
                assert outside(box) == []
                assert scrolled_early(screen, box) == [], "\n".join(terminal_lines(pilot))
