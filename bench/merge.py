"""What taking in another post's journal of 100,000 entries costs, from the file to the board."""

import gc
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from bench.row import Row
from bench.stock import START, fill
from cqcmd.clock import FixedClock
from cqcmd.desk.bundle.forms import MergePreview
from cqcmd.desk.opening import Opening
from cqcmd.paths import JOURNAL

ENTRIES = 100_000

T = TypeVar("T")


def rows() -> Iterator[Row]:
    """Row 66: read, proved, previewed, written and folded, against following the same chain."""
    with tempfile.TemporaryDirectory(prefix="cqcmd-bench-") as folder:
        place = Path(folder)
        (place / "theirs").mkdir()
        fill(place / "theirs" / JOURNAL, ENTRIES)
        bundle = place / "theirs.cqb"
        theirs, ours = _post(place / "theirs"), _post(place / "ours")
        theirs.desk.bundle.exporting(bundle).run()()
        base, _verdict = _timed(theirs.desk.backups.verify)
        read, incoming = _timed(lambda: ours.desk.bundle.read(bundle))
        looked, preview = _timed(lambda: ours.desk.bundle.preview(incoming))
        taken, _said = _timed(lambda: _taken_in(ours, preview))
        theirs.close()
        ours.close()
    merged = read + looked + taken
    yield Row(
        number="66",
        work=f"a bundle of {ENTRIES:,} entries read, proved, previewed, taken in, folded: CPU",
        base="following their chain",
        measured=merged / base,
        budget=12.0,
        limit=16.0,
        figures=f"{merged:.1f} s: {read:.1f} read, {looked:.1f} looked at, {taken:.1f} taken in",
    )


def _post(data: Path) -> Opening:
    opening = Opening(data, None, FixedClock(START))
    opening.read_journal()
    return opening


def _taken_in(post: Opening, preview: MergePreview) -> str:
    work = post.desk.bundle.taking_in(preview)
    return work.run()()


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    gc.collect()
    begun = time.process_time()
    done = work()
    return time.process_time() - begun, done
