"""Where the lines of a table stand, in how many rows, and what a change has to paint anew."""

from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from cqcmd.text import cells, clean, line_parts
from cqcmd.widgets.drawing.column_widths import Span, cells_of, column_widths, padded, spans
from cqcmd.widgets.drawing.table_lines import Cell, Column, Line


class TableLayout(Struct, frozen=True):
    """How lines stand in so many cells.

    ``rows`` names for each row the line and which part of it, or -1 for a blank one; ``tops``
    for each line its first row.
    """

    columns: tuple[Column, ...]
    room: int
    widths: tuple[int, ...]
    rows: tuple[tuple[int, int], ...]
    tops: tuple[int, ...]

    def height(self, line: int) -> int:
        """Count the rows of a line."""
        behind = self.tops[line] + 1
        while behind < len(self.rows) and self.rows[behind][0] == line:
            behind += 1
        return behind - self.tops[line]

    def spans(self, line: Sequence[Cell]) -> list[Span]:
        """Return where the cells of a line stand."""
        return spans(self.columns, self.widths, line, self.room)

    def words(self, line: Sequence[Cell], part: int = 0, rows: int = 1) -> list[str]:
        """Return what stands in one of the rows of a line, cell by cell."""
        placed = zip(line, self.spans(line), strict=False)
        return [part_rows(cell.words, span, rows)[part] for cell, span in placed]

    def whole(self, line: Line, rows: int) -> bool:
        """Tell whether a line stands uncut in so many rows."""
        return rows >= rows_wanted(self, line)

    def changed(self, was: Line, now: Line) -> tuple[int, int] | None:
        """Return from where to where a row has to be painted; ``None``: all of it."""
        pairs = enumerate(zip(was.cells, now.cells, strict=False))
        columns = [index for index, (one, other) in pairs if one != other]
        placed = self.spans(now.cells)
        # What colours or moves the whole row cannot be painted by columns.
        if not columns or was.state != now.state or self.spans(was.cells) != placed:
            return None
        first, last = columns[0], columns[-1]
        start = _changed(placed[first], was.cells[first], now.cells[first])[0]
        return start, _changed(placed[last], was.cells[last], now.cells[last])[1]


def laid_out(
    columns: Sequence[Column], lines: Sequence[Line], room: int, height: int
) -> TableLayout:
    """Lay lines out: each in a row; where rows are left, cut ones in more, groups parted."""
    widths = tuple(column_widths(columns, lines, room))
    bare = TableLayout(tuple(columns), room, widths, (), ())
    heights = [1] * len(lines)
    spare = height - len(lines)
    if spare > 0:
        spare -= _grow(heights, [rows_wanted(bare, line) for line in lines], spare)
    parted = _parted(lines)
    apart = parted if len(parted) <= spare else frozenset[int]()
    rows: list[tuple[int, int]] = []
    tops: list[int] = []
    for index, high in enumerate(heights):
        rows += [(-1, 0)] if index in apart else []
        tops.append(len(rows))
        rows += [(index, part) for part in range(high)]
    return TableLayout(tuple(columns), room, widths, tuple(rows), tuple(tops))


def _grow(heights: list[int], wanted: Sequence[int], spare: int) -> int:
    """Give each line that wants one another row in turn; returns how many rows that took."""
    given = 0
    for round_ in range(1, max(wanted, default=1)):
        for index, want in enumerate(wanted):
            if want > round_ and given < spare:
                heights[index] += 1
                given += 1
    return given


def _parted(lines: Sequence[Line]) -> frozenset[int]:
    """Return the headings of groups that stand right under other lines."""
    return frozenset(
        index
        for index, line in enumerate(lines)
        if index and _names_group(line) and any(cell.words for cell in lines[index - 1].cells)
    )


def _names_group(line: Line) -> bool:
    return line.is_heading and len(line.cells) == 1 and bool(line.cells[0].words)


def rows_wanted(layout: TableLayout, line: Line) -> int:
    """Count the rows in which a line stands uncut."""
    placed = zip(line.cells, layout.spans(line.cells), strict=False)
    return max((len(_parts(cell.words, span.room)) for cell, span in placed), default=1)


def part_rows(words: str, span: Span, count: int) -> list[str]:
    """Return the words of a cell in so many rows, each as wide as the cell; the last may be cut."""
    if count == 1:
        return [padded(words, span.room, span.right)]
    parts = _parts(words, span.room)
    said = [part.strip() for part in (*parts[: count - 1], "".join(parts[count - 1 :]))]
    said += [""] * (count - len(said))
    return [padded(part, span.room, span.right) for part in said]


@lru_cache(maxsize=4_000)
def _parts(words: str, room: int) -> tuple[str, ...]:
    if not room or cells_of(words) <= room:
        return (words,)
    return tuple(line_parts(clean(words, lines=False), room))


def _changed(span: Span, was: Cell, now: Cell) -> tuple[int, int]:
    """Of a cell, the first that changed of those it is drawn in, and the one behind the last."""
    if was.state != now.state:
        return span.left, span.end
    old, new = (padded(cell.words, span.room, span.right) for cell in (was, now))
    before, behind = _same(old, new), _same(old[::-1], new[::-1])
    return span.left + cells(new[:before]), span.end - cells(new[len(new) - behind :])


def _same(one: str, other: str) -> int:
    """How many characters two words begin with in common."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
