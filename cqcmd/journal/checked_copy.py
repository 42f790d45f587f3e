"""A copy of the file, whole and checked, that replaces nothing."""

import os
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

import apsw

from cqcmd.clock import local
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.journal.engine import connect_to_read
from cqcmd.journal.faults import as_refusal, unwritable


def stamp(moment: datetime) -> str:
    """``moment`` as part of a file's name that any system takes: local, to the second."""
    return f"{local(moment):%Y%m%d-%H%M%S}"


def copy_checked(link: apsw.Connection, target: Path) -> None:
    """Write the whole database to the new file ``target``, on disk and intact, or leave none."""
    words = _("副本 {name} 没有写成（{why}），原日志没有改动；请检查磁盘和权限后再试。")
    with as_refusal(target, words):
        # VACUUM INTO takes a file that is there as long as it is empty: so it is private before
        # there is anything in it, and never an older copy.
        number = os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    try:
        with as_refusal(target, words):
            os.close(number)
            _vacuum_into(link, target, words)
            # SQLite leaves what VACUUM INTO writes to the system's cache; it is checked only once
            # on disk.
            flush(target)
            check_pages(target)
    except BaseException:
        with suppress(OSError):  # why there is no copy is what must be told
            target.unlink()
        raise


def _vacuum_into(link: apsw.Connection, target: Path, words: str) -> None:
    try:
        link.execute("VACUUM INTO ?", (str(target),))
    except apsw.SQLError as error:
        # In words alone: where the disk does not say that the file is empty, it is taken for full.
        raise unwritable(target, _("磁盘读写出错"), words) from error


def flush(path: Path) -> None:
    """Force a file, and where the system allows its name, to the disk."""
    # Open for writing: Windows flushes no file that is only open for reading.
    _sync(path, os.O_RDWR)
    if os.name == "posix":
        _sync(path.parent, os.O_RDONLY)


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
