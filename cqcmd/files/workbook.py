"""Excel workbooks, through openpyxl: values are read, formulas never worked out."""

import warnings
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import islice, zip_longest
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from cqcmd.files.cells import words_of
from cqcmd.files.office_zip import broken
from cqcmd.files.rows import MOST_COLUMNS
from cqcmd.i18n import _
from cqcmd.text import cells

LOOKED_AT = 10_000
"""Rows looked at, blank ones too: a sheet may go on for a million blank rows."""

WIDEST = 60
RawRows = list[tuple[int, Sequence[str]]]


def read_xlsx(data: bytes) -> tuple[RawRows, tuple[str, ...]]:
    """Read the rows of the first sheet with anything in it, and say what was left out.

    Raises:
        BadInput: openpyxl cannot read it.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # they would be written over the screen
            # Opened twice: openpyxl gives either what a formula came to or the formula, and some
            # programs save no result.
            return _first_filled(_open(data, values=True), _open(data, values=False))
    except Exception as error:  # its parser raises whatever a broken file makes it stumble over
        raise broken() from error


def write_xlsx(rows: Sequence[Sequence[str]], title: str) -> bytes:
    """Write a workbook of one sheet in which every cell is text, whatever it begins with."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for column, pair in enumerate(zip_longest(*rows, fillvalue=""), 1):
        width = min(WIDEST, max(map(cells, pair)) + 2)
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row in rows:
        sheet.append([_text_cell(sheet, text) for text in row])
    packed = BytesIO()
    book.save(packed)
    return packed.getvalue()


def _text_cell(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, text)
    cell.data_type, cell.number_format, cell.quotePrefix = "s", "@", True
    return cell


def _open(data: bytes, *, values: bool) -> Workbook:
    return load_workbook(BytesIO(data), read_only=True, data_only=values, keep_links=False)


def _first_filled(book: Workbook, formulas: Workbook) -> tuple[RawRows, tuple[str, ...]]:
    names = [sheet.title for sheet in book.worksheets]
    for place, name in enumerate(names):
        rows = list(_rows(book[name], formulas[name]))
        if any(any(cells) for _number, cells in rows) or place == len(names) - 1:
            return rows, tuple(_left_out(names, name, len(rows)))
    return [], ()


def _rows(values: Any, formulas: Any) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the rows; a formula that was never worked out is the text of the formula."""
    both = zip(_raw(values), _raw(formulas), strict=False)
    for number, (row, other) in enumerate(islice(both, LOOKED_AT), 1):
        pairs = zip_longest(row, other)
        yield number, [words_of(b if a is None else a) for a, b in pairs]


def _raw(sheet: Any) -> Iterator[tuple[object, ...]]:
    sheet.reset_dimensions()  # what the file says of its size is not believed
    found = sheet.iter_rows(max_row=LOOKED_AT, max_col=MOST_COLUMNS + 1, values_only=True)
    yield from found


def _left_out(names: list[str], read: str, rows: int) -> Iterator[str]:
    if len(names) > 1:
        others = "、".join(name for name in names if name != read)
        yield _("只读了工作表“{read}”，没有读：{others}。").format(read=read, others=others)
    if rows >= LOOKED_AT:
        yield _("第 {most} 行以后没有看。").format(most=LOOKED_AT)
