"""What a list says in full does not stand beneath it a second time."""

from pathlib import Path

import pytest

from cqcmd.text import cells
from cqcmd.widgets.table import Table
from tests.support.pilots import cursor_line, known, terminal_lines
from tools.scenes import OTHERS, PICTURED, fill_sample, scene

SIZES = ((80, 24), (120, 36), (160, 45))
LONG = 16
"""Cells of words that nobody would expect twice."""


@pytest.mark.parametrize("name", ["measure", "log", "unit", "command", "situation"])
async def test_the_line_under_the_cursor_is_not_repeated(name: str, tmp_path: Path) -> None:
    fill_sample(tmp_path)
    async with scene(tmp_path, SIZES[0], (PICTURED | OTHERS)[name]) as pilot:
        for size in SIZES:
            await pilot.resize_terminal(*size)
            await pilot.pause()
            table = known(pilot.app.screen.focused, Table)
            line = cursor_line(table)
            # The message and the keys stand beneath all else.
            below = terminal_lines(pilot)[table.region.bottom : -2]
            said = "".join("".join(below).split())
            long = [cell.words for cell in line.cells if cells(cell.words) >= LONG]
            assert table.shows_whole(line) or size == SIZES[0]
            for words in long if table.shows_whole(line) else ():
                assert "".join(words.split()) not in said, (size, words)


async def test_what_was_shown_in_part_stands_in_full_below(tmp_path: Path) -> None:
    fill_sample(tmp_path)
    async with scene(tmp_path, SIZES[0], PICTURED["command"]) as pilot:
        table = known(pilot.app.screen.focused, Table)
        table.go_to_key("step:start")
        await pilot.pause()
        assert not table.shows_whole(cursor_line(table))
        assert "赵样例（区县政府），样例值班员记" in "\n".join(terminal_lines(pilot)[-6:])


async def test_a_body_is_called_by_its_own_name_and_the_one_the_screen_uses(tmp_path: Path) -> None:
    fill_sample(tmp_path)
    async with scene(tmp_path, SIZES[1], PICTURED["written"]) as pilot:
        screen = "\n".join(terminal_lines(pilot))
        assert "市市监局" in terminal_lines(pilot)[1]
        assert "渝中区人民政府、重庆市市场监督管理局" in screen
        assert "主送即区县政府、市市监局；全称为推定，可改" in screen


async def test_casualties_are_never_cut_over_a_room(tmp_path: Path) -> None:
    fill_sample(tmp_path)
    async with scene(tmp_path, SIZES[0], PICTURED["situation"]) as pilot:
        strip = terminal_lines(pilot)[1:3]
        assert "1死3重伤" in strip[1]
        assert ".." not in "".join(strip)
        await pilot.resize_terminal(*SIZES[1])
        await pilot.pause()
        assert "储罐爆炸 1死3重伤" in terminal_lines(pilot)[1]
