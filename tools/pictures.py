"""Draw docs/pictures/*.svg with the program itself: `.venv/bin/python -m tools.pictures [DIR]`."""

import asyncio
import re
import sys
import tempfile
from pathlib import Path

from tools.drill_scenes import PLAYED, Part, drill_scene
from tools.scenes import PICTURED, SIZES, fill_sample, scene

HERE = Path(__file__).parents[1] / "docs" / "pictures"
FONT = re.compile(r"@font-face\s*\{.*?\}\s*", re.DOTALL)
COMMENT = re.compile(r"<!--.*?-->\s*", re.DOTALL)
TEXT = re.compile(
    r'x="([\d.]+)" (y="[\d.]+") textLength="([\d.]+)"([^>]*)>'
    r"((?:&#160;)*)([^<]*?)((?:&#160;)*)</text>"
)
BLANK = "&#160;"
CELL = 12.2
"""Width of a character in the pictures."""
FAMILY = "'DejaVu Sans Mono', Menlo, Consolas, 'Noto Sans Mono CJK SC', monospace"


def main(folder: Path) -> None:
    """Every pictured screen at both sizes."""
    folder.mkdir(parents=True, exist_ok=True)
    for size in SIZES:
        for name, keys in PICTURED.items():
            _keep(folder, name, size, asyncio.run(picture(size, keys)))
        for name, part in PLAYED.items():
            _keep(folder, name, size, asyncio.run(picture_of_drill(size, part)))


def _keep(folder: Path, name: str, size: tuple[int, int], svg: str) -> None:
    (folder / f"{name}-{size[0]}.svg").write_text(svg, encoding="utf-8")


async def picture(size: tuple[int, int], keys: tuple[str, ...]) -> str:
    """One screen as SVG that asks nothing of a network."""
    with tempfile.TemporaryDirectory() as place:
        data = Path(place)
        fill_sample(data)
        async with scene(data, size, keys) as pilot:
            return offline(pilot.app.export_screenshot(title="cqcmd"))


async def picture_of_drill(size: tuple[int, int], part: Part) -> str:
    """Draw the same of a screen of a drill."""
    with tempfile.TemporaryDirectory() as place:
        async with drill_scene(Path(place), size, part) as pilot:
            return offline(pilot.app.export_screenshot(title="cqcmd"))


def offline(svg: str) -> str:
    """Without the web font; fonts that are likely to be there are named instead."""
    svg = TEXT.sub(_without_blanks, FONT.sub("", COMMENT.sub("", svg)))
    return re.sub(r"font-family: ?Fira Code, monospace", f"font-family: {FAMILY}", svg)


def _without_blanks(found: re.Match[str]) -> str:
    """Return the same words in the same place without the blanks that some viewers drop."""
    x, y, length, rest, before, words, after = found.groups()
    left, right = len(before) // len(BLANK), len(after) // len(BLANK)
    place, width = float(x) + left * CELL, float(length) - (left + right) * CELL
    return f'x="{place:g}" {y} textLength="{width:g}"{rest}>{words}</text>'


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
