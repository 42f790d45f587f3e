"""Each system call of a whole incident fails once, with each error it can return.

The program says a sentence, the step done again goes through, and what it said is what lies on the
disk: nothing denied that was written, nothing claimed that was not.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TRIED = re.compile(r"^(\d+) tried, ", re.MULTILINE)
NOT_ALLOWED = 77
"""The status of the program where strace may not watch a process."""

pytestmark = pytest.mark.skipif(
    shutil.which("strace") is None, reason="faults are injected by strace, which is not installed"
)


def tried(place: Path, most: int, parts: int) -> tuple[int, Sequence[str]]:
    """Try so many faults (0: every one) in so many processes; how many, and what was wrong."""
    found, wrong, running = 0, list[str](), []
    for part in range(parts):
        (place / str(part)).mkdir()
        words = [str(place / str(part)), str(part), str(parts), str(most)]
        command = [sys.executable, "-m", "tests.desk.failing_calls", *words]
        running.append(subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True))
    for process in running:
        said, _ = process.communicate(timeout=7_200)
        print(said)
        assert process.returncode in (0, NOT_ALLOWED)
        if process.returncode == NOT_ALLOWED:
            pytest.skip("watching another process by strace is not permitted here")
        wrong += [line for line in said.splitlines() if line.startswith("WRONG")]
        found += int(TRIED.findall(said)[0])
    return found, wrong


def test_a_sample_of_calls_fails_once(tmp_path: Path) -> None:
    assert tried(tmp_path, 20, 1) == (20, [])


@pytest.mark.long
def test_every_call_fails_once_with_every_error(tmp_path: Path) -> None:
    found, wrong = tried(tmp_path, 0, 2)
    assert found > 3_000
    assert wrong == []
