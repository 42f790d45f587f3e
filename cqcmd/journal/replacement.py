"""Putting another file in a journal's place, in steps that a crash may part anywhere.

What is to take its place lies complete in a folder beside it, and a decision with it. From the
decision on, whoever opens the journal first takes the steps that are left. Until then, nothing of
the old one was touched.
"""

import errno
import os
import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from cqcmd.errors import Unwritable, reason_of
from cqcmd.i18n import _
from cqcmd.incident.events.station import Restored
from cqcmd.journal.checked_copy import flush, stamp
from cqcmd.journal.faults import UNOPENED, JournalBroken, as_refusal

LOGS = ("-wal", "-journal")
"""Endings of the logs that SQLite keeps beside a journal; what they hold is part of this one."""

DECISION = "decided.json"


class Decision(Struct, frozen=True, kw_only=True):
    """That the staged file takes the journal's place.

    Attributes:
        aside: the folder in which the old one is to lie.
        event: what is written of it once it is done.
        actor: in whose name.
    """

    aside: str
    event: Restored
    actor: str


def family(path: Path) -> tuple[Path, ...]:
    """Return the names of a journal and of what SQLite keeps beside it, the journal last."""
    return (*(path.with_name(path.name + end) for end in (*LOGS, "-shm")), path)


def waiting_room(path: Path) -> Path:
    """Return the folder in which lies what is to take the journal's place."""
    return path.with_name(f"{path.name}.restoring")


def staged(path: Path) -> Path:
    """Return where the file lies that is to take the journal's place."""
    return waiting_room(path) / path.name


def decided(path: Path) -> Decision | None:
    """Return what was decided and is not done yet.

    Raises Unwritable: it cannot be read.
    """
    place = waiting_room(path) / DECISION
    try:
        return msgspec.json.decode(place.read_bytes(), type=Decision)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, msgspec.MsgspecError) as error:
        words = _("恢复做到一半，{name} 读不出来；旧日志和新日志都在 {folder}，请保留整个目录。")
        raise Unwritable(words.format(name=place, folder=path.parent)) from error


def decide(path: Path, decision: Decision) -> None:
    """Decide: from here on the staged file takes the journal's place, whatever happens."""
    place = waiting_room(path) / DECISION
    part = place.with_suffix(".part")
    part.write_bytes(msgspec.json.encode(decision))
    flush(part)
    os.replace(part, place)
    flush(place)


def free_name(path: Path, moment: datetime) -> Path:
    """Return a folder beside the journal, not there yet, for the old one to lie in."""
    first = path.with_name(f"{path.name}.{_('坏')}-{stamp(moment)}")
    names = (first, *(first.with_name(f"{first.name}-{number}") for number in range(2, 100)))
    return next(name for name in names if not name.exists())


def replace(path: Path, decision: Decision) -> None:
    """Set the old journal aside with all that belongs to it, and put the new one in its place.

    Raises Unwritable, telling where each of them lies now.
    """
    if not staged(path).exists():  # done already; only its entry is missing
        return
    aside = Path(decision.aside)
    try:
        for old in existing(path):
            aside.mkdir(mode=0o700, exist_ok=True)
            _move(old, aside / old.name)
            _sync(aside)
        # The old one is out of the way on the disk, too, before the new one takes its name.
        _sync(path.parent)
        _move(staged(path), path)
        _sync(path.parent, waiting_room(path))
    except OSError as error:
        raise _put_back(path, aside, reason_of(error)) from error


def forget(path: Path) -> None:
    """Take the decision away: it was done, or nothing came of it."""
    with suppress(OSError):
        # The decision first: what is left without it is swept whenever the journal is opened.
        (waiting_room(path) / DECISION).unlink(missing_ok=True)
        _sync(waiting_room(path))
    sweep(path)


def sweep(path: Path) -> None:
    """Remove what a restore left that ended before anything was decided, or after all was done."""
    with suppress(OSError):  # what cannot be looked at is swept another time
        if waiting_room(path).exists():
            shutil.rmtree(waiting_room(path), ignore_errors=True)


def existing(path: Path) -> list[Path]:
    """Return the files there are of a journal."""
    return [old for old in family(path) if old.exists()]


def sweep_left(path: Path) -> None:
    """Sweep as the journal is opened, where the gate tells that nobody is restoring it now."""
    if os.name == "posix":
        sweep(path)


def refuse_orphaned_log(path: Path) -> None:
    """Refuse to make a new journal where the log of one that is gone still lies.

    SQLite would take it for rubbish and delete it, with acts in it that were acknowledged.

    Raises JournalBroken.
    """
    logs = (path.with_name(path.name + end) for end in LOGS)
    with as_refusal(path, UNOPENED):
        left = [log.name for log in logs if log.exists() and log.stat().st_size]
        gone = not path.exists()
    if left and gone:
        words = _("{name} 不在，它的 {log} 还在；请把它放回 {folder}，或用备份恢复。")
        raise JournalBroken(words.format(name=path.name, log="、".join(left), folder=path.parent))


def _put_back(path: Path, aside: Path, why: str) -> Unwritable:
    """Put what was moved back where it lay, and return the sentence that says how it stands."""
    words = _(
        "恢复做到一半（{why}）：旧日志在 {aside}，新的在 {new}，都没有丢；"
        "排除故障后再打开一次程序，会接着做完。"
    )
    new = waiting_room(path) if staged(path).exists() else path
    half = Unwritable(words.format(why=why, aside=aside, new=new))
    if new == path:
        return half
    try:
        for old in family(path):
            if (aside / old.name).exists():
                _move(aside / old.name, old)
        _sync(path.parent)
        if aside.exists():
            aside.rmdir()
    except OSError:
        return half
    forget(path)
    words = _("没有恢复（{why}），原来的日志还在原处，没有改动；请检查磁盘和权限后再试。")
    return Unwritable(words.format(why=why))


def _move(source: Path, target: Path) -> None:
    if target.exists():
        raise FileExistsError(errno.EEXIST, "", str(target))
    source.rename(target)


def _sync(*folders: Path) -> None:
    """Make renames last; some systems cannot open a folder and need no such thing."""
    for folder in folders if os.name == "posix" else ():
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
