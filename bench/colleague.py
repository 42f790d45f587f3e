"""A post of ten years at work: idle, and typed at while a colleague writes each second."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bench.history import YEARS, filled
from bench.pairs import Pair
from bench.row import Row
from bench.screens import GRADED, NARROW, WINDOWS, blocks, both, late, let_run, open_form, window
from cqcmd.clock import SystemClock
from cqcmd.desk.opening import Opening
from cqcmd.errors import Refusal

BEHIND = 40
"""Seconds until all is done that is done behind the first screen: the record proved, rows made."""


def rows() -> Iterator[Row]:
    """Rows 66 and 67."""
    with tempfile.TemporaryDirectory(prefix="cqcmd-bench-") as folder:
        data = filled(Path(folder) / "ten", YEARS)
        yield _idle(data)
        yield _typed(data)


def _idle(data: Path) -> Row:
    with both(data, NARROW) as (hello, post):
        post.when([lambda screen: any("26-" in line for line in screen)])
        let_run(hello, post, BEHIND)
        taken = [window(hello, post) for _ in range(WINDOWS)]
    cpu = Pair([turn[0][0] for turn in taken], [turn[1][0] for turn in taken])
    return Row(
        number="66",
        work=f"idle over {YEARS:,} incidents: processor",
        base="hello",
        measured=cpu.ratio,
        budget=1.2,
        figures=cpu.figures(100, "%"),
    )


def _typed(data: Path) -> Row:
    with both(data, NARROW) as (hello, post), _colleague(data):
        field, grade = open_form(post)
        hello.settle(0.5)
        base, changed = blocks(hello, post, GRADED, [field, grade])
    whole = [max(stroke.seconds) for stroke in changed]
    other = late([stroke.seconds[0] for stroke in base]) * 1e3
    return Row(
        number="67",
        work=f"a key over {YEARS:,} incidents, a colleague writing each second, p99",
        base="",
        measured=late(whole) * 1e3,
        budget=33,
        limit=50,
        unit="ms",
        figures=f"worst {max(whole) * 1e3:.0f} ms; hello's p99 {other:.0f} ms",
    )


@contextmanager
def _colleague(data: Path) -> Iterator[None]:
    writer = subprocess.Popen([sys.executable, "-m", "bench.colleague", str(data)])
    try:
        yield
    finally:
        writer.kill()
        writer.wait()


def write(data: Path) -> None:
    """Note something in an open incident each second, until this process is ended."""
    opening = Opening(data, None, SystemClock())
    opening.read_journal(whole=False)
    desk = opening.desk
    ident = desk.board().shown[0].ident
    while True:
        with suppress(Refusal):
            desk.logbook.note(ident, "现场回电：消防已到场。")
        time.sleep(1)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
