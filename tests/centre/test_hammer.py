"""Many sessions on several hosts: nothing is lost, nothing is double, one alone has each claim."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SESSIONS = 10
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("seconds", [10, pytest.param(300, marks=pytest.mark.long)])
def test_ten_sessions_on_three_hosts_lose_nothing(
    address: str, tmp_path: Path, seconds: int
) -> None:
    command = [sys.executable, "-m", "tests.centre.hammer", address, str(tmp_path), str(seconds)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    figures = json.loads(ran.stdout)
    assert figures["acts"] == SESSIONS * seconds * 2
    print(figures)
