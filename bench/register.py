"""事故台账 over ten thousand incidents: opened, and narrowed letter by letter."""

import asyncio
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median

from textual import events
from textual.pilot import Pilot

from bench.pairs import Pair, cpu_seconds
from bench.row import Row
from bench.stock import START, fill, record_of
from cqcmd.app.command_post import CommandPost
from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import Opening
from cqcmd.paths import JOURNAL
from cqcmd.screens.register.screen import RegisterScreen

FEW, MANY, EACH = 100, 10_000, 12
"""Incidents, and entries of each."""

ROUNDS = 5
TYPED = "hgc", "第77化工厂", "26-0012", "2026 xielou", "较大 电梯"
"""Lines that an officer types: initials, words, a number, pinyin, filters."""


class WithoutBoard(CommandPost):
    """A post that stands, with neither a board to draw nor a second that falls into a key."""

    def on_mount(self, event: events.Mount) -> None:  # type: ignore[override]
        """Begin nothing of what a post begins."""
        event.prevent_default()


def rows() -> Iterator[Row]:
    """Rows 30 to 32, in processor time."""
    with tempfile.TemporaryDirectory(prefix="cqcmd-bench-") as folder:
        few, many = (_filled(Path(folder) / str(count), count) for count in (FEW, MANY))
        yield _made(many)
        opened, keys = asyncio.run(_on_screen(few)), asyncio.run(_on_screen(many))
    yield Row(
        number="30",
        work=f"事故台账 with {MANY:,} incidents, opened",
        base=f"with {FEW}",
        measured=Pair(opened[0], keys[0]).ratio,
        budget=3,
        limit=4,
        figures=Pair(opened[0], keys[0]).figures(1e3, "ms"),
    )
    yield Row(
        number="31",
        work="a key in it until the list stands, p50",
        base=f"with {FEW}",
        measured=median(keys[1]) / median(opened[1]),
        budget=4,
        limit=6,
        figures=_figures(keys[1], opened[1]),
    )
    yield Row(
        number="31b",
        work="the slowest of its keys, processor time",
        base="",
        measured=max(keys[1]) * 1e3,
        budget=50,
        limit=75,
        unit="ms",
    )


def _figures(many: Sequence[float], few: Sequence[float]) -> str:
    return f"{median(many) * 1e3:.0f} against {median(few) * 1e3:.0f} ms"


def _filled(data: Path, incidents: int) -> Path:
    data.mkdir()
    fill(data / JOURNAL, incidents * EACH + 2, incidents)
    return data


def _made(data: Path) -> Row:
    """Row 32: what the rows cost that are made behind the first screen."""
    clock = FixedClock(START + timedelta(days=1))
    read = cpu_seconds(partial(_read, data, clock))
    record = record_of(data / JOURNAL, clock)
    with closing(record.journal):
        desk = Desk(record, data)
        made = cpu_seconds(desk.register.keep)
    return Row(
        number="32",
        work=f"its {MANY:,} rows made behind the first screen",
        base="reading those entries",
        measured=made / read,
        budget=3,
        limit=4,
        figures=f"{made:.2f} against {read:.2f} s",
    )


def _read(data: Path, clock: FixedClock) -> None:
    record_of(data / JOURNAL, clock).journal.close()


async def _on_screen(data: Path) -> tuple[list[float], list[float]]:
    """Return the processor time of each opening, and of each key typed then."""
    opening = Opening(data, None, FixedClock(START + timedelta(days=1)), observing=True)
    opening.read_journal()
    opening.desk.register.keep()
    opening.desk.register.preload()
    app = WithoutBoard(opening)
    async with app.run_test(size=(80, 24)) as pilot:
        opened = [await _open(app, pilot) for _round in range(ROUNDS + 1)][1:]
        keys = [took for line in TYPED for took in await _type(pilot, line)]
    opening.close()
    return opened, keys


async def _open(app: CommandPost, pilot: Pilot[str]) -> float:
    start = time.process_time()
    await app.push_screen(RegisterScreen(app.desk))
    await pilot.pause()
    return time.process_time() - start


async def _type(pilot: Pilot[str], line: str) -> list[float]:
    found = []
    await pilot.press("ctrl+u")
    for character in line:
        start = time.process_time()
        await pilot.press("space" if character == " " else character)
        found.append(time.process_time() - start)
    return found
