"""Bringing a file to the tables of today: numbered steps, a checked copy first."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path

import apsw

from cqcmd import chance
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.journal import migrations
from cqcmd.journal.chain import FIELDS
from cqcmd.journal.checked_copy import copy_checked, stamp
from cqcmd.journal.faults import JournalNewer, broken
from cqcmd.journal.statements import NAME_STATION, STATION, STATIONS

REAL, DRILL = 0x63716A6C, 0x63716472
"""Mark the file as ours ("cqjl"), or as a drill's ("cqdr"); every copy of it bears the mark."""

FOLLOWS = "SELECT sql FROM sqlite_schema WHERE name = 'entry_follows'"


def recognise(link: apsw.Connection, path: Path, *, drill: bool = False) -> int:
    """Read the version of the file, 0 when it is empty.

    Refuses a newer one, a stranger's, and a drill's as real or the other way.
    """
    version = _pragma(link, "user_version")
    # Without a table nobody has marked the file yet: it is new.
    if _pragma(link, "schema_version"):
        _refuse_other(_pragma(link, "application_id"), path, drill=drill)
        # The file and its tables are ours, and only the number is damaged.
        version = version if version > 0 else _version_of_tables(link)
    if version > (known := len(migrations.MIGRATIONS)):
        words = _(
            "日志 {name} 由更新的版本写成（{version}，本程序识得 {known}），未打开；请升级本程序。"
        )
        raise JournalNewer(words.format(name=path, version=version, known=known))
    return version


def _refuse_other(mark: int, path: Path, *, drill: bool) -> None:
    if mark not in (REAL, DRILL):
        raise broken(path)
    if mark == DRILL and not drill:
        words = _("日志 {name} 是演练的，没有打开，也没有改动；请用真实日志的备份。")
        raise BadInput(words.format(name=path))
    if mark == REAL and drill:
        words = _("日志 {name} 不是演练的，演练没有打开它，也没有改动；请移走它，另开一次演练。")
        raise BadInput(words.format(name=path))


def migrate(link: apsw.Connection, path: Path, moment: datetime, *, drill: bool = False) -> str:
    """Take the missing steps, all or none, and give the station's id."""
    version = recognise(link, path, drill=drill)
    if 0 < version < len(migrations.MIGRATIONS):
        # Before the lock: VACUUM cannot run in a transaction.
        copy_checked(link, _copy_name(path, version, moment))
    link.execute("BEGIN IMMEDIATE")
    try:
        # Recognised once more: another post may have taken the steps while this one waited for the
        # lock.
        _take_steps(link, recognise(link, path, drill=drill), DRILL if drill else REAL)
        station = station_of(link)
    except BaseException:
        if link.in_transaction:  # a disk that is full has ended it by itself
            link.execute("ROLLBACK")
        raise
    link.execute("COMMIT")
    return station


def station_of(link: apsw.Connection) -> str:
    """Return the id of the station that writes into this file.

    Where its row is gone or damaged it is whoever wrote most of the entries. Raises JournalBroken.
    """
    with suppress(UnicodeDecodeError):
        for (station,) in link.execute(STATION, ("station",)):
            return str(station)
    with suppress(UnicodeDecodeError):
        for (station,) in link.execute(STATIONS):
            return str(station)
    raise broken(Path(link.filename))


def _take_steps(link: apsw.Connection, version: int, mark: int) -> None:
    steps = migrations.MIGRATIONS[version:]
    for sentence in (sentence for step in steps for sentence in step):
        try:
            link.execute(sentence)
        except apsw.SQLError as error:
            # A step of ours that does not fit is our fault, and no damage of the file.
            raise RuntimeError(str(error)) from error
    if version == 0:
        link.execute(NAME_STATION, ("station", chance.token(6)))
        link.execute(f"PRAGMA application_id = {mark}")
    # In the transaction of the steps: after a crash the file has both the tables and their number,
    # or neither.
    if steps or _pragma(link, "user_version") != version:
        link.execute(f"PRAGMA user_version = {version + len(steps)}")


def _version_of_tables(link: apsw.Connection) -> int:
    """Return the version that the columns of the table and its trigger are of."""
    known = {name for (name,) in link.execute("SELECT name FROM pragma_table_info('entry')")}
    if not known.issuperset(FIELDS):
        return 1
    [(text,)] = link.execute(FOLLOWS).fetchall() or [("",)]
    return len(migrations.MIGRATIONS) if "about" in str(text) else 1


def _copy_name(path: Path, version: int, moment: datetime) -> Path:
    return path.with_name(f"{path.name}.v{version}-{stamp(moment)}")


def _pragma(link: apsw.Connection, name: str) -> int:
    [(value,)] = link.execute(f"PRAGMA {name}")
    return int(value)
