"""A workbook written row by row, with charts over sheets of figures; nothing is kept in memory."""

import errno
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.chart import BarChart, Reference
from openpyxl.utils import get_column_letter

from cqcmd.files.cells import guarded
from cqcmd.files.table_files import Value, cell_moment, cell_text, yes_or_no
from cqcmd.text import cells

MOST_ROWS = 1_000_000
"""Rows of a sheet; what is beyond goes on in another one. A sheet takes some more."""

WIDEST, WIDTH = 40, 16
"""Characters of a column: of one with words, and of any other."""

DATE = "yyyy-mm-dd hh:mm:ss"
CHART_HIGH, CHART_WIDE, APART = 7.5, 18, 16
"""Centimetres of a chart, and rows from one to the next."""


@contextmanager
def failing_as_disk() -> Iterator[None]:
    """Raise as OSError what the library beneath openpyxl has its own error for: ``IO_ENOSPC``."""
    try:
        yield
    except Exception as error:
        if type(error).__name__ != "SerialisationError":
            raise
        number = getattr(errno, str(error).removeprefix("IO_"), errno.EIO)
        raise OSError(number, os.strerror(number)) from error


class Book:
    """A workbook of several tables."""

    def __init__(self, path: Path) -> None:
        """Begin a workbook; its file is made as it is closed."""
        self._path = path
        self._book = Workbook(write_only=True)

    def sheet(self, name: str, columns: Mapping[str, str]) -> "SheetFile":
        """Begin a sheet with its headings."""
        return SheetFile(self._book, name, tuple(columns.values()))

    def close(self) -> None:
        """Put the file on the disk. Raises OSError."""
        with failing_as_disk():
            self._book.save(self._path)

    def drop(self) -> None:
        """Take away what openpyxl keeps of each sheet in a temporary file until all is saved."""
        for sheet in self._book.worksheets:
            for end in (sheet._rows, sheet._writer.xf):
                with suppress(Exception):  # what was cut short does not end well
                    end.close()
            with suppress(OSError):
                sheet._writer.cleanup()


class SheetFile:
    """A table of a workbook; where one sheet is full it goes on in the next."""

    def __init__(self, book: Workbook, name: str, headings: Sequence[str]) -> None:
        self._book, self._name, self._headings = book, name, headings
        self._sheets = 0
        self._begin()

    def _begin(self) -> None:
        self._sheets += 1
        name = self._name if self._sheets == 1 else f"{self._name}{self._sheets}"
        self._sheet: Any = self._book.create_sheet(name)
        self._sheet.freeze_panes = "A2"
        for column, heading in enumerate(self._headings, 1):
            width = min(WIDEST, max(WIDTH, cells(heading) + 2))
            self._sheet.column_dimensions[get_column_letter(column)].width = width
        self._rows = 0
        self.add(self._headings)

    def add(self, row: Sequence[Value]) -> None:
        """Add a row. Raises OSError."""
        if self._rows == MOST_ROWS:
            self._begin()
        self._rows += 1
        with failing_as_disk():
            self._sheet.append([self._cell(value) for value in row])

    def _cell(self, value: Value) -> Any:
        if isinstance(value, str):
            text = cell_text(value)
            return self._plain(text) if guarded(text) != text else text
        if isinstance(value, bool):
            return yes_or_no(value)
        return self._moment(value) if isinstance(value, datetime) else value

    def _plain(self, text: str) -> Any:
        """Return a cell that stays text whatever it begins with, also when somebody edits it."""
        cell = WriteOnlyCell(self._sheet, text)
        cell.data_type, cell.number_format, cell.quotePrefix = "s", "@", True
        return cell

    def _moment(self, moment: datetime) -> Any:
        cell = WriteOnlyCell(self._sheet, cell_moment(moment))
        cell.number_format = DATE
        return cell

    def chart(self, title: str, first: int, last: int, series: Sequence[int]) -> None:
        """Draw bars over the rows from ``first`` to ``last``, names in the first column.

        ``series``: the columns that are drawn, their names in the row before the first.
        """
        chart = BarChart()
        chart.title, chart.height, chart.width = title, CHART_HIGH, CHART_WIDE
        chart.y_axis.delete = chart.x_axis.delete = False
        for column in series:
            data = Reference(self._sheet, min_col=column, min_row=first - 1, max_row=last)
            chart.add_data(data, titles_from_data=True)
        chart.set_categories(Reference(self._sheet, min_col=1, min_row=first, max_row=last))
        beside = get_column_letter(len(self._headings) + 2)
        self._sheet.add_chart(chart, f"{beside}{1 + APART * len(self._sheet._charts)}")

    @property
    def rows(self) -> int:
        """How many rows stand there, with the headings."""
        return self._rows

    def close(self) -> None:
        """Do nothing: the workbook is put on the disk as a whole."""
