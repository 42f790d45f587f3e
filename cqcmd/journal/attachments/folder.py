"""The folder of attachments beside a journal: each lies there under its digest and a safe name."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from msgspec import Struct

from cqcmd.errors import reason_of
from cqcmd.i18n import _
from cqcmd.incident.events import Attached
from cqcmd.journal.copies.course import Course
from cqcmd.journal.copies.delivery import forget_cached
from cqcmd.journal.copies.head_note import HEAD_SIGNS, digest_of
from cqcmd.paths import ATTACHMENTS
from cqcmd.text import unseen

State = Literal["whole", "changed", "missing", "elsewhere", "unread"]
"""As it was taken in; not what its hash was made of; not there; at the post that attached it; the

disk does not give it."""

UNFINISHED = ".new"
"""Ends the name of what is being taken in; what a crash leaves of it is swept."""


class Looked(Struct, frozen=True):
    """How an attachment was found to be; ``why`` the disk does not give it, at which ``post``."""

    state: State
    why: str = ""
    post: str = ""

    @property
    def words(self) -> str:
        """The same in a few words; empty where nothing is wrong."""
        return {
            "whole": "",
            "changed": _("被改过：内容和记入时不一样"),
            "missing": _("文件不见了"),
            "elsewhere": _("在{post}的主机上，没有到本机").format(post=self.post),
            "unread": _("文件读不出来（{why}）").format(why=self.why),
        }[self.state]


class AttachmentFolder:
    """The attachments of a data directory, or of a drill's drawer."""

    def __init__(self, data: Path) -> None:
        """Nothing is made or looked at yet."""
        self.path = data / ATTACHMENTS

    def place(self, attached: Attached) -> Path | None:
        """Return where a file lies; ``None`` where its name is none that we gave."""
        name = attached.file
        # An entry may have been altered: a name must not lead out of the folder.
        ours = name.startswith(attached.sha256[:HEAD_SIGNS] + "-") and not unseen(name)
        return self.path / name if ours and not {"/", "\\", ":"} & set(name) else None

    def look(self, attached: Attached, course: Course | None = None, post: str = "") -> Looked:
        """Hold a file against what the log says of it, reading all of it.

        ``post``: which other post attached it; what is not here may never have been.
        Raises Cancelled: it was given up.
        """
        looked = self._look(attached, course)
        elsewhere = bool(post) and looked.state == "missing"
        return Looked("elsewhere", post=post) if elsewhere else looked

    def _look(self, attached: Attached, course: Course | None) -> Looked:
        place = self.place(attached)
        if place is None or place.is_symlink() or self.path.is_symlink():
            return Looked("missing")
        try:
            if place.stat().st_size != attached.size:
                return Looked("changed")
            same = _digest(place, attached, course) == attached.sha256
        except FileNotFoundError:
            return Looked("missing")
        except OSError as error:
            return Looked("unread", reason_of(error))
        return Looked("whole" if same else "changed")


def files_in(folder: Path) -> Iterator[Path]:
    """Yield every file that lies whole in a folder of attachments. Raises OSError."""
    if not folder.is_dir() or folder.is_symlink():
        return
    for path in sorted(folder.iterdir()):
        if path.suffix != UNFINISHED and path.is_file() and not path.is_symlink():
            yield path


def _digest(place: Path, attached: Attached, course: Course | None) -> str:
    forget_cached(place)
    if course is None:
        return digest_of(place)
    done = 0

    def note(size: int) -> None:
        nonlocal done
        done += size
        course.note(_("正在核对"), done, attached.size)

    return digest_of(place, note)
