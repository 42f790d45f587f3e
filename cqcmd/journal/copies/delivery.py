"""A proven copy taken to another disk in pieces, and read back from there."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from cqcmd.errors import Unwritable
from cqcmd.i18n import _
from cqcmd.journal.checked_copy import create, flush, flush_folder
from cqcmd.journal.copies.course import Course
from cqcmd.journal.copies.head_note import PIECE, digest_of
from cqcmd.journal.copies.target_disk import PULLED, telling
from cqcmd.journal.faults import as_refusal


def deliver(files: Mapping[Path, Path], folder: Path, course: Course) -> None:
    """Copy each file to its place in a folder of copies, and prove it by reading it back.

    Raises:
        Unwritable: with what happened to the disk, and what to do.
        Cancelled: somebody gave it up.
    """
    done, total = 0, sum(map(_size, files))
    for source, place in files.items():
        with telling(folder, PULLED):
            place.parent.mkdir(mode=0o700, exist_ok=True)
            for size in _written(source, place):
                done += size
                course.note(_("正在写到备份目录"), done, total)
            flush(place)
            flush_folder(place.parent)
    for source, place in files.items():
        course.note(_("正在读回核对"))
        with telling(folder, PULLED):
            forget_cached(place)
            same = digest_of(place) == digest_of(source)
        if not same:
            words = _("{name} 读回来和写的不一样，这个盘不可靠；请换一个盘再备份。")
            raise Unwritable(words.format(name=folder))


def _size(source: Path) -> int:
    with as_refusal(source, _("{name} 读不出来（{why}）；请再备份一次。")):
        return source.stat().st_size


def _written(source: Path, place: Path) -> Iterator[int]:
    """Copy in pieces, each on the disk before the next: a slow stick is seen to be slow."""
    number = create(place)
    try:
        with source.open("rb") as file:
            while piece := file.read(PIECE):
                yield write_all(number, piece)
                os.fsync(number)
    finally:
        os.close(number)


def write_all(number: int, piece: bytes) -> int:
    """Write all of a piece to an open file; returns its size. Raises OSError."""
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
