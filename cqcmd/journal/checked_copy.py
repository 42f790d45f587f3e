"""A copy of the file, whole and checked, that replaces nothing."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

import apsw

from cqcmd.clock import local
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.journal.engine import connect, connect_to_read
from cqcmd.journal.faults import as_refusal

PAGES = 256
"""Pages that are copied at once, a megabyte: between two of them it can be given up."""


def stamp(moment: datetime) -> str:
    """``moment`` as part of a file's name that any system takes: local, to the second."""
    return f"{local(moment):%Y%m%d-%H%M%S}"


def copy_checked(
    link: apsw.Connection, target: Path, progress: Callable[[int, int], None] = lambda *_of: None
) -> None:
    """Write the whole database to the new file ``target``, on disk and intact, or leave none.

    ``progress`` is told pages done and pages in all, and may raise to give it up.
    """
    words = _("副本 {name} 没有写成（{why}），原日志没有改动；请检查磁盘和权限后再试。")
    with as_refusal(target, words):
        # Made before there is anything in it: so it is private, and never an older copy.
        number = create(target)
    try:
        with as_refusal(target, words):
            os.close(number)
            with closing(connect(target)) as copy, _one_moment(link):
                _copy_pages(link, copy, progress)
            flush(target)
            check_pages(target)
    except BaseException:
        with suppress(OSError):  # what went wrong is told; what is left is swept by the next try
            target.unlink()
        raise


@contextmanager
def _one_moment(link: apsw.Connection) -> Iterator[None]:
    """Read the database as it is now until the end, whatever others write meanwhile.

    With a write-ahead log readers hold up nobody; without this each act of another post would
    have the copying begin anew.
    """
    link.execute("BEGIN")
    try:
        link.execute("SELECT 1 FROM sqlite_schema").fetchall()
        yield
    finally:
        if link.in_transaction:  # a disk that fails ends it by itself
            link.execute("ROLLBACK")


def _copy_pages(
    link: apsw.Connection, copy: apsw.Connection, progress: Callable[[int, int], None]
) -> None:
    # A copy that is cut short is thrown away, and one that stands is flushed as a whole: nothing
    # is rolled back, so that ending it asks nothing of a disk that has just failed.
    copy.execute("PRAGMA journal_mode = OFF")
    copy.execute("PRAGMA synchronous = OFF")
    with copy.backup("main", link, "main") as backup:
        while not backup.done:
            backup.step(PAGES)
            progress(backup.page_count - backup.remaining, backup.page_count)
    # The pages say that there is a log beside them; a copy is one file, read from any disk.
    copy.execute("PRAGMA journal_mode = DELETE")


def create(path: Path) -> int:
    """Make a new file that its owner alone reads, open for writing; none is replaced."""
    binary = getattr(os, "O_BINARY", 0)
    return os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | binary, 0o600)


def flush(path: Path) -> None:
    """Force a file, and where the system allows its name, to the disk."""
    # Open for writing: Windows flushes no file that is only open for reading.
    _sync(path, os.O_RDWR)
    flush_folder(path.parent)


def flush_log(journal: Path, *, its_name: bool = True) -> None:
    """Force to the disk what stands in the write-ahead log of a journal, if it has one.

    Of an act whose process ended as it was written down nobody has made sure: who opens the journal
    next reads it, and a power cut takes it away. ``its_name``: nobody has made sure of that either.
    """
    log = journal.with_name(f"{journal.name}-wal")
    with suppress(FileNotFoundError):
        if its_name:
            flush(log)
        else:
            _sync(log, os.O_RDWR)


def flush_folder(path: Path) -> None:
    """Force the names in a folder to the disk, where the system allows that."""
    if os.name == "posix":
        _sync(path, os.O_RDONLY)


def check_pages(path: Path) -> None:
    """SQLite's own check of every page and index; refuses what it finds fault with."""
    with closing(connect_to_read(path, alone=True)) as link:
        if link.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            # A disk that fails to give a page back is told in the same way as a page that is wrong.
            words = _("副本 {name} 写完后读回来不对；请检查磁盘，或换一个目录再试。")
            raise Refusal(words.format(name=path))


def _sync(path: Path, flags: int) -> None:
    number = os.open(path, flags)
    try:
        os.fsync(number)
    finally:
        os.close(number)
