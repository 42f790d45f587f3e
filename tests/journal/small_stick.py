"""Backs up to a small file system of its own that fills up, vanishes and comes back."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from cqcmd.desk.station.copy_round import CopyRound
from cqcmd.errors import Refusal
from cqcmd.journal import Journal
from cqcmd.journal.copies.course import Course
from tests.journal.conftest import START

ROOM = 600 * 1024
"""Bytes that the small file system takes."""


def mount(stick: Path) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "none", stick], check=True)


def back_up(journal: Journal, stick: Path, course: Course | None = None) -> str:
    """Back up; returns what was said of what went wrong, nothing if all is well."""
    try:
        copies = CopyRound(journal, None, START, course)
        copies.by_hand(stick / "备份", journal.path.parent / "备份")
    except Refusal as refusal:
        return str(refusal)
    return ""


class Pulled(Course):
    """Has the stick pulled at the given step."""

    def __init__(self, stick: Path, at: str) -> None:
        super().__init__()
        self._stick, self._at = stick, at

    def note(self, what: str, done: int = 0, total: int = 0) -> None:
        super().note(what, done, total)
        if what == self._at:
            self._at = ""
            subprocess.run(["umount", "-l", self._stick], check=True)


def write(journal: Journal, size: int) -> None:
    with journal.act() as act:
        act.append("note", f'"{"x" * size}"', incident="1", actor="李敏", occurred_at=START)


def whole(stick: Path) -> list[str]:
    return sorted(path.name for path in (stick / "备份").iterdir() if path.suffix == ".db")


def main(place: Path) -> None:
    """Fill it, pull it at each step, plug it in again."""
    stick = place / "stick"
    stick.mkdir()
    journal = Journal.open(place / "data" / "journal.db", lambda: START)
    write(journal, 100_000)
    mount(stick)
    assert back_up(journal, stick) == ""
    first = whole(stick)
    # Full beforehand, and nearly so: the folder itself and its names have no room either.
    for room in (100_000, 4096, 0):
        fill_up(stick, room)
        said = back_up(journal, stick)
        assert "请腾出地方" in said or "磁盘已满" in said, said
        assert whole(stick) == first
        assert not list((stick / "备份").glob("*.part"))
    for filler in stick.glob("film*"):
        filler.unlink()
    for at in ("正在核对日志", "正在试恢复", "正在写到备份目录", "正在读回核对"):
        said = back_up(journal, stick, Pulled(stick, at))
        assert said.endswith("。"), said
        assert "没有" in said or "断了" in said, said
        # What lies in the stick's place now is a folder of the system disk: nothing is in it.
        assert list(stick.iterdir()) == []
        mount(stick)
        assert back_up(journal, stick) == ""
        assert len(whole(stick)) == 1
    assert journal.verify().ok
    print("well")


def fill_up(stick: Path, room: int) -> None:
    """Leave no more than ``room`` bytes."""
    stat = os.statvfs(stick)
    with (stick / f"film{room}").open("wb", buffering=0) as file, suppress(OSError):
        file.write(b"x" * max(0, stat.f_bavail * stat.f_frsize - room))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
