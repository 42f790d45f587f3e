"""Opening: files of every age, files that are none, directories that cannot be written."""

import os
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

import apsw
import pytest

from cqcmd.errors import Unwritable
from cqcmd.journal import Journal, JournalBroken, JournalNewer, migrations
from cqcmd.journal.chain import FIELDS
from tests.journal.conftest import HandClock, Note

Opened = Callable[[], Journal]
VERSION = len(migrations.MIGRATIONS)
STEP = ("CREATE TABLE later (name TEXT)", "INSERT INTO later VALUES ('一')")


def ask(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as driver, driver:
        return driver.execute(sql).fetchall()


def test_every_commit_is_on_the_disk_when_it_returns(opened: Opened, note: Note) -> None:
    journal = opened()
    note(journal)
    for name, value in (
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("trusted_schema", 0),
    ):
        assert journal._link.execute(f"PRAGMA {name}").fetchone() == (value,), name
    assert [entry.seq for entry in opened().entries()] == [1]


def test_the_engine_is_one_whose_log_can_be_written_by_many() -> None:
    version = tuple(map(int, apsw.sqlite_lib_version().split(".")))
    assert version >= (3, 51, 3), "older ones can corrupt a write-ahead log"


def test_a_station_keeps_its_name(opened: Opened) -> None:
    assert opened().station == opened().station


def test_a_newer_journal_is_refused_and_left_alone(journal: Journal, opened: Opened) -> None:
    ask(journal.path, "PRAGMA user_version = 7")
    before = journal.path.read_bytes()
    with pytest.raises(JournalNewer, match="升级本程序"):
        opened()
    assert journal.path.read_bytes() == before


@pytest.mark.parametrize("content", [b"nonsense " * 200, b"SQLite format 3\x00" + b"\xff" * 4096])
def test_what_is_no_database_is_refused_and_left_alone(
    tmp_path: Path, opened: Opened, content: bytes
) -> None:
    path = tmp_path / "data" / "journal.db"
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(JournalBroken, match="备份"):
        opened()
    assert path.read_bytes() == content


def test_the_database_of_another_program_is_refused_and_left_alone(
    tmp_path: Path, opened: Opened
) -> None:
    path = tmp_path / "data" / "journal.db"
    path.parent.mkdir()
    ask(path, "CREATE TABLE entry (x)")
    before = path.read_bytes()
    with pytest.raises(JournalBroken):
        opened()
    assert path.read_bytes() == before


def test_a_file_left_empty_by_a_crash_is_made_into_a_journal(
    tmp_path: Path, opened: Opened, note: Note
) -> None:
    path = tmp_path / "data" / "journal.db"
    path.parent.mkdir()
    path.touch()
    assert note(opened()).seq == 1


def test_an_older_journal_is_brought_up_after_a_checked_copy(
    opened: Opened, note: Note, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = opened()
    entry = note(journal)
    journal.close()
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, STEP))
    assert list(opened().entries()) == [entry]
    assert ask(journal.path, "SELECT name FROM later") == [("一",)]
    assert ask(journal.path, "PRAGMA user_version") == [(VERSION + 1,)]
    [copy] = journal.path.parent.glob(f"journal.db.v{VERSION}-*")
    assert ask(copy, "PRAGMA user_version") == [(VERSION,)]
    assert ask(copy, "SELECT id FROM entry") == [(entry.id,)]
    opened()
    assert len(list(journal.path.parent.glob(f"journal.db.v{VERSION}-*"))) == 1


def test_a_journal_of_the_first_version_takes_in_parts_of_chains_once_it_is_brought_up(
    opened: Opened, note: Note, tmp_path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrations, "MIGRATIONS", (migrations.VERSION_1,))
    journal = opened()
    own = note(journal)
    journal.close()
    assert ask(journal.path, "PRAGMA user_version") == [(1,)]
    monkeypatch.undo()
    with closing(Journal.open(tmp_path / "other" / "journal.db", clock.now)) as other:
        theirs = [note(other), note(other)]
    names = ", ".join(f'"{name}"' for name in FIELDS)
    [row] = ask(other.path, f"SELECT {names} FROM entry WHERE seq = 2")
    again = opened()
    with again.act() as act:
        act.take_in([row], partial=True)  # type: ignore[list-item]
        act.append("note", "{}", incident=None, actor="", occurred_at=clock.now())
    assert {entry.id for entry in again.entries()} >= {own.id, theirs[1].id}
    assert again.verify().ok
    [copy] = journal.path.parent.glob("journal.db.v1-*")
    assert ask(copy, "SELECT id FROM entry") == [(own.id,)]


def test_a_number_of_the_version_that_is_damaged_is_read_off_the_tables(
    opened: Opened, note: Note, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrations, "MIGRATIONS", (migrations.VERSION_1,))
    journal = opened()
    note(journal)
    journal.close()
    ask(journal.path, "PRAGMA user_version = -3")
    monkeypatch.undo()
    opened()
    assert ask(journal.path, "PRAGMA user_version") == [(VERSION,)]
    [(trigger,)] = ask(journal.path, "SELECT sql FROM sqlite_schema WHERE name = 'entry_follows'")
    assert "about" in str(trigger)


def test_a_migration_that_fails_leaves_the_old_journal(
    opened: Opened, note: Note, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = opened()
    entry = note(journal)
    whole = migrations.MIGRATIONS
    monkeypatch.setattr(
        migrations, "MIGRATIONS", (*whole, (*STEP, "INSERT INTO nowhere VALUES (1)"))
    )
    with pytest.raises(Exception, match="nowhere"):
        opened()
    monkeypatch.setattr(migrations, "MIGRATIONS", whole)
    assert list(opened().entries()) == [entry]
    assert ask(journal.path, "SELECT name FROM sqlite_master WHERE name = 'later'") == []


def test_no_migration_without_its_copy(
    opened: Opened, journal: Journal, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = journal.path.with_name(f"journal.db.v{VERSION}-20261122-140500")
    taken.write_text("an older copy")
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, STEP))
    with pytest.raises(Unwritable, match="副本"):
        opened()
    assert taken.read_text() == "an older copy"
    assert ask(journal.path, "PRAGMA user_version") == [(VERSION,)]
    clock.turn(seconds=1)
    opened()


def test_a_directory_that_cannot_be_made_or_written(
    tmp_path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Unwritable, match="file"):
        Journal.open(tmp_path / "file" / "journal.db", clock.now)
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(Unwritable, match="只读"):
        Journal.open(tmp_path / "journal.db", clock.now)


def test_a_folder_that_the_disk_does_not_give_is_no_act_that_failed(
    tmp_path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = os.open

    def refused(path: Path, flags: int, mode: int = 0o777) -> int:
        if Path(path) == tmp_path:
            raise OSError(5, "Input/output error")
        return plain(path, flags, mode)

    monkeypatch.setattr(os, "open", refused)
    with pytest.raises(Unwritable) as fault:
        Journal.open(tmp_path / "journal.db", clock.now)
    assert f"日志 {tmp_path / 'journal.db'} 打不开（磁盘读写出错）" in str(fault.value)


def test_a_second_writer_waits_and_is_then_refused_in_words(
    opened: Opened, note: Note, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cqcmd.journal.access.BUSY_SECONDS", 0.05)
    journal, other = opened(), opened()
    with journal.act(), pytest.raises(Unwritable, match="占用"):
        note(other)
    assert note(other).seq == 1
    assert [entry.seq for entry in journal.new_entries()] == [1]


def test_importing_opens_nothing_and_shelf_users_stay_light() -> None:
    import subprocess
    import sys

    code = "import sys, cqcmd.incident.events.entry; print(*sys.modules, sep='\\n')"
    root = Path(__file__).parents[2]
    loaded = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True)
    heavy: Iterable[str] = {"sqlalchemy", "sqlmodel", "pydantic", "sqlite3"}
    assert not set(heavy) & set(loaded.stdout.split())
