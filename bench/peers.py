"""Other Textual apps beside the post: first paint, what is written for it, memory.

They are no part of this project: each lies in an environment of its own below the folder that
``CQCMD_PEERS`` names (``python3 -m venv posting && posting/bin/pip install posting``). Without it
there are no rows.
"""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from msgspec import Struct

from bench.row import Row
from bench.starts import HELLO
from bench.stations import quiet
from bench.terminal import Program

ROUNDS = 7
SETTLED = 1.0
"""Seconds without a write after which the first screen stands."""

PEERS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("posting", "bin/posting", ()),
    ("harlequin", "bin/harlequin", ()),
    ("toolong", "bin/tl", ("log.txt",)),
    ("frogmouth", "bin/frogmouth", ()),
)
"""Name of the environment, the program in it, what it is given."""


class Seen(Struct, frozen=True):
    """Seconds to the first paint, bytes written until it rests, resident bytes then."""

    paint: float
    written: int
    memory: int


def rows() -> Iterator[Row]:
    """Rows 70 and on: each app in turns with hello."""
    folder = os.environ.get("CQCMD_PEERS", "")
    with tempfile.TemporaryDirectory(prefix="cqcmd-bench-") as scratch:
        data = quiet(Path(scratch) / "post")
        log = Path(scratch) / "log.txt"
        log.write_text("a line of a log\n" * 1_000, "ascii")
        apps: dict[str, tuple[str, ...]] = {"cqcmd": ("-m", "cqcmd", "--data", str(data))}
        for name, program, given in PEERS if folder else ():
            path = Path(folder) / name / program
            if path.exists():
                words = [str(log) if word == log.name else word for word in given]
                apps[name] = _other(str(path), words)
        yield from _measured(apps)


def _other(path: str, words: list[str]) -> tuple[str, ...]:
    # A bare Python that becomes the other program: some ten milliseconds, in its disfavour.
    return ("-I", "-S", "-c", f"import os; os.execv({path!r}, {[path, *words]!r})")


def _measured(apps: dict[str, tuple[str, ...]]) -> Iterator[Row]:
    taken: dict[str, list[Seen]] = {name: [] for name in ("hello", *apps)}
    for _round in range(ROUNDS):
        taken["hello"].append(_seen(HELLO))
        for name, words in apps.items():
            taken[name].append(_seen(words))
    hello = median(one.paint for one in taken.pop("hello"))
    for number, (name, seen) in enumerate(taken.items()):
        paint = median(one.paint for one in seen)
        written, memory = (median(getattr(one, of) for one in seen) for of in ("written", "memory"))
        yield Row(
            number=f"{70 + number}",
            work=f"{name}: start to first paint, 120 by 36",
            base="hello",
            measured=paint / hello,
            budget=float("inf"),
            figures=f"{paint * 1e3:.0f} ms, {written / 1e3:.1f} KB, {memory / 2**20:.0f} MiB",
        )


def _seen(words: tuple[str, ...]) -> Seen:
    with Program(*words, columns=120, rows=36) as program:
        painted = program.when([lambda screen: any(line.strip() for line in screen)])[0]
        program.settle(SETTLED, 10)
        return Seen(painted - program.started, program.written, program.memory())
