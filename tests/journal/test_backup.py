"""A backup is done when it was restored and followed; a failed one harms nothing."""

import errno
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest

from cqcmd.desk.station.copy_round import CopyRound, Made
from cqcmd.errors import Cancelled, Refusal, Unwritable
from cqcmd.journal import Journal
from cqcmd.journal.checked_copy import PAGES
from cqcmd.journal.copies.course import Course
from cqcmd.journal.copies.head_note import read_note
from cqcmd.journal.copies.shelf import Shelf
from tests.journal.conftest import START, HandClock, Note


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return tmp_path / "U盘"


def own(journal: Journal) -> Path:
    return journal.path.parent / "备份"


def backup(journal: Journal, shelf: Path, course: Course | None = None) -> Made:
    return CopyRound(journal, None, START, course or Course()).by_hand(shelf, own(journal))


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_backup_opens_as_the_same_journal(
    journal: Journal, clock: HandClock, note: Note, shelf: Path
) -> None:
    entries = [note(journal) for _ in range(3)]
    made = backup(journal, shelf)
    assert made.path.name == "cqcmd-20261122-140500.db"
    assert made.path.stat().st_mode & 0o777 == 0o600
    restored = Journal.open(made.path, clock.now)
    assert list(restored.entries()) == entries
    assert restored.station == journal.station
    restored.close()


def test_a_copy_is_one_file_that_needs_no_log_beside_it(
    journal: Journal, note: Note, shelf: Path
) -> None:
    note(journal)
    made = backup(journal, shelf)
    assert files(shelf) == ["cqcmd-20261122-140500.db", "cqcmd-20261122-140500.txt"]
    assert made.path.read_bytes()[18:20] == b"\x01\x01"


def test_the_head_stands_beside_the_copy(journal: Journal, note: Note, shelf: Path) -> None:
    note(journal)
    made = backup(journal, shelf)
    seq, head = journal.head()
    lines = made.path.with_suffix(".txt").read_text().splitlines()
    assert lines[:3] == [f"station {journal.station}", f"seq {seq}", f"head {head[:16]}"]
    assert read_note(made.path) == made.note


@pytest.mark.parametrize("text", [b"", b"\xff\xfe", b"seq x\n", b"station a\n" * 9999])
def test_a_note_that_is_none_is_read_as_none(shelf: Path, text: bytes) -> None:
    shelf.mkdir()
    (shelf / "cqcmd-1.txt").write_bytes(text)
    assert read_note(shelf / "cqcmd-1.db") is None
    assert read_note(shelf / "cqcmd-2.db") is None


def test_an_earlier_backup_is_never_replaced(journal: Journal, note: Note, shelf: Path) -> None:
    first = backup(journal, shelf).path
    before = first.read_bytes()
    note(journal)
    second = backup(journal, shelf).path
    assert second.name == "cqcmd-20261122-140500-2.db"
    assert first.read_bytes() == before
    assert files(shelf) == sorted(
        path.with_suffix(end).name for path in (first, second) for end in (".db", ".txt")
    )


def test_a_backup_leaves_a_copy_beside_the_journal_too(
    journal: Journal, note: Note, shelf: Path
) -> None:
    note(journal)
    made = backup(journal, shelf)
    (local,) = own(journal).glob("*.db")
    assert local.name == f"cqcmd-自动-{journal.station}-20261122-140500.db"
    assert local.read_bytes() == made.path.read_bytes()


def test_a_copy_that_lost_something_is_not_called_a_backup(
    journal: Journal, note: Note, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note(journal)
    good = backup(journal, shelf).path
    note(journal)
    monkeypatch.setattr(shutil, "copyfile", lambda _, place: place.write_bytes(good.read_bytes()))
    before = files(shelf)
    with pytest.raises(Refusal, match="比原件少"):
        backup(journal, shelf)
    assert files(shelf) == before


def test_a_broken_chain_is_told(journal: Journal, note: Note, shelf: Path) -> None:
    note(journal)
    with closing(sqlite3.connect(journal.path)) as driver, driver:
        driver.execute("DROP TRIGGER entry_unchanged")
        driver.execute("UPDATE entry SET actor = '王'")
    with pytest.raises(Refusal, match=r"第 1 条.*被改过"):
        backup(journal, shelf)


# Whatever a disk does

CALLS = ("mkdir", "open", "fsync", "write", "rename", "copyfile", "unlink+fsync", "rmdir+rename")
FAULTS = (errno.EIO, errno.ENOSPC, errno.EROFS, errno.ENODEV, errno.ENOENT)


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_fails_is_a_sentence_and_the_old_backups_stay(
    journal: Journal,
    note: Note,
    shelf: Path,
    monkeypatch: pytest.MonkeyPatch,
    call: str,
    fault: int,
) -> None:
    note(journal)
    good = backup(journal, shelf).path
    before = good.read_bytes()

    def fails(*_: object, **__: object) -> None:
        raise OSError(fault, "")

    with monkeypatch.context() as broken:
        for name in call.split("+"):
            broken.setattr(shutil if name == "copyfile" else os, name, fails)
        with pytest.raises(Unwritable, match=r"。$"):
            backup(journal, shelf)
    assert good.read_bytes() == before
    assert backup(journal, shelf).path.name == "cqcmd-20261122-140500-2.db"
    assert not list(shelf.glob("*.part"))


def on_the_stick(name: str, fault: int, shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a system call fail for files on the stick alone."""
    real = getattr(os, name)

    def call(target: object, *more: object, **named: object) -> object:
        place = os.readlink(f"/proc/self/fd/{target}") if isinstance(target, int) else str(target)
        if place.startswith(str(shelf)):
            raise OSError(fault, "")
        return real(target, *more, **named)

    monkeypatch.setattr(os, name, call)


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="asks whose number it is")
@pytest.mark.parametrize(
    ("name", "fault", "words"),
    [
        ("write", errno.EIO, "写到一半断了.*U盘可能松了或被拔出"),
        ("fsync", errno.ENODEV, "写到一半断了"),
        ("write", errno.ENOSPC, "写不下.*腾出地方"),
        ("open", errno.EROFS, "写不进去.*写保护"),
        ("rename", errno.ENOENT, "没有这个文件或目录"),
    ],
)
def test_a_stick_that_fails_leaves_the_copy_beside_the_journal(
    journal: Journal,
    note: Note,
    shelf: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    fault: int,
    words: str,
) -> None:
    note(journal)
    shelf.mkdir()
    on_the_stick(name, fault, shelf, monkeypatch)
    with pytest.raises(Unwritable, match=words):
        backup(journal, shelf)
    (local,) = own(journal).glob("*.db")
    assert read_note(local) is not None
    assert not list(shelf.glob("*.db"))


@pytest.mark.parametrize(
    ("fault", "words"),
    [(errno.EROFS, "写不进去.*写保护"), (errno.ENOSPC, "写不下.*腾出地方")],
)
def test_a_stick_that_takes_no_folder_is_told_with_what_to_do(
    journal: Journal,
    note: Note,
    shelf: Path,
    monkeypatch: pytest.MonkeyPatch,
    fault: int,
    words: str,
) -> None:
    note(journal)
    shelf.mkdir()
    on_the_stick("mkdir", fault, shelf, monkeypatch)
    with pytest.raises(Unwritable, match=words):
        backup(journal, shelf)
    assert files(shelf) == []


def test_what_reads_back_otherwise_is_no_backup(
    journal: Journal, note: Note, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cqcmd.journal.copies import delivery

    def spoil(place: Path) -> None:
        data = bytearray(place.read_bytes())
        data[-1] ^= 1
        place.write_bytes(data)

    note(journal)
    monkeypatch.setattr(delivery, "forget_cached", spoil)
    with pytest.raises(Unwritable, match=r"读回来和写的不一样.*换一个盘"):
        backup(journal, shelf)
    assert files(shelf) == []


def test_a_disk_of_the_record_that_is_full_does_not_keep_the_copy_from_the_stick(
    journal: Journal, note: Note, shelf: Path
) -> None:
    note(journal)
    own(journal).write_text("no folder can be made here")
    assert backup(journal, shelf).path.is_file()


def test_a_folder_whose_own_folder_is_missing_is_not_made(
    journal: Journal, note: Note, tmp_path: Path
) -> None:
    with pytest.raises(Unwritable, match="U盘插好了吗"):
        backup(journal, tmp_path / "media" / "stick")
    assert not (tmp_path / "media").exists()


# Leftovers


def test_leftovers_are_swept_but_for_those_of_another_station(
    journal: Journal, note: Note, shelf: Path
) -> None:
    shelf.mkdir()
    (shelf / "cqcmd-20260101-000000-123.part").write_text("of an earlier version")
    (shelf / f"cqcmd-20260101-000000-{journal.station}-00.part").mkdir()
    (shelf / f"cqcmd-20260101-000000-{journal.station}-00.part" / "journal.db").write_text("half")
    others = shelf / "cqcmd-20260101-000000-ffffffffffff-00.part"
    others.mkdir()
    (shelf / "download.part").write_text("somebody else's")
    backup(journal, shelf)
    assert [path.name for path in sorted(shelf.glob("*.part"))] == [others.name, "download.part"]


def test_leftovers_that_cannot_be_taken_away_stop_nobody(
    journal: Journal, note: Note, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.mkdir()
    stuck = shelf / f"cqcmd-20260101-000000-{journal.station}-00.part"
    stuck.mkdir()
    monkeypatch.setattr(shutil, "rmtree", lambda *_, **__: None)
    assert backup(journal, shelf).path.is_file()


# Giving up, and others meanwhile


def steps_of(journal: Journal, shelf: Path) -> list[str]:
    course = Recorder()
    backup(journal, shelf, course)
    return course.steps


class Recorder(Course):
    def __init__(self, give_up_at: int = -1) -> None:
        super().__init__()
        self.steps: list[str] = []
        self._at = give_up_at

    def note(self, what: str, done: int = 0, total: int = 0) -> None:
        if len(self.steps) == self._at:
            self.cancel()
        super().note(what, done, total)
        self.steps.append(self.words)


def test_progress_is_told_step_by_step(journal: Journal, note: Note, shelf: Path) -> None:
    note(journal, f'"{"x" * 3_000_000}"')
    steps = steps_of(journal, shelf)
    names = list(dict.fromkeys(step.split(" ")[0] for step in steps))
    assert names == [
        *("正在核对日志", "正在复制日志", "正在试恢复"),
        *("正在写到备份目录", "正在读回核对"),
    ]
    assert sum(step.startswith("正在复制") for step in steps) > 3_000_000 // (4096 * PAGES)
    assert "正在写到备份目录 100%" in steps


def test_giving_up_at_any_step_leaves_nothing(journal: Journal, note: Note, shelf: Path) -> None:
    note(journal, f'"{"x" * 3_000_000}"')
    steps = steps_of(journal, shelf)
    for number in range(len(steps)):
        before = files(shelf)
        with pytest.raises(Cancelled, match="已取消"):
            backup(journal, shelf, Recorder(number))
        assert files(shelf) == before, steps[number]
        assert not list(own(journal).glob("*.part"))


@pytest.fixture
def busy(opened: Callable[[], Journal], note: Note) -> Iterator[list[str]]:
    """Another post that writes one entry after the other."""
    other, written, ended = opened(), list[str](), list[bool]()

    def write() -> None:
        while not ended:
            written.append(note(other).id)

    thread = Thread(target=write)
    thread.start()
    yield written
    ended.append(True)
    thread.join()


def test_a_post_that_writes_without_pause_is_not_held_up_and_the_copy_ends(
    journal: Journal, note: Note, shelf: Path, busy: list[str]
) -> None:
    note(journal, f'"{"x" * 3_000_000}"')
    written: list[int] = []

    class Watching(Course):
        def note(self, what: str, done: int = 0, total: int = 0) -> None:
            super().note(what, done, total)
            before = len(busy)
            if what == "正在复制日志":
                note(journal)  # an act of this post in the middle of a step of the copying
                written.append(len(busy) - before)

    made = backup(journal, shelf, Watching())
    assert len(written) >= 3
    assert Shelf(shelf, journal.station).folder == made.path.parent
    assert journal.verify().ok


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
    assert backup(journal, shelf).note.entries == 1
    assert [entry.seq for entry in journal.new_entries()] == [2]
