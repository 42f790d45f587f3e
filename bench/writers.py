"""Ten terminals on one record: how long an act takes each of them, and that none is refused."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from bench.row import Row
from bench.stock import fill, record_of
from cqcmd.clock import SystemClock
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.errors import Refusal
from cqcmd.incident.events import Noted

WRITERS = 10
PAUSES = {"human": 0.5, "full": 0.0}
"""Seconds between two acts of one writer; with 0.5 ten of them do twenty acts a second."""

ACTS = {"human": 40, "full": 100}
"""Acts of each writer."""


def rows() -> Iterator[Row]:
    """Rows 33 and 33b."""
    for number, speed, work in (
        ("33", "human", "two acts a second"),
        ("33b", "full", "as fast as they can"),
    ):
        took, refused = _measured(speed)
        budget = 50.0 if speed == "human" else 500.0
        yield Row(
            number=number,
            work=f"an act while ten terminals do {work}, p99",
            base="",
            measured=_percentile(took, 99),
            budget=budget,
            unit="ms",
            figures=f"p50 {_percentile(took, 50):.1f}, longest {max(took):.1f} ms, "
            f"{len(took):,} acts, {refused} refused",
        )
        if refused:
            raise SystemExit(f"{refused} acts were refused")


def _measured(speed: str) -> tuple[list[float], int]:
    with tempfile.TemporaryDirectory(prefix="cqcmd-bench-") as folder:
        path = Path(folder) / "journal.db"
        fill(path, 1_000)
        command = [sys.executable, "-m", "bench.writers", str(path), speed]
        running = [
            subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            for _ in range(WRITERS)
        ]
        for process in running:  # all have the record open before any begins
            assert process.stdout is not None
            assert process.stdout.readline() == "open\n"
        for process in running:  # closing the pipe is the sign to begin, for all at once
            assert process.stdin is not None
            process.stdin.close()
        said = [_words(process) for process in running]
    took = [float(word) for words in said for word in words if word != "refused"]
    return took, sum(words.count("refused") for words in said)


def _words(process: subprocess.Popen[str]) -> list[str]:
    assert process.stdout is not None
    with process.stdout:
        words = process.stdout.read().split()
    process.wait()
    return words


def _percentile(values: list[float], percent: int) -> float:
    return sorted(values)[min(len(values) - 1, len(values) * percent // 100)]


def write(path: Path, speed: str) -> None:
    """One terminal: looks once a second at most, acts, and prints how long each act took."""
    open_record = record_of(path, SystemClock())
    with closing(open_record.journal):
        ident = next(iter(open_record.ledger.incidents))
        print("open", flush=True)
        sys.stdin.readline()
        time.sleep(PAUSES[speed] * (os.getpid() % WRITERS) / WRITERS)
        for _ in range(ACTS[speed]):
            print(_act(open_record, ident))
            time.sleep(PAUSES[speed])


def _act(open_record: OpenRecord, ident: str) -> str:
    start = time.perf_counter()
    try:
        with open_record.act() as act:
            act.append(Noted(text="现场回电：消防已到场。"), ident)
    except Refusal:
        return "refused"
    return f"{(time.perf_counter() - start) * 1e3:.2f}"


if __name__ == "__main__":
    write(Path(sys.argv[1]), sys.argv[2])
