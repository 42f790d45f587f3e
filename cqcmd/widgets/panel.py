"""A titled list beside the tables: as many whole lines as there is room for, the rest counted."""

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct
from textual.geometry import Size

from cqcmd.i18n import _
from cqcmd.text import cells, clean, folds, pad
from cqcmd.widgets.drawing.cells import GRADES, CellWidget, Piece, Row, row_of

LOOKS = {"heading", "dim", "strong", "met", "soon", "urgent", "overdue", *GRADES}

LEAST = 8
"""Cells of words at least: a longer first column is cut."""


class PanelLine(Struct, frozen=True):
    """What stands in the first column, then words that fold beneath themselves."""

    head: str
    words: str
    state: str = ""


class PanelText(Struct, frozen=True):
    """A title, its lines, and what is said of those without room: ``另有 {n} 项，按 4``."""

    title: str
    lines: tuple[PanelLine, ...]
    more: str = ""


class Panel(CellWidget):
    """Drawn anew when what it shows changes; only the cells that differ are painted."""

    STYLE_PREFIX = "table"
    STYLES = LOOKS

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._text = PanelText("", ())

    def show(self, text: PanelText) -> None:
        """Set title and lines."""
        before, self._text = self._text, text
        width = self.size.width
        # Its height follows its lines, so only another number of rows moves the others.
        if width and len(panel_rows(before, width)) != len(panel_rows(text, width)):
            self.refresh(layout=True)
        self._redraw()

    def on_resize(self) -> None:
        """Take the new width and height."""
        self._redraw()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Ask for a row for each line, folded."""
        return len(panel_rows(self._text, width))

    def _redraw(self) -> None:
        if self.size.width:
            self.draw(panel_rows(self._text, self.size.width, self.size.height))


def panel_rows(text: PanelText, width: int, height: int = 0) -> list[Row]:
    """Return title and lines; with a ``height`` no more rows than it, and only whole lines."""
    rows = [row_of([(pad(text.title, width), "heading")], width)]
    room = head_room(text.lines, width)
    for index, line in enumerate(text.lines):
        more, last = line_rows(line, room, width), index == len(text.lines) - 1
        # The last row is kept for saying how many are left out.
        spare = 0 if last or not text.more else 1
        if height and len(rows) + len(more) + spare > height:
            return [*rows, *_left_out(text, len(text.lines) - index, width)][:height]
        rows += more
    return rows


def head_room(lines: Sequence[PanelLine], width: int) -> int:
    """Return the cells of the first column: its widest entry, and none without one."""
    widest = max((cells(line.head) for line in lines), default=0)
    return max(0, min(widest, width - LEAST))


def line_rows(line: PanelLine, room: int, width: int) -> list[Row]:
    """Fold a line; what goes on stands beneath its own words."""
    indent = room + 1 if room else 0
    words = clean(line.words, lines=False)
    ends = [0, *folds(words, max(1, width - indent)), len(words)]
    heads = [pad(line.head, room) + " " if room else ""] + [" " * indent] * (len(ends) - 2)
    return [
        row_of([(head, "dim"), (words[start:end], line.state)], width)
        for head, (start, end) in zip(heads, pairwise(ends), strict=True)
    ]


def _left_out(text: PanelText, count: int, width: int) -> list[Row]:
    pieces: list[Piece] = [(text.more.format(n=count), "dim")]
    return [row_of(pieces, width)] if text.more else []


def empty_line(words: str) -> PanelLine:
    """Return the one line of a list that has nothing in it."""
    return PanelLine("", words, "dim")


NOTHING = PanelText(_("（无）"), ())
"""A panel before anything was read."""
