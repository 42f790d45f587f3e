"""A backup that counts only once it was restored elsewhere and followed link by link."""

import os
import shutil
import tempfile
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from cqcmd.errors import Refusal, Unwritable
from cqcmd.i18n import _
from cqcmd.journal.chain import Verdict
from cqcmd.journal.checked_copy import copy_checked, flush, stamp
from cqcmd.journal.engine import connect
from cqcmd.journal.faults import as_refusal
from cqcmd.journal.store import Journal


class BackupReport(Struct, frozen=True, kw_only=True):
    """A finished backup: restored into a scratch place, whole, at or past the head of before."""

    path: Path
    at: datetime
    entries: int
    heads: dict[str, tuple[int, str]]


def backup(journal: Journal, directory: Path, now: datetime) -> BackupReport:
    """Copy the journal into ``directory`` under a new name and prove the copy by restoring it.

    The name of a drill's begins with 演练, and the file itself is marked: no real post opens it.

    Earlier backups are never touched. Raises Unwritable, telling what went wrong.
    """
    try:
        return _backup(journal, directory, now)
    except Refusal as error:
        words = _("备份没有完成：{why}以前的备份都还在，没有改动。")
        raise Unwritable(words.format(why=error)) from error


def _backup(journal: Journal, directory: Path, now: datetime) -> BackupReport:
    # A chain that is broken already must not become the newest backup; and what is known before the
    # copy is what the copy must hold.
    before = journal.verify()
    _insist(before.ok, before.fault)
    unwritten = _("目录 {name} 不能写（{why}）；请检查磁盘和权限后再试。")
    with as_refusal(directory, unwritten):
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"{_('演练-') if journal.drill else ''}cqcmd-{stamp(now)}"
    part = directory / f"{name}-{os.getpid()}.part"
    # Named .part until it is proven: what a crash leaves behind is not taken for a backup.
    _copy(journal.path, part)
    try:
        restored = _restore(part, now, drill=journal.drill)
        _insist(restored.ok, restored.fault)
        _insist(_reaches(restored, before), _("副本比原件少"))
        with as_refusal(directory, unwritten):
            path = _name_it(part, directory / name)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return BackupReport(path=path, at=now, entries=restored.entries, heads=restored.heads)


def _copy(source: Path, part: Path) -> None:
    with as_refusal(source):
        # A connection of its own: VACUUM cannot run in a transaction, and the post may have an act
        # open.
        link = connect(source)
    try:
        copy_checked(link, part)
    finally:
        link.close()


def _restore(part: Path, now: datetime, *, drill: bool) -> Verdict:
    words = _("副本 {name} 没能在临时目录试恢复（{why}）；请检查磁盘后再试。")
    with as_refusal(part, words), tempfile.TemporaryDirectory(prefix="cqcmd-") as scratch:
        place = Path(scratch) / "journal.db"
        # Opening a journal writes to its file (the mode of its log); the part itself stays as it
        # was copied.
        shutil.copyfile(part, place)
        journal = Journal.open(place, lambda: now, drill=drill)
        try:
            return journal.verify()
        finally:
            journal.close()


def _reaches(restored: Verdict, before: Verdict) -> bool:
    """Whether nothing known before the copy is missing from it; others may write meanwhile."""
    return restored.entries >= before.entries and all(
        restored.heads.get(station, (0, ""))[0] > seq or restored.heads.get(station) == (seq, mark)
        for station, (seq, mark) in before.heads.items()
    )


def _name_it(part: Path, name: Path) -> Path:
    """Give the proven copy a name that nothing bears yet: ``name`` and an ending."""
    for attempt in range(100):
        path = name.with_name(f"{name.name}{f'-{attempt + 1}' if attempt else ''}.db")
        try:
            # Takes the name before the content: os.replace alone would put itself over an earlier
            # backup.
            os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError:
            continue
        try:
            os.replace(part, path)
            flush(path)
        except BaseException:
            path.unlink()
            raise
        return path
    raise FileExistsError(0, _("同名的备份太多"), str(name.parent))


def _insist(holds: bool, fault: str) -> None:
    if not holds:
        raise Refusal(_("{fault}。").format(fault=fault))
