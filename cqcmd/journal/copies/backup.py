"""A backup that counts only once it was restored elsewhere and followed link by link."""

import shutil
import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path

from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.journal.chain import Verdict
from cqcmd.journal.checked_copy import copy_checked, create, flush
from cqcmd.journal.copies.course import Course
from cqcmd.journal.copies.head_note import HeadNote, digest_of, written
from cqcmd.journal.copies.shelf import COPY, NOTE
from cqcmd.journal.copies.target_disk import UNWRITTEN
from cqcmd.journal.engine import connect_to_read
from cqcmd.journal.faults import UNREADABLE, as_refusal
from cqcmd.journal.store import Journal


def prove(journal: Journal, part: Path, now: datetime, course: Course) -> HeadNote:
    """Copy the journal into the working folder ``part`` and prove the copy by restoring it.

    No act of any post waits for it. Raises Refusal, telling what went wrong.
    """
    # A chain that is broken already must not become the newest backup; and what is known before the
    # copy is what the copy must hold.
    course.note(_("正在核对日志"))
    before = journal.verify()
    _insist(before.ok, before.fault)
    copy = part / COPY
    _copy(journal.path, copy, course)
    course.note(_("正在试恢复"))
    restored = _restore(copy, now, drill=journal.drill)
    _insist(restored.ok, restored.fault)
    _insist(_reaches(restored, before), _("副本比原件少"))
    with as_refusal(part, UNWRITTEN):
        note = _note(journal, restored, now, digest_of(copy))
        _write_note(part / NOTE, note)
    return note


def _copy(source: Path, copy: Path, course: Course) -> None:
    with as_refusal(source, UNREADABLE):
        # A connection of its own: the post may have an act open.
        link = connect_to_read(source, alone=False)
    with closing(link):
        what = _("正在复制日志")
        copy_checked(link, copy, lambda done, total: course.note(what, done, total))


def _restore(copy: Path, now: datetime, *, drill: bool) -> Verdict:
    words = _("副本 {name} 没能在临时目录试恢复（{why}）；请检查磁盘后再试。")
    with as_refusal(copy, words), tempfile.TemporaryDirectory(prefix="cqcmd-") as scratch:
        place = Path(scratch) / "journal.db"
        # Opening a journal writes to its file (the mode of its log); the copy itself stays as it
        # was written.
        shutil.copyfile(copy, place)
        with closing(Journal.open(place, lambda: now, drill=drill)) as journal:
            return journal.verify()


def _reaches(restored: Verdict, before: Verdict) -> bool:
    """Whether nothing known before the copy is missing from it; others may write meanwhile."""
    return restored.entries >= before.entries and all(
        restored.heads.get(station, (0, ""))[0] > seq or restored.heads.get(station) == (seq, mark)
        for station, (seq, mark) in before.heads.items()
    )


def _note(journal: Journal, restored: Verdict, now: datetime, digest: str) -> HeadNote:
    seq, head = restored.heads.get(journal.station, (0, ""))
    return HeadNote(
        station=journal.station,
        seq=seq,
        hash=head,
        entries=restored.entries,
        at=now,
        sha256=digest,
        drill=journal.drill,
    )


def _write_note(place: Path, note: HeadNote) -> None:
    with open(create(place), "wb") as file:
        file.write(written(note))
    flush(place)


def _insist(holds: bool, fault: str) -> None:
    if not holds:
        raise Refusal(_("{fault}。").format(fault=fault))
