"""A file that is to be attached: looked at before a byte of it is read."""

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct

from cqcmd.errors import BadInput, Refusal, reason_of
from cqcmd.i18n import _
from cqcmd.text import clean

MOST_BYTES = 5 << 30
"""A file is not larger: 5 GB, hours of a recording."""

PLAIN = os.O_RDONLY | getattr(os, "O_BINARY", 0)
WARY = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""Not by way of a link that took its place, nor waiting for whoever writes into a pipe."""


class Source(Struct, frozen=True):
    """A file as it was looked at; ``state`` is another where it is another, or was written to."""

    path: Path
    size: int
    state: tuple[int, int, int, int]


def look_at(path: Path, ours: Iterable[Path]) -> Source:
    """Look at a file; ``ours`` are the record's own, which are never opened by other means.

    Raises BadInput: it is none, or none that is attached.
    """
    try:
        about = path.lstat()
    except (OSError, ValueError) as error:
        why = reason_of(error) if isinstance(error, OSError) else _("名字里有不能用的字符")
        words = _("“{name}”读不了（{why}），没有附；请核对路径，U 盘插好了吗？")
        raise _refused(words, path, why=why) from error
    _refuse_other_than_file(path, about.st_mode)
    if about.st_size == 0:
        raise _refused(_("“{name}”是空的，没有附；请看是不是还没有存好。"), path)
    if about.st_size > MOST_BYTES:
        raise _refused(_("“{name}”超过 5 GB，没有附；请截取要用的一段，或分成几个文件。"), path)
    source = Source(path, about.st_size, _state(about))
    if any(source.state[:2] == state for state in _identities(ours)):
        raise _refused(_("“{name}”是本程序自己的文件，没有附。"), path)
    return source


def _refuse_other_than_file(path: Path, mode: int) -> None:
    if stat.S_ISLNK(mode):
        raise _refused(_("“{name}”是指向别处的链接，没有附；请写它指向的那个文件。"), path)
    if stat.S_ISDIR(mode):
        raise _refused(_("“{name}”是一个目录，没有附；请写到里面的文件。"), path)
    if not stat.S_ISREG(mode):
        raise _refused(_("“{name}”是设备或管道，不是文件，没有附。"), path)


@contextmanager
def opened(source: Source) -> Iterator[int]:
    """Open a file that was looked at, and insist that it is still the same when it is closed.

    Raises OSError, Refusal: it was written to meanwhile, or another took its place.
    """
    number = os.open(source.path, PLAIN | WARY)
    try:
        _insist(source, number)
        yield number
        _insist(source, number)
    finally:
        os.close(number)


def _insist(source: Source, number: int) -> None:
    if _state(os.fstat(number)) != source.state:
        words = _("“{name}”正在被写入或换了，没有附；等它录完、存好再附。")
        raise Refusal(words.format(name=source.path.name))


def _state(about: os.stat_result) -> tuple[int, int, int, int]:
    return about.st_dev, about.st_ino, about.st_size, about.st_mtime_ns


def _identities(paths: Iterable[Path]) -> Iterator[tuple[int, int]]:
    for path in paths:
        with suppress(OSError):
            yield _state(path.stat())[:2]


def _refused(words: str, path: Path, why: str = "") -> BadInput:
    # The name alone: the whole path stands in the field beside which this is told.
    return BadInput(words.format(name=clean(path.name, lines=False), why=why), "paths")
