"""手册: the guide that comes with the program, read and searched, open where one came from."""

import shutil
import tomllib
from pathlib import Path

import pytest
from textual.widgets import Input

from cqcmd import paths
from cqcmd.desk.plan.manual import manual, sections
from cqcmd.screens.board.screen import BoardScreen
from cqcmd.screens.common.keys import KeysScreen
from cqcmd.screens.palette.screen import Palette
from cqcmd.screens.plan.manual import OF_SCREEN, OF_WING, ManualScreen
from cqcmd.screens.situation.screen import SituationScreen
from cqcmd.text import cells
from cqcmd.widgets.drawing.prose import Prose
from tests.screens.conftest import OpenPost
from tests.screens.incidents import EXPLOSION, take
from tests.support.pilots import PostPilot, notices, press, terminal_lines

ROOT = Path(__file__).parents[3]


def title(pilot: PostPilot) -> str:
    """The heading of the section that is shown."""
    assert isinstance(pilot.app.screen, ManualScreen)
    return pilot.app.screen.query_one(Prose).said.plain.partition("\n")[0]


def test_no_mark_of_the_file_is_left_and_every_word_is() -> None:
    (first, second) = sections(
        "# 册\n![图](a.svg)\n**粗** `n` [链](b.md)\n\n\n\n| 键 | 做 |\n|---|---|\n| `F1` | 帮助 |\n"
        "## 二\n```sh\ncqcmd\n```\n"
    )
    assert (first.title, first.level, second.level) == ("册", 1, 2)
    words, blank, head, row = first.text.split("\n")
    assert (words, blank) == ("粗 n 链", "")
    assert (head.split(), row.split()) == (["键", "做"], ["F1", "帮助"])
    assert cells(head.partition("做")[0]) == cells(row.partition("帮助")[0]), "in one column"
    assert second.text == "cqcmd"


def test_the_whole_guide_can_be_read() -> None:
    found = manual()
    assert len({section.key for section in found}) == len(found), "a heading is a place to go to"
    words = "\n".join(section.text for section in found)
    assert "复盘" in words
    assert not {"**", "`", "![", "](", "|---"} & {
        mark for mark in ("**", "`", "![", "](", "|---") if mark in words
    }


def test_each_screen_leads_to_a_section_that_there_is() -> None:
    titles = {section.key for section in manual()}
    assert {*OF_SCREEN.values(), *OF_WING.values()} <= titles
    wings = {path.name for path in (ROOT / "cqcmd" / "screens").iterdir() if path.is_dir()}
    assert wings - {"common", "__pycache__"} <= set(OF_WING)


def test_a_wheel_carries_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the wheel is told to take in stands where an installed package looks for it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    included = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    for source, target in included.items():
        place = tmp_path / target
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / source, place)
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path / "cqcmd")
    assert paths.guide_file().is_relative_to(tmp_path)
    assert manual()[0].title == "值班员手册"


async def test_help_leads_to_the_section_about_the_screen(post: OpenPost) -> None:
    async with post((80, 24)) as pilot:
        take(pilot.app, EXPLOSION)
        pilot.front.reload()
        await press(pilot, "enter", "f1")
        assert isinstance(pilot.app.screen, KeysScreen)
        await press(pilot, "f9")
        assert title(pilot) == "态势"
        shown = terminal_lines(pilot)
        assert all(cells(line) <= 80 for line in shown)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, SituationScreen)
        await press(pilot, "escape", "f1", "m")
        assert title(pilot) == "值班台"


async def test_the_palette_opens_it_from_a_form_too(post: OpenPost) -> None:
    async with post() as pilot:
        await press(pilot, "slash")
        assert isinstance(pilot.app.screen, Palette)
        await press(pilot, *"手册", "enter")
        assert title(pilot) == "值班台"
        await press(pilot, "escape", "n", "f1", "f9")
        assert title(pilot) == "接报"


async def test_it_is_searched_and_each_place_is_brought_into_sight(post: OpenPost) -> None:
    async with post((80, 24)) as pilot:
        await press(pilot, "f1", "f9", "ctrl+f", *"评分")
        assert isinstance(pilot.app.screen.focused, Input)
        places = []
        for _each in range(3):
            await pilot.pause()
            places.append((title(pilot), pilot.app.screen.query_one("#page").scroll_y))
            assert sum("评分" in line for line in terminal_lines(pilot)[2:-2]) >= 1
            await press(pilot, "f3")
        assert [part for part, _line in places[:2]] == ["演练"] * 2
        assert places[2][0] != "演练", "then on to the next section"
        lines = [line for _part, line in places[:2]]
        assert lines == sorted(set(lines)), "one after the other"
        await press(pilot, "escape", "escape")
        assert isinstance(pilot.app.screen, BoardScreen)


async def test_without_its_file_it_says_so(
    post: OpenPost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cqcmd.desk.plan.manual.guide_file", lambda: tmp_path / "guide.md")
    async with post() as pilot:
        await press(pilot, "f1", "f9")
        assert isinstance(pilot.app.screen, BoardScreen)
        assert "按键仍可按 F1 看" in notices(pilot)[-1]
