"""A titled list beside the tables: as many whole lines as there is room for, the rest counted."""

from collections.abc import Sequence

from msgspec import Struct
from textual.geometry import Size

from cqcmd.i18n import _
from cqcmd.text import cells, clean, line_parts, pad
from cqcmd.widgets.drawing.cells import GRADES, CellWidget, Row, row_of

LOOKS = {"heading", "dim", "strong", "met", "possible", "soon", "urgent", "overdue", *GRADES}

LEAST = 8
"""Cells of words at least: a longer first column is cut."""


class PanelLine(Struct, frozen=True):
    """What stands in the first column, then words that fold beneath themselves."""

    head: str
    words: str
    state: str = ""


class PanelText(Struct, frozen=True):
    """A title, its lines, and what is said of those without room: ``另有 {n} 项``.

    ``nothing`` stands where there is no line; ``room`` is the key and the name of the room that
    has it all: ``4 措施``; ``left`` counts the lines that are left out from the beginning.
    """

    title: str
    lines: tuple[PanelLine, ...]
    more: str = ""
    nothing: str = ""
    room: str = ""
    left: int = 0


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
    title = _("{title}（{room}）").format(title=text.title, room=text.room)
    rows = [row_of([(pad(title if text.room else text.title, width), "heading")], width)]
    lines = text.lines or tuple(PanelLine("", words, "dim") for words in (text.nothing,) if words)
    room = head_room(lines, width)
    for index, line in enumerate(lines):
        more, left = line_rows(line, room, width), len(lines) - index + text.left
        # The last row is kept for saying how many are left out.
        spare = 1 if text.more and left > 1 else 0
        if height and len(rows) + len(more) + spare > height:
            return [*rows, *_left_out(text, left, width)][:height]
        rows += more
    return [*rows, *_left_out(text, text.left, width)]


def head_room(lines: Sequence[PanelLine], width: int) -> int:
    """Return the cells of the first column: its widest entry, and none without one."""
    widest = max((cells(line.head) for line in lines), default=0)
    return max(0, min(widest, width - LEAST))


def line_rows(line: PanelLine, room: int, width: int) -> list[Row]:
    """Fold a line; what goes on stands beneath its own words."""
    indent = room + 1 if room else 0
    parts = line_parts(clean(line.words, lines=False), max(1, width - indent))
    heads = [pad(line.head, room) + " " if room else ""] + [" " * indent] * (len(parts) - 1)
    return [
        row_of([(head, "dim"), (words, line.state)], width)
        for head, words in zip(heads, parts, strict=True)
    ]


def _left_out(text: PanelText, count: int, width: int) -> list[Row]:
    said = text.more.format(n=count)
    if text.room:
        said = _("{said}，按 {key}").format(said=said, key=text.room.partition(" ")[0])
    return [row_of([(said, "dim")], width)] if text.more and count else []
