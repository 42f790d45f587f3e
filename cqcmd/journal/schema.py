"""Bringing a file to the tables of today: numbered steps, a checked copy first."""

import secrets
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, insert

from cqcmd.journal import migrations
from cqcmd.journal.copying import copy_checked, stamp
from cqcmd.journal.faults import JournalNewer, broken
from cqcmd.journal.statements import ABOUT, STATION
from cqcmd.words import _

APPLICATION = 0x63716A6C
"""Marks the file as ours ("cqjl"), so that another program's database is never touched."""


def recognise(link: Connection, path: Path) -> int:
    """The version of the file, 0 when it is empty; refuses a newer one and a stranger's."""
    version = _pragma(link, "user_version")
    if _pragma(link, "application_id") != APPLICATION and _pragma(link, "schema_version"):
        raise broken(path)
    if version > (known := len(migrations.MIGRATIONS)):
        words = _(
            "日志 {name} 由更新的版本写成（{version}，本程序识得 {known}），未打开；请升级本程序。"
        )
        raise JournalNewer(words.format(name=path, version=version, known=known))
    return version


def bring_up(link: Connection, path: Path, moment: datetime) -> str:
    """Take the missing steps, all or none, and give the station's id."""
    if 0 < (version := recognise(link, path)) < len(migrations.MIGRATIONS):
        copy_checked(link, _copy_name(path, version, moment))
    link.exec_driver_sql("BEGIN IMMEDIATE")
    try:
        _take_steps(link, recognise(link, path))
        station: str = link.execute(STATION).scalar_one()
    except BaseException:
        link.exec_driver_sql("ROLLBACK")
        raise
    link.exec_driver_sql("COMMIT")
    return station


def _take_steps(link: Connection, version: int) -> None:
    steps = migrations.MIGRATIONS[version:]
    for sentence in (sentence for step in steps for sentence in step):
        link.exec_driver_sql(sentence)
    if version == 0:
        link.execute(insert(ABOUT).values(name="station", value=secrets.token_hex(6)))
        link.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")
    if steps:
        link.exec_driver_sql(f"PRAGMA user_version = {version + len(steps)}")


def _copy_name(path: Path, version: int, moment: datetime) -> Path:
    return path.with_name(f"{path.name}.v{version}-{stamp(moment)}")


def _pragma(link: Connection, name: str) -> int:
    return int(link.exec_driver_sql(f"PRAGMA {name}").scalar_one())
