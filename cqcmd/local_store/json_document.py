"""A document: tables of rows in one TinyDB file, read with suspicion and written whole."""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import DecodeError
from msgspec.json import decode

from cqcmd.errors import BadInput, Refusal, Unwritable, reason_of
from cqcmd.i18n import _
from cqcmd.paths import lies_there, refuse_link, unread

if TYPE_CHECKING:
    from filelock import BaseFileLock
    from tinydb import TinyDB

SIZE_CAP = 16 * 1024 * 1024
"""The most bytes a document may have."""

WAIT_SECONDS = 5.0
"""How long a writer waits for another one of the same document."""

Tables = dict[str, list[dict[str, Any]]]


def read_document(path: Path) -> tuple[Tables, str]:
    """Read the tables of a TinyDB file, rows in its order, and the SHA-256 of its bytes.

    Raises BadInput when it is over 16 MB or no such file, Unread where the disk refuses.
    """
    return tables_of(path, _read(path))


def tables_of(path: Path, data: bytes) -> tuple[Tables, str]:
    """Read the tables in the bytes of ``path``, as `read_document` does. Raises BadInput."""
    content = _parse(path, data)
    return {name: list(rows.values()) for name, rows in content.items()}, sha256(data).hexdigest()


def state_of(path: Path) -> tuple[int, int, int] | None:
    """Another when the file is another, so that nobody reads it twice; ``None``: there is none.

    Raises OSError: the disk refuses to say.
    """
    try:
        stat = path.stat()
    except FileNotFoundError:
        return None
    return stat.st_mtime_ns, stat.st_ino, stat.st_size


def write_whole(path: Path, data: bytes) -> None:
    """Put ``data`` on the disk as ``path``: afterwards the file is all new, or as it was.

    One writer at a time. Raises Unwritable.
    """
    try:
        refuse_link(path)
        # Its folder, and none above it: where the data folder is gone, a disk was taken away.
        path.parent.mkdir(mode=0o700, exist_ok=True)
        # Beside its place, for a rename is whole only within one file system; and on disk before
        # the rename, or a power cut could leave the name with nothing behind it.
        _write_out(backup_name(path), data)
        os.replace(backup_name(path), path)
        _sync_directory(path.parent)
    except OSError as error:
        with suppress(OSError):
            backup_name(path).unlink(missing_ok=True)
        words = _("{name} 没有保存（{why}）；请检查磁盘和权限后再试。")
        raise Unwritable(words.format(name=path, why=reason_of(error))) from error


def backup_name(path: Path) -> Path:
    """Where the new content of ``path`` is written before it takes its name."""
    return path.with_name(path.name + ".new")


@contextmanager
def opened(path: Path) -> Iterator["TinyDB"]:
    """Open the document at ``path``; no other process writes it meanwhile. Raises Unwritable."""
    try:
        if not path.parent.is_dir():
            # Its folder stands as long as the post does; made anew it would lie on another disk.
            words = _("目录 {name} 不在了，没有保存；盘拔掉了就插回去。")
            raise Unwritable(words.format(name=path.parent))
        # A file of its own: the document itself is another file after every write.
        lock = file_lock(path.with_name(path.name + ".lock"), WAIT_SECONDS)
    except OSError as error:
        words = _("{name} 正被另一个程序占用或不可写，没有保存；请稍后再试。")
        raise Unwritable(words.format(name=path)) from error
    try:
        yield unlocked(path)
    finally:
        lock.release()


def file_lock(path: Path, seconds: float, *, thread_local: bool = True) -> "BaseFileLock":
    """Take the lock that lies at ``path``, waiting for it so long; its folder is made.

    Raises:
        OSError: the disk refuses, or (Timeout, a kind of it) another one holds the lock.
    """
    from filelock import FileLock  # late: nothing is locked before the first screen stands

    refuse_link(path)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    lock = FileLock(path, timeout=seconds, mode=0o600, thread_local=thread_local)
    lock.acquire()
    return lock


def add_once(path: Path, name: str, row: Mapping[str, Any]) -> None:
    """Put a row into a table of the document unless one of its ``id`` stands there.

    Raises:
        BadInput, Unwritable: the document is broken, or the disk refuses.
    """
    with opened(path) as file:
        table = file.table(name)
        if not table.contains(lambda kept: kept.get("id") == row["id"]):
            table.insert(row)


def unlocked(path: Path) -> "TinyDB":
    """Open the document at ``path`` for its only writer."""
    from tinydb import TinyDB  # late: a start only reads, and msgspec does that

    return TinyDB(path, storage=AtomicStorage)


class AtomicStorage:
    """What TinyDB asks of a storage; each write is :func:`write_whole`."""

    def __init__(self, path: Path) -> None:
        """Nothing is opened until the first read."""
        self._path = path

    def read(self) -> dict[str, dict[str, Any]] | None:
        """All tables, or None when there is no file yet."""
        if not lies_there(self._path):
            return None
        return _parse(self._path, _read(self._path))

    def write(self, data: Mapping[str, Any]) -> None:
        """Replace the file. Half a surrogate pair, which no file can hold, becomes ``?``."""
        import json  # late: only a write needs it, and a start writes nothing

        # NaN is no JSON: the next start would refuse the whole document for it.
        text = json.dumps(data, ensure_ascii=False, allow_nan=False, indent=1)
        write_whole(self._path, text.encode("utf-8", "replace"))

    def close(self) -> None:
        """Nothing is held."""


def set_aside(path: Path, at: datetime, fault: Refusal) -> str:
    """Rename a broken document, kept for whoever wants to look; the sentence that says so."""
    aside = _unused(path.with_name(f"{path.name}.bad-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"))
    try:
        os.replace(path, aside)
    except OSError as error:
        words = _("{fault}也没能把它改名留存（{why}）。")
        return words.format(fault=fault, why=reason_of(error))
    return _("{fault}原文件已改名为 {name} 留存。").format(fault=fault, name=aside.name)


def _unused(path: Path) -> Path:
    """Return a name that is free: a clock that is held gives the same moment twice."""
    names = (path, *(path.with_name(f"{path.name}-{number}") for number in range(2, 100)))
    return next((name for name in names if not name.exists()), path)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            # One byte beyond the cap is enough to refuse it, however fast the file grows meanwhile.
            data = file.read(SIZE_CAP + 1)
    except OSError as error:
        raise unread(path, error) from error
    except ValueError as error:  # a name that no file can have
        raise _unread(path, _("名字里有不能用的字符")) from error
    if len(data) > SIZE_CAP:
        raise _unread(path, _("超过 16 MB"))
    return data


def _parse(path: Path, data: bytes) -> dict[str, dict[str, Any]]:
    try:
        content = decode(data, type=dict[str, dict[str, dict[str, Any]]])
    except (DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise _unread(path, _("内容不完整或格式不对") + _near(data, error)) from error
    # TinyDB makes an `int` of each: isdigit alone would let a superscript pass, which is none.
    if not all(
        number.isascii() and number.isdigit() for rows in content.values() for number in rows
    ):
        raise _unread(path, _("行号不是数字"))
    return content


def _near(data: bytes, error: Exception) -> str:
    """Say near which line it cannot be read, where the decoder tells the byte."""
    found = re.search(r"\(byte (\d+)\)", str(error))
    if found is None:
        return ""
    return _("，在第 {line} 行附近").format(line=data.count(b"\n", 0, int(found[1])) + 1)


def _unread(path: Path, why: str) -> BadInput:
    words = _("文件 {name} 读不了（{why}），没有采用。")
    return BadInput(words.format(name=path, why=why))


def _write_out(path: Path, data: bytes) -> None:
    # Without it Windows writes two bytes for each line end: not the bytes that were given.
    binary = getattr(os, "O_BINARY", 0)
    # Made anew: what a crash left under the name, a link too, is not written into.
    path.unlink(missing_ok=True)
    number = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | binary, 0o600)
    try:
        while data:
            # A write may take only a part of what it is given.
            data = data[os.write(number, data) :]
        os.fsync(number)
    finally:
        os.close(number)


def _sync_directory(path: Path) -> None:
    """Make a rename last; some systems cannot open a directory and need no such thing."""
    if os.name != "posix":
        return
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
