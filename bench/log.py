"""The log of a long incident: opened, searched letter by letter, and looked back on."""

import asyncio
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from textual.pilot import Pilot

from bench.register import WithoutBoard
from bench.row import Row
from bench.stock import START, fill
from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import Opening
from cqcmd.paths import JOURNAL
from cqcmd.screens.log.screen import LogScreen

ENTRIES = 100_000
SOON = 0.01
"""Seconds until it is looked whether what was typed was found."""

IDENT = "incident-000000"
TYPED = "消防到场", "12365", "再报", "没有这样的话"
"""What an officer looks for: much, little, and nothing."""


PAST_ENTRIES = 1_000
MINUTES = 0.002, 0.25, 0.5, 0.75, 0.998
"""Which past minutes are looked at, of the time from the call to the last entry."""


def rows() -> Iterator[Row]:
    """Rows 64, 65 and 68, in processor time."""
    with tempfile.TemporaryDirectory(prefix="cqcmd-bench-") as folder:
        fill(Path(folder) / JOURNAL, ENTRIES, 1)
        opened, keys = asyncio.run(_on_screen(Path(folder)))
    yield Row(
        number="64",
        work=f"日志 of {ENTRIES:,} entries, opened again",
        base="",
        measured=opened,
        budget=0.15,
        limit=0.25,
        unit="s",
    )
    yield Row(
        number="65",
        work="a letter in its search until the list stands, the slowest but the first",
        base="",
        measured=max(keys[1:]) * 1e3,
        budget=50,
        limit=75,
        unit="ms",
        figures=f"the first {keys[0] * 1e3:.0f} ms",
    )
    with tempfile.TemporaryDirectory(prefix="cqcmd-bench-") as folder:
        fill(Path(folder) / JOURNAL, PAST_ENTRIES, 1)
        past = _looked_back(Path(folder))
    yield Row(
        number="68",
        work=f"a past minute of {PAST_ENTRIES:,} entries, the slowest of {len(MINUTES)}",
        base="",
        measured=max(past) * 1e3,
        budget=100,
        limit=150,
        unit="ms",
        figures=f"the quickest {min(past) * 1e3:.0f} ms",
    )


def _looked_back(data: Path) -> list[float]:
    """Return the processor time of 态势 and 日志 as of each past minute, the least of three."""
    opening = Opening(data, None, FixedClock(START + timedelta(days=30)), observing=True)
    opening.read_journal()
    desk = opening.desk
    first, last = desk.situation(IDENT).received_at, desk.log(IDENT)[-1].recorded_at
    found = []
    for minute in MINUTES:
        moment = first + (last - first) * minute
        found.append(min(_past_minute(desk, moment) for _again in range(3)))
    opening.close()
    return found


def _past_minute(desk: Desk, moment: datetime) -> float:
    start = time.process_time()
    past = desk.look_back(IDENT, moment)
    past.situation(IDENT)
    past.log(IDENT)
    return time.process_time() - start


async def _on_screen(data: Path) -> tuple[float, list[float]]:
    """Return the processor time of an opening, and of each letter."""
    opening = Opening(data, None, FixedClock(START + timedelta(days=30)), observing=True)
    opening.read_journal()
    app = WithoutBoard(opening)
    async with app.run_test(size=(80, 24)) as pilot:
        await _open(app, pilot)
        await pilot.press("escape")
        opened = await _open(app, pilot)
        await pilot.press("f")
        keys = [took for words in TYPED for took in await _type(pilot, words)]
    opening.close()
    return opened, keys


async def _open(app: WithoutBoard, pilot: Pilot[str]) -> float:
    start = time.process_time()
    await app.push_screen(LogScreen(app.desk, IDENT))
    await pilot.pause()
    return time.process_time() - start


async def _type(pilot: Pilot[str], words: str) -> list[float]:
    found = []
    for character in words:
        start = time.process_time()
        await pilot.press(character)
        while "正在找" in str(pilot.app.screen.query_one("#filter").render()):
            await pilot.pause(SOON)
        found.append(time.process_time() - start)
    for _character in words:
        await pilot.press("backspace")
    return found
