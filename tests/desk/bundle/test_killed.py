"""An import that is killed, or that finds no room, leaves all of a bundle or nothing."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="children are born by fork")


ALONE = ("unshare", "-m", "--propagation", "private")


def children(*words: object, before: tuple[str, ...] = ()) -> str:
    command = [*before, sys.executable, "-m", "tests.desk.bundle.children", *map(str, words)]
    root = Path(__file__).parents[3]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=1_200)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_10_kills_of_an_import_leave_nothing_half_done(tmp_path: Path) -> None:
    assert "none half done" in children("kill", tmp_path, 10, 1)


@pytest.mark.long
def test_200_kills_of_an_import_leave_nothing_half_done(tmp_path: Path) -> None:
    said = children("kill", tmp_path, 200, 2)
    assert "none half done" in said
    assert "all" in said
    assert "nothing" in said


@pytest.mark.skipif(shutil.which("unshare") is None, reason="a small file system needs unshare")
def test_a_disk_that_fills_up_in_the_middle_is_told_and_nothing_is_there(tmp_path: Path) -> None:
    (tmp_path / "tried").mkdir()
    tried = [*ALONE, "mount", "-t", "tmpfs", "none", str(tmp_path / "tried")]
    if subprocess.run(tried, capture_output=True, check=False).returncode:
        pytest.skip("mounting a small file system is not permitted here")
    said = children("full", tmp_path, before=ALONE)
    assert "whole after" in said
    assert "whole after 0" not in said
