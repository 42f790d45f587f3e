"""Draw docs/pictures/*.svg with the program itself: `.venv/bin/python -m tools.pictures [DIR]`."""

import asyncio
import re
import sys
import tempfile
from pathlib import Path

from tools.scenes import PICTURED, SIZES, fill_sample, scene

HERE = Path(__file__).parents[1] / "docs" / "pictures"
FONT = re.compile(r"@font-face\s*\{.*?\}\s*", re.DOTALL)
COMMENT = re.compile(r"<!--.*?-->\s*", re.DOTALL)
FAMILY = "'DejaVu Sans Mono', Menlo, Consolas, 'Noto Sans Mono CJK SC', monospace"


def main(folder: Path) -> None:
    """Every pictured screen at both sizes."""
    folder.mkdir(parents=True, exist_ok=True)
    for size in SIZES:
        for name, keys in PICTURED.items():
            svg = asyncio.run(picture(size, keys))
            (folder / f"{name}-{size[0]}.svg").write_text(svg, encoding="utf-8")


async def picture(size: tuple[int, int], keys: tuple[str, ...]) -> str:
    """One screen as SVG that asks nothing of a network."""
    with tempfile.TemporaryDirectory() as place:
        data = Path(place)
        fill_sample(data)
        async with scene(data, size, keys) as pilot:
            return offline(pilot.app.export_screenshot(title="cqcmd"))


def offline(svg: str) -> str:
    """Without the web font; fonts that are likely to be there are named instead."""
    svg = FONT.sub("", COMMENT.sub("", svg))
    return re.sub(r"font-family: ?Fira Code, monospace", f"font-family: {FAMILY}", svg)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
