"""Ten sessions on three hosts of one centre over loopback: an act, and when the others see it.

The server is a real one, made for the run (`tests/support/postgres.py`); the journals and its
data lie on the disk of the folder for temporary files.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.row import Row
from tests.support.postgres import fresh_database, own

ROOT = Path(__file__).parents[1]
SECONDS = 30


def rows() -> Iterator[Row]:
    """Rows 80 and 80b."""
    with own() as server, tempfile.TemporaryDirectory(prefix="cqcmd-bench-") as folder:
        words = [server.url(fresh_database(server)), folder, str(SECONDS)]
        command = [sys.executable, "-m", "tests.centre.hammer", *words]
        ran = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    told = {name: value * 1e3 for name, value in json.loads(ran.stdout).items()}
    for number, name, work, budget in (
        ("80", "act", "an act while ten sessions on three hosts do two a second, p99", 100.0),
        ("80b", "seen", "until another session has it, p99", 1_000.0),
    ):
        yield Row(
            number=number,
            work=work,
            base="",
            measured=told[f"{name} p99"],
            budget=budget,
            unit="ms",
            figures=f"p50 {told[f'{name} p50']:.1f}, longest {told[f'{name} worst']:.1f} ms",
        )
