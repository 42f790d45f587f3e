"""A stick with its switch on: what is there can be read, proved and looked back on."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from cqcmd.clock import SystemClock
from cqcmd.desk.opening import Opening
from cqcmd.errors import Refusal
from cqcmd.paths import is_write_protected
from tests.drill.finished import finish
from tests.support.pseudo_terminal import ROOT, Terminal

MOUNT = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" || exit 77; exec "$@"'
SPACE = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", MOUNT)
CRASHED = """
import os, sys
from pathlib import Path
from cqcmd.clock import SystemClock
from cqcmd.desk.opening import Opening
opening = Opening(Path(sys.argv[1]), None, SystemClock())
opening.read_journal()
opening.desk.station.set_up("district_regulator", "渝中区市场监管局", "渝中区", {}, "李敏")
os._exit(9)
"""


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Data with a journal that was closed in order."""
    place = tmp_path / "盘"
    opening = Opening(place, None, SystemClock())
    opening.read_journal()
    opening.desk.station.set_up("district_regulator", "渝中区市场监管局", "渝中区", {}, "李敏")
    opening.close()
    return place


@pytest.fixture
def left_open(tmp_path: Path) -> Path:
    """Data of a post that was killed: the last act stands in the log alone."""
    place = tmp_path / "盘"
    subprocess.run([sys.executable, "-c", CRASHED, place], cwd=ROOT, check=False)
    assert (place / "journal.db-wal").stat().st_size
    (place / "journal.db-shm").unlink(missing_ok=True)
    return place


def protected(stick: Path, words: Sequence[str]) -> list[str]:
    """The words of a program run where the stick is really mounted for reading alone."""
    try:
        tried = subprocess.run([*SPACE, str(stick), "true"], capture_output=True, check=False)
    except OSError:
        pytest.skip("no unshare on this system")
    if tried.returncode:
        pytest.skip("this system gives no mounts of its own to a test")
    return [*SPACE, str(stick), sys.executable, "-m", "cqcmd", *words]


def run(stick: Path, *words: str) -> subprocess.CompletedProcess[str]:
    line = protected(stick, words)
    return subprocess.run(line, capture_output=True, text=True, cwd=ROOT, timeout=60, check=False)


def state(place: Path) -> set[tuple[str, int]]:
    return {(str(path), path.stat().st_mtime_ns) for path in (place, *place.rglob("*"))}


def test_the_chain_is_proved(stick: Path) -> None:
    before = state(stick)
    done = run(stick, "--data", str(stick), "journal", "verify")
    assert done.returncode == 0, done.stderr
    assert "只读" in done.stderr
    assert state(stick) == before


def test_the_chain_is_proved_to_the_last_act_of_a_post_that_was_killed(left_open: Path) -> None:
    done = run(left_open, "--data", str(left_open), "journal", "verify")
    assert done.returncode == 0, done.stderr
    whole = run(left_open.parent, "--data", str(left_open), "journal", "verify")
    assert done.stdout == whole.stdout


def test_a_backup_that_no_entry_could_tell_of_is_refused(stick: Path, tmp_path: Path) -> None:
    done = run(stick, "--data", str(stick), "backup", str(tmp_path / "备份到"))
    assert done.returncode == 2
    assert "这块盘只读：能看，不能记" in done.stderr
    assert not (tmp_path / "备份到").exists()


def test_verdicts_are_derived_from_it(stick: Path, left_open: Path) -> None:
    for place in (stick, left_open):
        done = run(place, "verdicts", "verify", str(place / "journal.db"))
        assert (done.returncode, done.stderr) == (0, "")
        assert "判定凭据" in done.stdout


@pytest.mark.parametrize("words", [(), ("--observe",)], ids=["post", "observe"])
def test_the_post_shows_it_and_writes_nothing(stick: Path, words: tuple[str, ...]) -> None:
    before = state(stick)
    with Terminal(protected(stick, [*words, "--data", str(stick)])) as terminal:
        terminal.wait_for("这块盘只读：能看，不能记")
        terminal.wait_for("渝中区市场监管局")
        assert "观察" in terminal.text()
        terminal.press("ctrl+q")
        assert terminal.wait() == 0
    assert state(stick) == before


def test_a_drill_is_looked_back_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawer = finish(tmp_path / "data", "first-call", "perfect", monkeypatch).place
    before = state(drawer)
    written = run(drawer, "drill", "debrief", str(drawer))
    assert written.returncode == 0, written.stderr
    assert "演练总结" in written.stdout
    assert state(drawer) == before
    with Terminal(protected(drawer, ["drill", "resume", str(drawer)]), columns=200) as terminal:
        terminal.wait_for("在只读的盘上")
        assert terminal.wait() == 1
    assert state(drawer) == before


@pytest.fixture
def unwritable(stick: Path) -> Iterator[Path]:
    for path in stick.iterdir():
        path.chmod(0o500 if path.is_dir() else 0o400)
    stick.chmod(0o500)
    if not is_write_protected(stick / "journal.db"):
        pytest.skip("whoever runs the tests may write everywhere")
    yield stick
    stick.chmod(0o700)


def test_without_the_right_to_write_nothing_is_written_and_observing_stays(
    unwritable: Path,
) -> None:
    opening = Opening(unwritable, None, SystemClock())
    opening.read_journal()
    opening.desk.observe(False)
    assert opening.desk.observing
    with pytest.raises(Refusal, match="这块盘只读"):
        opening.desk.station.set_up("district_regulator", "甲", "渝中区", {}, "王")
    opening.close()


def test_what_is_wrong_with_the_copy_is_said_of_the_file(
    stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (stick / "journal.db").write_bytes(b"\0" * 5000)
    monkeypatch.setattr(os, "access", lambda path, mode: not Path(path).is_relative_to(stick))
    with pytest.raises(Refusal) as refused:
        Opening(stick, None, SystemClock()).read_journal()
    assert str(stick / "journal.db") in str(refused.value)
