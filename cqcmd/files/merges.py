"""Merged cells of a workbook: one that reaches down over rows stands in each of them."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct, structs
from openpyxl.utils.cell import column_index_from_string

from cqcmd.files.rows import MOST_COLUMNS, SheetRow

_MERGED = re.compile(
    rb'<(?:\w+:)?mergeCell\s[^>]*?ref="\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})"'
)


class Merge(Struct, frozen=True):
    """A rectangle of cells that were made one: rows as counted there, columns from 0."""

    top: int
    left: int
    bottom: int
    right: int


def merges_in(xml: bytes, most: int) -> tuple[Merge, ...]:
    """Return the merged cells of a sheet's XML, at most so many; openpyxl leaves them out."""
    # A part that was looked at as a whole: it has no entities, and a `<` in a text is escaped.
    found = zip(_MERGED.finditer(xml), range(most), strict=False)
    return tuple(merge for match, _count in found if (merge := _merge(match)).left < MOST_COLUMNS)


def _merge(found: re.Match[bytes]) -> Merge:
    left, right = (column_index_from_string(found[at].decode()) - 1 for at in (1, 3))
    return Merge(int(found[2]), left, int(found[4]), right)


def filled(rows: Sequence[SheetRow], merges: Sequence[Merge]) -> tuple[SheetRow, ...]:
    """Return the rows with what merged cells say in each row that they reach."""
    if not merges:
        return tuple(rows)
    by_number = {row.number: row for row in rows}
    numbers = sorted(by_number)
    reaching: dict[int, list[Merge]] = defaultdict(list)
    for merge in merges:
        for number in _within(numbers, merge):
            reaching[number].append(merge)
    return tuple(_reached(row, reaching[row.number], by_number) for row in rows)


def _within(numbers: Sequence[int], merge: Merge) -> Sequence[int]:
    return numbers[bisect_left(numbers, merge.top) : bisect_right(numbers, merge.bottom)]


def _reached(row: SheetRow, merges: Sequence[Merge], rows: dict[int, SheetRow]) -> SheetRow:
    cells = dict(enumerate(row.cells))
    faults, above = dict(row.faults), set[int]()
    spans = {
        m.left: m.right - m.left + 1 for m in merges if m.top == row.number and m.right > m.left
    }
    for merge in merges:
        source = rows.get(merge.top)
        if merge.top == row.number or source is None or not source.at(merge.left):
            continue
        cells[merge.left] = source.at(merge.left)
        above.add(merge.left)
        if merge.left in source.faults:
            faults[merge.left] = source.faults[merge.left]
    width = max(cells, default=-1) + 1
    whole = tuple(cells.get(at, "") for at in range(width))
    return structs.replace(row, cells=whole, faults=faults, above=frozenset(above), spans=spans)
