"""Starting: when the first screen stands, when it answers, what it takes; the version alone."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench.pairs import Pair, in_turns, seconds
from bench.place import ROOT, child_environment
from bench.row import Row
from bench.starts import HELLO, Start, against_hello, pair, post
from bench.stations import quiet, with_countdowns
from bench.terminal import Program
from tests.app.test_first_paint import FIRST_PAINT, HEAVY, modules_at

ENTRIES = 10_000

KINDS = (
    ("p", "paint", "first paint", 1.5, 2.5),
    ("k", "key", "a key handled, the journal not open yet", 2.0, 2.5),
)
"""Letter of the row, field of the start, words, budget, limit; the record has a budget a state."""


def rows() -> Iterator[Row]:
    """Rows 1 to 4."""
    with tempfile.TemporaryDirectory(prefix="cqcmd-bench-") as folder:
        place = Path(folder)
        empty = _against_hello(quiet(place / "empty"))
        full = _against_hello(with_countdowns(place / "full", 200, ENTRIES, finished=True))
        owed = _against_hello(with_countdowns(place / "owed", 200, ENTRIES))
        yield from _started("1", "no incidents", 1.55, empty)
        yield from _started("1b", f"{ENTRIES:,} entries", 1.7, full)
        *_paint_and_key, record = _started("1c", f"{ENTRIES:,} entries, all read", 3, owed)
        yield record
        yield _loaded(place)
        yield _version()
        yield _memory("4", "memory at the first screen", 1.5, pair(empty, "memory"))
        yield _memory(
            "4b",
            "memory, everything loaded, 2,000 entries",
            2.6,
            _all_loaded(with_countdowns(place / "usual", 200, 2_000)),
        )


def _against_hello(data: Path) -> list[tuple[Start, Start]]:
    return against_hello(lambda: post(("-m", "cqcmd", "--data", str(data))))


def _started(
    number: str, state: str, budget: float, taken: list[tuple[Start, Start]]
) -> Iterator[Row]:
    record = ("r", "record", "the record seen and writable", budget, budget)
    for letter, name, words, within, limit in (*KINDS, record):
        found = pair(taken, name)
        yield Row(
            number=number + letter,
            work=f"start to {words}, {state}",
            base="hello",
            measured=found.ratio,
            budget=within,
            limit=limit,
            figures=found.figures(1e3, "ms"),
        )


def _loaded(place: Path) -> Row:
    found = modules_at(FIRST_PAINT, place) & HEAVY
    return Row(
        number="2",
        work="heavy modules loaded at first paint",
        base="",
        measured=len(found),
        budget=0,
        unit="of them",
        figures=" ".join(sorted(found)) or "tests/app/test_first_paint.py",
    )


def _version() -> Row:
    took = in_turns(
        lambda: seconds(lambda: _run("-c", "pass")),
        lambda: seconds(lambda: _run("-m", "cqcmd", "--version")),
        41,
    )
    return Row(
        number="3",
        work="cqcmd --version",
        base="python -c pass",
        measured=took.ratio,
        budget=2,
        limit=3,
        figures=took.figures(1e3, "ms"),
    )


def _run(*arguments: str) -> None:
    subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=child_environment(),
        check=True,
        stdout=subprocess.DEVNULL,
    )


def _all_loaded(data: Path) -> Pair:
    """After the journal is read and form, incident and board have been shown."""
    taken = Pair([], [])
    for _ in range(3):
        with Program(*HELLO) as hello, Program("-m", "cqcmd", "--data", str(data)) as post:
            hello.settle(1)
            taken.base.append(hello.memory())
            post.when([lambda screen: any("26-" in line for line in screen)])
            for key in ("n", "\x1b", "\r"):
                post.send(key)
                post.settle(0.5, 3)
            taken.candidate.append(post.memory())
    return taken


def _memory(number: str, work: str, budget: float, taken: Pair) -> Row:
    base, candidate = median(taken.base) / 2**20, median(taken.candidate) / 2**20
    return Row(
        number=number,
        work=work,
        base="hello",
        measured=taken.ratio,
        budget=budget,
        figures=f"{candidate:.1f} against {base:.1f} MiB",
    )
