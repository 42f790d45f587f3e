"""Where the cells of a table's line stand, and which of them a change has to paint anew."""

from functools import lru_cache

from msgspec import Struct

from cqcmd.text import cells, clean, pad
from cqcmd.widgets.drawing.table_lines import Column, Line


class TableLayout(Struct, frozen=True):
    """Columns laid out on so many cells, of which a scroll bar takes some."""

    columns: tuple[Column, ...]
    width: int
    scroll_bar: int = 0

    def widths(self) -> list[int]:
        """Return the width of each column."""
        fixed = sum(column.width for column in self.columns) + len(self.columns) - 1
        rest = max(4, self.width - fixed - self.scroll_bar)
        return [column.width or rest for column in self.columns]

    def rooms(self, count: int) -> list[int]:
        """Return the widths of a line of so many cells."""
        widths = self.widths()
        if count < max(1, len(widths)) or not widths:
            widths = [*widths[: count - 1], self.width - _left(widths, count - 1)]
        return widths

    def words(self, line: Line) -> list[str]:
        """Return the words of each cell, padded to its room."""
        count = len(line.cells)
        return [
            _padded(cell.words, room, self._is_right(index, count))
            for index, (cell, room) in enumerate(zip(line.cells, self.rooms(count), strict=False))
        ]

    def changed(self, was: Line, now: Line) -> tuple[int, int] | None:
        """Return from where to where a line has to be painted; ``None``: all of it."""
        pairs = enumerate(zip(was.cells, now.cells, strict=False))
        columns = [index for index, (one, other) in pairs if one != other]
        # What colours or moves the whole row cannot be painted by columns.
        if not columns or was.state != now.state or len(was.cells) != len(now.cells):
            return None
        widths, first, last = self.rooms(len(now.cells)), columns[0], columns[-1]
        start = _left(widths, first) + self._span(first, was, now)[0]
        return start, _left(widths, last) + self._span(last, was, now)[1]

    def _span(self, index: int, was: Line, now: Line) -> tuple[int, int]:
        """Of a column, the cells from the first that changed to behind the last."""
        room = self.rooms(len(now.cells))[index]
        if was.cells[index].state != now.cells[index].state:
            return 0, room
        old, new = self.words(was)[index], self.words(now)[index]
        before, behind = _same(old, new), _same(old[::-1], new[::-1])
        return cells(new[:before]), room - cells(new[len(new) - behind :])

    def _is_right(self, index: int, count: int) -> bool:
        """Whether a cell of a line of so many is set to the right."""
        return count == len(self.columns) and self.columns[index].right


def _left(widths: list[int], index: int) -> int:
    """Where a column begins."""
    return sum(widths[:index]) + index


@lru_cache(maxsize=4_000)  # a row is drawn whole each second for the one cell that counts down
def _padded(words: str, room: int, right: bool) -> str:
    return pad(clean(words, lines=False), room, right=right)


def _same(one: str, other: str) -> int:
    """How many characters two words begin with in common."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
