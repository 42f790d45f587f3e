"""What a journal gives to another post: rows as they stand, and the heads of every station."""

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import apsw
from msgspec import Struct

from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.journal.chain import Row, digest
from cqcmd.journal.checked_copy import flush_log
from cqcmd.journal.engine import connect_to_read
from cqcmd.journal.faults import UNREADABLE, as_refusal
from cqcmd.journal.foreign_rows import Partial, SoundRows, TakenIn, new_among
from cqcmd.journal.reader import Held, held
from cqcmd.journal.rows import BAD_ROW, entries_of
from cqcmd.journal.statements import BY_CHAIN, HASH_OF, ROWS_OF


class Snapshot(Struct, frozen=True):
    """Rows by station and number, and what there is of each station, read at one moment."""

    rows: tuple[Row, ...]
    held: tuple[Held, ...]


def snapshot(path: Path, incident: str = "") -> Snapshot:
    """Read every row, or those of one incident, on a connection of its own; all is on the disk.

    Raises Refusal: the file cannot be read, or an entry is not what was written: a damaged one is
    carried to nobody. Raises Unwritable: the disk keeps it not.
    """
    with _reading(path) as link:
        found = link.execute(ROWS_OF, (incident,)) if incident else link.execute(BY_CHAIN)
        taken = Snapshot(tuple(found), held(link))
    _insist(taken.rows)
    _force(path)
    return taken


def _force(path: Path) -> None:
    """Force to the disk what was read: another post would keep what a power cut takes away here."""
    with as_refusal(path, _UNFORCED):
        flush_log(path)


class Standing(Struct, frozen=True):
    """What stands here: of each station, and at the places that were asked for."""

    held: dict[str, Held]
    hashes: dict[tuple[str, int], str]


def standing(path: Path, places: Iterable[tuple[str, int]]) -> Standing:
    """Return what stands here, and the hashes at ``places`` (station, number). Raises Refusal."""
    with _reading(path) as link:
        hashes = {
            (station, seq): str(mark)
            for station, seq in places
            for (mark,) in link.execute(HASH_OF, (station, seq))
        }
        return Standing({one.station: one for one in held(link)}, hashes)


def new_here(path: Path, own: str, rows: SoundRows, *, partial: Partial) -> TakenIn:
    """Return which rows are not here yet; nothing is written. Raises as `new_among` does."""
    with _reading(path) as link:
        return new_among(link, own, rows, partial=partial)[1]


@contextmanager
def _reading(path: Path) -> Iterator[apsw.Connection]:
    with as_refusal(path, UNREADABLE), closing(connect_to_read(path, alone=False)) as link:
        link.execute("BEGIN")
        yield link


def _insist(rows: tuple[Row, ...]) -> None:
    try:
        entries = entries_of(list(rows))
    except BAD_ROW as fault:
        raise Refusal(_DAMAGED) from fault
    if any(digest(row) != entry.hash for row, entry in zip(rows, entries, strict=True)):
        raise Refusal(_DAMAGED)


_UNFORCED = _("日志还没有存到盘上（{name}：{why}），没有导出；请检查磁盘后再试。")

_DAMAGED = _("日志里有条目被改过或读不出，没有导出；请先核对日志（journal verify），用备份恢复。")
