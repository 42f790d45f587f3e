"""Starting: when the first screen stands, when it answers, what it takes; the version alone."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from msgspec import Struct

from bench.pairs import Pair, in_turns, seconds
from bench.place import ROOT, child_environment
from bench.row import Row
from bench.stations import quiet, with_countdowns
from bench.terminal import Look, Program, Screen
from tests.app.test_first_paint import FIRST_PAINT, HEAVY, modules_at

ENTRIES = 10_000
ROUNDS = 11
HELLO = ("-m", "bench.hello")
CTRL_C = "\x03"


class Start(Struct, frozen=True):
    """Seconds from the start, and resident bytes at the first screen."""

    paint: float
    ready: float
    memory: int


def rows() -> Iterator[Row]:
    """Rows 1 to 4."""
    with tempfile.TemporaryDirectory(prefix="cqcmd-bench-") as folder:
        place = Path(folder)
        empty = _against_hello(quiet(place / "empty"))
        full = _against_hello(with_countdowns(place / "full", 200, ENTRIES))
        yield from _started("1", "no incidents", empty)
        yield from _started("1b", f"{ENTRIES:,} entries", full)
        yield _loaded(place)
        yield _version()
        yield _memory("4", "memory at the first screen", 1.5, _pair(empty, "memory"))
        yield _memory(
            "4b",
            "memory, everything loaded, 2,000 entries",
            2.6,
            _all_loaded(with_countdowns(place / "usual", 200, 2_000)),
        )


def _against_hello(data: Path) -> list[tuple[Start, Start]]:
    """Starts of hello and of the program in turns; the first of each warms the disk's cache."""
    taken: list[tuple[Start, Start]] = []
    for number in range(ROUNDS + 1):
        if number % 2:
            taken.append((_hello(), _post(data)))
        else:
            post = _post(data)
            taken.append((_hello(), post))
    return taken[1:]


def _hello() -> Start:
    return _start(HELLO, lambda screen: any("zz" in line for line in screen), "zz")


def _post(data: Path) -> Start:
    """It answers once a key has been handled and drawn: Ctrl+C, which says how to leave."""
    arguments = ("-m", "cqcmd", "--data", str(data))
    return _start(arguments, lambda screen: any("Ctrl+Q" in line for line in screen), CTRL_C)


def _start(arguments: tuple[str, ...], answered: Look, probe: str) -> Start:
    with Program(*arguments) as program:
        painted = program.when([_painted])[0]
        memory = program.memory()
        ready = program.when([answered], probe=probe)[0]
        return Start(painted - program.started, ready - program.started, memory)


def _painted(screen: Screen) -> bool:
    return any(line.strip() for line in screen)


def _pair(taken: list[tuple[Start, Start]], name: str) -> Pair:
    return Pair(*([getattr(turn[which], name) for turn in taken] for which in (0, 1)))


def _started(number: str, state: str, taken: list[tuple[Start, Start]]) -> Iterator[Row]:
    for letter, name, words, budget in (
        ("p", "paint", "first paint", 1.5),
        ("r", "ready", "a key answered", 2.0),
    ):
        pair = _pair(taken, name)
        yield Row(
            number=number + letter,
            work=f"start to {words}, {state}",
            base="hello",
            measured=pair.ratio,
            budget=budget,
            limit=2.5,
            figures=pair.figures(1e3, "ms"),
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
        budget=3,
        limit=4,
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


def _memory(number: str, work: str, budget: float, pair: Pair) -> Row:
    base, candidate = median(pair.base) / 2**20, median(pair.candidate) / 2**20
    return Row(
        number=number,
        work=work,
        base="hello",
        measured=pair.ratio,
        budget=budget,
        figures=f"{candidate:.1f} against {base:.1f} MiB",
    )
