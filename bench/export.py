"""Ten years of an office written out as tables: ten thousand incidents."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.row import Row
from bench.stock import fill
from cqcmd.paths import JOURNAL

MANY, EACH = 10_000, 12
"""Incidents, and entries of each."""

SECONDS = {"csv": 10, "jsonl": 10, "xlsx": 60}
NUMBERS = {"csv": "34", "jsonl": "34b", "xlsx": "34c"}
MEBIBYTES = 200

MEASURED = """
import resource
import sys
from cqcmd.cli.main import main
status = main(sys.argv[1:])
used = resource.getrusage(resource.RUSAGE_SELF)
print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, status, file=sys.stderr)
"""


def rows() -> Iterator[Row]:
    """Rows 34 and 35: processor time of the whole verb, its start included, and its memory."""
    with tempfile.TemporaryDirectory(prefix="cqcmd-bench-") as folder:
        data = Path(folder) / "data"
        data.mkdir()
        fill(data / JOURNAL, MANY * EACH + 2, MANY)
        used = {kind: _export(data, Path(folder) / kind, kind) for kind in SECONDS}
    for kind, (seconds, _memory) in used.items():
        yield Row(
            number=NUMBERS[kind],
            work=f"{MANY:,} incidents exported as {kind}, processor time",
            base="",
            measured=seconds,
            budget=SECONDS[kind],
            limit=SECONDS[kind] * 1.5,
            unit="s",
        )
    yield Row(
        number="35",
        work="the most memory that any of these took",
        base="",
        measured=max(memory for _seconds, memory in used.values()),
        budget=MEBIBYTES,
        unit="MiB",
    )


def _export(data: Path, place: Path, kind: str) -> tuple[float, float]:
    """Return seconds of processor time and mebibytes of one export."""
    words = ["export", str(place), "--data", str(data), "--format", kind]
    ran = subprocess.run(
        [sys.executable, "-c", MEASURED, *words], capture_output=True, text=True, check=True
    )
    seconds, memory, status = ran.stderr.split()[-3:]
    if status != "0":
        raise RuntimeError(ran.stderr)
    return float(seconds), float(memory)
