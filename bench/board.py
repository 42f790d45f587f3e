"""The board over years of closed incidents: an act on an open one, seen on the board behind it."""

import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from statistics import median

from bench.row import Row
from bench.stock import START, fill_history
from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import Opening
from cqcmd.paths import JOURNAL

CLOSED = 10_000
ROUNDS = 60
SINCE = timedelta(days=400)
"""How long ago they were closed: nothing of them is owed or watched any more."""

CALL = {"district": "渝中区", "unit": "长江化工", "equipment": "储罐", "summary": "储罐爆炸"}


def rows() -> Iterator[Row]:
    """Row 21."""
    with tempfile.TemporaryDirectory(prefix="cqcmd-bench-") as folder:
        empty = _post(Path(folder) / "empty", 0)
        full = _post(Path(folder) / "full", CLOSED)
        yield _row(empty, full)
        empty[0].close()
        full[0].close()


def _row(empty: tuple[Opening, str], full: tuple[Opening, str]) -> Row:
    base: list[float] = []
    candidate: list[float] = []
    for _round in range(ROUNDS):
        for (opening, ident), taken in ((empty, base), (full, candidate)):
            taken.append(_act(opening.desk, ident))
    ratios = [one / other for one, other in zip(candidate, base, strict=True)]
    return Row(
        number="21",
        work=f"an act and the board after it, {CLOSED:,} closed incidents",
        base="an empty board",
        measured=median(ratios),
        budget=1.2,
        figures=f"{median(candidate) * 1e3:.2f} against {median(base) * 1e3:.2f} ms processor",
    )


def _act(desk: Desk, ident: str) -> float:
    """What a second costs in which somebody wrote: act, look, board, bells."""
    begun = time.process_time()  # not that of the disk, which would hide it
    desk.logbook.note(ident, "现场回电：消防已到场。")
    desk.refresh()
    desk.board()
    list(desk.alerts())
    return time.process_time() - begun


def _post(data: Path, closed: int) -> tuple[Opening, str]:
    """A post with one open incident and so many closed; looked at once before it is measured."""
    data.mkdir()
    fill_history(data / JOURNAL, closed, 3, SINCE)
    opening = Opening(data, None, FixedClock(START))
    opening.read_journal()
    desk = opening.desk
    ident = desk.intake.new_call()
    desk.intake.take_call(ident, CALL, desk.clock.now())
    _act(desk, ident)
    return opening, ident
