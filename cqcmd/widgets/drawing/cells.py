"""Lines drawn cell by cell, so that a change costs only the bytes of the cells that changed."""

from collections.abc import Iterable, Iterator, Sequence

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from cqcmd.text import cells, clean, fit, line_parts
from cqcmd.views.board import LOOKS, grade_look
from cqcmd.widgets.drawing.css_classes import style_of
from cqcmd.widgets.drawing.ground import Grounded

Piece = tuple[str, str]
"""Words, and the state that names their look in the stylesheet (``cells--strong``)."""

Row = list[tuple[str, str]]
"""A character and its state for each cell; the second cell of a wide character holds ``""``."""

GRADES = frozenset(map(grade_look, range(LOOKS)))
"""The states of grades."""


def row_of(pieces: Iterable[Piece], width: int) -> Row:
    """One line of exactly ``width`` cells; foreign text is made harmless, too much is cut."""
    row: Row = []
    for words, state in pieces:
        for character in clean(words, lines=False):
            wide = cells(character)
            if not wide:
                _join(row, character)
                continue
            if len(row) + wide > width:
                return _filled(row, width)
            row.append((character, state))
            if wide == 2:
                row.append(("", state))
    return _filled(row, width)


def changed_span(before: Row, after: Row) -> tuple[int, int] | None:
    """Return the changed cells from the first to after the last; ``None`` if none changed."""
    if before == after:
        return None
    if len(before) != len(after):
        return 0, max(len(before), len(after))
    differing = [i for i, (a, b) in enumerate(zip(before, after, strict=True)) if a != b]
    start, end = differing[0], differing[-1] + 1
    # A wide character is a cell and an empty one after it: half of it cannot be repainted.
    while start and "" in (before[start][0], after[start][0]):
        start -= 1
    while end < len(after) and "" in (before[end][0], after[end][0]):
        end += 1
    return start, end


def _join(row: Row, character: str) -> None:
    """Join a mark without a width of its own to the character before it."""
    for place in range(len(row) - 1, max(-1, len(row) - 3), -1):
        if row[place][0]:
            row[place] = (row[place][0] + character, row[place][1])
            return


def _filled(row: Row, width: int) -> Row:
    return row + [(" ", "")] * (width - len(row))


class CellWidget(Grounded, Widget):
    """A widget made of rows; `draw` repaints what differs from what stands."""

    STYLE_PREFIX = "cells"
    """The first part of the names of its looks."""
    STYLES = {"quiet", "strong", "error", "warning", *GRADES}
    """The states that have one."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: list[Row] = []

    def draw(self, rows: Sequence[Row]) -> None:
        """Show these rows."""
        before, self._rows = self._rows, list(rows)
        for y in range(max(len(before), len(rows))):
            was = before[y] if y < len(before) else []
            now = self._rows[y] if y < len(self._rows) else []
            span = changed_span(was, now)
            if span is not None:
                self.refresh(Region(span[0], y, span[1] - span[0], 1))

    @property
    def words(self) -> str:
        """What stands on the screen, line by line."""
        return "\n".join("".join(cell for cell, _state in row).rstrip() for row in self._rows)

    def render_line(self, y: int) -> Strip:
        """Neighbouring cells of one look become one segment."""
        width, base = self.size.width, self.ground
        row = self._rows[y] if y < len(self._rows) else []
        segments: list[Segment] = []
        start = 0
        for end in range(1, len(row) + 1):
            if end == len(row) or row[end][1] != row[start][1]:
                words = "".join(cell for cell, _state in row[start:end])
                segments.append(Segment(words, self._look(row[start][1], base)))
                start = end
        return Strip(segments).adjust_cell_length(width, base)

    def _look(self, state: str, base: Style) -> Style:
        if state and state not in self.STYLES:
            raise KeyError(state)
        return base + style_of(self.app, f"{self.STYLE_PREFIX}--{state}") if state else base


class Lines(CellWidget):
    """Foreign text is made harmless on its way to the screen; a long line is folded, or cut.

    A cut is marked, also that of a text with more lines than there is room for.
    """

    def __init__(self, id: str | None = None, classes: str = "", *, fold: bool = False) -> None:
        super().__init__(id=id)
        self._fold = fold
        self.set_class(bool(classes), *classes.split())
        self._said = ""

    def show(self, words: str) -> None:
        """Show these words, a line for each line of them."""
        grown = self._fold and self.styles.is_auto_height and words != self._said
        self._said = words
        if grown:
            self.refresh(layout=True)
        width, room = self.content_size
        if width:
            # A height of its own is told after this: until then nothing is known to be cut.
            room = 0 if grown else room
            lines = [fit(line, width) for line in _within(list(self._lines(words, width)), room)]
            self.draw([row_of([(line, "")], width) for line in lines])

    def _lines(self, words: str, width: int) -> Iterator[str]:
        for line in words.split("\n"):
            line = clean(line, lines=False)
            # The blank at which a line is folded stands out beyond it.
            parts = line_parts(line, width) if self._fold else [line]
            yield from (part.rstrip() for part in parts)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines at that width."""
        return sum(1 for _line in self._lines(self._said, width)) if width else 1

    def on_resize(self) -> None:
        """Take the new width."""
        self.show(self._said)


def _within(lines: list[str], room: int) -> list[str]:
    """Return as many lines as there is room for; what is left out makes the last too long."""
    if not 0 < room < len(lines):
        return lines
    return [*lines[: room - 1], " ".join(lines[room - 1 :])]
