"""The connection to the file: made private first, durable before a commit returns."""

import errno
import os
import shutil
import sys
from pathlib import Path

import apsw

from cqcmd.i18n import _
from cqcmd.journal.access import BUSY_SECONDS
from cqcmd.journal.faults import UNOPENED, as_refusal, unwritable
from cqcmd.paths import refuse_link

ROOM = 1 << 17
"""Bytes that are free at least where a journal is begun."""


def make_private(path: Path) -> None:
    """Create ``path`` readable by its owner alone; a file that is there keeps its content."""
    with as_refusal(path, UNOPENED):
        for end in ("", "-wal", "-shm"):
            refuse_link(path.with_name(path.name + end))
        if not path.exists():
            _insist_on_room(path)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            # Made before SQLite opens it: SQLite would go by the umask, and the log beside the file
            # takes its mode from the file.
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        except FileExistsError:
            _narrow(path)
    # SQLite makes its log beside the file; a folder that is read-only would fail the first act
    # only.
    if not os.access(path.parent, os.W_OK):
        raise unwritable(path.parent, _("文件或目录只读"), UNOPENED)


def _insist_on_room(path: Path) -> None:
    """Refuse to begin a file on a disk that is full: nothing half made is to stay behind."""
    above = next(place for place in path.parents if place.exists())
    if shutil.disk_usage(above).free < ROOM:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))


def identity(path: Path) -> tuple[int, int] | None:
    """Return which file bears this name now: another one after it was moved or replaced."""
    try:
        here = path.stat()
    except FileNotFoundError:
        return None
    return here.st_dev, here.st_ino


def connect(path: Path) -> apsw.Connection:
    """One connection in autocommit: every transaction is begun and ended by name."""
    return _link(str(path), apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE)


def connect_to_read(path: Path, *, alone: bool) -> apsw.Connection:
    """One connection that cannot write, makes nothing and recovers nothing.

    ``alone``: nobody else has the file open, and no log is to be looked for.
    """
    # readonly_shm: with mode=ro alone, SQLite makes the index of a write-ahead log.
    name = f"{path.absolute().as_uri()}?mode=ro&readonly_shm=1{'&immutable=1' if alone else ''}"
    link = _link(name, apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI)
    link.execute("PRAGMA query_only = ON")
    _distrust(link)
    return link


def set_pragmas(link: apsw.Connection) -> None:
    """Durability, and distrust of what stands in the file."""
    # Of all these only WAL is kept in the file; the rest must be said to every connection anew.
    link.execute("PRAGMA journal_mode = WAL")
    link.execute("PRAGMA synchronous = FULL")
    _distrust(link)
    # Without it INSERT OR REPLACE would take an entry away past the triggers that keep entries.
    link.execute("PRAGMA recursive_triggers = ON")


def _link(name: str, flags: int) -> apsw.Connection:
    # The event by which Python's own driver tells auditors of every file that it opens.
    sys.audit("sqlite3.connect", name)
    link = apsw.Connection(name, flags=flags)
    link.set_busy_timeout(int(BUSY_SECONDS * 1_000))
    return link


def _distrust(link: apsw.Connection) -> None:
    link.execute("PRAGMA trusted_schema = OFF")
    link.execute("PRAGMA cell_size_check = ON")


def _narrow(path: Path) -> None:
    if os.name == "posix" and path.stat().st_mode & 0o077:
        path.chmod(0o600)
