"""Bars beside each other's names, each made of parts: drawn in whole cells, told apart unseen."""

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct
from textual.geometry import Size

from cqcmd.text import cells, fit, pad
from cqcmd.widgets.drawing.cells import GRADES, CellWidget, Piece, Row, row_of

MARKS, ASCII_MARKS = "█▓▒░╱·", "#=+-/."
"""What each part is drawn with: without any colour the parts differ all the same."""

LOOKS = {"heading", "dim", "strong", "met", "possible", "soon", "urgent", "overdue", *GRADES}

LONGEST_NAME = 20


class Part(Struct, frozen=True):
    """A part of every bar: its name in the legend, and the look in which it is drawn."""

    name: str
    look: str


class Bar(Struct, frozen=True):
    """A bar: its name, how much of each part, and what stands behind it."""

    name: str
    counts: tuple[int, ...]
    words: str


class BarChart(CellWidget):
    """The legend, then a row a bar; all of them to one scale, a part that is never too small."""

    STYLE_PREFIX = "table"
    STYLES = LOOKS

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._parts: tuple[Part, ...] = ()
        self._bars: tuple[Bar, ...] = ()

    def show(self, parts: Sequence[Part], bars: Sequence[Bar]) -> None:
        """Set what is drawn."""
        before = len(self._parts), len(self._bars)
        self._parts, self._bars = tuple(parts), tuple(bars)
        if before != (len(parts), len(bars)):
            self.refresh(layout=True)
        self._redraw()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return a row a bar, and those of the legend."""
        return len(chart_rows(self._parts, self._bars, width)) if width else 1

    def on_resize(self) -> None:
        """Take the new width."""
        self._redraw()

    def _redraw(self) -> None:
        if width := self.content_size.width:
            marks = ASCII_MARKS if self.app.has_class("-ascii") else MARKS
            self.draw(chart_rows(self._parts, self._bars, width, marks))


def chart_rows(
    parts: Sequence[Part], bars: Sequence[Bar], width: int, marks: str = MARKS
) -> list[Row]:
    """Return the legend and the bars on so many cells."""
    names = min(LONGEST_NAME, max((cells(bar.name) for bar in bars), default=0)) + 1
    behind = max((cells(bar.words) for bar in bars), default=0) + 1
    room = max(1, width - names - behind)
    most = max((sum(bar.counts) for bar in bars), default=0)
    rows = legend_rows(parts, width, marks)
    for bar in bars:
        pieces: list[Piece] = [(pad(fit(bar.name, names - 1), names), "")]
        lengths = lengths_of(bar.counts, most, room)
        for part, mark, length in zip(parts, marks, lengths, strict=False):
            pieces.append((mark * length, part.look))
        pieces.append((f" {bar.words}", ""))
        rows.append(row_of(pieces, width))
    return rows


def legend_rows(parts: Sequence[Part], width: int, marks: str) -> list[Row]:
    """Return what each mark means, on as many rows as it takes."""
    lines: list[list[Piece]] = [[]]
    used = 0
    for part, mark in zip(parts, marks, strict=False):
        words = f" {part.name}  "
        room = cells(mark + words)
        if used and used + room > width + 2:  # the gap behind the last may stand out
            lines.append([])
            used = 0
        lines[-1] += [(mark, part.look), (words, "")]
        used += room
    return [row_of(line, width) for line in lines]


def lengths_of(counts: Sequence[int], most: int, room: int) -> tuple[int, ...]:
    """Return how many cells each part takes of a row where ``most`` fills all the room.

    The ends are rounded, so that the parts of a bar are together as long as the whole. What is
    more than nothing has a cell.
    """
    if not most:
        return (0,) * len(counts)
    sums = [sum(counts[:place]) for place in range(len(counts) + 1)]
    ends = [round(total * room / most) for total in sums]
    lengths = [after - before for before, after in pairwise(ends)]
    for place, count in enumerate(counts):
        if count and not lengths[place]:
            lengths[place] = 1
            longest = lengths.index(max(lengths))
            lengths[longest] -= lengths[longest] > 1 and sum(lengths) > room
    return tuple(lengths)
