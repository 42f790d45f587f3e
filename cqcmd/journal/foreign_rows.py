"""Entries of other stations, looked over before they are written beside this station's own.

Each must be what its hash was made of, and must fit in its station's chain as far as that is known
here: what does not is refused by name, and with it all that came along.
"""

import re
from collections.abc import Iterable, Iterator, Set
from itertools import groupby
from operator import attrgetter
from typing import Any

import apsw
import msgspec
from msgspec import Struct

from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.incident.events.entry import Entry
from cqcmd.journal.chain import FIELDS, START, Row, digest
from cqcmd.journal.rows import BAD_ROW, entries_of, row_of
from cqcmd.journal.statements import LINKS
from cqcmd.text import clean, unseen

STATION = re.compile(r"[0-9a-z]{1,32}")
"""What a station's id looks like."""

IDENT = re.compile(r"[0-9A-Za-z-]{1,64}")
"""What the id of an entry or of an incident looks like."""

KIND = re.compile(r"[a-z_]{1,40}")
"""What the name of a kind of entries looks like, of kinds too that this version does not know."""

Partial = bool | Set[str]
"""Whether what comes may be a part of a chain, or of which stations it may."""

_place, _order, _station = attrgetter("station", "seq"), attrgetter("order"), attrgetter("station")
_WHOLE = len(FIELDS)


class ChainForked(BadInput):
    """A station's chain is another one here and there, at number ``seq`` of ``station``."""

    def __init__(self, words: str, station: str, seq: int) -> None:
        super().__init__(words)
        self.station, self.seq = station, seq


class StationCloned(ChainForked):
    """Another machine writes under this station's own id."""


class SoundRows(Struct, frozen=True):
    """Rows of which each by itself is what was written, by station and number, each once."""

    rows: tuple[Row, ...]
    entries: tuple[Entry, ...]


class TakenIn(Struct, frozen=True):
    """What became of rows of other stations.

    Attributes:
        entries: those that are new here, in logical order.
        known: how many were here already.
    """

    entries: tuple[Entry, ...]
    known: int


def sound(rows: Iterable[Row]) -> SoundRows:
    """Look at each row by itself, without the journal. Raises BadInput, naming the entry."""
    told = [tuple(row) for row in rows]
    try:
        read = entries_of([row if len(row) == _WHOLE else () for row in told])
    except (*BAD_ROW, TypeError) as fault:
        words = _("有的条目读不懂（格式不对），没有并入；请对方重新导出。")
        raise BadInput(words) from fault
    pairs = sorted(zip(read, told, strict=True), key=lambda pair: _place(pair[0]))
    for entry, row in pairs:
        _refuse_unsound(entry, row)
    once = list(_once(pairs))
    return SoundRows(tuple(row for _entry, row in once), tuple(entry for entry, _row in once))


def _refuse_unsound(entry: Entry, row: Row) -> None:
    if not (STATION.fullmatch(entry.station) and IDENT.fullmatch(entry.id)):
        raise BadInput(_("有一条的编号不成立，没有并入；请对方重新导出。"))
    # As text too: a time written otherwise would be hashed otherwise by whoever reads it again.
    as_told = row_of(entry) == row and digest(row) == entry.hash
    named = entry.incident is None or IDENT.fullmatch(entry.incident)
    if not (as_told and named and entry.seq > 0 and entry.order.endswith(f"-{entry.station}")):
        words = _("值班点 {station} 第 {seq} 条的内容与校验值不符（被改过），没有并入。")
        raise BadInput(words.format(station=entry.station, seq=entry.seq))
    if _unfit(entry):
        words = _("值班点 {station} 第 {seq} 条里有不能用的字符，没有并入；不像是本程序记的。")
        raise BadInput(words.format(station=entry.station, seq=entry.seq))


def _unfit(entry: Entry) -> bool:
    """Tell whether an entry holds what passes no gate: every post cleans what it writes down."""
    if not KIND.fullmatch(entry.kind) or unseen(entry.actor) or unseen(entry.data):
        return True
    if "\\u" not in entry.data:  # as which JSON writes controls
        return False
    try:
        said = msgspec.json.decode(entry.data)
        return any(clean(words, limit=len(words) + 1) != words for words in _texts(said))
    except (msgspec.DecodeError, RecursionError):
        return True


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in (*value, *value.values()) if isinstance(value, dict) else value:
            yield from _texts(inner)


def _once(pairs: list[tuple[Entry, Row]]) -> Iterator[tuple[Entry, Row]]:
    for _at, same in groupby(pairs, key=lambda pair: _place(pair[0])):
        first, *others = same
        if any(other[0].hash != first[0].hash for other in others):
            raise _forked(first[0])
        yield first


def new_among(
    link: apsw.Connection, own: str, found: SoundRows, *, partial: Partial
) -> tuple[list[Row], TakenIn]:
    """Return the rows that are not in the file yet, and what they are.

    Raises ChainForked, StationCloned; BadInput: entries are missing between what is here and what
    came, of a station of which no part will do.
    """
    rows: list[Row] = []
    entries: list[Entry] = []
    pairs = zip(found.entries, found.rows, strict=True)
    for station, group in groupby(pairs, key=lambda pair: pair[0].station):
        theirs = list(group)
        part = partial if isinstance(partial, bool) else station in partial
        chain = _Chain(link, station, theirs[0][0].seq, theirs[-1][0].seq)
        for entry, row in theirs:
            if chain.is_new(entry, own=own, partial=part):
                rows.append(row)
                entries.append(entry)
    entries.sort(key=_order)
    return rows, TakenIn(tuple(entries), len(found.rows) - len(rows))


class _Chain:
    """What is known of one station's chain: hashes and links by number."""

    def __init__(self, link: apsw.Connection, station: str, first: int, last: int) -> None:
        rows = link.execute(LINKS, (station, first - 1, last + 1))
        self._links = {int(seq): (str(prev), str(mark)) for seq, prev, mark in rows}
        self._links[0] = ("", START)

    def is_new(self, entry: Entry, *, own: str, partial: bool) -> bool:
        """Whether an entry is not here yet. Raises what does not fit."""
        here = self._links.get(entry.seq)
        if here is not None and here[1] == entry.hash:
            return False
        if entry.station == own:
            raise _cloned(entry)
        before, after = self._links.get(entry.seq - 1), self._links.get(entry.seq + 1)
        if (
            here is not None
            or (before is not None and before[1] != entry.prev)
            or (after is not None and after[0] != entry.hash)
        ):
            raise _forked(entry)
        if before is None and not partial:
            raise _gap(entry)
        self._links[entry.seq] = (entry.prev, entry.hash)
        return True


def _forked(entry: Entry) -> ChainForked:
    words = _(
        "值班点 {station} 第 {seq} 条与这里已有的对不上：那边的日志被改写过，"
        "或者有两台机器用着同一份拷来的数据；没有并入。请两边都核对日志（journal verify）。"
    )
    told = words.format(station=entry.station, seq=entry.seq)
    return ChainForked(told, entry.station, entry.seq)


def _cloned(entry: Entry) -> StationCloned:
    words = _(
        "来的条目里有本值班点（{station}）的第 {seq} 条，这里没有："
        "另一台机器用着从这里拷去的数据，或者这里从旧备份恢复过；没有并入。"
        "请在其中一台用 --data 另建数据目录，再把两边的包都并进去。"
    )
    told = words.format(station=entry.station, seq=entry.seq)
    return StationCloned(told, entry.station, entry.seq)


def _gap(entry: Entry) -> BadInput:
    words = _("值班点 {station} 第 {seq} 条前面缺条目，接不上，没有并入；请对方重新导出全部。")
    return BadInput(words.format(station=entry.station, seq=entry.seq))
