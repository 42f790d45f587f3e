"""A journal watched from outside: what others write is seen, and nothing there is ever touched."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path

import apsw
import pytest

from cqcmd.errors import Refusal
from cqcmd.journal import Journal, JournalBroken, JournalMissing, JournalNewer, ReadOnlyJournal
from tests.journal.conftest import HandClock, Note

Opened = Callable[[], Journal]

SESSION = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from cqcmd.journal import Journal, engine
engine._SAFE_WAL = (3, 0, 0) if sys.argv[2] == "WAL" else (99, 0, 0)
now = lambda: datetime(2026, 11, 22, 6, 5, tzinfo=UTC)
journal = Journal.open(Path(sys.argv[1]), now)
print("open", flush=True)
for line in sys.stdin:
    if line == "die\\n":
        import os
        os._exit(9)
    with journal.act() as act:
        act.append("note", "{}", incident=None, actor="王", occurred_at=now())
    print("written", flush=True)
journal.close()
"""


class Session:
    """A post of its own that writes when told."""

    def __init__(self, path: Path, mode: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", SESSION, str(path), mode],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        self._wait()

    def write(self) -> None:
        self._say("write\n")
        self._wait()

    def die(self) -> None:
        self._say("die\n")
        self._process.communicate()

    def leave(self) -> None:
        if self._process.poll() is None:
            self._process.communicate()

    def _say(self, words: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(words)
        self._process.stdin.flush()

    def _wait(self) -> None:
        assert self._process.stdout is not None
        assert self._process.stdout.readline()


@contextmanager
def session(path: Path, mode: str) -> Iterator[Session]:
    other = Session(path, mode)
    try:
        yield other
    finally:
        other.leave()


@contextmanager
def watching(path: Path) -> Iterator[ReadOnlyJournal]:
    watched = ReadOnlyJournal.open(path)
    try:
        yield watched
    finally:
        watched.close()


def state(place: Path) -> dict[str, tuple[str, int, int]]:
    """Every file: its content, its mode, when it was written."""
    return {
        path.name: (sha256(path.read_bytes()).hexdigest(), path.stat().st_mode, mtime(path))
        for path in place.iterdir()
    } | {"": ("", place.stat().st_mode, mtime(place))}


def mtime(path: Path) -> int:
    return path.stat().st_mtime_ns


@pytest.mark.parametrize("mode", ["TRUNCATE", "WAL"])
def test_what_another_post_writes_is_seen_and_nothing_is_touched(tmp_path: Path, mode: str) -> None:
    place = tmp_path / "data"
    with session(place / "journal.db", mode) as other:
        other.write()
        before = state(place)
        with watching(place / "journal.db") as watched:
            assert [entry.seq for entry in watched.new_entries()] == [1]
            assert not watched.changed()
            assert state(place) == before
            other.write()
            written = state(place)
            assert watched.changed()
            assert [entry.seq for entry in watched.new_entries()] == [2]
            assert not watched.changed()
            assert not watched.replaced
            assert state(place) == written
        other.write()


@pytest.mark.parametrize("mode", ["TRUNCATE", "WAL"])
def test_a_journal_nobody_has_open_is_read_as_it_lies(tmp_path: Path, mode: str) -> None:
    place = tmp_path / "data"
    with session(place / "journal.db", mode) as other:
        other.write()
    before = state(place)
    place.chmod(0o500)
    (place / "journal.db").chmod(0o400)
    with watching(place / "journal.db") as watched:
        assert [entry.seq for entry in watched.new_entries()] == [1]
    place.chmod(0o700)
    (place / "journal.db").chmod(0o600)
    assert state(place) == before


def test_a_session_that_began_with_a_log_or_came_and_went_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "data" / "journal.db"
    with session(path, "WAL") as other:
        other.write()
    with watching(path) as watched:
        watched.new_entries()
        assert not watched.replaced
        with session(path, "WAL") as other:
            other.write()
            assert watched.replaced
            with watching(path) as anew:
                assert len(anew.new_entries()) == 2
        assert watched.replaced, "written meanwhile"


@pytest.mark.parametrize("mode", ["TRUNCATE", "WAL"])
def test_after_a_kill_it_is_read_or_recovery_is_asked_for(tmp_path: Path, mode: str) -> None:
    place = tmp_path / "data"
    other = Session(place / "journal.db", mode)
    other.write()
    other.die()
    before = state(place)
    with watching(place / "journal.db") as watched:
        assert [entry.seq for entry in watched.new_entries()] == [1]
    assert state(place) == before
    if mode == "WAL":
        (place / "journal.db-shm").unlink()
        with pytest.raises(Refusal, match="上次没有正常关闭"):
            ReadOnlyJournal.open(place / "journal.db")
        assert not (place / "journal.db-shm").exists()


def test_a_hot_journal_is_left_for_the_post_to_recover(
    journal: Journal, note: Note, tmp_path: Path
) -> None:
    note(journal)
    journal.close()
    crashed = tmp_path / "crashed"
    with closing(sqlite3.connect(journal.path, isolation_level=None)) as driver:
        driver.execute("PRAGMA journal_mode = TRUNCATE")  # as an older version left it
        driver.execute("PRAGMA cache_size = 1")
        driver.execute("PRAGMA cache_spill = 1")
        driver.execute("BEGIN IMMEDIATE")
        driver.execute("CREATE TABLE big (x)")
        driver.execute("INSERT INTO big SELECT hex(randomblob(900)) FROM (VALUES (1), (2), (3))")
        driver.executemany("INSERT INTO big VALUES (?)", [("x" * 3000,)] * 50)
        shutil.copytree(journal.path.parent, crashed)
        driver.execute("ROLLBACK")
    assert (crashed / "journal.db-journal").stat().st_size
    before = state(crashed)
    with pytest.raises(Refusal, match=r"上次没有正常关闭.*在值班台打开一次"):
        ReadOnlyJournal.open(crashed / "journal.db")
    assert state(crashed) == before


def test_nothing_can_be_written_through_it(journal: Journal, note: Note) -> None:
    note(journal)
    with watching(journal.path) as watched:
        for sql in ("DELETE FROM entry", "CREATE TABLE x (y)", "PRAGMA user_version = 9"):
            with pytest.raises(apsw.ReadOnlyError):
                watched._reader.link.execute(sql)
        watched._reader.link.execute("PRAGMA query_only = OFF")
        with pytest.raises(apsw.ReadOnlyError):
            watched._reader.link.execute("DELETE FROM about")
        assert not hasattr(watched, "act")


def test_a_missing_one_is_refused_and_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(JournalMissing, match="不在，读不了日志"):
        ReadOnlyJournal.open(tmp_path / "none" / "journal.db")
    assert not list(tmp_path.iterdir())


def test_one_of_another_version_or_none_at_all_is_refused(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(sqlite3.connect(journal.path)) as driver:
        driver.execute("PRAGMA user_version = 7")
    with pytest.raises(JournalNewer, match="升级本程序"):
        ReadOnlyJournal.open(journal.path)
    empty, odd = tmp_path / "empty.db", tmp_path / "odd # %41?.db"
    empty.touch()
    with pytest.raises(Refusal, match="还没有建好"):
        ReadOnlyJournal.open(empty)
    odd.write_bytes(b"nonsense " * 200)
    with pytest.raises(JournalBroken, match="备份"):
        ReadOnlyJournal.open(odd)
    assert empty.stat().st_size == 0


def test_one_in_use_for_long_is_refused(
    journal: Journal, monkeypatch: pytest.MonkeyPatch, clock: HandClock
) -> None:
    monkeypatch.setattr("cqcmd.journal.access.BUSY_SECONDS", 0.05)
    journal.close()
    with closing(apsw.Connection(str(journal.path))) as link:
        link.execute("PRAGMA journal_mode = TRUNCATE")  # as an older version left it
        link.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Refusal, match="占用"):
            ReadOnlyJournal.open(journal.path)


def test_a_writer_in_the_middle_of_an_act_keeps_no_reader_waiting(
    journal: Journal, note: Note, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cqcmd.journal.access.BUSY_SECONDS", 0.0)
    note(journal)
    with journal.act(), watching(journal.path) as watched:
        assert [entry.seq for entry in watched.new_entries()] == [1]


def test_another_file_under_the_name_is_noticed(journal: Journal, note: Note) -> None:
    note(journal)
    with watching(journal.path) as watched:
        copy = journal.path.with_name("copy")
        shutil.copyfile(journal.path, copy)
        os.replace(copy, journal.path)
        assert watched.replaced
