"""A package written to a folder: whole or not at all, attachments in pieces, the list last."""

import errno
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from cqcmd.documents.package.content import Enclosed, PackageContent
from cqcmd.documents.package.page import page
from cqcmd.errors import Cancelled, Refusal, Unread, Unwritable, reason_of
from cqcmd.i18n import _
from cqcmd.incident.events import Attached
from cqcmd.journal.attachments.copying_out import copy_out
from cqcmd.journal.attachments.folder import Looked
from cqcmd.journal.copies.course import Course
from cqcmd.local_store import write_whole
from cqcmd.paths import ATTACHMENTS

MANIFEST, PAGE = "manifest.json", "index.html"

NOTED = 16
"""Characters of the list's checksum that the log keeps and people compare."""


class Packed(Struct, frozen=True):
    """A package that stands whole: where, how many files, what proves its list.

    ``wrong``: attachments that are not what was attached, or are gone.
    """

    path: Path
    count: int
    digest: str
    wrong: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What to tell."""
        words = _("已打包：{path}，{n} 个文件，清单校验值 {digest}。用其中的 verify.py 核对。")
        said = words.format(path=self.path, n=self.count, digest=self.digest)
        if not self.wrong:
            return said
        # First of all: on one line the end is cut off.
        wrong = _("附件被改过、不见了或读不出：{names}。")
        return wrong.format(names="、".join(self.wrong)) + said


class Enclosing(Struct, frozen=True):
    """A file that the log names: where it lies, which entry names it, what that says.

    ``post``: which other post attached it; empty where it was this one.
    """

    place: Path | None
    event: Attached
    seq: int
    words: str
    post: str = ""


class Gathered(Struct, frozen=True, kw_only=True):
    """All that goes into a package, read off the record; what is left takes a disk alone.

    ``found`` are the small files; ``facts`` what stands in the list beside them.
    """

    path: Path
    found: Mapping[str, bytes]
    content: PackageContent
    facts: Mapping[str, object]
    enclosing: tuple[Enclosing, ...]


def put(gathered: Gathered, course: Course) -> Packed:
    """Write it beside its name and rename it; a thread will do. Raises Cancelled, Unwritable."""
    part = gathered.path.with_name(gathered.path.name + ".part")
    try:
        part.mkdir()
        packed = _filled(gathered, part, course)
        part.rename(gathered.path)
    except (OSError, Refusal) as error:
        shutil.rmtree(part, ignore_errors=True)
        if isinstance(error, Cancelled):
            raise
        why = reason_of(error) if isinstance(error, OSError) else str(error)
        words = _("事故档案没有打成（{why}），没有留下半份；请检查磁盘，或换一个目录再试。")
        raise Unwritable(words.format(why=why)) from error
    return packed


def _filled(gathered: Gathered, part: Path, course: Course) -> Packed:
    enclosed, digests = _enclosed(gathered.enclosing, part, course)
    papers = (*gathered.content.papers, *((name, _("附件")) for name in digests))
    content = replace(gathered.content, enclosed=enclosed, papers=tuple(sorted(papers)))
    found = {PAGE: page(content).encode("utf-8", "replace"), **gathered.found}
    listed = {name: sha256(data).hexdigest() for name, data in found.items()} | digests
    manifest = _manifest(gathered, listed, enclosed)
    for name, data in {**found, MANIFEST: manifest}.items():
        course.note(_("正在打包"))
        target = part / name
        target.parent.mkdir(exist_ok=True)
        write_whole(target, data)
    digest = sha256(manifest).hexdigest()[:NOTED]
    wrong = tuple(dict.fromkeys(one.name for one in enclosed if one.wrong))
    return Packed(gathered.path, len(listed) + 1, digest, wrong)


def _manifest(
    gathered: Gathered, listed: Mapping[str, str], enclosed: tuple[Enclosed, ...]
) -> bytes:
    attached = [
        {"seq": one.seq, "file": file.path, "sha256": one.event.sha256, "wrong": file.wrong}
        for one, file in zip(gathered.enclosing, enclosed, strict=True)
    ]
    told = {**gathered.facts, "attachments": attached, "files": dict(listed)}
    return json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8", "replace")


# Attachments


def _enclosed(
    enclosing: tuple[Enclosing, ...], part: Path, course: Course
) -> tuple[tuple[Enclosed, ...], dict[str, str]]:
    """Copy the attachments; returns what each was found to be, and the digests by path."""
    places = {one.place for one in enclosing if one.place and _lies_there(one.place)}
    if places:
        (part / ATTACHMENTS).mkdir()
        _insist_on_room(places, part)
    found = dict(_copied(sorted(places), part, course))
    digests = {f"{ATTACHMENTS}/{place.name}": digest for place, digest in found.items() if digest}
    return tuple(_found(one, found) for one in enclosing), digests


def _copied(places: list[Path], part: Path, course: Course) -> Iterator[tuple[Path, str]]:
    """Yield each with the digest of what was copied; empty where its disk does not give it."""
    done, total = 0, sum(place.stat().st_size for place in places)

    def note(size: int) -> None:
        nonlocal done
        done += size
        course.note(_("正在打包附件"), done, total)

    for place in places:
        try:
            yield place, copy_out(place, part / ATTACHMENTS / place.name, note)
        except Unread:
            yield place, ""


def _found(one: Enclosing, found: Mapping[Path, str]) -> Enclosed:
    digest = found.get(one.place) if one.place else None
    state = "whole" if digest == one.event.sha256 else "changed"
    if not digest:
        absent = "elsewhere" if one.post else "missing"
        state = absent if digest is None else "unread"
    looked = Looked(state, _("磁盘读写出错"), one.post)  # type: ignore[arg-type]
    return Enclosed(
        path=f"{ATTACHMENTS}/{one.place.name}" if digest and one.place else "",
        name=one.event.name,
        words=one.words,
        entry=_("第 {seq} 条").format(seq=one.seq),
        sha256=one.event.sha256,
        wrong=looked.words,
    )


def _lies_there(place: Path) -> bool:
    return place.is_file() and not place.is_symlink() and not place.parent.is_symlink()


def _insist_on_room(places: set[Path], part: Path) -> None:
    """Raise OSError at once where a disk has no room: not after minutes of copying."""
    if shutil.disk_usage(part).free < sum(place.stat().st_size for place in places):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
