"""A bundle written to a disk: beside its name, flushed, read back, and only then named."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from cqcmd.desk.bundle.forms import Exported
from cqcmd.errors import BadInput, Cancelled, Refusal, Unread, Unwritable, reason_of
from cqcmd.files.bundle.lock import locked, unlocked
from cqcmd.files.bundle.manifest import ENTRIES, MANIFEST, Manifest, Member, encode
from cqcmd.files.bundle.reading import opened
from cqcmd.i18n import _
from cqcmd.incident.events import Attached
from cqcmd.journal.chain import Row
from cqcmd.journal.checked_copy import create, flush, flush_folder
from cqcmd.journal.copies.course import Course
from cqcmd.journal.copies.head_note import PIECE
from cqcmd.paths import lies_there

UNFINISHED = ".part"
LINES = 2_000
"""Entries that are written at once."""


class Outgoing(Struct, frozen=True, kw_only=True):
    """What goes into a bundle.

    ``manifest`` has no members yet; ``attached`` are files that lie there as they were attached.
    """

    path: Path
    manifest: Manifest
    rows: Sequence[Row]
    plans: Mapping[str, bytes]
    attached: Mapping[Path, Attached]
    lacking: tuple[str, ...] = ()
    passphrase: str = ""


def put(outgoing: Outgoing, course: Course) -> Exported:
    """Write a bundle and read it back; a thread will do. Raises Cancelled, BadInput, Unwritable."""
    path = outgoing.path
    if lies_there(path):
        words = _("{name} 已经有了，没有覆盖；请换一个名字。")
        raise BadInput(words.format(name=path))
    part = path.with_name(path.name + UNFINISHED)
    try:
        with suppress(FileNotFoundError):
            part.unlink()
        manifest = _written(outgoing, part, course)
        _proved(outgoing, part, course)
        os.replace(part, path)
        flush_folder(path.parent)
    except (OSError, Refusal) as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        if isinstance(error, Cancelled | BadInput) and not isinstance(error, Unread):
            raise
        why = reason_of(error) if isinstance(error, OSError) else str(error)
        words = _("没有导出（{name}：{why}），没有留下半份；请检查磁盘，或换一个盘再试。")
        raise Unwritable(words.format(name=path, why=why)) from error
    return Exported(path, manifest, len(outgoing.rows), outgoing.lacking)


def _written(outgoing: Outgoing, part: Path, course: Course) -> Manifest:
    number = create(part)
    with open(number, "wb") as file:
        if not outgoing.passphrase:
            manifest = _packed(outgoing, file, course)
        else:
            memory = BytesIO()
            manifest = _packed(outgoing, memory, course)
            file.write(locked(memory.getvalue(), outgoing.passphrase))
    flush(part)
    return manifest


def _packed(outgoing: Outgoing, target: IO[bytes], course: Course) -> Manifest:
    with ZipFile(target, "w", ZIP_DEFLATED) as packed:
        members = [_put(packed, ENTRIES, _lines(outgoing.rows, course))]
        members += [_put(packed, name, iter((data,))) for name, data in outgoing.plans.items()]
        members += _attachments(packed, outgoing.attached, course)
        manifest = replace(outgoing.manifest, members=tuple(members))
        packed.writestr(ZipInfo(MANIFEST), encode(manifest), ZIP_DEFLATED)
    return manifest


def _lines(rows: Sequence[Row], course: Course) -> Iterator[bytes]:
    encoder = msgspec.json.Encoder()
    for start in range(0, len(rows), LINES):
        course.note(_("正在导出条目"), start, len(rows))
        yield encoder.encode_lines(rows[start : start + LINES])


def _attachments(
    packed: ZipFile, attached: Mapping[Path, Attached], course: Course
) -> Iterator[Member]:
    done, total = 0, sum(event.size for event in attached.values())

    def note(size: int) -> None:
        nonlocal done
        done += size
        course.note(_("正在导出附件"), done, total)

    once = {event.sha256: place for place, event in attached.items()}
    for digest, place in once.items():
        yield _put(packed, f"attachments/{digest}", _pieces(place, note), ZIP_STORED)


def _pieces(place: Path, note: Callable[[int], object]) -> Iterator[bytes]:
    with place.open("rb") as file:
        while piece := file.read(PIECE):
            note(len(piece))
            yield piece


def _put(packed: ZipFile, name: str, pieces: Iterator[bytes], how: int = ZIP_DEFLATED) -> Member:
    info, digest, size = ZipInfo(name), sha256(), 0
    info.compress_type = how
    with packed.open(info, "w", force_zip64=True) as member:
        for piece in pieces:
            digest.update(piece)
            size += len(piece)
            member.write(piece)
    return Member(name=name, sha256=digest.hexdigest(), size=size)


def _proved(outgoing: Outgoing, part: Path, course: Course) -> None:
    """Read back what was written: a stick that keeps it otherwise is told now."""
    course.note(_("正在读回核对"))
    with _unreliable(), opened(part, unlocking(outgoing.passphrase)) as bundle:
        bundle.prove(lambda _size: course.note(_("正在读回核对")))


def unlocking(passphrase: str) -> Callable[[bytes], bytes] | None:
    """Return what opens a bundle of that passphrase; nothing for one without."""
    return (lambda data: unlocked(data, passphrase)) if passphrase else None


@contextmanager
def _unreliable() -> Iterator[None]:
    try:
        yield
    except BadInput as fault:
        words = _("读回来和写的不一样，这个盘不可靠（{why}）")
        raise Unwritable(words.format(why=fault)) from fault
