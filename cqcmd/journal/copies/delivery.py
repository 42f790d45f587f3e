"""A proven copy taken to another disk in pieces, and read back from there."""

import errno
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from cqcmd.errors import Unwritable, reason_of
from cqcmd.i18n import _
from cqcmd.journal.checked_copy import create, flush, flush_folder
from cqcmd.journal.copies.course import Course
from cqcmd.journal.copies.head_note import PIECE, digest_of
from cqcmd.journal.faults import as_refusal, unwritable

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
CLOSED = (errno.EROFS, errno.EACCES, errno.EPERM)


def deliver(files: Mapping[Path, Path], course: Course) -> None:
    """Copy each file to its place, to the disk, and prove it by reading it back from there.

    Raises:
        Unwritable: with what happened to the disk, and what to do.
        Cancelled: somebody gave it up.
    """
    done, total = 0, sum(map(_size, files))
    for source, place in files.items():
        with telling(place):
            place.parent.mkdir(mode=0o700, exist_ok=True)
            for size in _written(source, place):
                done += size
                course.note(_("正在写到备份目录"), done, total)
            flush(place)
            flush_folder(place.parent)
    for source, place in files.items():
        course.note(_("正在读回核对"))
        with telling(place):
            forget_cached(place)
            same = digest_of(place) == digest_of(source)
        if not same:
            words = _("{name} 读回来和写的不一样，这个盘不可靠；请换一个盘再备份。")
            raise Unwritable(words.format(name=place.parent.parent))


def _size(source: Path) -> int:
    with as_refusal(source, _("{name} 读不出来（{why}）；请再备份一次。")):
        return source.stat().st_size


def _written(source: Path, place: Path) -> Iterator[int]:
    """Copy in pieces, each on the disk before the next: a slow stick is seen to be slow."""
    number = create(place)
    try:
        with source.open("rb") as file:
            while piece := file.read(PIECE):
                yield _all_of(number, piece)
                os.fsync(number)
    finally:
        os.close(number)


def _all_of(number: int, piece: bytes) -> int:
    left = piece
    while left:
        # A write may take only a part of what it is given.
        left = left[os.write(number, left) :]
    return len(piece)


def forget_cached(place: Path) -> None:
    """Have the system drop what it remembers of a file, so that it is read from the disk itself."""
    if not hasattr(os, "posix_fadvise"):
        return
    number = os.open(place, os.O_RDONLY)
    try:
        os.posix_fadvise(number, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(number)


@contextmanager
def telling(place: Path) -> Iterator[None]:
    """Raise what a disk does while it is written to as a sentence about its folder."""
    try:
        yield
    except OSError as error:
        raise unwritable(place.parent.parent, reason_of(error), _words(error)) from error


def _words(error: OSError) -> str:
    if error.errno in FULL:
        return _("{name} 所在的盘写不下（{why}）；请腾出地方，或者换一个盘再备份。")
    if error.errno in CLOSED:
        return _("{name} 写不进去（{why}）；请看U盘的写保护开关，或者换一个目录。")
    return _("{name} 写到一半断了（{why}），U盘可能松了或被拔出；请插好再备份一次。")
