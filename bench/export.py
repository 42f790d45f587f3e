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
import time
from cqcmd.cli.main import main
from cqcmd.desk.register.side_by_side import HELPERS
if __name__ == "__main__":
    begun = time.monotonic()
    status = main(sys.argv[1:])
    took = time.monotonic() - begun
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    helper = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(took, (own + HELPERS * helper) / 1024, status, file=sys.stderr)
"""


def rows() -> Iterator[Row]:
    """Rows 34 and 35: how long somebody waits for the whole verb, and the memory of all of it."""
    with tempfile.TemporaryDirectory(prefix="cqcmd-bench-") as folder:
        data = Path(folder) / "data"
        data.mkdir()
        fill(data / JOURNAL, MANY * EACH + 2, MANY)
        used = {kind: _export(data, Path(folder) / kind, kind) for kind in SECONDS}
    for kind, (seconds, _memory) in used.items():
        yield Row(
            number=NUMBERS[kind],
            work=f"{MANY:,} incidents exported as {kind}",
            base="",
            measured=seconds,
            budget=SECONDS[kind],
            limit=SECONDS[kind] * 1.5,
            unit="s",
        )
    yield Row(
        number="35",
        work="the most memory that any of these took, all processes",
        base="",
        measured=max(memory for _seconds, memory in used.values()),
        budget=MEBIBYTES,
        unit="MiB",
    )


def _export(data: Path, place: Path, kind: str) -> tuple[float, float]:
    """Return the seconds that one export takes and the mebibytes of all its processes."""
    words = ["export", str(place), "--data", str(data), "--format", kind]
    ran = subprocess.run(
        [sys.executable, "-c", MEASURED, *words], capture_output=True, text=True, check=True
    )
    seconds, memory, status = ran.stderr.split()[-3:]
    if status != "0":
        raise RuntimeError(ran.stderr)
    return float(seconds), float(memory)
