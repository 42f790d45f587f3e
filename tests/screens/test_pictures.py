"""What every screen shows, character by character, at both sizes; no words are cut beside room.

Update with --snapshot-update.
"""

import shutil
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.amber import AmberSnapshotExtension
from textual.pilot import Pilot

from tests.support.pilots import terminal_lines, terminal_strips
from tests.support.room_for_words import wasted
from tools.drill_scenes import PLAYED, drill_scene
from tools.pictures import offline, picture
from tools.scenes import OTHERS, PICTURED, SIZES, fill_sample, incidents_drawn, scene

SCENES = PICTURED | OTHERS
WIDEST = (160, 45)
"""Not compared: what is there is for itself to say."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    fill_sample(folder)
    return folder


@pytest.fixture
def words(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(AmberSnapshotExtension)


@pytest.mark.parametrize("name", SCENES)
async def test_the_screen_shows(
    name: str, sample: Path, tmp_path: Path, words: SnapshotAssertion
) -> None:
    shutil.copytree(sample, tmp_path / "data")
    async with scene(tmp_path / "data", SIZES[0], SCENES[name]) as pilot:
        assert shown(pilot, SIZES[0]) == words(name="80x24")
        assert list(wasted(pilot.app, terminal_lines(pilot))) == [], "cut beside blank room"
        await pilot.resize_terminal(*SIZES[1])
        await pilot.pause()
        await incidents_drawn(pilot)
        assert shown(pilot, SIZES[1]) == words(name="120x36")
        for size in (SIZES[1], WIDEST):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert list(wasted(pilot.app, terminal_lines(pilot))) == [], f"{size}: cut beside room"


@pytest.mark.parametrize("name", PLAYED)
async def test_the_screen_of_a_drill_shows(
    name: str, tmp_path: Path, words: SnapshotAssertion
) -> None:
    async with drill_scene(tmp_path / "data", SIZES[0], PLAYED[name]) as pilot:
        assert shown(pilot, SIZES[0]) == words(name="80x24")
        await pilot.resize_terminal(*SIZES[1])
        await pilot.pause()
        await incidents_drawn(pilot)
        assert shown(pilot, SIZES[1]) == words(name="120x36")


def shown(pilot: Pilot[str], size: tuple[int, int]) -> str:
    """The lines of the screen; each fills it to the edge, and none goes over."""
    strips = terminal_strips(pilot)
    assert [strip.cell_length for strip in strips] == [size[0]] * size[1]
    return "\n".join(strip.text.rstrip() for strip in strips)


async def test_a_picture_asks_nothing_of_a_network() -> None:
    svg = await picture(SIZES[0], ())
    assert "14:17:07" in svg
    assert svg.count("http") == svg.count('xmlns="http://www.w3.org/2000/svg"')


def test_the_web_font_is_taken_out() -> None:
    svg = '<style>@font-face { src: url("https://x/y.woff2") } a {}</style>'
    assert offline(svg) == "<style>a {}</style>"


def test_words_keep_their_place_without_the_blanks_around_them() -> None:
    svg = '<text x="12.2" y="5" textLength="61" class="a">&#160;死&#160;&#160;</text>'
    assert offline(svg) == '<text x="24.4" y="5" textLength="24.4" class="a">死</text>'


def test_the_pictures_are_there() -> None:
    folder = Path(__file__).parents[2] / "docs" / "pictures"
    wanted = {f"{name}-{size[0]}.svg" for name in PICTURED | PLAYED for size in SIZES}
    assert wanted == {path.name for path in folder.glob("*.svg")}
