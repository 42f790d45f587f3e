"""One copy on its way: proven on the disk of the record, then taken to where it is wanted."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from cqcmd.desk.common.plan_files import Plans
from cqcmd.errors import Unwritable
from cqcmd.i18n import _
from cqcmd.journal.attachments.carrying import Carried, beside_copies, carry
from cqcmd.journal.attachments.folder import AttachmentFolder
from cqcmd.journal.copies.backup import prove
from cqcmd.journal.copies.course import Course
from cqcmd.journal.copies.delivery import deliver
from cqcmd.journal.copies.head_note import HeadNote, beside, read_note
from cqcmd.journal.copies.shelf import COPY, NOTE, PLANS, Shelf, discard
from cqcmd.journal.copies.upkeep import thin
from cqcmd.journal.faults import as_refusal
from cqcmd.journal.store import Journal

MEGABYTE = 1 << 20

UNREAD = _("{name} 读不了（{why}）；请检查磁盘后再试。")


class Made(Struct, frozen=True):
    """A copy that stands, and its head."""

    path: Path
    note: HeadNote


class CopyRound:
    """What one making of copies has to hand.

    Attributes:
        course: how far it has come.
        local: the copy on the disk of the record, once it stands.
        carried: what came of the attachments, where a copy was taken to a folder.
    """

    def __init__(
        self, journal: Journal, plans: Plans | None, now: datetime, course: Course | None = None
    ) -> None:
        self._journal, self._plans, self._now = journal, plans, now
        self.course = course or Course()
        self.local: Made | None = None
        self.carried = Carried()

    def shelf(self, folder: Path) -> Shelf:
        """Return the copies of this station in a folder."""
        return Shelf(folder, self._journal.station)

    def standing(self, path: str) -> Made | None:
        """Return a copy that stands with its note; ``None`` if either is gone."""
        copy = Path(path)
        with as_refusal(copy, UNREAD):
            note = read_note(copy) if path and copy.is_file() else None
        return Made(copy, note) if note else None

    def keep_local(self, folder: Path) -> Made:
        """Put a proven copy beside the record, older ones thinned out. Raises Refusal."""
        shelf = self.shelf(folder)
        with as_refusal(folder, UNREAD):
            there = folder.is_dir()
        if there:
            shelf.sweep()
            thin(shelf, self._journal.path)  # before it, for the room that it needs
        name = shelf.name(self._now, by_itself=True)
        self.local = self._made(shelf, name, self._proven)
        thin(shelf, self._journal.path, self.local.path)
        return self.local

    def by_hand(self, folder: Path, own: Path | None) -> Made:
        """Put a copy into a folder, by way of the record's ``own`` folder. Raises Refusal."""
        shelf = self.shelf(folder)
        name = shelf.name(self._now, drill=self._journal.drill)
        made = self._made(shelf, name, lambda part: self._brought(part, own))
        self._carry(folder)
        return made

    def take_by_itself(self, made: Made, folder: Path) -> Made:
        """Take a copy that stands to a folder, older ones there thinned out. Raises Refusal."""
        shelf = self.shelf(folder)
        name = shelf.name(made.note.at, by_itself=True)
        taken = self._made(shelf, name, lambda part: self._delivered(made, part))
        thin(shelf, self._journal.path, taken.path)
        self._carry(folder)
        return taken

    def _carry(self, folder: Path) -> None:
        """Take the attachments along that are not there yet; the copy names them, and stands."""
        # After the journal: what it names was there before it was copied.
        files = AttachmentFolder(self._journal.path.parent).path
        self.carried = carry(files, beside_copies(folder, drill=self._journal.drill), self.course)

    def _made(self, shelf: Shelf, name: str, fill: Callable[[Path], HeadNote]) -> Made:
        part = shelf.begin(name)
        try:
            note = fill(part)
            return Made(shelf.keep(part, name), note)
        except BaseException:
            discard(part)
            raise

    def _brought(self, part: Path, own: Path | None) -> HeadNote:
        if own is not None:
            # Where the record's own disk has no room, it goes straight to the other one: just
            # then a copy is wanted most.
            with suppress(Unwritable):
                self.keep_local(own)
        return self._delivered(self.local, part) if self.local else self._proven(part)

    def _proven(self, part: Path) -> HeadNote:
        note = prove(self._journal, part, self._now, self.course)
        if self._plans is not None:
            self._plans.copy_to(part / PLANS)
        return note

    def _delivered(self, made: Made, part: Path) -> HeadNote:
        files = {made.path: part / COPY, beside(made.path): part / NOTE}
        plans = made.path.with_suffix(".plans")
        with as_refusal(plans, UNREAD):
            if plans.is_dir():
                files |= {file: part / PLANS / file.name for file in plans.iterdir()}
        _insist_on_room(made.path, part.parent)
        deliver(files, part.parent, self.course)
        return made.note


def _insist_on_room(copy: Path, folder: Path) -> None:
    with suppress(OSError):  # a disk that is gone is told of by what is written to it
        size, free = copy.stat().st_size, shutil.disk_usage(folder).free
        if free < size:
            words = _("{name} 所在的盘只剩 {free} MB，备份要 {size} MB；请腾出地方或者换一个盘。")
            raise Unwritable(
                words.format(name=folder, free=free // MEGABYTE, size=size // MEGABYTE + 1)
            )
