"""Tables written row by row, however many rows: as CSV, as JSON Lines, as sheets of a workbook."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import msgspec

from cqcmd.clock import iso_local, local, wall_clock
from cqcmd.files.cells import guarded
from cqcmd.files.csv_sheet import quoted
from cqcmd.i18n import _
from cqcmd.text import clean

Value = str | int | float | bool | datetime | None

MARK = "\ufeff"
"""By which spreadsheets know UTF-8."""

LONGEST_CELL = 32_000
"""Characters of a text: what no spreadsheet takes is cut, and ends with the mark of a cut."""


class TableFile(Protocol):
    """One table that is being written."""

    def add(self, row: Sequence[Value]) -> None:
        """Add a row. Raises OSError."""

    def put(self, rows: Sequence[Any]) -> None:
        """Add rows that were made ready for such a file, maybe elsewhere. Raises OSError."""

    def close(self) -> None:
        """Bring what was added to the disk. Raises OSError."""


class CsvFile:
    """CSV in UTF-8 with a mark, for people and spreadsheets; no cell is ever a formula."""

    def __init__(self, path: Path, columns: Mapping[str, str]) -> None:
        """Make the file, which must not be there. Raises OSError."""
        # A name that lies behind a lone half of a pair must not stop all others.
        self._file = path.open("x", encoding="utf-8", errors="replace", newline="")
        self._file.write(MARK)
        self.add(tuple(columns.values()))

    def add(self, row: Sequence[Value]) -> None:
        """Add a row. Raises OSError."""
        self._file.write(csv_line(row))

    def put(self, rows: Sequence[str]) -> None:
        """Add lines as `csv_line` makes them. Raises OSError."""
        self._file.writelines(rows)

    def close(self) -> None:
        """Bring what was added to the disk. Raises OSError."""
        self._file.close()


def csv_line(row: Sequence[Value]) -> str:
    """Return a row as a line of CSV."""
    # Most cells are empty, or a name or a code that stood there before: these cost no call.
    cells = [
        ""
        if value is None
        else _known_cell(value)
        if type(value) is str and len(value) <= SHORT
        else _csv_cell(value)
        for value in row
    ]
    return ",".join(cells) + "\r\n"


class JsonLinesFile:
    """JSON Lines: an object a row, its keys the codes of the columns."""

    def __init__(self, path: Path, columns: Mapping[str, str]) -> None:
        """Make the file, which must not be there. Raises OSError."""
        self._file = path.open("xb")
        self._line = JsonLine(columns)

    def add(self, row: Sequence[Value]) -> None:
        """Add a row. Raises OSError."""
        self._file.write(self._line(row))

    def put(self, rows: Sequence[bytes]) -> None:
        """Add lines as `JsonLine` makes them. Raises OSError."""
        self._file.writelines(rows)

    def close(self) -> None:
        """Bring what was added to the disk. Raises OSError."""
        self._file.close()


class JsonLine:
    """Makes a row of a table a line of JSON."""

    def __init__(self, columns: Mapping[str, str]) -> None:
        self._codes = tuple(columns)
        self._encode = msgspec.json.Encoder().encode

    def __call__(self, row: Sequence[Value]) -> bytes:
        """Return a row as a line of JSON."""
        values = [iso_local(one) if isinstance(one, datetime) else one for one in row]
        return self._encode(dict(zip(self._codes, values, strict=True))) + b"\n"


SHORT = 40
"""Characters of a text that is likely to stand there again: a name, a code."""


def cell_text(text: str) -> str:
    """Return a text on one line, without control codes and no longer than a cell takes."""
    return clean(text, limit=LONGEST_CELL, lines=False)


def cell_moment(moment: datetime) -> datetime:
    """Return a moment as a wall clock here shows it: a spreadsheet knows no offset."""
    return local(moment).replace(tzinfo=None, microsecond=0)


def yes_or_no(value: bool) -> str:
    """Return a truth as people write it into a cell."""
    return _("是") if value else _("否")


def sheet_cells(row: Sequence[Value]) -> tuple[Value, ...]:
    """Return a row as a workbook takes it: harmless text, numbers, and moments of a wall clock."""
    return tuple(
        value
        if value is None
        else _known_text(value)
        if type(value) is str and len(value) <= SHORT
        else _sheet_cell(value)
        for value in row
    )


def _sheet_cell(value: str | float | datetime) -> Value:
    if isinstance(value, str):
        return cell_text(value)
    if isinstance(value, bool):
        return yes_or_no(value)
    return cell_moment(value) if isinstance(value, datetime) else value


def _csv_cell(value: str | float | datetime) -> str:
    if isinstance(value, str):
        return _text_cell(value)
    if isinstance(value, bool):
        return yes_or_no(value)
    if isinstance(value, datetime):
        return wall_clock(value)
    return str(value)


def _text_cell(text: str) -> str:
    return quoted(guarded(cell_text(text)))


_known_cell, _known_text = lru_cache(20_000)(_text_cell), lru_cache(20_000)(cell_text)
