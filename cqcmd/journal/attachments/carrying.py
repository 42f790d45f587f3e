"""Attachments taken along to where copies of the journal go, and back from there: what lacks only.

They lie there once for all copies: a recording of gigabytes is not copied every hour.
"""

import errno
import os
import shutil
from collections.abc import Container
from pathlib import Path

from msgspec import Struct

from cqcmd.errors import Cancelled, Unread, reason_of
from cqcmd.i18n import _
from cqcmd.journal.attachments.copying_out import copy_out
from cqcmd.journal.attachments.folder import UNFINISHED, files_in
from cqcmd.journal.checked_copy import flush_folder
from cqcmd.journal.copies.course import Course
from cqcmd.journal.copies.delivery import forget_cached
from cqcmd.journal.copies.head_note import HEAD_SIGNS, digest_of
from cqcmd.paths import ATTACHMENTS

OF_DRILLS = _("演练-")
"""Begins the name of the folder beside the copies of a drill."""


class Carried(Struct, frozen=True):
    """How many lie there by now, which do not and why, and which are not what was attached.

    ``folder``: the name of the one they were taken to.
    """

    folder: str = ""
    there: int = 0
    left: tuple[str, ...] = ()
    why: str = ""
    altered: tuple[str, ...] = ()


def beside_copies(folder: Path, *, drill: bool) -> Path:
    """Return where the attachments lie that belong to the copies in a folder."""
    return folder / ((OF_DRILLS if drill else "") + ATTACHMENTS)


def carry(
    source: Path, target: Path, course: Course, wanted: Container[str] | None = None
) -> Carried:
    """Copy what lies in one folder and not in the other, the smallest first, each read back.

    ``wanted``: the names that are asked for; without it all. What cannot be copied is returned,
    and raises nothing: the journal stands all the same.
    """
    try:
        found = [path for path in files_in(source) if wanted is None or path.name in wanted]
        files = sorted(found, key=lambda path: path.stat().st_size)
        lacking = [path for path in files if not _lies(path, target)]
    except OSError as error:
        return Carried(target.name, left=(source.name,), why=reason_of(error))
    altered, left, why = [], [], ""
    for number, path in enumerate(lacking):
        try:
            if not _carried(path, target, course):
                altered.append(path.name)
        except Unread:
            left.append(path.name)
            why = _("读不出来")
        except (Cancelled, OSError) as fault:
            left += [one.name for one in lacking[number:]]
            why = _("取消了") if isinstance(fault, Cancelled) else reason_of(fault)
            break
    return Carried(target.name, len(files) - len(left), tuple(left), why, tuple(altered))


def _lies(path: Path, target: Path) -> bool:
    place = target / path.name
    return place.is_file() and place.stat().st_size == path.stat().st_size


def _carried(path: Path, target: Path, course: Course) -> bool:
    """Copy one; returns whether it still is what its name was made of. Raises OSError."""
    size, done = path.stat().st_size, 0

    def note(piece: int) -> None:
        nonlocal done
        done += piece
        course.note(_("正在备份附件"), done, size)

    target.mkdir(mode=0o700, exist_ok=True)
    if shutil.disk_usage(target).free < size:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    part = target / f"{path.name}{UNFINISHED}"
    part.unlink(missing_ok=True)
    digest = copy_out(path, part, note)
    _prove(part, digest)
    os.replace(part, target / path.name)
    flush_folder(target)
    return path.name.startswith(digest[:HEAD_SIGNS])


def _prove(part: Path, digest: str) -> None:
    forget_cached(part)
    if digest_of(part) != digest:
        part.unlink(missing_ok=True)
        raise OSError(errno.EIO, os.strerror(errno.EIO))
