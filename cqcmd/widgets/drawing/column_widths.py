"""How wide the columns of a table are: as asked for, and none cut while another has room."""

from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from cqcmd.text import cells, clean, pad
from cqcmd.widgets.drawing.table_lines import Cell, Column, Line

LEAST = 16
"""Cells that the column which takes what is left keeps beside others that lack some."""

STEP = 4
"""Cells by which that column grows where others follow it, so that they seldom move."""


class Span(Struct, frozen=True):
    """Where the words of a cell are drawn: from where, how wide, set to which side."""

    left: int
    room: int
    right: bool = False

    @property
    def end(self) -> int:
        """The cell behind it."""
        return self.left + self.room


def widest(columns: Sequence[Column], room: int) -> list[int]:
    """Return the widths asked for; one column takes what is left, whatever stands in it."""
    rest = max(4, room - sum(column.width for column in columns) - len(columns) + 1)
    return [column.width or rest for column in columns]


def column_widths(columns: Sequence[Column], lines: Sequence[Line], room: int) -> list[int]:
    """Return the widths in which these lines are drawn: none cut while another has cells over."""
    widths = widest(columns, room)
    if any(column.steady for column in columns):
        return widths
    needs = _needs(columns, lines)
    _even_out(columns, widths, needs)
    # What follows stands near the words it belongs to, not at the far edge.
    for index, column in enumerate(columns[:-1]):
        if not column.width:
            widths[index] = min(widths[index], needs[index] + -needs[index] % STEP)
    return widths


def _needs(columns: Sequence[Column], lines: Sequence[Line]) -> list[int]:
    """Return the cells of the widest words of each column, its heading among them."""
    needs = [cells(column.heading) for column in columns]
    for line in lines:
        # The last cell of a short line reaches to the edge and asks no column for room.
        short = len(line.cells) < len(columns)
        measured = line.cells[:-1] if short else line.cells
        for index, cell in enumerate(measured[: len(columns)]):
            needs[index] = max(needs[index], cells_of(cell.words))
    return needs


def _even_out(columns: Sequence[Column], widths: list[int], needs: Sequence[int]) -> None:
    """Give columns that lack cells what others have to spare; short ones come first."""
    order = sorted(range(len(columns)), key=lambda index: (not columns[index].width, index))
    for index in order:
        for giver in reversed(order):
            given = _given(columns, widths, needs, giver, index)
            if giver != index and given > 0:
                widths[index], widths[giver] = widths[index] + given, widths[giver] - given


def _given(
    columns: Sequence[Column], widths: list[int], needs: Sequence[int], giver: int, taker: int
) -> int:
    """Return the cells that one column gives another; where both lack some, not too many."""
    lack, over = needs[taker] - widths[taker], widths[giver] - needs[giver]
    if columns[giver].width or not columns[taker].width:
        return min(lack, over)
    left = widths[giver] - max(LEAST, widths[giver] // 2)
    return min(lack, max(over, min(left, columns[taker].width // 2)))


def spans(
    columns: Sequence[Column], widths: Sequence[int], line: Sequence[Cell], room: int
) -> list[Span]:
    """Return where the cells of a line stand; one that is too long runs on over blank ones."""
    found = _in_columns(columns, widths, line, room)
    for index, cell in enumerate(line[: len(found)]):
        for behind in range(index + 1, len(found)):
            span, other = found[index], found[behind]
            if span.right or cells_of(cell.words) <= span.room or line[behind].words:
                break
            found[index] = Span(span.left, other.end - span.left)
            found[behind] = Span(other.end, 0)
    return found


def _in_columns(
    columns: Sequence[Column], widths: Sequence[int], line: Sequence[Cell], room: int
) -> list[Span]:
    """Return a span a cell; the last one of a short line reaches to the edge."""
    found: list[Span] = []
    left = 0
    short = len(line) < len(columns)
    for index, width in enumerate(widths[: len(line)]):
        edge = short and index == len(line) - 1
        found.append(Span(left, room - left if edge else width, columns[index].right and not short))
        left += width + 1
    return found or [Span(0, room)] * len(line)


@lru_cache(maxsize=20_000)  # columns are measured each time a line changes
def cells_of(words: str) -> int:
    """Measure words as they are drawn."""
    return cells(clean(words, lines=False))


@lru_cache(maxsize=4_000)  # a row is drawn whole each second for the one cell that counts down
def padded(words: str, room: int, right: bool) -> str:
    """Return harmless words exactly so wide; too many are cut."""
    return pad(clean(words, lines=False), room, right=right)
