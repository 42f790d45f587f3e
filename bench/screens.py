"""The screens at work: a key in the intake form, and eight countdowns while nobody types."""

import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import copytree
from statistics import median, quantiles

from msgspec.structs import replace

from bench.pairs import Pair
from bench.row import Row
from bench.starts import HELLO
from bench.stations import with_countdowns
from bench.terminal import Program, Stroke

BACK = "\x7f"
GRADED = ("3", "0", BACK, BACK)
"""In 死亡: 待判, 较大, 特别重大 and back; each key changes the grade."""
UNGRADED = ("1", "2", "3", BACK, BACK, BACK)
"""In 重伤 under thirty dead: none changes it."""
BLOCK, BLOCKS = 24, 15
WINDOW, WINDOWS = 10.0, 3
HELLO_ROW = 2
NARROW, WIDE = (80, 24), (120, 36)
Size = tuple[int, int]


def rows() -> Iterator[Row]:
    """Rows 5 to 8, and once more (``w``) on a wide screen, which shows more."""
    with tempfile.TemporaryDirectory(prefix="cqcmd-bench-") as folder:
        keys = with_countdowns(Path(folder) / "keys", 200, 2_000)
        idle = with_countdowns(Path(folder) / "idle")
        for size, mark in ((NARROW, ""), (WIDE, "w")):
            # A copy each: what was half typed in the one is not found in the other.
            copied = copytree(keys, Path(folder) / f"keys{mark}-copy")
            for row in (*_keys(copied, size), *_idle(idle, size)):
                yield replace(row, number=row.number + mark)


@contextmanager
def both(data: Path, size: Size) -> Iterator[tuple[Program, Program]]:
    """Hello and the post, each on a screen of this size."""
    columns, lines = size
    with (
        Program(*HELLO, columns=columns, rows=lines) as hello,
        Program("-m", "cqcmd", "--data", str(data), columns=columns, rows=lines) as post,
    ):
        yield hello, post


# Keys


def _keys(data: Path, size: Size) -> Iterator[Row]:
    with both(data, size) as (hello, post):
        field, grade = open_form(post)
        hello.settle(0.5)
        base, changed = blocks(hello, post, GRADED, [field, grade])
        yield from _latency(base, changed)
        # Thirty dead, then the field after it.
        for key in ("3", "0", "\r"):
            post.send(key)
            post.settle(0.3)
        plain, unchanged = blocks(hello, post, UNGRADED, [field])
        yield _bytes("8", "bytes a key, grade unchanged", 0.25, plain, unchanged)
        yield _bytes("8b", "bytes a key, grade changed", 0.6, base, changed)


def open_form(post: Program) -> tuple[int, int]:
    """Open the form and go to 死亡; the rows of that field and of the grade."""
    post.when([lambda screen: any("26-" in line for line in screen)])
    post.settle(1)
    post.send("n")
    post.when([lambda screen: any("待判" in line for line in screen)])
    for _ in range(6):
        post.settle(0.2)
        post.send("\x1b[B")
    post.settle(0.5)
    lines = post.lines()
    field = next(row for row, line in enumerate(lines) if "死亡" in line and "重伤" in line)
    return field, next(row for row, line in enumerate(lines) if "待判" in line)


def blocks(
    hello: Program, post: Program, keys: Sequence[str], rows: list[int]
) -> tuple[list[Stroke], list[Stroke]]:
    """The keys over and over, a block in hello, a block in the form; the first block warms up."""
    base: list[Stroke] = []
    candidate: list[Stroke] = []
    for number in range(-1, BLOCKS):
        for program, watched, strokes in (
            (hello, [HELLO_ROW], base),
            (post, rows, candidate),
        ):
            block = [program.stroke(keys[turn % len(keys)], watched) for turn in range(BLOCK)]
            strokes += block if number >= 0 else []
    return base, candidate


def _latency(base: list[Stroke], graded: list[Stroke]) -> Iterator[Row]:
    echo = [stroke.seconds[0] for stroke in graded]
    whole = [max(stroke.seconds) for stroke in graded]
    hello = [stroke.seconds[0] for stroke in base]
    work = "key to screen in the intake form, grade and all"
    yield Row(
        number="5",
        work=f"{work}, p50",
        base="hello",
        measured=_blockwise(hello, whole),
        budget=2.5,
        figures=f"{median(whole) * 1e3:.1f} against {median(hello) * 1e3:.1f} ms",
    )
    yield Row(
        number="5b",
        work=f"{work}, p99",
        base="",
        measured=late(whole) * 1e3,
        budget=33,
        limit=50,
        unit="ms",
        figures=f"worst {max(whole) * 1e3:.0f} ms; hello's p99 {late(hello) * 1e3:.0f} ms",
    )
    yield Row(
        number="6",
        work="the grade beside the field, p50",
        base="its own echo",
        measured=median(whole) / median(echo),
        budget=1.2,
        limit=2,
        figures=f"{median(whole) * 1e3:.1f} against {median(echo) * 1e3:.1f} ms",
    )


def _blockwise(base: list[float], candidate: list[float]) -> float:
    """The median of the blocks' ratios of medians."""
    starts = range(0, len(base), BLOCK)
    medians = [[median(row[at : at + BLOCK]) for at in starts] for row in (base, candidate)]
    return Pair(*medians).ratio


def late(seconds: list[float]) -> float:
    return quantiles(seconds, n=100)[98]


def _bytes(
    number: str, work: str, budget: float, base: list[Stroke], candidate: list[Stroke]
) -> Row:
    one, other = (median(stroke.written for stroke in row) for row in (candidate, base))
    return Row(
        number=number,
        work=work,
        base="hello",
        measured=one / other,
        budget=budget,
        figures=f"{one:.0f} against {other:.0f} bytes",
    )


# Idle


def _idle(data: Path, size: Size) -> Iterator[Row]:
    with both(data, size) as (hello, post):
        post.when([lambda screen: any("26-" in line for line in screen)])
        let_run(hello, post, 3)
        taken = [window(hello, post) for _ in range(WINDOWS)]
    cpu = Pair([turn[0][0] for turn in taken], [turn[1][0] for turn in taken])
    work = "idle with 8 countdowns"
    yield Row(
        number="7",
        work=f"{work}: processor",
        base="hello",
        measured=cpu.ratio,
        budget=1.1,
        figures=cpu.figures(100, "%"),
    )
    for number, place, unit, budget in (("7b", 1, "wake-ups/s", 15), ("7c", 2, "bytes/s", 480)):
        yield Row(
            number=number,
            work=f"{work}: {unit}",
            base="",
            measured=median(turn[1][place] for turn in taken),
            budget=budget,
            unit=unit,
            figures=f"hello {median(turn[0][place] for turn in taken):.0f}",
        )


def window(hello: Program, post: Program) -> list[list[float]]:
    """Processor share, wake-ups and bytes a second of both over the same seconds."""
    both = (hello, post)
    before = [_counters(program) for program in both]
    start = time.perf_counter()
    let_run(hello, post, WINDOW)
    took = time.perf_counter() - start
    after = [_counters(program) for program in both]
    return [
        [(b - a) / took for a, b in zip(*ends, strict=True)]
        for ends in zip(before, after, strict=True)
    ]


def _counters(program: Program) -> list[float]:
    return [program.processor(), program.wakes(), program.written]


def let_run(hello: Program, post: Program, seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        hello.step(0.02)
        post.step(0.02)
