"""A line of 9,600 baud: what openings and clocks write, and keys that arrive in one piece."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench.row import Row
from bench.screens import NARROW, WIDE, both
from bench.stations import with_countdowns
from bench.terminal import Program

OPENINGS = ("n", "t", "w", "f", "\x1b[20~", "\x1bOP", "/")
"""Over the board: 接报, 通讯录, 预警, 事故台账, 交接班, help, 命令; each left again by Esc."""

CLOCKS = 30
SECONDS = 10
BURST, BURSTS = "ab7c" * 100, 3
DOWN, CLEAR = "\x1b[B", "\x15"


def rows() -> Iterator[Row]:
    """Rows 53 to 55; ``w`` on a wide screen."""
    with tempfile.TemporaryDirectory(prefix="cqcmd-bench-") as folder:
        for size, mark, most in ((NARROW, "", 8), (WIDE, "w", 14)):
            data = with_countdowns(Path(folder) / f"clocks{mark}", CLOCKS, running=CLOCKS)
            with both(data, size) as (hello, post):
                post.when([lambda screen: any("26-" in line for line in screen)])
                post.settle(2)
                yield _ticking(post, mark)
                yield _opening(post, mark, most)
                if size == NARROW:
                    yield _burst(hello, post)


def _ticking(post: Program, mark: str) -> Row:
    before = post.written
    for _second in range(SECONDS):
        post.settle(1, timeout=1)
    return Row(
        number="54" + mark,
        work=f"the board with {CLOCKS} clocks, nobody typing",
        base="",
        measured=(post.written - before) / SECONDS,
        budget=480,
        unit="bytes/s",
    )


def _opening(post: Program, mark: str, most: int) -> Row:
    costs = {}
    for key in OPENINGS:
        before = post.written
        post.send(key)
        post.settle(0.6, timeout=3)
        costs[key] = post.written - before
        post.send("\x1b")
        post.settle(0.6, timeout=3)
    return Row(
        number="53" + mark,
        work="a screen opened over the board, the dearest of seven",
        base="",
        measured=max(costs.values()) / 1024,
        budget=most,
        unit="KB",
        figures=f"median {median(costs.values()) / 1024:.1f} KB",
    )


def _burst(hello: Program, post: Program) -> Row:
    post.send("n")
    post.when([lambda screen: any("待判" in line for line in screen)])
    for _step in range(2):
        post.settle(0.5)
        post.send(DOWN)
    post.settle(0.5)
    rates: dict[Program, list[float]] = {hello: [], post: []}
    for turn in range(BURSTS):
        for program, found in rates.items():
            found.append(_typed(program, f"{turn}zz"))
            program.send(CLEAR)
            program.settle(0.3)
    return Row(
        number="55",
        work=f"{len(BURST)} keys in one piece into one field",
        base="",
        measured=median(rates[post]),
        budget=2_000,
        unit="keys/s",
        at_least=True,
        figures=f"hello {median(rates[hello]):,.0f}",
    )


def _typed(program: Program, end: str) -> float:
    """Keys a second until the last of them are seen."""
    sent = program.send(BURST + end)
    (seen,) = program.when([lambda screen: any(end in line for line in screen)], timeout=60)
    return len(BURST + end) / (seen - sent)
