"""Rows of the table read into entries; of one that cannot be read what stands in its place."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any

from msgspec import ValidationError, convert, to_builtins

from cqcmd.errors import BadInput
from cqcmd.incident.events import Unreadable, encode
from cqcmd.incident.events.entry import Entry
from cqcmd.journal.chain import FIELDS, digest
from cqcmd.journal.ids import ticks

BAD_ROW = (ValidationError, UnicodeDecodeError, BadInput)
"""What is raised of a row with something in it that no entry has."""

EARLIEST, LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(3000, 1, 1, tzinfo=UTC)
"""Times before or after are damage; at the ends of the calendar no time of day can be told."""

NOTHING = "0" * 16
"""The order of what stands before every entry."""

_COUNT = len(FIELDS)
_TIMES = tuple(map(FIELDS.index, ("occurred_at", "recorded_at")))
_order, _occurred, _recorded = map(attrgetter, ("order", "occurred_at", "recorded_at"))


def utc_text(moment: datetime) -> str:
    """``moment`` as text that sorts by time: UTC, microseconds, ``Z``. Refuses a naive one."""
    if moment.utcoffset() is None:
        raise ValueError("a time without an offset cannot be written down")
    return _with_fraction(to_builtins(moment.astimezone(UTC)))


def _with_fraction(written: str) -> str:
    """Return a time in UTC as msgspec writes it, which leaves out microseconds that are none."""
    return written if "." in written else f"{written[:-1]}.000000Z"


def entries_of(rows: list[tuple[Any, ...]]) -> list[Entry]:
    """Return the entries in sound rows, read at once. Raises one of BAD_ROW."""
    read = convert(rows, list[Entry])
    if read:
        # Of the text of an order no more is looked at than that none sorts outside all others.
        for order in (min(map(_order, read)), max(map(_order, read))):
            ticks(order)
        for times in (list(map(_occurred, read)), list(map(_recorded, read))):
            _refuse_strange(min(times), max(times))
    return read


def entry_of(row: tuple[Any, ...]) -> Entry:
    """Return the entry in one sound row. Raises one of BAD_ROW."""
    return entries_of([row])[0]


def is_as_written(entry: Entry) -> bool:
    """Whether an entry is what its hash was made of; one that stands for another is not asked."""
    if entry.kind == Unreadable.kind:
        return True
    return digest(row_of(entry)) == entry.hash


def as_written(entry: Entry) -> dict[str, str | int | None]:
    """Return the fields of a readable entry as they stand on disk, times as text."""
    return dict(zip(FIELDS, row_of(entry), strict=True))


def row_of(entry: Entry) -> tuple[str | int | None, ...]:
    """Return a readable entry as it stands on disk."""
    # Many times as quick as `isoformat`: an export asks this of every entry there is.
    row = to_builtins(entry)
    for place in _TIMES:
        row[place] = _with_fraction(row[place])
    return tuple(row)


def as_readable(rows: Iterable[tuple[Any, ...]]) -> Iterator[Entry]:
    """Yield an entry for each raw row in order of arrival, an `Unreadable` one where it is none."""
    before = None
    for raw in rows:
        row = tuple(map(as_text, raw))
        try:
            before = entry_of(row)
        except BAD_ROW:
            before = _unreadable(row, before)
        yield before


def _refuse_strange(earliest: datetime, latest: datetime) -> None:
    if earliest < EARLIEST or latest >= LATEST:
        raise BadInput(str(earliest if earliest < EARLIEST else latest))


def as_text(value: Any) -> Any:
    """Return text that was read as bytes; bytes where it is none."""
    try:
        return value.decode() if isinstance(value, bytes) else value
    except UnicodeDecodeError:
        return value


def _unreadable(row: tuple[Any, ...], before: Entry | None) -> Entry:
    values = dict(zip(FIELDS, row[:_COUNT], strict=True))
    times = [_moment(values[name]) for name in ("occurred_at", "recorded_at")]
    known = next((time for time in times if time is not None), None)
    standing = known or (before.recorded_at if before else EARLIEST)
    event = Unreadable(
        why="row",
        was=_shown(values["kind"]),
        told=_shown(values["data"]),
        timeless=known is None,
    )
    seq = values["seq"]
    return Entry(
        # Found again under the same name: it may be struck, as a sign that it was dealt with.
        id=values["id"] if isinstance(values["id"], str) else f"row-{row[-1]}",
        incident=None if values["incident"] is None else _shown(values["incident"]),
        station=_shown(values["station"]),
        seq=seq if isinstance(seq, int) else 0,
        kind=event.kind,
        data=encode(event),
        actor=_shown(values["actor"]),
        occurred_at=times[0] or standing,
        recorded_at=times[1] or standing,
        order=_place(values["order"], before),
        prev=_shown(values["prev"]),
        hash=_shown(values["hash"]),
    )


def _place(order: Any, before: Entry | None) -> str:
    """Return where it stands in the common order: without an order of its own, after the last."""
    try:
        ticks(_shown(order))
    except BadInput:
        return f"{before.order if before else NOTHING}~"
    return _shown(order)


def _moment(value: Any) -> datetime | None:
    try:
        found = convert(value, datetime)
        _refuse_strange(found, found)
    except (*BAD_ROW, TypeError):  # compared with moments, one without an offset is refused
        return None
    return found


def _shown(value: Any) -> str:
    """Return a value as text, with a mark for each byte that is none."""
    if isinstance(value, bytes):
        return value.decode(errors="replace")
    return "" if value is None else str(value)
