"""Keeping the record safe: copies made by hand and by themselves, and the proof of the chain."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.station.carried_words import carried_words
from cqcmd.desk.station.copying_place import CopyingPlace
from cqcmd.desk.station.unasked_copies import UnaskedCopies
from cqcmd.errors import Cancelled, Refusal, Unwritable
from cqcmd.i18n import _
from cqcmd.incident.events import BackedUp
from cqcmd.views import Left

if TYPE_CHECKING:
    from cqcmd.desk.station.copy_round import CopyRound, Made

LEAVE_SECONDS = 2.0
"""How long leaving waits for a copy that was given up; a stick that hangs holds up nobody."""


class ChainProof(Struct, frozen=True):
    """Whether the chain holds, and what to say of it."""

    ok: bool
    words: str


class Copied(Struct, frozen=True):
    """A copy that was made by hand, the one that it was made from, and what to say of it."""

    made: "Made"
    local: "Made | None"
    said: str


class Backups:
    """The verbs of backup.

    Attributes:
        place: where copies are made, and what is known of them.
    """

    def __init__(
        self, open_record: OpenRecord, data: Path, folder: Callable[[], str], mark: str = ""
    ) -> None:
        """Keep the record.

        Args:
            open_record: whose journal is copied.
            data: its directory.
            folder: asks which folder was set for copies; empty without one.
            mark: stands before what is said of a record that is not real (演练).
        """
        self._open_record, self._folder = open_record, folder
        self._real = not mark
        self._mark = _("〔{mark}〕").format(mark=mark) if mark else ""
        self.place = CopyingPlace(open_record, data)
        self._unasked = UnaskedCopies(open_record, self.place)

    # By hand

    def back_up(self, directory: Path) -> str:
        """Copy the journal, restore the copy elsewhere, verify it, and only then say 已备份.

        Raises:
            Refusal: it was not done, with what happened and what to do.
        """
        return self.write_down(self.make(directory))

    def make(self, directory: Path) -> Copied:
        """Make a proven copy; nothing is written into the journal, and a thread will do.

        Raises:
            Cancelled: it was given up.
            Refusal: it was not done, with what happened and what to do.
        """
        # Before the copying: a copy that no entry tells of would not be known as the last one.
        self._open_record.refuse_observing()
        with self.place.alone() as copies:
            made = self._by_hand(directory.absolute(), copies)
            words = _("已备份：{path}，{count} 条，已还原验证。")
            if self._real and not self.place.note_disk(made):
                words = _(
                    "已备份，但和日志在同一块盘上，请再备份到U盘：{path}，{count} 条，已还原验证。"
                )
            said = words.format(path=made.path, count=made.note.entries)
            return Copied(made, copies.local, said + carried_words(copies.carried))

    def _by_hand(self, directory: Path, copies: "CopyRound") -> "Made":
        try:
            if self.place.kept.moved(directory):
                words = _("{name} 不在上次备份的那块盘上，U盘没有插好；请插好，或者换一个目录。")
                raise Refusal(words.format(name=directory))
            return copies.by_hand(directory, self.place.own if self._real else None)
        except Cancelled:
            raise
        except Refusal as error:
            words = _("备份没有完成：{why}以前的备份都还在，没有改动。")
            if copies.local is not None:
                words += _("本机“备份”目录里的一份已经做好。")
            raise Unwritable(words.format(why=error)) from error

    def write_down(self, copied: Copied) -> str:
        """Write the entry that tells of a copy; returns what is to be said of it."""
        open_record, note, local = self._open_record, copied.made.note, copied.local
        event = BackedUp(path=str(copied.made.path), entries=note.entries, head=note.hash)
        try:
            with open_record.act() as write:
                write.append(event, None, actor=open_record.ledger.officer or _("命令行"))
        except Refusal as refusal:
            return copied.said + _("但这一次没有记入日志：{why}").format(why=refusal)
        if local is not None:
            # The entry about a copy makes the copy no older.
            seq, head = open_record.journal.head()
            told = (seq, head) if seq == note.seq + 1 else (note.seq, note.hash)
            self.place.kept.note("local", local.path, local.note.at, *told)
        return copied.said

    # By themselves

    def due(self) -> bool:
        """Return whether copies are to be made now unasked; none of what is not real."""
        return self._real and self._unasked.due()

    def by_themselves(self) -> None:
        """Copy the journal if it has changed, here and to the folder that was set.

        Raises:
            Cancelled, Refusal: it was not done.
        """
        self._unasked.make(self._folder())

    # What is known

    @property
    def elsewhere(self) -> bool:
        """Whether a good copy is known to lie on another disk."""
        return self.place.kept.last("elsewhere") is not None

    def age(self) -> str:
        """Return how old the last good copy on another disk is; nothing of what is not real."""
        if not self._real:
            return ""
        before = self._open_record.ledger.backup
        return self.place.kept.age(self._open_record.clock.now(), before[0] if before else None)

    # One that is being made

    @property
    def progress(self) -> str:
        """What is being done of a copy, and how much of it; nothing where none is made."""
        course = self.place.running
        return course.words if course is not None else ""

    def left(self) -> Iterator[Left]:
        """Yield what leaving this terminal cuts short."""
        if self.place.running is not None:
            yield Left(_("备份正在做，离开就不做了；以前的备份都还在"), "soon")

    def cancel(self) -> bool:
        """Give up the copy that is being made; returns whether there is one."""
        course = self.place.running
        if course is not None:
            course.cancel()
        return course is not None

    def close(self) -> None:
        """Give up the copy that is being made, and wait a moment for it to end."""
        course = self.place.running
        if course is not None:
            course.cancel()
            course.ended.wait(LEAVE_SECONDS)

    def verify(self) -> ChainProof:
        """Follow the hash chain through the whole journal; the first broken link is named."""
        verdict = self._open_record.journal.verify()
        if not verdict.ok:
            return ChainProof(False, self._mark + verdict.fault)
        seq, head = verdict.heads.get(self._open_record.journal.station, (0, ""))
        words = _("日志完整：{count} 条，本站第 {seq} 条，链首 {head}")
        said = words.format(count=verdict.entries, seq=seq, head=head[:16])
        return ChainProof(True, self._mark + said)
