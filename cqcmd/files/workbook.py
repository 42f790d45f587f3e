"""Excel workbooks read, through openpyxl: values alone, formulas never worked out."""

import re
import warnings
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import islice, zip_longest
from typing import Any

from msgspec import Struct
from openpyxl import Workbook, load_workbook

from cqcmd.files.cells import formula_text, words_of
from cqcmd.files.merges import Merge, merges_in
from cqcmd.files.office_zip import broken
from cqcmd.files.rows import MOST_COLUMNS, Limits
from cqcmd.i18n import _

MOST_SHEETS = 20
"""How many sheets of a workbook are looked at."""

_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")


class RawSheet(Struct, frozen=True):
    """A sheet as it stands in the file, and sentences about what of it was not looked at."""

    title: str
    rows: list[tuple[int, Sequence[str]]]
    merges: tuple[Merge, ...]
    remarks: tuple[str, ...]


def read_xlsx(data: bytes, parts: dict[str, bytes], limits: Limits) -> tuple[RawSheet, ...]:
    """Read the sheets with anything in them, else the last; each says what was left out beside it.

    Raises:
        BadInput: openpyxl cannot read it.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # they would be written over the screen
            return _filled(data, parts, limits)
    except Exception as error:  # its parser raises whatever a broken file makes it stumble over
        raise broken() from error


def _open(data: bytes, *, values: bool) -> Workbook:
    return load_workbook(BytesIO(data), read_only=True, data_only=values, keep_links=False)


def _filled(data: bytes, parts: dict[str, bytes], limits: Limits) -> tuple[RawSheet, ...]:
    book = _open(data, values=True)
    # Opened twice: openpyxl gives either what a formula came to or the formula, and some programs
    # save no result. Where there are no formulas that would be half the time for nothing.
    has_formulas = any(_FORMULA.search(part) for name, part in parts.items() if "sheet" in name)
    formulas = _open(data, values=False) if has_formulas else None
    names = [sheet.title for sheet in book.worksheets]
    found = []
    for name in names[:MOST_SHEETS]:
        rows = list(_rows(book[name], formulas and formulas[name], limits.looked_at))
        part = book[name]._worksheet_path.lstrip("/").lower()
        remarks = tuple(_left_out(names, name, len(rows), limits.looked_at))
        found.append(RawSheet(name, rows, merges_in(parts.get(part, b""), limits.merges), remarks))
    return tuple(sheet for sheet in found if _has_words(sheet)) or tuple(found[-1:])


def _has_words(sheet: RawSheet) -> bool:
    return any(any(cells) for _number, cells in sheet.rows)


def _rows(values: Any, formulas: Any, most: int) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the rows; a formula that was never worked out is the text of the formula."""
    if formulas is None:
        yield from enumerate(([words_of(cell) for cell in row] for row in _raw(values, most)), 1)
        return
    both = zip(_raw(values, most), _raw(formulas, most), strict=False)
    for number, (row, other) in enumerate(both, 1):
        pairs = zip_longest(row, other)
        yield number, [formula_text(words_of(b)) if a is None else words_of(a) for a, b in pairs]


def _raw(sheet: Any, most: int) -> Iterator[tuple[object, ...]]:
    sheet.reset_dimensions()  # what the file says of its size is not believed
    found = sheet.iter_rows(max_row=most, max_col=MOST_COLUMNS + 1, values_only=True)
    yield from islice(found, most)


def _left_out(names: list[str], read: str, rows: int, most: int) -> Iterator[str]:
    if len(names) > 1:
        others = "、".join(name for name in names if name != read)
        yield _("只读了工作表“{read}”，没有读：{others}。").format(read=read, others=others)
    if rows >= most:
        yield _("第 {most} 行以后没有看。").format(most=most)
