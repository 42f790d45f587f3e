"""Which records on the pages of a damaged journal are entries, and why one is not."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.journal.chain import FIELDS, Row, digest
from cqcmd.journal.ids import ticks
from cqcmd.journal.rescue.page_walk import Pages, Record, Value, logged_pages
from cqcmd.journal.rows import entry_of

COLUMNS = 1 + len(FIELDS)
"""How many fields a row of the table of entries has: its arrival, and the entry."""

KEY, ABOUT = 3, 2
"""How many fields a key of station and number has, and a row of what the file is about."""

KINDS = [{"seq": int, "incident": None}.get(name, str) for name in FIELDS]
"""What each field of an entry is; of an incident there may be none."""

_STATION, _SEQ = FIELDS.index("station"), FIELDS.index("seq")

UNREADABLE = _("所在的页有一部分读不出来")
SENSELESS = _("内容读不出来")

Place = tuple[str, int]
"""Whose entry, and its number."""


class Found(Struct):
    """What lies on the pages.

    Attributes:
        station: whose journal it is; empty if that cannot be read.
        rows: entries that can be read, with their arrival.
        altered: those of them whose hash does not fit.
        faults: why an entry of which something is left cannot be read.
        named: entries that an index names, whether or not they were found.
    """

    station: str
    rows: dict[Place, tuple[int, Row]]
    altered: set[Place]
    faults: dict[Place, str]
    named: set[Place]


def station_in(path: Path) -> str:
    """Return whose journal lies there, whatever state it is in; empty where nothing tells."""
    try:
        for pages in pages_of(path.read_bytes(), _log_beside(path)):
            for record in pages.rows():
                if station := _station(record):
                    return station
    except OSError:
        return ""
    return ""


def _log_beside(path: Path) -> bytes:
    try:
        return path.with_name(f"{path.name}-wal").read_bytes()
    except OSError:
        return b""


def pages_of(file: bytes, log: bytes) -> Iterator[Pages]:
    """Yield the pages as the log has them, then as the file has them: either may be damaged."""
    if logged := logged_pages(log):
        yield Pages(file, logged)
    yield Pages(file, {})


def find(sources: Iterable[Pages]) -> Found:
    """Look for entries on all pages."""
    found = Found("", {}, set(), {}, set())
    for pages in sources:
        for record in pages.rows():
            if station := _station(record):
                found.station = found.station or station
            else:
                _take(found, record)
        found.named |= {place for record in pages.index_keys() if (place := _key(record))}
    for place in found.rows:
        found.faults.pop(place, None)
    return found


def _station(record: Record) -> str:
    if record.whole and len(record.values) == ABOUT and record.values[0] == b"station":
        return _text(record.values[1]) or ""
    return ""


def _key(record: Record) -> Place | None:
    """Return the entry that a key of station, number and row names."""
    match record.values:
        case (bytes() as station, int() as seq, int()) if record.whole and seq > 0:
            return (_text(station) or "", seq)
    return None


def _take(found: Found, record: Record) -> None:
    """Take a row in, if it is one of the table of entries."""
    place = _place(record)
    if place is None:
        return
    row = _row(record)
    if row is None or not _sound(row):
        found.faults[place] = SENSELESS if record.whole else UNREADABLE
        return
    whole = digest(row[:-1]) == row[-1]
    if place not in found.rows or (whole and place in found.altered):
        found.rows[place] = (record.row, row)
        (found.altered.discard if whole else found.altered.add)(place)


def _place(record: Record) -> Place | None:
    if record.width != COLUMNS or len(record.values) <= _SEQ + 1:
        return None
    station, seq = _text(record.values[_STATION + 1]), record.values[_SEQ + 1]
    return (station, seq) if station and isinstance(seq, int) and seq > 0 else None


def _row(record: Record) -> Row | None:
    """Return the entry as it stands on disk; ``None`` where a text is none."""
    values = [value if isinstance(value, int) else _text(value) for value in record.values[1:]]
    return tuple(values) if record.whole else None


def _text(value: Value) -> str | None:
    try:
        return value.decode() if isinstance(value, bytes) else None
    except UnicodeDecodeError:
        return None


def _sound(row: Row) -> bool:
    """Whether a row reads as an entry: every field of its kind, times, order and content too."""
    if any(type(value) is not kind for value, kind in zip(row, KINDS, strict=True) if kind):
        return False
    try:
        entry = entry_of(row)
        ticks(entry.order)
        msgspec.json.decode(entry.data)
    except (BadInput, TypeError, ValueError, msgspec.MsgspecError):
        return False
    return entry.recorded_at.tzinfo is not None and entry.occurred_at.tzinfo is not None
