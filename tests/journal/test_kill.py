"""Killed, cut off from power, hammered by many: what was acknowledged is there, the chain holds."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="writers are born by fork")


def program(module: str, *words: object) -> str:
    command = [sys.executable, "-m", f"tests.journal.{module}", *map(str, words)]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=1_200)
    assert done.returncode == 0, done.stderr
    return done.stdout


def nursery(what: str, place: Path, *numbers: int) -> str:
    return program("children", what, place, *numbers)


def test_200_kills_lose_nothing_acknowledged(tmp_path: Path) -> None:
    assert "none lost" in nursery("kill", tmp_path, 200, 1)


@pytest.mark.long
def test_1000_kills_lose_nothing_acknowledged(tmp_path: Path) -> None:
    assert "none lost" in nursery("kill", tmp_path, 1_000, 2)


def test_60_power_cuts_lose_nothing_acknowledged(tmp_path: Path) -> None:
    assert "none lost" in program("power", tmp_path, 60, 1)


@pytest.mark.long
def test_1000_power_cuts_lose_nothing_acknowledged(tmp_path: Path) -> None:
    assert "none lost" in program("power", tmp_path, 1_000, 2)


def test_four_writers_create_and_claim_at_once(tmp_path: Path) -> None:
    assert "100 creations" in nursery("hammer", tmp_path, 4, 25)


@pytest.mark.long
def test_sixteen_writers_create_and_claim_at_once(tmp_path: Path) -> None:
    assert "3200 creations" in nursery("hammer", tmp_path, 16, 200)
