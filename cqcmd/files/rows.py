"""Rows of a sheet, put together from raw cells within limits that no honest list reaches."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from cqcmd.errors import BadInput
from cqcmd.files.cells import line_parts, settled
from cqcmd.i18n import _

MOST_ROWS = 5_000
MOST_COLUMNS = 50


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


def assembled(raw: RawRows) -> tuple[SheetRow, ...]:
    """Return the rows that are not blank.

    Raises:
        BadInput: there are none, or too many of them, or of columns.
    """
    rows: list[SheetRow] = []
    for number, cells in raw:
        row = _row(number, cells)
        if row.cells:
            rows.append(row)
        if len(rows) > MOST_ROWS:
            words = _("表里超过 {most} 行，没有导入；请分成几个文件，一个一个导入。")
            raise BadInput(words.format(most=MOST_ROWS))
    if not rows:
        raise BadInput(_("表里没有内容，没有导入；请核对是不是选错了文件。"))
    return tuple(rows)


def _row(number: int, raw: Sequence[str]) -> SheetRow:
    made = [settled(cell) for cell in raw]
    # Cells that are only formatted come as empty ones, often far to the right.
    while made and not made[-1][0]:
        made.pop()
    if len(made) > MOST_COLUMNS:
        words = _("第 {number} 行超过 {most} 列，没有导入；请只留通讯录的几列再导入。")
        raise BadInput(words.format(number=number, most=MOST_COLUMNS))
    faults = {column: fault for column, (_text, fault) in enumerate(made) if fault}
    parts = {at: found for at, cell in enumerate(raw[: len(made)]) if (found := line_parts(cell))}
    return SheetRow(number, tuple(text for text, _fault in made), faults, parts)
