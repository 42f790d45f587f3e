"""A sheet over a form keeps every wide character."""

import pytest

from cqcmd.screens.common.ask import EntrySheet
from tests.screens.conftest import OpenPost
from tests.support.pilots import terminal_lines, terminal_strips

WORDS = "误按请在三十秒内按退格键撤回，已记入，现为一般事故"


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
@pytest.mark.parametrize("spaces", ["", " "])
async def test_a_sheet_over_the_form_is_whole(
    post: OpenPost, size: tuple[int, int], spaces: str
) -> None:
    async with post(size) as pilot:
        await pilot.press("n")
        await pilot.pause()
        pilot.app.push_screen(EntrySheet("题", spaces + WORDS))
        await pilot.pause(0.1)
        shown = "".join(terminal_lines(pilot))
        missing = [char for char in set(WORDS) if char not in shown]
        assert missing == []
        assert all(strip.cell_length == size[0] for strip in terminal_strips(pilot))
