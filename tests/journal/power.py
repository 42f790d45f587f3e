"""Cuts the power at any moment, in a model of a disk: what was not synced is there, lost or torn.

Everything the database does to its files is written down in order while two posts act. A cut takes
what was done up to some moment; of each file, what came after its last sync is kept or lost, write
by write, in whole or in part. Run as a program of its own: the file system below it is the default.
"""

import os
import random
import shutil
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import apsw
from msgspec import Struct

from cqcmd.journal import Journal
from tests.journal.children import now, put

SECTOR = 512
"""Bytes that a disk writes in whole or not at all."""

CHECKPOINT = 12
"""Pages in the log after which it goes over into the file: few, so that many cuts fall there."""


class Done(Struct, frozen=True):
    """One thing done: a ``write``, ``truncate``, ``sync``, ``delete`` of a file, a sync of the

    ``directory``; or an entry that was ``told`` as recorded, by its id.
    """

    what: str
    name: str = ""
    at: int = 0
    data: bytes = b""


class RecordedFile(apsw.VFSFile):
    """A file of the database, every change of which is written down."""

    def __init__(self, disk: "RecordedDisk", name: Any, flags: list[int]) -> None:
        super().__init__(disk.beneath, name, flags)
        self._disk, self._new = disk, True
        self._name = Path(name.filename() if hasattr(name, "filename") else name or "").name

    def xWrite(self, data: Any, offset: int) -> None:  # noqa: N802 - as SQLite calls it
        super().xWrite(data, offset)
        self._disk.done.append(Done("write", self._name, offset, bytes(data)))

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        super().xTruncate(newsize)
        self._disk.done.append(Done("truncate", self._name, newsize))

    def xSync(self, flags: int) -> None:  # noqa: N802
        super().xSync(flags)
        self._disk.done.append(Done("sync", self._name))
        if self._new and self._name != "journal.db":
            # With the first sync of a log SQLite syncs its folder too.
            self._new = False
            self._disk.done.append(Done("directory"))


class RecordedDisk(apsw.VFS):
    """The file system, written down; the default while it lives."""

    def __init__(self) -> None:
        self.beneath = apsw.vfs_names()[0]
        super().__init__("recorded", self.beneath, makedefault=True)
        self.done: list[Done] = []

    def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:  # noqa: N802
        return RecordedFile(self, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802
        super().xDelete(filename, syncdir)
        self.done += [Done("delete", Path(filename).name)] + [Done("directory")] * syncdir


def acts(place: Path, disk: RecordedDisk, chance: random.Random) -> None:
    """Two posts act in turn, some acts large; both leave, and one comes again."""
    path = place / "journal.db"
    for _session in range(4):
        with closing(Journal.open(path, now)) as one, closing(Journal.open(path, now)) as two:
            for journal in (one, two):
                journal._link.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT}")
            for _ in range(30):
                _act(chance.choice((one, two)), chance, disk)


def _act(journal: Journal, chance: random.Random, disk: RecordedDisk) -> None:
    with journal.act() as act:
        words = f'"{"字" * chance.choice((3, 30, 3_000))}"'
        made = [put(act, words) for _ in range(chance.randrange(1, 4))]
    disk.done += [Done("told", entry) for entry in made]


def left(done: list[Done], chance: random.Random) -> dict[str, bytes]:
    """What lies on the disk after a cut: a file for each name."""
    files: dict[str, bytearray | None] = {}
    sure = {one.name: number for number, one in enumerate(done) if one.what == "sync"}
    names_sure = max((n for n, one in enumerate(done) if one.what == "directory"), default=-1)
    for number, one in enumerate(done):
        until = names_sure if one.what == "delete" else sure.get(one.name, -1)
        for part in (one,) if number <= until else _perhaps(one, chance):
            _apply(files, part)
    return {name: bytes(data) for name, data in files.items() if data is not None}


def _perhaps(one: Done, chance: random.Random) -> Iterator[Done]:
    """What becomes of a change that no sync has followed."""
    fate = chance.choice(("kept", "lost", "torn"))
    if one.what != "write":
        yield from (one,) if fate == "kept" else ()
        return
    sectors = range(0, len(one.data), SECTOR)
    for start in sectors:
        if fate == "kept" or (fate == "torn" and chance.random() < 0.5):
            yield Done("write", one.name, one.at + start, one.data[start : start + SECTOR])


def _apply(files: dict[str, bytearray | None], one: Done) -> None:
    if one.what == "delete":
        files[one.name] = None
    elif one.what in ("truncate", "write"):
        file = files[one.name] = files.get(one.name) or bytearray()
        if one.what == "truncate":
            del file[one.at :]
        file.extend(bytes(max(0, one.at - len(file))))
        file[one.at : one.at + len(one.data)] = one.data


def cut(place: Path, done: list[Done], chance: random.Random) -> int:
    """Cut after what was done so far, open what is left; how many acknowledged entries it held."""
    told = {one.name for one in done if one.what == "told"}
    place.mkdir()
    (place / "journal.db").touch(0o600)
    for name, data in left(done, chance).items():
        (place / name).write_bytes(data)
    if chance.random() < 0.5:  # the index of the log is memory that happens to lie in a file
        (place / "journal.db-shm").write_bytes(chance.randbytes(32_768))
    with closing(Journal.open(place / "journal.db", now)) as journal:
        found = {entry.id for entry in journal.entries()}
        verdict = journal.verify()
        assert verdict.ok, verdict.fault
        assert not (lost := told - found), f"{len(lost)} acknowledged entries lost"
        with journal.act() as act:
            put(act, "{}")
        assert journal.verify().entries == len(found) + 1
    return len(told)


def main(place: Path, cuts: int, seed: int) -> None:
    """Act once, then cut at moments of chance."""
    chance = random.Random(seed)
    disk = RecordedDisk()
    acts(place / "whole", disk, chance)
    disk.unregister()
    assert {"journal.db", "journal.db-wal"} < {one.name for one in disk.done if one.what == "sync"}
    held = 0
    for number in range(cuts):
        moment = chance.randrange(1, len(disk.done) + 1)
        held += cut(place / str(number), disk.done[:moment], chance)
        shutil.rmtree(place / str(number))
    assert held > cuts
    print(f"{cuts} cuts in {len(disk.done)} changes, {held} acknowledged entries, none lost")


if __name__ == "__main__":
    os.umask(0o077)
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
