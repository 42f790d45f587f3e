"""The chain of hashes: what is hashed, and where a chain first breaks."""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from msgspec import Struct
from msgspec.json import Encoder

from cqcmd.i18n import _
from cqcmd.incident.events.entry import Entry


class Verdict(Struct, frozen=True):
    """Whether every link holds. A chain cut off at its end, or written anew whole, looks whole:
    only a head noted elsewhere (a report, a backup, another station) can show that.

    Attributes:
        ok: no link is broken.
        entries: how many entries were followed, up to the first broken link.
        heads: of each station, the number and hash of its last good entry.
        fault: the first broken link, in words; empty when ``ok``.
        partial: of each other station of which only a part of the chain is here, how many entries
            lack between those that are.
    """

    ok: bool
    entries: int
    heads: dict[str, tuple[int, str]]
    fault: str
    partial: dict[str, int] = {}


FIELDS = Entry.__struct_fields__
START = "0" * 64
"""What the first entry of a station names as the hash before it."""

Row = tuple[str | int | float | bytes | None, ...]
"""An entry as it stands on disk: the fields in order, times as text; damaged, anything."""

_STATION, _SEQ, _PREV, _HASH = (FIELDS.index(name) for name in ("station", "seq", "prev", "hash"))
# Sorted, so that the hash does not hang on the order in which the fields are declared.
_encode = Encoder(order="sorted").encode


def canonical(row: Row) -> bytes:
    """JSON, keys sorted, of all fields but the hash; times as they stand on disk."""
    return _encode(dict(zip(FIELDS[:-1], row, strict=False)))


def digest(row: Row) -> str:
    """SHA-256 of the canonical form, in hexadecimal; a hash at the end of ``row`` is ignored."""
    return sha256(canonical(row)).hexdigest()


class Break(Struct, frozen=True):
    """A link that does not hold: in words, and the rows of which one is not what was written."""

    words: str
    rows: tuple[Row, ...]


def check(rows: Iterable[Row], own: str) -> Verdict:
    """Follow each station's chain through ``rows`` (by station, then number) to its first break.

    Only that of the station ``own`` has to be here whole.
    """
    heads: dict[str, tuple[int, str]] = {}
    partial: dict[str, int] = {}
    count = 0
    for count, row in enumerate(rows, 1):
        station = str(row[_STATION])
        seq, mark = heads.get(station, (0, START))
        if lacking := _lacking(row, seq, own):
            partial[station] = partial.get(station, 0) + lacking
            seq, mark = seq + lacking, str(row[_PREV])
        if fault := _fault(row, seq, mark):
            told = _told(row, fault)
            return Verdict(False, count - 1, heads, told, partial)
        heads[station] = (int(row[_SEQ] or 0), str(row[_HASH]))
    return Verdict(True, count, heads, "", partial)


def _lacking(row: Row, before: object, own: str) -> int:
    """Return how many entries of another station lack before one; of this station none may."""
    seq = row[_SEQ]
    if row[_STATION] == own or not isinstance(seq, int) or not isinstance(before, int):
        return 0
    return max(0, seq - before - 1)


def breaks(rows: Iterable[Row], own: str) -> Iterator[Break]:
    """Yield every break in ``rows`` (by station, then number), going on behind each.

    Only the chain of the station ``own`` has to be here whole.
    """
    before: Row | None = None
    for row in rows:
        same = before is not None and before[_STATION] == row[_STATION]
        seq, mark = (before[_SEQ], before[_HASH]) if before and same else (0, START)
        if lacking := _lacking(row, seq, own):
            seq, mark = int(seq or 0) + lacking, row[_PREV]
        if fault := _fault(row, seq, mark):
            yield Break(_told(row, fault), tuple(_suspects(before if same else None, row, fault)))
        before = row


def _suspects(before: Row | None, row: Row, fault: str) -> Iterator[Row]:
    if fault == MOVED and before is not None:
        yield before  # where only the link is broken, it may be this that was put in its place
    if fault == MOVED or row[_HASH] != digest(row):
        yield row


def _told(row: Row, fault: str) -> str:
    words = _("值班点 {station} 第 {seq} 条：{fault}")
    return words.format(station=row[_STATION], seq=row[_SEQ], fault=fault)


MOVED = _("与上一条接不上（上一条被换过，或本条被移来）")


def _fault(row: Row, seq: object, hash_before: object) -> str:
    # The number first: where an entry was taken out the link is broken too, but only the number
    # tells which one is gone.
    if not isinstance(seq, int) or row[_SEQ] != seq + 1:
        return _("编号不连续，前面应有第 {seq} 条").format(seq=_next(seq))
    if row[_PREV] != hash_before:
        return MOVED
    if row[_HASH] != digest(row):
        return _("内容与记录时的校验值不符（被改过）")
    return ""


def _next(seq: object) -> object:
    return seq + 1 if isinstance(seq, int) else "？"
