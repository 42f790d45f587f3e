"""What can go wrong with the file, told as refusals; nothing of the database's own leaks out."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from cqcmd.errors import Refusal, Unwritable, reason_of
from cqcmd.i18n import _

UNREADABLE = _("日志读不出来（{name}：{why}），已记录的都在；请检查磁盘和权限。")
"""Sentence where reading fails; nothing was to be written."""

UNOPENED = _("日志 {name} 打不开（{why}）；请检查磁盘和权限，或用 --data 另指一处。")
"""Sentence where nothing was to be written yet."""


PIECE = 1 << 20
"""Bytes read at once."""

_TO_LOOK = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI

DAMAGED = frozenset(
    # The last three: our sentences are fixed, so where one does not fit, the tables are not ours.
    (
        apsw.SQLITE_CORRUPT,
        apsw.SQLITE_NOTADB,
        apsw.SQLITE_ERROR,
        apsw.SQLITE_MISMATCH,
        apsw.SQLITE_SCHEMA,
    )
)


class JournalMissing(Refusal):
    """There is no file."""


class JournalNewer(Refusal):
    """The file was written by a newer version of this program; it is left as it is."""


class JournalBroken(Refusal):
    """The file is damaged, or is not a journal; it is left as it is."""


@contextmanager
def as_refusal(path: Path, words: str = "") -> Iterator[None]:
    """Raise what goes wrong inside as a refusal about ``path``.

    Args:
        words: the sentence when it cannot be written, with ``{name}`` and ``{why}``; by default
            that an act was not recorded.
    """
    try:
        yield
    except (apsw.Error, OSError, UnicodeDecodeError) as error:
        if (known := _refusal(error, path, words)) is None:
            raise
        raise known from error


def unwritable(path: Path, why: str, words: str = "") -> Unwritable:
    """Return the refusal for a file or directory that cannot be written."""
    words = words or _(
        "日志没有写成（{name}：{why}），本次操作未记录；请检查磁盘和权限后再做一次。"
    )
    return Unwritable(words.format(name=path, why=why))


def broken(path: Path) -> JournalBroken:
    """Return the refusal for a file that cannot be read as a journal."""
    words = _(
        "日志文件 {name} 已损坏或不是本程序的日志，没有改动它；请保留原件，用最近的备份恢复。"
    )
    return JournalBroken(words.format(name=path))


def unlinkable(path: Path) -> Unwritable:
    """Return the refusal where damage keeps every new entry from following the last."""
    words = _("日志里有条目坏了，新的接不上（{name}），本次操作未记录；请用最近的备份恢复。")
    return Unwritable(words.format(name=path))


def _refusal(error: BaseException, path: Path, words: str) -> Refusal | None:
    """None when ``error`` is a fault of this program."""
    if isinstance(error, OSError):
        return unwritable(path, reason_of(error), words)
    code = code_of(error)
    if code == apsw.SQLITE_CORRUPT and not _is_damaged(path):
        code = apsw.SQLITE_IOERR
    if code in DAMAGED or isinstance(error, UnicodeDecodeError):
        return broken(path)
    why = _reason(apsw.SQLITE_FULL if _has_no_room(error) else code)
    return unwritable(path, why, words) if why else None


def _is_damaged(path: Path) -> bool:
    """Whether what lies there is damaged, and not merely a disk that failed to give it.

    SQLite calls a file malformed when the disk refuses a page of it, once or for a while.
    """
    try:
        link = apsw.Connection(f"{path.absolute().as_uri()}?mode=ro", flags=_TO_LOOK)
        try:
            return link.execute("PRAGMA quick_check(1)").fetchall() != [("ok",)]
        finally:
            link.close()
    except apsw.Error:
        return _disk_gives(path) and _disk_gives(Path(f"{path}-wal"))


def _disk_gives(path: Path) -> bool:
    """Whether the disk gives every byte of a file, whatever they say."""
    try:
        if not path.exists():
            return True
        # By SQLite's own means: closing the file by others would let go of its locks.
        file = apsw.VFSFile("", str(path), [apsw.SQLITE_OPEN_MAIN_DB | _TO_LOOK, 0])
        try:
            for start in range(0, size := file.xFileSize(), PIECE):
                file.xRead(min(PIECE, size - start), start)
        finally:
            file.xClose()
    except (apsw.Error, OSError):
        return False
    return True


def code_of(error: BaseException | None) -> int:
    """Return SQLite's plain result code of ``error``, 0 of any other."""
    # An extended code (SQLITE_IOERR_FSYNC) has the plain one in its lowest byte.
    return int(getattr(error, "result", 0)) & 0xFF


def _has_no_room(error: BaseException) -> bool:
    # Where the index of the log finds no room, SQLite speaks of reading and writing.
    return getattr(error, "extendedresult", 0) == apsw.SQLITE_IOERR_SHMSIZE


def is_unflushed(fault: BaseException) -> bool:
    """Tell whether a refusal is for what was written, and could not be forced to the disk."""
    code = getattr(fault.__cause__, "extendedresult", 0)
    return code in (apsw.SQLITE_IOERR_FSYNC, apsw.SQLITE_IOERR_DIR_FSYNC)


def _reason(code: int) -> str:
    return {
        apsw.SQLITE_FULL: _("磁盘已满"),
        apsw.SQLITE_IOERR: _("磁盘读写出错"),
        apsw.SQLITE_READONLY: _("文件或目录只读"),
        apsw.SQLITE_PERM: _("没有权限"),
        apsw.SQLITE_CANTOPEN: _("文件打不开"),
        apsw.SQLITE_BUSY: _("另一个程序占用超过 5 秒"),
        apsw.SQLITE_LOCKED: _("另一个程序占用超过 5 秒"),
        apsw.SQLITE_PROTOCOL: _("文件锁出错"),
        apsw.SQLITE_NOLFS: _("文件系统不支持这么大的文件"),
        apsw.SQLITE_NOMEM: _("内存不足"),
        apsw.SQLITE_INTERRUPT: _("被中断"),
    }.get(code, "")
