"""Restores cut off at each step, or refused by the disk there; what is left is looked at after.

A step is anything that touches a file: what Python tells its auditors of, and every flush. Run as
a program of its own, so that forking never meets the threads of a test runner.
"""

import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from cqcmd.errors import Refusal
from cqcmd.incident.events.station import Restored
from cqcmd.journal import Journal
from cqcmd.journal.replacement import waiting_room
from cqcmd.journal.rescue.restore import Wish, restore

STEPS = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "sqlite3.connect"}
WHEN = datetime(2026, 11, 28, 11, 0, tzinfo=UTC)


def now() -> datetime:
    return WHEN


def contents(path: Path) -> list[str]:
    """What stands in a journal, looked at in a copy: not even a log beside it is touched."""
    look = path.parent.with_name(f"look-{path.parent.name}")
    shutil.copytree(path.parent, look)
    try:
        journal = Journal.open(look / path.name, now)
        try:
            assert journal.verify().ok
            return [entry.data for entry in journal.entries()]
        finally:
            journal.close()
    finally:
        shutil.rmtree(look)


def watch_steps(place: Path, at: Callable[[int], None]) -> None:
    """Have ``at`` told of every step in a directory, by number."""
    steps = 0

    def step(about: object) -> None:
        nonlocal steps
        if str(place) in str(about):
            steps += 1
            at(steps)

    flush = os.fsync

    def flushed(number: Any) -> None:
        step(place)
        flush(number)

    vars(os)["fsync"] = flushed
    sys.addaudithook(lambda name, about: step(about) if name in STEPS else None)


def in_child(work: Callable[[], str]) -> tuple[str, int]:
    """What a child says, and how it ended."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        try:
            os.write(writing, work().encode())
            os._exit(0)
        except BaseException:  # noqa: BLE001 - whatever it is, the parent shows it
            os.write(writing, traceback.format_exc().encode())
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read().decode()
    return said, os.waitpid(child, 0)[1]


def attempt(data: Path, source: Path, at: Callable[[int], None]) -> str:
    """Restore; empty, or what was refused."""
    watch_steps(data, at)
    try:
        restore(data / "journal.db", Wish(source=source, actor="李敏"), now)
    except Refusal as refusal:
        return str(refusal)
    return ""


def steps_of(data: Path, source: Path) -> int:
    reached = [0]

    def count() -> str:
        attempt(data, source, lambda number: reached.__setitem__(0, number))
        return str(reached[0])

    return int(in_child(count)[0])


def kill_at(which: int) -> Callable[[int], None]:
    return lambda number: os.kill(os.getpid(), signal.SIGKILL) if number == which else None


def refuse_at(which: int) -> Callable[[int], None]:
    def at(number: int) -> None:
        if number == which:
            raise OSError(5, "refused")

    return at


def each_step(place: Path, source: Path, way: str) -> None:
    """At every step in turn kill the restore, or let the disk refuse it."""
    data, kept = place / "data", place / "kept"
    shutil.copytree(data, kept)
    old, new = contents(kept / "journal.db"), contents(source)
    steps, found = steps_of(data, source), set()
    for step in range(1, steps + 1):
        shutil.rmtree(data)
        shutil.copytree(kept, data)
        at = (kill_at if way == "kill" else refuse_at)(step)
        said, status = in_child(lambda at=at: attempt(data, source, at))  # type: ignore[misc]
        assert status == (signal.SIGKILL if way == "kill" else 0), (step, said)
        if said:
            assert said.endswith("。"), said
            assert "没有改动" not in said or contents(data / "journal.db") == old, (step, said)
        found.add(which_opens(data / "journal.db", old, new))
    print(steps, *sorted(found))


def which_opens(path: Path, old: list[str], new: list[str]) -> str:
    """Open the journal as the next terminal does; which one it is, and that the other is there."""
    Journal.open(path, now).close()
    written = contents(path)
    if written == old:
        return "old"
    event = msgspec.json.decode(written[-1], type=Restored)
    assert written[:-1] == new, written
    assert contents(Path(event.aside) / "journal.db") == old
    assert not waiting_room(path).exists()
    return "new"


def write_and_die(data: Path, count: int) -> None:
    """Write acts into the log, then end as by a power cut, so that the log stays."""
    journal = Journal.open(data / "journal.db", now)
    for number in range(count):
        with journal.act() as act:
            act.append("note", f'"{number}"', incident=None, actor="王", occurred_at=now())
    os._exit(0)


if __name__ == "__main__":
    what, folder, *rest = sys.argv[1:]
    if what == "write":
        write_and_die(Path(folder), int(rest[0]))
    each_step(Path(folder), Path(rest[0]), what)
