"""A whole post for tests: real journal and shelf in a folder of its own, a clock that stands."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree

import pytest
from textual.drivers.headless_driver import HeadlessDriver

from cqcmd.app.command_post import CommandPost
from cqcmd.clock import FixedClock
from cqcmd.desk.opening import Opening
from tests.support.pilots import PostPilot, standing

START = datetime(2026, 7, 25, 6, 5, tzinfo=UTC)
"""14:05 in Chongqing, on a Saturday."""

OpenPost = Callable[..., AbstractAsyncContextManager[PostPilot]]


@pytest.fixture(scope="session")
def set_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a post whose station was set up, to be copied."""
    data = tmp_path_factory.mktemp("set-up") / "data"
    _set_up(data)
    return data


@pytest.fixture
def post(tmp_path: Path, set_up: Path) -> OpenPost:
    """``async with post((80, 24)) as pilot``: the board stands, the station is set up.

    ``pilot.app.desk`` is the desk, ``pilot.app.desk.clock`` its clock. ``fresh=True`` leaves the
    station to be asked for, ``plan`` is a plan file of its own. Opened twice in one
    test, it finds what was recorded before.
    """

    @asynccontextmanager
    async def open_post(
        size: tuple[int, int] = (80, 24), *, fresh: bool = False, plan: Path | None = None
    ) -> AsyncIterator[PostPilot]:
        data = tmp_path / "data"
        if not fresh and data.exists():
            _set_up(data)
        elif not fresh:
            copytree(set_up, data)
        opening = Opening(data, plan, FixedClock(START))
        app = CommandPost(opening)
        async with standing(app, opening, size) as pilot:
            yield pilot

    return open_post


def _set_up(data: Path) -> None:
    opening = Opening(data, None, FixedClock(START))
    opening.read_journal()
    if not opening.desk.watch.station:
        opening.desk.station.set_up(
            "district_regulator",
            "渝中区市场监管局",
            "渝中区",
            {"district_government": "63765110", "city_regulator": "12365"},
            "李敏",
        )
    opening.close()


class Line:
    """What goes over the line to the terminal."""

    def __init__(self) -> None:
        self.written: list[str] = []

    def taken(self) -> tuple[int, int]:
        """How many bytes went over it since it was last asked, and in how many pictures."""
        pictures = sum("m" in text and "H" in text for text in self.written)
        taken = len("".join(self.written).encode()), pictures
        self.written.clear()
        return taken


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Line:
    """The post's line to its terminal, what is held back until a screen stands and all."""
    line = Line()
    monkeypatch.setattr(HeadlessDriver, "write", lambda _driver, text: line.written.append(text))
    monkeypatch.setattr(CommandPost, "is_headless", False)
    # One that knows all colours, which cost most.
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    return line
