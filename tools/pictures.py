"""Draw docs/pictures/*.svg with the program itself: `.venv/bin/python -m tools.pictures [DIR]`."""

import asyncio
import sys
import tempfile
from pathlib import Path

from cqcmd.documents.pictures import offline as offline
from tools.drill_scenes import PLAYED, Part, drill_scene
from tools.scenes import PICTURED, SIZES, fill_sample, scene

HERE = Path(__file__).parents[1] / "docs" / "pictures"


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


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
