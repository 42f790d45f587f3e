"""Rows of a sheet, put together from raw cells within limits that no honest list reaches."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from cqcmd.errors import BadInput
from cqcmd.files.cells import settled
from cqcmd.i18n import _

MOST_ROWS = 5_000
MOST_COLUMNS = 50


class SheetRow(Struct, frozen=True):
    """A row that is not blank: its number as a spreadsheet counts, cells, and faults by column."""

    number: int
    cells: tuple[str, ...]
    faults: dict[int, str] = {}


class Sheet(Struct, frozen=True):
    """The rows of a file; ``remarks`` are sentences about what was left out."""

    rows: tuple[SheetRow, ...]
    remarks: tuple[str, ...] = ()


def assembled(raw: Iterable[tuple[int, Sequence[str]]]) -> tuple[SheetRow, ...]:
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
    return SheetRow(number, tuple(text for text, _fault in made), faults)
