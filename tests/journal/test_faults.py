"""The disk refuses at every point in turn: a plain sentence, nothing lost, nothing by halves."""

import errno
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import apsw
import pytest

from cqcmd.errors import Unwritable
from cqcmd.journal import Journal
from cqcmd.journal.faults import JournalBroken
from tests.journal.conftest import Note

ROOT = Path(__file__).parents[2]
ACT = [sys.executable, "-m", "tests.journal.pressed"]
posix_only = pytest.mark.skipif(os.name != "posix", reason="limits are of POSIX")


class Failing:
    """The driver, but its N-th statement fails: before it is done, or after it was."""

    def __init__(self, driver: apsw.Connection, at: int, code: int, *, done: bool) -> None:
        self._driver = driver
        self._left = at
        self._code = code
        self._done = done

    @property
    def in_transaction(self) -> bool:
        return self._driver.in_transaction

    @property
    def reached(self) -> bool:
        return self._left <= 0

    def execute(self, *statement: Any) -> apsw.Cursor:
        self._left -= 1
        if self._left:
            return self._driver.execute(*statement)
        if self._done:
            self._driver.execute(*statement).fetchall()
        raise apsw.exception_for(self._code)

    def last_insert_rowid(self) -> int:
        return self._driver.last_insert_rowid()


def points() -> Iterator[tuple[int, int, bool]]:
    for at in range(1, 9):
        for code in (apsw.SQLITE_FULL, apsw.SQLITE_IOERR | 4 << 8):
            yield from ((at, code, False), (at, code, True))


def test_the_nth_statement_fails_for_every_n(opened: Callable[[], Journal], note: Note) -> None:
    journal, other = opened(), opened()
    known = {note(journal).id, note(other).id}
    driver = journal._link
    reached = set()
    for at, code, done in points():
        failing = Failing(driver, at, code, done=done)
        journal._reader.link = failing  # type: ignore[assignment]
        try:
            known.add(note(journal).id)
        except Unwritable as refusal:
            assert failing.reached
            reached.add(at)
            told = str(refusal)
        else:
            assert not failing.reached
            told = ""
        journal._reader.link = driver
        after = {entry.id for entry in journal.new_entries()}
        assert after <= known or "不能确定" in told
        known |= after
        known.add(note(other).id)
        assert {entry.id for entry in opened().entries()} == known
    assert reached == {1, 2, 3, 4}
    assert journal.verify().entries == len(known)


def test_a_commit_that_fails_after_all_is_not_told_as_unrecorded(
    journal: Journal, opened: Callable[[], Journal], note: Note
) -> None:
    driver = journal._link
    failing = Failing(driver, 4, apsw.SQLITE_IOERR, done=True)
    journal._reader.link = failing  # type: ignore[assignment]
    with pytest.raises(Unwritable, match="不能确定"):
        note(journal)
    journal._reader.link = driver
    assert journal.changed()
    assert journal.new_entries() == tuple(opened().entries())


def run(*command: str) -> str:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout


@posix_only
def test_every_write_in_turn_is_beyond_the_limit_of_a_file(tmp_path: Path) -> None:
    refused, written = (int(word) for word in run(*ACT, "limited", str(tmp_path)).split()[::2])
    assert refused > 20
    assert written > 5


@pytest.mark.skipif(shutil.which("unshare") is None, reason="a small file system needs unshare")
def test_a_stick_that_fills_up_or_is_pulled_at_any_step_is_a_sentence(tmp_path: Path) -> None:
    alone = ["unshare", "-m", "--propagation", "private"]
    (tmp_path / "tried").mkdir()
    tried = [*alone, "mount", "-t", "tmpfs", "none", str(tmp_path / "tried")]
    if subprocess.run(tried, capture_output=True, check=False).returncode:
        pytest.skip("mounting a small file system is not permitted here")
    child = [sys.executable, "-m", "tests.journal.small_stick", str(tmp_path)]
    assert "well" in run(*alone, *child)


@pytest.mark.skipif(shutil.which("unshare") is None, reason="a small file system needs unshare")
def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    small = ["unshare", "-m", "sh", "-c", 'mount -t tmpfs -o size=256k none "$0" && exec "$@"']
    allowed = subprocess.run([*small, str(tmp_path), "true"], capture_output=True, check=False)
    if allowed.returncode:
        pytest.skip("mounting a small file system is not permitted here")
    assert "full after" in run(*small, str(tmp_path), *ACT, "full", str(tmp_path))


@pytest.mark.long
@pytest.mark.skipif(shutil.which("strace") is None, reason="faults are injected by strace")
@pytest.mark.parametrize("error", ["EIO", "ENOSPC"])
@pytest.mark.parametrize("call", ["pwrite64", "fdatasync", "ftruncate"])
def test_the_nth_system_call_fails_for_every_n(
    journal: Journal, tmp_path: Path, call: str, error: str
) -> None:
    journal.close()
    for number in range(1, 100):
        place, log = tmp_path / str(number), tmp_path / "log"
        shutil.copytree(journal.path.parent, place)
        inject = f"inject={call}:error={error}:when={number}"
        strace = ["strace", "-f", "-o", str(log), "-e", f"trace={call}", "-e", inject]
        run(*strace, *ACT, "some", str(place))
        if "INJECTED" not in log.read_text():
            assert number > 4
            return
    pytest.fail("the calls of four acts did not come to an end")


def test_a_page_that_the_disk_does_not_give_is_no_damage(
    journal: Journal, opened: Callable[[], Journal], note: Note
) -> None:
    note(journal)
    driver = journal._link
    failing = Failing(driver, 2, apsw.SQLITE_CORRUPT, done=False)  # as SQLite calls EIO of a read
    journal._reader.link = failing  # type: ignore[assignment]
    with pytest.raises(Unwritable, match=r"磁盘读写出错.*未记录"):
        note(journal)
    journal._reader.link = driver
    note(journal)
    assert len(list(opened().entries())) == 2


def test_a_page_that_is_wrong_is_damage(
    journal: Journal, opened: Callable[[], Journal], note: Note
) -> None:
    for _ in range(50):
        note(journal, '"' + "x" * 500 + '"')
    journal.close()
    size = journal.path.stat().st_size
    with journal.path.open("r+b") as file:
        file.seek(4_096)
        file.write(b"\xff" * (size - 4_096))
    with pytest.raises(JournalBroken, match="已损坏"):
        opened().entries()


@pytest.mark.parametrize("number", [errno.EIO, errno.EACCES])
def test_a_disk_that_does_not_say_what_is_there_is_told_in_words(
    opened: Callable[[], Journal], monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    opened().close()
    real = Path.exists

    def exists(path: Path, **more: bool) -> bool:
        if path.name.startswith("journal.db"):
            raise OSError(number, os.strerror(number), str(path))
        return real(path, **more)

    monkeypatch.setattr(Path, "exists", exists)
    with pytest.raises(Unwritable, match="打不开"):
        opened()


@pytest.mark.skipif(sys.platform == "win32", reason="the folder is locked where flock is")
def test_a_lock_let_go_with_an_error_is_let_go(
    opened: Callable[[], Journal], monkeypatch: pytest.MonkeyPatch
) -> None:
    close = os.close

    def refused(number: int) -> None:
        folder = stat.S_ISDIR(os.fstat(number).st_mode)
        close(number)
        if folder:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:
        patch.setattr("cqcmd.journal.gate.os.close", refused)
        opened().close()
    opened().close()
