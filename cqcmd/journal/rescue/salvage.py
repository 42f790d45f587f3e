"""Taking out of a damaged journal what can still be read, into a new file; itself it is only read.

Entries go over as they are: none gets another number or hash, and none is made up.
"""

import errno
import os
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import apsw
from msgspec import Struct

from cqcmd.errors import BadInput, reason_of
from cqcmd.i18n import _
from cqcmd.journal.checked_copy import check_pages, flush
from cqcmd.journal.engine import connect
from cqcmd.journal.faults import as_refusal
from cqcmd.journal.migrations import MIGRATIONS
from cqcmd.journal.rescue.found_rows import Found, Place, find, pages_of
from cqcmd.journal.schema import DRILL, REAL
from cqcmd.journal.statements import ADD_AS_ARRIVED, NAME_STATION

LOST = _("所在的页读不出来")
TAKEN = _("编号和另一条相同")
UNSCRATCHED = _("临时目录写不了（{name}：{why}），原件没有改动；请腾出空间后再试。")

MARK_AT = 68
"""Where the header of the file bears the mark of whose it is."""

BLOCK = 4096
"""How much is passed over where the disk does not let it be read."""


class Salvage(Struct, frozen=True, kw_only=True):
    """What came of it.

    Attributes:
        station: whose journal it is.
        entries: how many were written to the new file.
        lost: whose entry, its number, and why, of each that could not be read.
        altered: entries that were kept though their hash does not fit.
    """

    station: str
    entries: int
    lost: tuple[tuple[Place, str], ...]
    altered: tuple[Place, ...]


def salvage(source: Path, out: Path, *, drill: bool = False) -> Salvage:
    """Write what can be read of the journal ``source`` to the new file ``out``.

    ``drill``: it is a drill's, should the file itself not tell.

    Raises Refusal: nothing can be read, or ``out`` is there or cannot be written.
    """
    file = _rolled_back(source, _read(source))
    found = find(pages_of(file, _beside(source, "-wal")))
    if not found.rows:
        words = _("{name} 里没有读出任何条目，没有写新文件；请保留原件，用最近的备份恢复。")
        raise BadInput(words.format(name=source))
    found.station = found.station or _likeliest(found)
    mark = int.from_bytes(file[MARK_AT : MARK_AT + 4], "big")
    usual = DRILL if drill else REAL
    entries = _write(out, found, mark if mark in (REAL, DRILL) else usual)
    return Salvage(
        station=found.station,
        entries=entries,
        lost=tuple(_lost(found)),
        altered=tuple(sorted(found.altered)),
    )


def _likeliest(found: Found) -> str:
    """Return the station of most entries: the file itself does not tell any more whose it is."""
    return Counter(whose for whose, _seq in found.rows).most_common(1)[0][0]


def _lost(found: Found) -> Iterator[tuple[Place, str]]:
    """Yield each entry that was there once, or must have been, and cannot be read."""
    known = {*found.rows, *found.faults, *found.named}
    stations = {whose for whose, _seq in found.rows}
    for station in sorted(stations):
        seqs = {seq for whose, seq in known if whose == station}
        # Of another station there may be a part of the chain: what nothing names was never here.
        for seq in range(1, max(seqs) + 1) if station == found.station else sorted(seqs):
            if (place := (station, seq)) not in found.rows:
                yield place, found.faults.get(place, LOST)


# Reading, whatever the disk says


def _read(path: Path) -> bytes:
    """Read a file; what the disk does not let be read is left empty."""
    try:
        number = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        try:
            size = os.fstat(number).st_size
            os.lseek(number, 0, os.SEEK_SET)
            return b"".join(
                _block(number, at, min(BLOCK, size - at)) for at in range(0, size, BLOCK)
            )
        finally:
            os.close(number)
    except OSError as error:
        words = _("文件 {name} 读不出来（{why}）；请换一个。")
        raise BadInput(words.format(name=path, why=reason_of(error))) from error


def _block(number: int, at: int, size: int) -> bytes:
    """Read a block; of one that lies on a bad spot of the disk, nothing."""
    try:
        os.lseek(number, at, os.SEEK_SET)
        return os.read(number, size).ljust(size, bytes(1))
    except OSError as error:
        if error.errno != errno.EIO:
            raise
        return bytes(size)


def _beside(source: Path, end: str) -> bytes:
    """Return what a file beside the journal holds; nothing where there is none."""
    there = source.with_name(source.name + end)
    return _read(there) if there.exists() else b""


def _rolled_back(source: Path, file: bytes) -> bytes:
    """Return the file as it was before an act that its log of the older kind tells to undo."""
    undo = _beside(source, "-journal")
    if not undo:
        return file
    # SQLite does it, on a copy: what was never acknowledged is not to be found among the entries.
    with tempfile.TemporaryDirectory(prefix="cqcmd-") as scratch:
        copy = Path(scratch) / "journal.db"
        with as_refusal(copy, UNSCRATCHED):
            copy.write_bytes(file)
            copy.with_name("journal.db-journal").write_bytes(undo)
        with suppress(apsw.Error), closing(connect(copy)) as link:
            link.execute("PRAGMA user_version").fetchall()
        return _read(copy)


# Writing the new file


def _write(out: Path, found: Found, mark: int) -> int:
    """Write the new file, whole or not at all; returns how many entries are in it."""
    words = _("{name} 没有写成（{why}）；原件没有改动，请换一个名字或检查磁盘后再试。")
    with as_refusal(out, words):
        os.close(os.open(out, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        with as_refusal(out, words):
            with closing(connect(out)) as link:
                entries = _fill(link, found, mark)
            flush(out)
            check_pages(out)
    except BaseException:
        out.unlink(missing_ok=True)
        raise
    return entries


def _fill(link: apsw.Connection, found: Found, mark: int) -> int:
    sentences = [sentence for step in MIGRATIONS for sentence in step]
    triggers = [sentence for sentence in sentences if " TRIGGER " in sentence]
    link.execute("BEGIN IMMEDIATE")
    for sentence in sentences:
        if sentence not in triggers:
            link.execute(sentence)
    link.execute(NAME_STATION, ("station", found.station))
    entries = sum(_put(link, found, place) for place in sorted(found.rows))
    # Only now: one of them lets no entry in that does not follow the one before.
    for sentence in triggers:
        link.execute(sentence)
    link.execute(f"PRAGMA application_id = {mark}")
    link.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    link.execute("COMMIT")
    return entries


def _put(link: apsw.Connection, found: Found, place: Place) -> bool:
    arrival, row = found.rows[place]
    try:
        link.execute(ADD_AS_ARRIVED, (arrival, *row))
    except apsw.ConstraintError:  # damage gave it the name or the place of another
        found.faults[place] = TAKEN
        del found.rows[place]
        return False
    return True
