"""What years of finished incidents cost a post that has their checkpoint, from 50 to 50,000."""

import gc
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from statistics import median

from bench.row import Row
from bench.starts import against_hello, pair, post
from bench.stock import START, fill_history
from bench.terminal import Program
from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.history.making import make_checkpoint
from cqcmd.desk.opening import Opening
from cqcmd.paths import JOURNAL

YEARS, EACH = 10_000, 12
"""Incidents of ten years, and entries of each."""

CURVE = (50, 500, 1_000, 10_000, 50_000)
SINCE = timedelta(days=60)
CALL = {"district": "渝中区", "unit": "长江化工", "equipment": "储罐", "summary": "储罐爆炸"}


def rows() -> Iterator[Row]:
    """Rows 60 to 63: a start, memory, an opening, an act and the board after it."""
    with tempfile.TemporaryDirectory(prefix="cqcmd-bench-") as folder:
        data = filled(Path(folder) / "ten", YEARS)
        empty = filled(Path(folder) / "none", 0)
        yield from _started(data)
        yield from _opened(empty, data)
        yield _acted(data)


def curve() -> Iterator[str]:
    """Yield a line a size: incidents, seconds of the checkpoint's making, and what a post takes.

    That is seconds to board as a whole and with the checkpoint, an act in ms, memory in MiB.
    """
    for incidents in CURVE:
        with tempfile.TemporaryDirectory(prefix="cqcmd-bench-") as folder:
            begun = time.process_time()
            data = filled(Path(folder) / "post", incidents)
            made = time.process_time() - begun
            whole, part = (_opening(data, whole=whole)[1] for whole in (True, False))
            cells = (whole, part, _act(data) * 1e3, _memory(data))
            yield f"| {incidents:,} | {made:.0f} | " + " | ".join(f"{cell:.3g}" for cell in cells)


def _started(data: Path) -> Iterator[Row]:
    taken = against_hello(lambda: post(("-m", "cqcmd", "--data", str(data))))
    found = pair(taken, "record")
    yield Row(
        number="60",
        work=f"start to the record seen and writable, {YEARS:,} incidents in their checkpoint",
        base="hello",
        measured=found.ratio,
        budget=1.8,
        figures=found.figures(1e3, "ms"),
    )
    yield Row(
        number="61",
        work=f"memory of the post, {YEARS:,} incidents, form and board shown",
        base="",
        measured=_memory(data),
        budget=150,
        unit="MiB",
    )


def _opened(empty: Path, data: Path) -> Iterator[Row]:
    none, part = (min(_opening(of, whole=False)[0] for _ in range(5)) for of in (empty, data))
    yield Row(
        number="62",
        work=f"opening {YEARS * EACH:,} entries of finished incidents, beyond an empty journal",
        base="",
        measured=part - none,
        budget=0.05,
        limit=0.1,
        unit="s",
        figures=f"as a whole {_opening(data, whole=True)[0]:.2f} s",
    )


def _acted(data: Path) -> Row:
    took = _act(data)
    return Row(
        number="63",
        work=f"an act and the board after it, {YEARS:,} incidents in their checkpoint",
        base="",
        measured=took * 1e3,
        budget=30,
        unit="ms",
    )


def filled(data: Path, incidents: int) -> Path:
    """Return a new post of so many finished incidents in their checkpoint, and an open one."""
    data.mkdir()
    fill_history(data / JOURNAL, incidents, EACH, SINCE)
    opening = Opening(data, None, FixedClock(START))
    opening.read_journal()
    desk = opening.desk
    desk.station.set_up("district_regulator", "渝中区市场监管局", "渝中区", {}, "李敏")
    desk.intake.take_call(desk.intake.new_call(), CALL, desk.clock.now())
    opening.close()
    make_checkpoint(data, FixedClock(START))
    return data


def _opening(data: Path, *, whole: bool) -> tuple[float, float]:
    """Return seconds of processor time until the journal is read, and until the board stands."""
    opening = Opening(data, None, FixedClock(START))
    gc.collect()
    gc.disable()
    begun = time.process_time()
    opening.read_journal(whole=whole)
    read = time.process_time() - begun
    opening.desk.board()
    stands = time.process_time() - begun
    gc.enable()
    opening.close()
    return read, stands


def _act(data: Path) -> float:
    """Return seconds of processor time of an act on an open incident and what follows on it."""
    opening = Opening(data, None, FixedClock(START))
    opening.read_journal(whole=False)
    desk = opening.desk
    ident = desk.intake.new_call()
    desk.intake.take_call(ident, CALL, desk.clock.now())
    taken = [_noted(desk, ident) for _round in range(30)]
    opening.close()
    return median(taken)


def _noted(desk: Desk, ident: str) -> float:
    begun = time.process_time()
    desk.logbook.note(ident, "现场回电：消防已到场。")
    desk.refresh()
    desk.board()
    list(desk.alerts())
    return time.process_time() - begun


def _memory(data: Path) -> float:
    """Return mebibytes of the post after the form and the board were shown."""
    with Program("-m", "cqcmd", "--data", str(data)) as program:
        program.settle(2, 20)
        for key in ("n", "\x1b"):
            program.send(key)
            program.settle(0.5, 3)
        return program.memory() / 2**20


if __name__ == "__main__":
    for line in curve():
        sys.stdout.write(f"{line} |\n")
        sys.stdout.flush()
