"""Restoring: the new one is proved first, the old one lies aside whole, a crash loses nothing."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from cqcmd.errors import BadInput, Refusal, Unwritable
from cqcmd.incident.events.station import Restored
from cqcmd.journal import Journal, JournalBroken
from cqcmd.journal.copies.backup import prove
from cqcmd.journal.copies.course import Course
from cqcmd.journal.copies.shelf import COPY
from cqcmd.journal.replacement import waiting_room
from cqcmd.journal.rescue.restore import Wish, restore
from cqcmd.journal.rescue.salvage import salvage
from tests.journal.conftest import HandClock, Note
from tests.journal.restoring import contents

ROOT = Path(__file__).parents[2]
Opened = Callable[[], Journal]


def by_program(what: str, place: Path, *more: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.journal.restoring", what, str(place), *map(str, more)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)


@pytest.fixture
def copy(opened: Opened, note: Note, tmp_path: Path, clock: HandClock) -> Path:
    """A backup of three entries; afterwards the journal goes on, its last acts in its log alone."""
    journal = opened()
    for number in range(3):
        note(journal, f'"early {number}"')
    part = tmp_path / "part"
    part.mkdir()
    (tmp_path / "backups").mkdir()
    prove(journal, part, clock.now(), Course())
    made = (part / COPY).rename(tmp_path / "backups" / "cqcmd-20261122.db")
    journal.close()
    assert by_program("write", tmp_path / "data", 2).returncode == 0
    assert (tmp_path / "data" / "journal.db-wal").stat().st_size > 0
    return made


OLD = ['"early 0"', '"early 1"', '"early 2"', '"0"', '"1"']
NEW = OLD[:3]


def wish(source: Path, **more: bool) -> Wish:
    return Wish(source=source, actor="李敏", **more)


def test_the_copy_takes_the_place_and_the_old_one_lies_aside_with_its_log(
    tmp_path: Path, copy: Path, clock: HandClock
) -> None:
    path = tmp_path / "data" / "journal.db"
    before = copy.read_bytes()
    event = restore(path, wish(copy), clock.now)
    *kept, written = contents(path)
    assert kept == NEW
    assert msgspec.json.decode(written, type=Restored) == event
    assert (event.path, event.entries, event.salvaged) == (str(copy), 3, False)
    aside = Path(event.aside)
    assert aside.name == "journal.db.坏-20261122-140500"
    assert contents(aside / "journal.db") == OLD
    assert (aside / "journal.db-wal").stat().st_size > 0
    assert copy.read_bytes() == before
    assert not waiting_room(path).exists()
    if os.name == "posix":
        assert path.stat().st_mode & 0o077 == 0


def test_a_second_one_in_the_same_second_lies_in_a_folder_of_its_own(
    tmp_path: Path, copy: Path, clock: HandClock
) -> None:
    path = tmp_path / "data" / "journal.db"
    first, second = (restore(path, wish(copy), clock.now).aside for _time in range(2))
    assert Path(second).name == f"{Path(first).name}-2"
    assert contents(Path(first) / "journal.db") == OLD


IN_THE_MIDDLE = """
import os, sqlite3, sys
driver = sqlite3.connect(sys.argv[1], isolation_level=None)
driver.execute("PRAGMA journal_mode = DELETE")
driver.execute("PRAGMA cache_size = 2")
driver.execute("BEGIN IMMEDIATE")
[(arrival, seq)] = driver.execute("SELECT max(arrival), max(seq) FROM entry")
for step in range(1, 200):
    driver.execute(
        "INSERT INTO entry SELECT ?, ?, incident, station, ?, kind, ?, actor, occurred_at,"
        ' recorded_at, "order", prev, hash FROM entry WHERE arrival = ?',
        (arrival + step, f"id{step}", seq + step, '"lost"' * 100, arrival),
    )
os._exit(0)
"""
"""A program of the time before the write-ahead log, that ends in the middle of a commit."""


def test_after_a_crash_inside_a_commit_the_old_log_is_not_rolled_into_the_copy(
    tmp_path: Path, copy: Path, clock: HandClock
) -> None:
    path = tmp_path / "data" / "journal.db"
    command = [sys.executable, "-c", IN_THE_MIDDLE, str(path)]
    subprocess.run(command, check=True, timeout=60)
    log = path.with_name("journal.db-journal")
    assert log.stat().st_size > 0
    assert b'"lost"' in path.read_bytes()
    report = salvage(path, tmp_path / "salvaged.db")
    assert (report.entries, report.lost) == (len(OLD), ())
    aside = Path(restore(path, wish(copy), clock.now).aside)
    assert not log.exists()
    assert contents(path)[:-1] == NEW
    assert contents(aside / "journal.db") == OLD


def test_where_no_journal_was_the_copy_becomes_it(
    tmp_path: Path, copy: Path, clock: HandClock
) -> None:
    path = tmp_path / "other" / "journal.db"
    assert restore(path, wish(copy), clock.now).aside == ""
    assert contents(path)[:3] == NEW


def test_a_journal_with_its_log_is_restored_with_what_the_log_holds(
    tmp_path: Path, copy: Path, clock: HandClock
) -> None:
    path = tmp_path / "data" / "journal.db"
    aside = Path(restore(path, wish(copy), clock.now).aside)
    event = restore(path, wish(aside / "journal.db"), clock.now)
    assert contents(path)[:-1] == OLD
    assert event.entries == len(OLD)


@pytest.mark.skipif(os.name != "posix", reason="children are born by fork")
@pytest.mark.parametrize("way", ["kill", "refuse"])
def test_cut_off_at_any_step_the_old_or_the_new_one_opens_and_nothing_is_lost(
    tmp_path: Path, copy: Path, way: str
) -> None:
    done = by_program(way, tmp_path, copy)
    assert done.returncode == 0, done.stderr
    steps, *found = done.stdout.split()
    assert int(steps) > 25
    assert found == ["new", "old"]


def test_what_is_no_whole_journal_of_this_station_is_refused_and_nothing_moves(
    tmp_path: Path, copy: Path, clock: HandClock, note: Note
) -> None:
    path = tmp_path / "data" / "journal.db"
    (tmp_path / "text").write_text("a text " * 2_000)
    (tmp_path / "short").write_bytes(copy.read_bytes()[:5_000])
    (tmp_path / "empty").touch()
    altered = copy.read_bytes().replace(b'"early 1"', b'"EARLY 1"')
    (tmp_path / "altered").write_bytes(altered)
    drill = Journal.open(tmp_path / "drill", clock.now, drill=True)
    stranger = Journal.open(tmp_path / "stranger", clock.now)
    for journal in (drill, stranger):
        note(journal)
        journal.close()
    for name, told in (
        ("text", "已损坏或不是本程序的日志"),
        ("short", "已损坏"),
        ("empty", "不是本程序的日志"),
        ("altered", "被改过"),
        ("drill", "演练"),
        ("stranger", "别的值班点"),
        ("nowhere", "没有这个文件"),
        ("backups", "这是一个目录"),
        ("data/journal.db", "就是现在的日志"),
    ):
        with pytest.raises(Refusal, match=told):
            restore(path, wish(tmp_path / name), clock.now)
        assert contents(path) == OLD, name
        assert sorted(file.name for file in path.parent.iterdir() if file.is_dir()) == [], name
    restore(path, wish(tmp_path / "stranger", other_station=True), clock.now)
    assert len(contents(path)) == 2


@pytest.mark.skipif(os.name != "posix", reason="elsewhere an open file cannot be renamed")
def test_a_journal_that_was_taken_away_is_told_and_written_again_once_it_is_back(
    journal: Journal, note: Note
) -> None:
    note(journal)
    away = journal.path.with_name("away.db")
    journal.path.rename(away)
    with pytest.raises(Unwritable, match="不在原处"):
        note(journal)
    away.rename(journal.path)
    note(journal)
    assert [entry.seq for entry in journal.entries()] == [1, 2]


@pytest.mark.skipif(os.name != "posix", reason="elsewhere an open file cannot be renamed")
def test_what_another_terminal_has_open_is_not_replaced(
    tmp_path: Path, copy: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cqcmd.journal.gate.BUSY_SECONDS", 0.05)
    path = tmp_path / "data" / "journal.db"
    code = "import sys; from tests.journal.restoring import *; "
    code += "journal = Journal.open(Path(sys.argv[1]), now); print('open', flush=True); input()"
    command = [sys.executable, "-c", code, str(path)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        with pytest.raises(Unwritable, match="正被别的终端打开"):
            restore(path, wish(copy), clock.now)
        assert not waiting_room(path).exists()
        other.communicate(b"\n")
    assert contents(path) == OLD
    restore(path, wish(copy), clock.now)


@pytest.mark.skipif(os.name != "posix", reason="elsewhere an open file cannot be renamed")
def test_nobody_opens_a_journal_while_it_is_replaced(
    tmp_path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cqcmd.journal.gate import alone

    monkeypatch.setattr("cqcmd.journal.gate.BUSY_SECONDS", 0.05)
    path = tmp_path / "journal.db"
    Journal.open(path, clock.now).close()
    with alone(path), pytest.raises(Unwritable, match="正在恢复"):
        Journal.open(path, clock.now)
    Journal.open(path, clock.now).close()


def test_a_log_whose_journal_is_gone_is_not_thrown_away(
    tmp_path: Path, copy: Path, clock: HandClock
) -> None:
    path = tmp_path / "data" / "journal.db"
    log = path.with_name("journal.db-wal")
    before = log.read_bytes()
    path.unlink()
    with pytest.raises(JournalBroken, match="journal"):
        Journal.open(path, clock.now)
    assert log.read_bytes() == before
    event = restore(path, wish(copy), clock.now)
    assert (Path(event.aside) / log.name).read_bytes() == before


def test_the_same_file_again_is_a_second_entry(
    tmp_path: Path, copy: Path, clock: HandClock
) -> None:
    path = tmp_path / "data" / "journal.db"
    restore(path, wish(copy), clock.now)
    clock.turn(minutes=1)
    restore(path, wish(copy), clock.now)
    journal = Journal.open(path, clock.now)
    assert [entry.kind for entry in journal.entries()] == ["note"] * 3 + ["restored"]
    journal.close()


def test_a_bad_wish_needs_no_data_directory(tmp_path: Path, clock: HandClock) -> None:
    with pytest.raises(BadInput):
        restore(tmp_path / "a" / "journal.db", wish(tmp_path / "nowhere"), clock.now)


@pytest.mark.skipif(os.name != "posix", reason="elsewhere an open file cannot be renamed")
def test_a_terminal_whose_journal_was_moved_away_by_hand_writes_nothing_more(
    opened: Opened, note: Note, tmp_path: Path, clock: HandClock
) -> None:
    journal = opened()
    note(journal)
    aside = tmp_path / "aside"
    aside.mkdir()
    for file in (tmp_path / "data").iterdir():
        file.rename(aside / file.name)
    other = opened()
    note(other, '"of the new one"')
    for ask in (journal.changed, journal.new_entries, journal.entries, journal.head):
        with pytest.raises(Unwritable, match="已换成另一个文件"):
            ask()
    with pytest.raises(Unwritable, match="没有再记"):
        note(journal)
    journal.close()
    assert [entry.data for entry in other.entries()] == ['"of the new one"']
    other.close()
    assert contents(tmp_path / "data" / "journal.db") == ['"of the new one"']
    assert contents(aside / "journal.db") == ["{}"]
