"""Bears writers by fork, kills or hammers with them, and checks what they had acknowledged.

Run as a program of its own, so that forking never meets the threads of a test runner.
"""

import os
import random
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from cqcmd.journal import Journal, Transaction
from cqcmd.local_store import Drafts


def now() -> datetime:
    return datetime.now(UTC)


def put(act: Transaction, data: str) -> str:
    return act.append("note", data, incident=None, actor="王", occurred_at=now()).id


def born(work: Callable[[int], None]) -> tuple[int, int]:
    """A child at work, told where to write; its number and the end to read from."""
    reading, writing = os.pipe()
    if child := os.fork():
        os.close(writing)
        return child, reading
    os.close(reading)
    status = 1
    try:
        work(writing)
        status = 0
    finally:
        os._exit(status)


def told(reading: int) -> list[str]:
    """The whole lines a child wrote before it ended."""
    with os.fdopen(reading, "rb") as pipe:
        return pipe.read().decode().split("\n")[:-1]


def type_and_act(place: Path, writing: int) -> None:
    """Until killed: keep a draft, do an act, and say each only once it is on the disk."""
    journal, drafts = Journal.open(place / "journal.db", now), Drafts(place / "drafts")
    for count in range(1_000_000):
        drafts.save("call", {"writer": str(os.getpid()), "count": str(count)}, now())
        os.write(writing, f"draft {count}\n".encode())
        with journal.act() as act:
            made = [put(act, "{}") for _ in range(count % 3 + 1)]
        os.write(writing, f"entry {' '.join(made)}\n".encode())


def kill(place: Path, kills: int, seed: int) -> None:
    """Two writers at a time, each killed at a moment of its own; checked after each pair."""
    chance = random.Random(seed)
    acknowledged: set[str] = set()
    for _ in range(kills // 2):
        writers = [born(lambda writing: type_and_act(place, writing)) for _ in range(2)]
        said = dict(zip((child for child, _ in writers), _end(writers, chance), strict=True))
        for lines in said.values():
            for line in lines:
                if line.startswith("entry "):
                    acknowledged.update(line.split()[1:])
        _check_journal(place / "journal.db", acknowledged)
        _check_drafts(place / "drafts", said)
    print(f"{kills} kills, {len(acknowledged)} acknowledged entries, none lost")


def _end(writers: list[tuple[int, int]], chance: random.Random) -> list[list[str]]:
    for child, _ in writers:
        time.sleep(chance.uniform(0, 0.05))
        os.kill(child, signal.SIGKILL)
    for child, _ in writers:
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), "a writer ended by itself"
    return [told(reading) for _, reading in writers]


def _check_journal(path: Path, acknowledged: set[str]) -> None:
    if not path.exists():
        assert not acknowledged
        return
    journal = Journal.open(path, now)
    verdict = journal.verify()
    journal.close()
    assert verdict.ok, verdict.fault
    with closing(sqlite3.connect(path)) as driver:
        on_disk = {id_ for (id_,) in driver.execute("SELECT id FROM entry")}
    lost = acknowledged - on_disk
    assert not lost, f"{len(lost)} acknowledged entries lost"


def _check_drafts(directory: Path, said: dict[int, list[str]]) -> None:
    mine = Drafts(directory)
    found = {int(draft.fields["writer"]): draft for draft in mine.orphans(now())}
    assert not mine.faults, mine.faults
    for writer, lines in said.items():
        counts = [int(line.split()[1]) for line in lines if line.startswith("draft ")]
        if counts:
            behind = counts[-1] - int(found[writer].fields["count"])
            assert behind <= 0, f"the draft is {behind} savings behind"
    for draft in found.values():
        mine.adopt(draft)
        mine.discard(draft.form)
    mine.close()
    assert not list(directory.glob("*"))


def hammer(place: Path, writers: int, creations: int) -> None:
    """Every writer creates its own entries, and claims what only one of them may have."""
    path = place / "journal.db"
    Journal.open(path, now).close()

    def create(writing: int) -> None:
        journal, seen = Journal.open(path, now), set[str]()
        for number in range(creations):
            with journal.act() as act:
                seen.update(entry.data for entry in act.new_entries)
                made = put(act, f'"{os.getpid()} {number}"')
                claim = f'"claim {number}"'
                if claim not in seen:
                    put(act, claim)
                    seen.add(claim)
            os.write(writing, f"{made}\n".encode())

    children = [born(create) for _ in range(writers)]
    made = [id_ for _, reading in children for id_ in told(reading)]
    assert all(os.waitpid(child, 0)[1] == 0 for child, _ in children)
    _check_hammered(path, made, creations)
    print(f"{len(made)} creations by {writers} writers, {creations} claims")


def _check_hammered(path: Path, made: list[str], creations: int) -> None:
    journal = Journal.open(path, now)
    entries = list(journal.entries())
    claims = [entry.data for entry in entries if "claim" in entry.data]
    assert len(claims) == len(set(claims)) == creations
    assert len(made) == len(set(made)) == len(entries) - creations
    assert set(made) <= {entry.id for entry in entries}
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    assert journal.verify().ok


if __name__ == "__main__":
    what, folder, *numbers = sys.argv[1:]
    {"kill": kill, "hammer": hammer}[what](Path(folder), *map(int, numbers))
