"""A file of unknown origin read whole, if it is one: its kind and its size are looked at first."""

import os
import stat
from pathlib import Path

from cqcmd.errors import BadInput, reason_of
from cqcmd.i18n import _

KILO, MEGA = 1024, 1024 * 1024


def read_plain(path: Path, cap: int) -> bytes:
    """All bytes of a plain file; nothing else is read, and nothing waits for a pipe.

    Raises:
        BadInput: it cannot be read, is no plain file, or has more than ``cap`` bytes.
    """
    try:
        with open(path, "rb", opener=_at_once) as file:
            # Of the file that is open: behind the name there may be another by now.
            _look_at(path, os.fstat(file.fileno()), cap)
            data = file.read(cap + 1)  # it may be growing
    except (OSError, ValueError) as error:
        why = reason_of(error) if isinstance(error, OSError) else _("名字里有不能用的字符")
        words = _("文件 {name} 读不了（{why}）。")
        raise BadInput(words.format(name=path.name, why=why)) from error
    if len(data) > cap:
        words = _("文件 {name} 超过 {cap}，没有采用。")
        raise BadInput(words.format(name=path.name, cap=_size(cap)))
    return data


def _at_once(name: str, flags: int) -> int:
    """Open without waiting: a pipe has no writer, perhaps for ever."""
    return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))


def _look_at(path: Path, about: os.stat_result, cap: int) -> None:
    refuse_odd(path, about)
    if about.st_size > cap:
        words = _("文件 {name} 有 {size} 字节，超过 {cap}，没有读。")
        raise BadInput(words.format(name=path.name, size=about.st_size, cap=_size(cap)))


def refuse_odd(path: Path, about: os.stat_result) -> None:
    """Refuse what is no plain file. Raises BadInput."""
    if stat.S_ISDIR(about.st_mode):
        words = _("{name} 是目录，不是文件，没有读；请写到文件名。")
        raise BadInput(words.format(name=path.name))
    if not stat.S_ISREG(about.st_mode):
        words = _("{name} 是管道或设备，不是普通文件，没有读；请先存成文件。")
        raise BadInput(words.format(name=path.name))


def _size(size: int) -> str:
    """``1 MB``, ``98 KB``: whole, rounded up."""
    if size >= MEGA:
        return _("{n} MB").format(n=-(-size // MEGA))
    return _("{n} KB").format(n=-(-size // KILO))
