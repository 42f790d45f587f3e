"""Several sessions on one file: they never disagree, and the chain holds."""

import subprocess
import sys
from pathlib import Path

import pytest

from cqcmd.clock import SystemClock
from cqcmd.desk.opening import Opening

ROOT = Path(__file__).parents[2]


def set_up(data: Path) -> None:
    opening = Opening(data, None, SystemClock())
    opening.read_journal()
    opening.desk.station.set_up("district_regulator", "渝中区市场监管局", None, {}, "李敏")
    opening.close()


def session(data: Path, seed: int, acts: int) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.support.desk_worker", str(data), str(seed), str(acts)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        encoding="utf-8",
    )


def play(data: Path, sessions: int, acts: int) -> list[str]:
    """Run the sessions at once; what each sees once all have finished."""
    set_up(data)
    running = [session(data, seed, acts) for seed in range(sessions)]
    for other in running:
        assert other.stdout is not None
        assert other.stdout.readline() == "done\n"
    seen = [process.communicate("go\n")[0] for process in running]
    assert [process.returncode for process in running] == [0] * sessions
    return seen


def chain_holds(data: Path) -> bool:
    opening = Opening(data, None, SystemClock())
    opening.read_journal()
    proof = opening.desk.backups.verify()
    opening.close()
    return proof.ok


def test_two_sessions_see_the_same(tmp_path: Path) -> None:
    one, other = play(tmp_path / "data", 2, 60)
    assert one == other
    assert len(one) > 1000
    assert chain_holds(tmp_path / "data")


@pytest.mark.long
def test_six_sessions_see_the_same(tmp_path: Path) -> None:
    seen = play(tmp_path / "data", 6, 300)
    assert len(set(seen)) == 1
    assert chain_holds(tmp_path / "data")
