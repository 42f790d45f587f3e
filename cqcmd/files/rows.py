"""Rows of a sheet, put together from raw cells within limits that no honest list reaches."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from cqcmd.errors import BadInput
from cqcmd.files.cells import line_parts, settled
from cqcmd.i18n import _

MOST_COLUMNS = 50


class Limits(Struct, frozen=True):
    """How much of a file is taken; no honest file of its sort is larger.

    Attributes:
        file: bytes of the file.
        unpacked: bytes of all parts of a workbook together.
        rows: rows that are not blank.
        looked_at: rows looked at, blank ones too: a sheet may go on for a million blank rows.
        merges: merged cells of a sheet.
    """

    file: int
    unpacked: int
    rows: int
    looked_at: int
    merges: int


_MEGA = 1024 * 1024

PEOPLE = Limits(5 * _MEGA, 50 * _MEGA, 5_000, 10_000, 20_000)
"""A list of people."""

DEVICES = Limits(200 * _MEGA, 1_000 * _MEGA, 500_000, 600_000, 500_000)
"""A city's register of units and equipment."""


RawRows = Iterable[tuple[int, Sequence[str]]]


class SheetRow(Struct, frozen=True):
    """A row that is not blank.

    Attributes:
        number: as a spreadsheet counts.
        cells: each on one line.
        faults: what is wrong with a cell, by column.
        lines: the lines of a cell that had several, by column.
        above: columns in which a merged cell of a row above reaches down here.
        spans: how many columns a merged cell takes, by the first of them.
    """

    number: int
    cells: tuple[str, ...]
    faults: dict[int, str] = {}
    lines: dict[int, tuple[str, ...]] = {}
    above: frozenset[int] = frozenset()
    spans: dict[int, int] = {}

    def at(self, column: int) -> str:
        """Return the words of a column; empty beyond the last."""
        return self.cells[column] if column < len(self.cells) else ""


class Sheet(Struct, frozen=True):
    """The rows of a sheet.

    Attributes:
        remarks: sentences about what was left out.
        title: the name of the sheet; empty where a file is but one.
        others: the further sheets of the file with anything in them.
    """

    rows: tuple[SheetRow, ...]
    remarks: tuple[str, ...] = ()
    title: str = ""
    others: "tuple[Sheet, ...]" = ()


def assembled(raw: RawRows, limits: Limits = PEOPLE) -> tuple[SheetRow, ...]:
    """Return the rows that are not blank.

    Raises:
        BadInput: there are none, or too many of them, or of columns.
    """
    rows: list[SheetRow] = []
    for number, cells in raw:
        row = _row(number, cells)
        if row.cells:
            rows.append(row)
        if len(rows) > limits.rows:
            words = _("表里超过 {most} 行，没有导入；请分成几个文件，一个一个导入。")
            raise BadInput(words.format(most=limits.rows))
    if not rows:
        raise BadInput(_("表里没有内容，没有导入；请核对是不是选错了文件。"))
    return tuple(rows)


def _row(number: int, raw: Sequence[str]) -> SheetRow:
    made = [settled(cell) for cell in raw]
    # Cells that are only formatted come as empty ones, often far to the right.
    while made and not made[-1][0]:
        made.pop()
    if len(made) > MOST_COLUMNS:
        words = _("第 {number} 行超过 {most} 列，没有导入；请只留用得上的几列再导入。")
        raise BadInput(words.format(number=number, most=MOST_COLUMNS))
    faults = {column: fault for column, (_text, fault) in enumerate(made) if fault}
    parts = {at: found for at, cell in enumerate(raw[: len(made)]) if (found := line_parts(cell))}
    return SheetRow(number, tuple(text for text, _fault in made), faults, parts)
