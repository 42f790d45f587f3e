"""Words that are cut on a screen although rows or cells beside them stay blank."""

from collections.abc import Iterator
from itertools import zip_longest

from textual.app import App
from textual.geometry import Region

from cqcmd.text import cells
from cqcmd.widgets.drawing.cells import CellWidget
from cqcmd.widgets.drawing.column_widths import Span, cells_of
from cqcmd.widgets.drawing.table_layout import TableLayout
from cqcmd.widgets.table import Cell, Table

CUT = ".."
ROOMY = 4
"""Blank cells behind a cut that a word would have had room in."""


def wasted(app: App[str], lines: list[str]) -> Iterator[str]:
    """Yield each row that is cut although the list it stands in has blank rows or cells for it."""
    for table in app.screen.query(Table):
        yield from _cut_in_table(table)
    for widget in app.screen.query(CellWidget):
        if widget.display and widget.region:
            yield from _cut_in_rows(_rows(lines, widget.region))


def _cut_in_table(table: Table) -> Iterator[str]:
    """Yield lines cut above blank rows, and words cut beside blank cells."""
    if not table.display or not table.region:
        return
    if table.content_size.height > table.virtual_size.height:
        cut = (line for line in table.lines if not table.shows_whole(line))
        yield from (" ".join(cell.words for cell in line.cells) for line in cut)
    headings = tuple(Cell(column.heading) for column in table.table_layout.columns)
    for words in (headings, *(line.cells for line in table.lines)):
        yield from _cut_beside_blanks(words, table.table_layout)


def _cut_beside_blanks(words: tuple[Cell, ...], layout: TableLayout) -> Iterator[str]:
    drawn = list(zip(words, layout.spans(words), strict=True))
    for index, (cell, span) in enumerate(drawn):
        behind = next((other.left for word, other in drawn[index + 1 :] if word.words), layout.room)
        if span.room and span.left + cells_of(cell.words) < behind and _cut(cell, span):
            yield cell.words


def _cut(cell: Cell, span: Span) -> bool:
    return cells_of(cell.words) > span.room


def _rows(lines: list[str], region: Region) -> list[str]:
    return [_between(line, region.x, region.right) for line in lines[region.y : region.bottom]]


def _between(line: str, left: int, right: int) -> str:
    """Return what stands in these cells of a line."""
    found, at = "", 0
    for character in line:
        if left <= at < right:
            found += character
        at += cells(character)
    return found


def _cut_in_rows(rows: list[str]) -> Iterator[str]:
    """Yield rows with a cut mark before blank cells or above blank rows."""
    for row, below in zip_longest(rows, rows[1:], fillvalue="x"):
        behind = row.partition(CUT)[2]
        blank = len(behind) - len(behind.lstrip())
        room_below = len(below) - len(below.rstrip())
        if CUT in row and (blank > ROOMY or room_below > len(below) // 2):
            yield row.rstrip()
