"""Rows of a file held against what is known: new, changed, the same, or two things in one."""

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from cqcmd.registers.rows import IDENTIFIERS, DeviceRow, differing, merged

Fault = Literal["two_devices", "repeated", "nameless"]


class Clash(Struct, frozen=True):
    """A row that is not taken in.

    Attributes:
        number: of the row.
        fault: ``two_devices``: its identifiers are those of different devices; ``repeated``: a row
            before it is about the same and says otherwise; ``nameless``: it names nothing.
        first: the row before it.
        fields: what the two say differently, or the identifiers that are at odds.
    """

    number: int
    fault: Fault
    first: int = 0
    fields: tuple[str, ...] = ()


class Kept(Struct):
    """What will stand in the register, and what stood there before.

    Attributes:
        ident: its row in the table; ``None`` for a new one.
        number: the row of the file that told of it first; 0 if none has.
        told: what the file says of it.
    """

    ident: int | None
    row: DeviceRow
    before: DeviceRow | None = None
    number: int = 0
    told: DeviceRow = DeviceRow()

    @property
    def is_new(self) -> bool:
        """Whether nobody knew of it."""
        return self.before is None

    @property
    def is_changed(self) -> bool:
        """Whether the file says something new of what was known."""
        return self.before is not None and self.before != self.row


class Sorter:
    """Takes rows one by one, in their order.

    Attributes:
        told: what the file told of, in the order in which it did.
        clashes: rows that are not taken in.
        repeated: how many rows said once more what a row before them did.
    """

    def __init__(self, known: Iterable[tuple[int, DeviceRow]]) -> None:
        self.told: list[Kept] = []
        self.clashes: list[Clash] = []
        self.repeated = 0
        self._by_identifier: dict[tuple[str, str], Kept] = {}
        for ident, row in known:
            self._index(Kept(ident, row, row))

    def take(self, number: int, row: DeviceRow) -> None:
        """Take in a row, or note why not."""
        names = list(_names(row))
        if not names:
            self.clashes.append(Clash(number, "nameless"))
            return
        found = {id(kept): kept for name in names if (kept := self._by_identifier.get(name))}
        if len(found) > 1:
            odd = tuple(field for field, text in names if (field, text) in self._by_identifier)
            self.clashes.append(Clash(number, "two_devices", fields=odd))
        elif found:
            self._again(number, row, *found.values())
        else:
            kept = Kept(None, row, None, number, row)
            self.told.append(kept)
            self._index(kept)

    def _again(self, number: int, row: DeviceRow, kept: Kept) -> None:
        if not kept.number:
            kept.number = number
            self.told.append(kept)
        elif odd := differing(kept.told, row):
            self.clashes.append(Clash(number, "repeated", kept.number, odd))
            return
        else:
            self.repeated += 1
        kept.told, kept.row = merged(kept.told, row), merged(kept.row, row)
        self._index(kept)

    def _index(self, kept: Kept) -> None:
        for name in _names(kept.row):
            self._by_identifier[name] = kept


def _names(row: DeviceRow) -> Iterator[tuple[str, str]]:
    """Yield by what a row is known; one of a unit alone by the unit's name."""
    if row.is_device:
        pairs = ((field, getattr(row, field)) for field in IDENTIFIERS)
        yield from ((field, text) for field, text in pairs if text)
    elif row.unit:
        yield "unit", row.unit
