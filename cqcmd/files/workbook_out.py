"""Excel workbooks written, through XlsxWriter: lists of text; tables row by row, with charts."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from io import BytesIO
from itertools import zip_longest
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.worksheet import Worksheet

from cqcmd.files.cells import guarded
from cqcmd.files.table_files import Value, sheet_cells
from cqcmd.text import cells

MOST_ROWS = 1_000_000
"""Rows of a sheet; what is beyond goes on in another one. A sheet takes some more."""

WIDEST, WIDTH, WIDEST_OF_LIST = 40, 16, 60
"""Characters of a column: of one with words, of any other, and of a list that people fill in."""

TEXT = {"num_format": "@", "quote_prefix": True}
"""A cell that stays text whatever it begins with, also when somebody edits it."""

DATE = {"num_format": "yyyy-mm-dd hh:mm:ss"}
CHART_HIGH, CHART_WIDE, APART = 283, 680, 16
"""Pixels of a chart, and rows from one to the next."""


class Book:
    """A workbook of several tables, however many rows; nothing of them is kept in memory."""

    def __init__(self, path: Path) -> None:
        """Begin a workbook; its file is made as it is closed, what is kept till then beside it."""
        options = {"constant_memory": True, "tmpdir": str(path.parent)}
        self._book = Workbook(str(path), options)
        self._formats = self._book.add_format(TEXT), self._book.add_format(DATE)

    def sheet(self, name: str, columns: Mapping[str, str]) -> "SheetFile":
        """Begin a sheet with its headings. Raises OSError."""
        return SheetFile(self._book, name, tuple(columns.values()), *self._formats)

    def close(self) -> None:
        """Put the file on the disk. Raises OSError."""
        with failing_as_disk():
            self._book.close()

    def drop(self) -> None:
        """Let go of the file in which each sheet is kept until all is put on the disk."""
        self._book.fileclosed = True
        for sheet in self._book.worksheets():
            with suppress(OSError):  # what was cut short by a full disk does not end well
                sheet._opt_close()


@contextmanager
def failing_as_disk() -> Iterator[None]:
    """Raise what the library says of a file as the error of the disk that it is."""
    try:
        yield
    except FileCreateError as error:
        raise error.args[0] from error


class SheetFile:
    """A table of a workbook; where one sheet is full it goes on in the next."""

    def __init__(
        self, book: Workbook, name: str, headings: Sequence[str], text: Any, date: Any
    ) -> None:
        self._book, self._name, self._headings = book, name, headings
        self._text, self._date = text, date
        self._sheets = self._charts = 0
        self._begin()

    def _begin(self) -> None:
        self._sheets += 1
        name = self._name if self._sheets == 1 else f"{self._name}{self._sheets}"
        self._sheet: Worksheet = self._book.add_worksheet(name)
        self._sheet.freeze_panes(1, 0)
        for column, heading in enumerate(self._headings):
            width = min(WIDEST, max(WIDTH, cells(heading) + 2))
            self._sheet.set_column(column, column, width)
        self._rows = 0
        self.add(self._headings)

    def add(self, row: Sequence[Value]) -> None:
        """Add a row. Raises OSError."""
        self.put((sheet_cells(row),))

    def put(self, rows: Sequence[Sequence[Value]]) -> None:
        """Add rows as `sheet_cells` makes them. Raises OSError."""
        for row in rows:
            if self._rows == MOST_ROWS:
                self._begin()
            for column, value in enumerate(row):
                if value is not None:
                    self._write(column, value)
            self._rows += 1

    def _write(self, column: int, value: str | float | datetime) -> None:
        place = self._rows, column
        if isinstance(value, str):
            self._sheet.write_string(*place, value, self._text if guarded(value) != value else None)
        elif isinstance(value, datetime):
            self._sheet.write_datetime(*place, value, self._date)
        else:
            self._sheet.write_number(*place, value)

    def chart(self, title: str, first: int, last: int, series: Sequence[int]) -> None:
        """Draw bars over the rows from ``first`` to ``last``, names in the first column.

        ``series``: the columns that are drawn; they are named by their headings.
        """
        chart = self._book.add_chart({"type": "column"})
        chart.set_title({"name": title})
        chart.set_size({"width": CHART_WIDE, "height": CHART_HIGH})
        if len(series) == 1:
            chart.set_legend({"none": True})
        for column in series:
            chart.add_series(
                {
                    "name": [self._sheet.name, 0, column - 1],
                    "categories": [self._sheet.name, first - 1, 0, last - 1, 0],
                    "values": [self._sheet.name, first - 1, column - 1, last - 1, column - 1],
                }
            )
        self._sheet.insert_chart(APART * self._charts, len(self._headings) + 1, chart)
        self._charts += 1

    @property
    def rows(self) -> int:
        """How many rows stand there, with the headings."""
        return self._rows

    def close(self) -> None:
        """Do nothing: the workbook is put on the disk as a whole."""


def write_xlsx(rows: Sequence[Sequence[str]], title: str) -> bytes:
    """Write a workbook of one sheet in which every cell is text, whatever it begins with."""
    packed = BytesIO()
    book = Workbook(packed, {"in_memory": True})
    sheet, text = book.add_worksheet(title), book.add_format(TEXT)
    sheet.freeze_panes(1, 0)
    for column, pair in enumerate(zip_longest(*rows, fillvalue="")):
        sheet.set_column(column, column, min(WIDEST_OF_LIST, max(map(cells, pair)) + 2))
    for number, row in enumerate(rows):
        for column, words in enumerate(row):
            sheet.write_string(number, column, words, text)
    book.close()
    return packed.getvalue()
