"""What a file that is to become the journal holds, proved on a copy; itself it is only read."""

import shutil
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import apsw
from msgspec import Struct

from cqcmd.errors import BadInput, reason_of
from cqcmd.i18n import _
from cqcmd.journal.chain import FIELDS, Row, check
from cqcmd.journal.checked_copy import check_pages, flush
from cqcmd.journal.engine import connect, connect_to_read
from cqcmd.journal.faults import as_refusal, broken
from cqcmd.journal.replacement import LOGS
from cqcmd.journal.schema import recognise, station_of
from cqcmd.journal.statements import BY_CHAIN

UNTOUCHED = _("没有恢复（{name}：{why}），原来的日志没有改动；请检查磁盘和权限后再试。")
"""Sentence where the disk refuses before anything was moved."""

_STATION, _SEQ, _HASH = (FIELDS.index(name) for name in ("station", "seq", "hash"))


class Proof(Struct, frozen=True, kw_only=True):
    """What a file holds.

    Attributes:
        station: whose journal it is.
        entries: how many there are, of all stations.
        head: the number and hash of the station's last one.
        missing: the first and last number of each gap in the station's chain.
    """

    station: str
    entries: int
    head: tuple[int, str]
    missing: tuple[tuple[int, int], ...] = ()


def copy_family(source: Path, place: Path) -> None:
    """Copy a journal that nobody writes, with the log that may belong to it, and flush it.

    Raises BadInput: it cannot be read; Unwritable: the copy cannot be written.
    """
    for end in ("", *LOGS):
        there = source.with_name(source.name + end)
        if end and not there.exists():
            continue
        _refuse_unreadable(there)
        copy = place.with_name(place.name + end)
        words = _("副本 {name} 没有写成（{why}），没有改动任何日志；请检查磁盘和权限后再试。")
        with as_refusal(place, words):
            shutil.copyfile(there, copy)
            copy.chmod(0o600)
            flush(copy)


def prove(place: Path, source: Path, *, drill: bool, salvaged: bool) -> Proof:
    """Bring the copy of ``source`` at ``place`` into one file and prove it link by link.

    ``salvaged``: entries may be missing. Raises Refusal, about ``source``.
    """
    with as_refusal(source, UNTOUCHED):
        with closing(connect(place)) as link:
            if recognise(link, source, drill=drill) == 0:
                raise broken(source)
            # What a log beside it holds goes into the file, and no log belongs to it any more.
            link.execute("PRAGMA journal_mode = DELETE")
        flush(place)
        check_pages(place)
        with closing(connect_to_read(place, alone=True)) as link:
            return _proof(link, source, salvaged=salvaged)


def _proof(link: apsw.Connection, source: Path, *, salvaged: bool) -> Proof:
    station = station_of(link)
    if salvaged:
        return reach(link.execute(BY_CHAIN), station)
    verdict = check(link.execute(BY_CHAIN), station)
    if not verdict.ok:
        words = _(
            "文件 {name} 的日志不完整（{fault}）；请换一份备份，没有完整的，加 --salvaged 用它。"
        )
        raise BadInput(words.format(name=source, fault=verdict.fault))
    head = verdict.heads.get(station, (0, ""))
    return Proof(station=station, entries=verdict.entries, head=head)


def reach(rows: Iterable[Row], station: str) -> Proof:
    """Follow the numbers alone (rows by station, then number): what there is, and what lacks."""
    entries, seq, mark = 0, 0, ""
    missing: list[tuple[int, int]] = []
    for row in rows:
        entries += 1
        if row[_STATION] != station:
            continue
        before, seq, mark = seq, int(row[_SEQ] or 0), str(row[_HASH])
        if seq > before + 1:
            missing.append((before + 1, seq - 1))
    return Proof(station=station, entries=entries, head=(seq, mark), missing=tuple(missing))


def _refuse_unreadable(path: Path) -> None:
    try:
        with path.open("rb") as file:
            file.read(1)
    except OSError as error:
        words = _("文件 {name} 读不出来（{why}），没有恢复；请换一份。")
        raise BadInput(words.format(name=path, why=reason_of(error))) from error
