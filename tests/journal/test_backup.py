"""A backup is done when it was restored and followed; a failed one harms nothing."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from cqcmd.errors import Unwritable
from cqcmd.journal import Journal
from cqcmd.journal.copies.backup import backup
from tests.journal.conftest import START, HandClock, Note


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return tmp_path / "备份"


def test_a_backup_opens_as_the_same_journal(
    journal: Journal, clock: HandClock, note: Note, shelf: Path
) -> None:
    entries = [note(journal) for _ in range(3)]
    report = backup(journal, shelf, START)
    assert report.path.name == "cqcmd-20261122-140500.db"
    assert (report.entries, report.heads) == (3, {journal.station: journal.head()})
    assert report.path.stat().st_mode & 0o777 == 0o600
    restored = Journal.open(report.path, clock.now)
    assert list(restored.entries()) == entries
    assert restored.station == journal.station
    restored.close()


def test_an_earlier_backup_is_never_replaced(journal: Journal, note: Note, shelf: Path) -> None:
    first = backup(journal, shelf, START).path
    before = first.read_bytes()
    note(journal)
    second = backup(journal, shelf, START).path
    assert second.name == "cqcmd-20261122-140500-2.db"
    assert first.read_bytes() == before
    assert sorted(path.name for path in shelf.iterdir()) == sorted([first.name, second.name])


def test_a_copy_that_lost_something_is_not_called_a_backup(
    journal: Journal, note: Note, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note(journal)
    good = backup(journal, shelf, START).path
    note(journal)
    monkeypatch.setattr(shutil, "copyfile", lambda _, place: place.write_bytes(good.read_bytes()))
    with pytest.raises(Unwritable, match="比原件少"):
        backup(journal, shelf, START)
    assert list(shelf.iterdir()) == [good]


def test_a_broken_chain_is_told(journal: Journal, note: Note, shelf: Path) -> None:
    note(journal)
    with closing(sqlite3.connect(journal.path)) as driver, driver:
        driver.execute("DROP TRIGGER entry_unchanged")
        driver.execute("UPDATE entry SET actor = '王'")
    with pytest.raises(Unwritable, match=r"第 1 条.*被改过.*以前的备份都还在"):
        backup(journal, shelf, START)


@pytest.mark.parametrize("call", ["mkdir", "open", "fsync", "copyfile", "replace"])
def test_whatever_fails_the_old_backups_stay_and_no_half_one_is_left(
    journal: Journal, note: Note, shelf: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    note(journal)
    good = backup(journal, shelf, START).path
    before = good.read_bytes()

    def fails(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    place = {"mkdir": "pathlib.Path.mkdir", "copyfile": "shutil.copyfile"}.get(call, f"os.{call}")
    with monkeypatch.context() as broken:
        broken.setattr(place, fails)
        with pytest.raises(Unwritable, match=r"备份没有完成.*以前的备份都还在"):
            backup(journal, shelf, START)
    assert list(shelf.iterdir()) == [good]
    assert good.read_bytes() == before


def test_others_may_write_meanwhile(
    journal: Journal,
    opened: Callable[[], Journal],
    note: Note,
    shelf: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    note(journal)
    other = opened()
    real = shutil.copyfile

    def write_first(source: Path, place: Path) -> None:
        note(other)
        real(source, place)

    monkeypatch.setattr(shutil, "copyfile", write_first)
    assert backup(journal, shelf, START).entries == 1
    assert [entry.seq for entry in journal.new_entries()] == [2]
