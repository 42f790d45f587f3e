"""Files taken in beside the record: copied in pieces, on the disk, read back, whole or not at all.

The log names a file only once it lies here; until all of an act lie here none bears its name.
"""

import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from hashlib import sha256
from itertools import count
from pathlib import Path

from msgspec import Struct

from cqcmd import chance
from cqcmd.errors import Unwritable
from cqcmd.i18n import _
from cqcmd.journal.attachments.folder import UNFINISHED
from cqcmd.journal.attachments.source import Source, opened
from cqcmd.journal.checked_copy import create, flush_folder
from cqcmd.journal.copies.course import Course
from cqcmd.journal.copies.delivery import forget_cached, write_all
from cqcmd.journal.copies.head_note import HEAD_SIGNS, PIECE, digest_of
from cqcmd.journal.faults import as_refusal
from cqcmd.paths import refuse_link

SPARE = 256 << 20
"""Bytes that stay free: the log itself is written on this disk."""

FLUSHED = 16
"""Pieces after which what was written is forced to the disk, so that a slow one is seen to be."""

MEGABYTE = 1 << 20

UNREAD = _("{name} 读到一半读不出来（{why}），没有附；U 盘可能松了，请插好再附。")
UNWRITTEN = _("附件没有存下（{name}：{why}），没有留下半份；请检查磁盘，腾出地方再附。")


class Taken(Struct, frozen=True):
    """A file that lies beside the record: under which name, what it is."""

    file: str
    sha256: str
    size: int


def take_in(
    sources: Sequence[tuple[Source, str]], folder: Path, course: Course
) -> tuple[Taken, ...]:
    """Copy files into a folder, each with the safe name it is to bear; all of them or none.

    Raises:
        Cancelled: it was given up.
        Refusal: what the disk, or whoever still writes a file, did; nothing half is left.
    """
    with as_refusal(folder, UNWRITTEN):
        refuse_link(folder)
        folder.mkdir(mode=0o700, exist_ok=True)
        _insist_on_room(folder, sum(source.size for source, _name in sources))
    stem = chance.token(8)
    parts = [folder / f"{stem}-{number}{UNFINISHED}" for number in range(len(sources))]
    try:
        digests = _copied(sources, parts, course)
        with as_refusal(folder, UNWRITTEN):
            return tuple(
                _kept(part, digest, name)
                for part, digest, (_source, name) in zip(parts, digests, sources, strict=True)
            )
    finally:
        for part in parts:
            with suppress(OSError):  # what the disk does not let go is swept later
                part.unlink(missing_ok=True)


def _copied(
    sources: Sequence[tuple[Source, str]], parts: Sequence[Path], course: Course
) -> list[str]:
    """Copy each file and read it back; returns what their bytes are, by digest."""
    done, total = 0, sum(source.size for source, _name in sources)

    def note(size: int) -> None:
        nonlocal done
        done += size
        course.note(_("正在复制附件"), done, total)

    digests = []
    for (source, _name), part in zip(sources, parts, strict=True):
        digests.append(_copy(source, part, note))
        with as_refusal(part.parent, UNWRITTEN):
            _prove(part, digests[-1], course)
    return digests


def _copy(source: Source, part: Path, note: Callable[[int], None]) -> str:
    digest = sha256()
    with as_refusal(source.path, UNREAD), opened(source) as file:
        with as_refusal(part.parent, UNWRITTEN):
            number = create(part)
        try:
            turn = 0
            while piece := os.read(file, PIECE):
                turn += 1
                digest.update(piece)
                with as_refusal(part.parent, UNWRITTEN):
                    write_all(number, piece)
                    if not turn % FLUSHED:
                        os.fsync(number)
                note(len(piece))
            with as_refusal(part.parent, UNWRITTEN):
                os.fsync(number)
        finally:
            os.close(number)
    return digest.hexdigest()


def _prove(part: Path, digest: str, course: Course) -> None:
    forget_cached(part)
    if digest_of(part, lambda _size: course.note(_("正在读回核对"))) != digest:
        raise Unwritable(_("附件读回来和写的不一样，这个盘不可靠，没有附；请先备份日志，换盘。"))


def _kept(part: Path, digest: str, name: str) -> Taken:
    """Give a file its name; one that lies there already with the same bytes stands for it."""
    size = part.stat().st_size
    path = Path(f"{digest[:HEAD_SIGNS]}-{name}")
    names = (path.name if n == 1 else f"{path.stem}-{n}{path.suffix}" for n in count(1))
    for place in map(part.with_name, names):
        if not place.exists():
            # Not to be changed by whoever only looks at it.
            part.chmod(0o400)
            part.rename(place)
            flush_folder(place.parent)
            return Taken(place.name, digest, size)
        if place.stat().st_size == size and digest_of(place) == digest:
            return Taken(place.name, digest, size)
    raise AssertionError("names do not end")


def _insist_on_room(folder: Path, size: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < size + SPARE:
        words = _(
            "放日志的盘只剩 {free} MB，附件要 {size} MB，还要给日志留 {spare} MB，没有附；"
            "请腾出地方再附。"
        )
        told = words.format(
            free=free // MEGABYTE, size=size // MEGABYTE + 1, spare=SPARE // MEGABYTE
        )
        raise Unwritable(told)
