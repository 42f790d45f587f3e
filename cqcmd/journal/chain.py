"""The chain of hashes: what is hashed, and where a chain first breaks."""

from collections.abc import Iterable
from hashlib import sha256

from msgspec import Struct
from msgspec.json import Encoder

from cqcmd.i18n import _
from cqcmd.incident.events.entry import Entry


class Verdict(Struct, frozen=True, kw_only=True):
    """Whether every link holds. A chain cut off at its end, or written anew whole, looks whole:
    only a head noted elsewhere (a report, a backup, another station) can show that.

    Attributes:
        ok: no link is broken.
        entries: how many entries were followed, up to the first broken link.
        heads: of each station, the number and hash of its last good entry.
        fault: the first broken link, in words; empty when ``ok``.
    """

    ok: bool
    entries: int
    heads: dict[str, tuple[int, str]]
    fault: str


FIELDS = Entry.__struct_fields__
START = "0" * 64
"""What the first entry of a station names as the hash before it."""

Row = tuple[str | int | None, ...]
"""An entry as it stands on disk: the fields in order, times as text."""

_STATION, _SEQ, _PREV, _HASH = (FIELDS.index(name) for name in ("station", "seq", "prev", "hash"))
# Sorted, so that the hash does not hang on the order in which the fields are declared.
_encode = Encoder(order="sorted").encode


def canonical(row: Row) -> bytes:
    """JSON, keys sorted, of all fields but the hash; times as they stand on disk."""
    return _encode(dict(zip(FIELDS[:-1], row, strict=False)))


def digest(row: Row) -> str:
    """SHA-256 of the canonical form, in hexadecimal; a hash at the end of ``row`` is ignored."""
    return sha256(canonical(row)).hexdigest()


def check(rows: Iterable[Row]) -> Verdict:
    """Follow each station's chain through ``rows`` (by station, then number) to its first break."""
    heads: dict[str, tuple[int, str]] = {}
    count = 0
    for count, row in enumerate(rows, 1):
        station = str(row[_STATION])
        if fault := _fault(row, *heads.get(station, (0, START))):
            words = _("值班点 {station} 第 {seq} 条：{fault}")
            told = words.format(station=station, seq=row[_SEQ], fault=fault)
            return Verdict(ok=False, entries=count - 1, heads=heads, fault=told)
        heads[station] = (int(row[_SEQ] or 0), str(row[_HASH]))
    return Verdict(ok=True, entries=count, heads=heads, fault="")


def _fault(row: Row, seq: int, hash_before: str) -> str:
    # The number first: where an entry was taken out the link is broken too, but only the number
    # tells which one is gone.
    if row[_SEQ] != seq + 1:
        return _("编号不连续，前面应有第 {seq} 条").format(seq=seq + 1)
    if row[_PREV] != hash_before:
        return _("与上一条接不上（上一条被换过，或本条被移来）")
    if row[_HASH] != digest(row):
        return _("内容与记录时的校验值不符（被改过）")
    return ""
