"""The file of a checkpoint: a sheet for each finished incident, an index of them, and its proof.

Derived from the journal and from nothing else: whatever does not fit is thrown away and made anew.
"""

import os
import struct
from array import array
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from typing import IO

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from cqcmd.incident.command.supply import Held
from cqcmd.local_store import write_whole
from cqcmd.views.office.sheet import Sheet

MAGIC = b"cqcmd-checkpoint-1\n"
"""The first bytes; another number for another layout."""

DIGEST_BYTES = 16
FOOT = struct.Struct(f"<Q{DIGEST_BYTES}s")
"""At the end: how long the index before it is, and its digest."""


class NotACheckpoint(Exception):
    """The file is none that can be used: cut, altered, or of another version."""


class Indexed(Struct, frozen=True, array_like=True):
    """Where the sheet of an incident lies, and what is asked of it without reading that.

    ``entries`` counts all that stand in the journal, ``verdicts`` the records among them.
    """

    ident: str
    number: str
    entries: int
    verdicts: int
    void: bool
    lots: tuple[Held, ...]
    offset: int
    length: int
    digest: bytes


class Index(Struct, frozen=True, array_like=True):
    """Of which journal a checkpoint is, how far it goes, and what it holds.

    ``program`` made it for ``station``, which served ``org``, at ``made_at``. Up to the entry at
    ``arrival``, whose hash is ``head``; ``standing`` are the arrivals of all that is not in it.
    ``turn``: which part of it was derived anew when it was made.
    """

    program: str
    station: str
    org: str
    made_at: datetime
    arrival: int
    head: str
    standing: bytes
    turn: int
    cases: tuple[Indexed, ...]


class CheckpointFile:
    """A file that stays as it is: whoever writes another puts it in this one's place."""

    def __init__(self, file: IO[bytes], index: Index) -> None:
        self.index = index
        self._file, self._lock = file, Lock()

    @classmethod
    def open(cls, path: Path) -> "CheckpointFile":
        """Open the file and read its index. Raises NotACheckpoint; OSError: there is none."""
        file = path.open("rb")
        try:
            return cls(file, _index_in(file))
        except BaseException:
            file.close()
            raise

    def sheet(self, case: Indexed) -> Sheet:
        """Return the sheet of an incident. Raises NotACheckpoint: it is not what was written."""
        try:
            return msgspec.msgpack.decode(self.raw(case), type=Sheet)
        except msgspec.MsgspecError as error:
            raise NotACheckpoint(case.ident) from error

    def raw(self, case: Indexed) -> bytes:
        """Return a sheet as it was written. Raises NotACheckpoint."""
        try:
            with self._lock:
                self._file.seek(len(MAGIC) + case.offset)
                found = self._file.read(case.length)
        except (OSError, ValueError) as error:
            raise NotACheckpoint(case.ident) from error
        if _digest(found) != case.digest:
            raise NotACheckpoint(case.ident)
        return found

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


class CheckpointWriter:
    """Takes sheets one by one; what was added stands nowhere before `write`."""

    def __init__(self) -> None:
        self._parts, self._length = [MAGIC], 0
        self.cases: list[Indexed] = []

    def add(self, sheet: Sheet, *, verdicts: int, lots: tuple[Held, ...]) -> None:
        """Add an incident."""
        row, raw = sheet.row, msgspec.msgpack.encode(sheet)
        entries, void = len(array("q", sheet.places)), row.state == "void"
        case = Indexed(
            row.ident, row.number, entries, verdicts, void, lots, 0, len(raw), _digest(raw)
        )
        self.add_raw(case, raw)

    def add_raw(self, case: Indexed, raw: bytes) -> None:
        """Add an incident as another checkpoint has it."""
        self._parts.append(raw)
        self.cases.append(replace(case, offset=self._length))
        self._length += len(raw)

    def write(self, path: Path, index: Index) -> None:
        """Put all of it on the disk under this name. Raises Unwritable; what was there stays."""
        raw = msgspec.msgpack.encode(replace(index, cases=tuple(self.cases)))
        write_whole(path, b"".join((*self._parts, raw, FOOT.pack(len(raw), _digest(raw)))))


def _index_in(file: IO[bytes]) -> Index:
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    begins = file.read(len(MAGIC))
    try:
        file.seek(max(0, size - FOOT.size))
        length, digest = FOOT.unpack(file.read(FOOT.size))
        file.seek(max(0, size - FOOT.size - length))
        raw = file.read(min(length, size))
        if begins != MAGIC or _digest(raw) != digest:
            raise NotACheckpoint
        return msgspec.msgpack.decode(raw, type=Index)
    except (struct.error, msgspec.MsgspecError, OverflowError) as error:
        raise NotACheckpoint from error


def _digest(raw: bytes) -> bytes:
    return blake2b(raw, digest_size=DIGEST_BYTES).digest()
