"""Keeping the record safe: copies made by hand and by themselves, and the proof of the chain."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.station.copies_kept import CopiesKept
from cqcmd.desk.station.copying_times import EVERY, CopyingTimes
from cqcmd.errors import Cancelled, Refusal, Unwritable
from cqcmd.i18n import _
from cqcmd.incident.events import BackedUp
from cqcmd.local_store.json_document import file_lock
from cqcmd.views import Left

if TYPE_CHECKING:
    from cqcmd.desk.station.copy_round import CopyRound, Made
    from cqcmd.journal.copies.course import Course

OWN_FOLDER, DOCUMENT, LOCK = "备份", "copies.json", "copies.lock"
"""Beside the journal: its own copies, what is known of all of them, who is at it."""

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


class CopyingElsewhere(Refusal):
    """Another terminal is at it."""


class Backups:
    """The verbs of backup.

    Attributes:
        running: how far the copy has come that this terminal is making, if it is.
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
        self._open_record, self._data, self._folder = open_record, data, folder
        self._real = not mark
        self._mark = _("〔{mark}〕").format(mark=mark) if mark else ""
        self._kept = CopiesKept(data / DOCUMENT)
        self._times = CopyingTimes(open_record.clock.now())
        self.running: Course | None = None

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
        with self._alone() as copies:
            made = self._by_hand(directory, copies)
            words = _("已备份：{path}，{count} 条，已还原验证。")
            said = words.format(path=made.path, count=made.note.entries)
            if self._real and not self._note_disk(made):
                said += _("它和日志在同一块盘上，盘坏了会一起丢；请再备份到U盘。")
            return Copied(made, copies.local, said)

    def _by_hand(self, directory: Path, copies: "CopyRound") -> "Made":
        try:
            if self._kept.moved(directory):
                words = _("{name} 不在上次备份的那块盘上，U盘没有插好；请插好，或者换一个目录。")
                raise Refusal(words.format(name=directory))
            return copies.by_hand(directory, self._data / OWN_FOLDER if self._real else None)
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
            self._kept.note("local", local.path, local.note.at, *told)
        return copied.said

    # By themselves

    def due(self) -> bool:
        """Return whether copies are to be made now unasked; costs no look at a disk."""
        open_record = self._open_record
        if not (self._real and open_record.ready) or open_record.observing or self.running:
            return False
        return self._times.due(open_record.clock.now(), self._handed_over)

    @property
    def _handed_over(self) -> datetime | None:
        watch = self._open_record.ledger.watch
        return watch[0] if watch is not None and watch[1].relieved else None

    def by_themselves(self) -> None:
        """Copy the journal if it has changed, here and to the folder that was set.

        Raises:
            Cancelled, Refusal: it was not done.
        """
        now, handed_over = self._open_record.clock.now(), self._handed_over
        self._times.tried(now, handed_over)
        with suppress(CopyingElsewhere), self._alone() as copies:
            current = self._current(now, handed_over)
            made = copies.standing(current) if current else None
            if made is None and self._open_record.journal.head()[0]:
                made = copies.keep_local(self._data / OWN_FOLDER)
                self._kept.note("local", made.path, made.note.at, made.note.seq, made.note.hash)
            if made is not None:
                self._take_along(made, copies)
            self._times.done(now, made.note.at if made is not None else now)

    def _current(self, now: datetime, handed_over: datetime | None) -> str:
        """Return the last copy if it holds all there is, or another terminal has just made it."""
        last = self._kept.last("local")
        if last is None:
            return ""
        same = self._open_record.journal.head() == (last.seq, last.head)
        since = handed_over is None or handed_over <= last.at
        fresh = since and abs(now - last.at) < EVERY
        return last.path if same or fresh else ""

    def _take_along(self, made: "Made", copies: "CopyRound") -> None:
        """Take a copy to the folder that was set, unless its disk is not plugged in."""
        folder, last = Path(self._folder()), self._kept.last("folder")
        if not self._kept.knows(folder) or self._kept.moved(folder):
            return  # how old the last one there is stands on the board
        if last is not None and last.head == made.note.hash and Path(last.path).exists():
            return
        taken = copies.take_by_itself(made, folder)
        self._kept.note("folder", taken.path, taken.note.at, taken.note.seq, taken.note.hash)
        self._note_disk(taken)

    # What is known

    @contextmanager
    def _alone(self) -> "Iterator[CopyRound]":
        """Make copies, no other terminal meanwhile."""
        # late: the first screen stands before the journal, and nobody has asked for a copy
        from cqcmd.desk.station.copy_round import CopyRound

        open_record, lock = self._open_record, self._lock()
        copies = CopyRound(open_record.journal, open_record.plans, open_record.clock.now())
        self.running = copies.course
        try:
            yield copies
        finally:
            self.running = None
            copies.course.ended.set()
            if lock is not None:
                lock()

    def _lock(self) -> Callable[[], object] | None:
        """Keep others out; returns what lets them in again."""
        try:
            return file_lock(self._data / LOCK, 0).release
        except TimeoutError:
            raise CopyingElsewhere(_("正在备份，这一次没有做；等那一份做完再备份。")) from None
        except OSError:  # a disk that takes no lock: just then a copy is wanted most
            return None

    def _note_disk(self, made: "Made") -> bool:
        note = made.note
        return self._kept.note_disk(self._data, made.path, note.at, note.seq, note.hash)

    def age(self) -> str:
        """Return how old the last good copy on another disk is; nothing of what is not real."""
        if not self._real:
            return ""
        before = self._open_record.ledger.backup
        return self._kept.age(self._open_record.clock.now(), before[0] if before else None)

    @property
    def elsewhere(self) -> bool:
        """Whether a good copy is known to lie on another disk."""
        return self._kept.last("elsewhere") is not None

    def left(self) -> Iterator[Left]:
        """Yield what leaving this terminal cuts short."""
        if self.running is not None:
            yield Left(_("备份正在做，离开就不做了；以前的备份都还在"), "soon")

    def cancel(self) -> bool:
        """Give up the copy that is being made; returns whether there is one."""
        course = self.running
        if course is not None:
            course.cancel()
        return course is not None

    def close(self) -> None:
        """Give up the copy that is being made, and wait a moment for it to end."""
        course = self.running
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
