"""A list of lines in columns with a cursor; a changed cell costs only its own bytes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from msgspec import Struct
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from cqcmd.i18n import _
from cqcmd.text import cells, clean, pad
from cqcmd.widgets.drawing.cells import GRADES
from cqcmd.widgets.drawing.css_classes import style_of


class Cell(Struct, frozen=True):
    """Words in a column; ``state`` names their look in the stylesheet (``table--overdue``)."""

    words: str
    state: str = ""


HEADING = "heading:"
"""How the key of a line begins that parts a list and stands for nothing itself."""


class Line(Struct, frozen=True):
    """A row: its key, its cells, and the clause behind it.

    Of fewer cells than there are columns the last one reaches to the edge.
    """

    key: str
    cells: tuple[Cell, ...]
    clause: str = ""
    state: str = ""

    @property
    def is_heading(self) -> bool:
        """Whether the cursor passes over it."""
        return self.key.startswith(HEADING)


class Column(Struct, frozen=True):
    """A column's heading and width in cells; width 0 takes what is left (one of them)."""

    heading: str
    width: int
    right: bool = False


class Table(ScrollView, can_focus=True):
    """Rows under headings. Foreign text is cleaned here and can never be read as markup.

    Attributes:
        led: another widget has the focus and moves this cursor, so it shows all the same.
    """

    STYLE_PREFIX = "table"
    STYLES = {
        "heading",
        "here",
        "cursor",
        "dim",
        "strong",
        "overdue",
        "urgent",
        "soon",
        "met",
        "struck",
        "possible",
        "report",
        "news",
        "decision",
        "command",
        "measure",
        *GRADES,
    }

    BINDINGS = [
        Binding("up,k", "move(-1)", _("上一行"), show=False, id="up"),
        Binding("down,j", "move(1)", _("下一行"), show=False, id="down"),
        Binding("pageup", "page(-1)", _("上一页"), show=False, id="page-up"),
        Binding("pagedown", "page(1)", _("下一页"), show=False, id="page-down"),
        Binding("home", "jump(0)", _("第一行"), show=False, id="first"),
        Binding("end", "jump(-1)", _("最后一行"), show=False, id="last"),
        Binding("enter", "choose", _("打开"), show=False, id="choose"),
    ]

    @dataclass
    class Chosen(Message):
        """Enter, or a second click on the line under the cursor."""

        table: "Table"
        line: Line

        @property
        def control(self) -> "Table":
            """The table."""
            return self.table

    @dataclass
    class Moved(Message):
        """The cursor stands on another line."""

        table: "Table"
        line: Line

        @property
        def control(self) -> "Table":
            """The table."""
            return self.table

    def __init__(
        self, columns: Sequence[Column], *, empty: str = "", id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self.led = False
        self.columns = tuple(columns)
        self._empty = empty
        self._lines: tuple[Line, ...] = ()
        self._cursor = 0
        self._headed = any(column.heading for column in self.columns)

    # What is shown

    @property
    def lines(self) -> tuple[Line, ...]:
        """The rows as last set."""
        return self._lines

    @property
    def cursor(self) -> Line | None:
        """The line under the cursor; ``None`` where there is none but headings."""
        line = self._lines[self._cursor] if self._lines else None
        return None if line is None or line.is_heading else line

    def at_edge(self, step: int) -> bool:
        """Whether the cursor cannot go on that way, down or up."""
        return bool(self._lines) and self._landing(self._cursor + step, step) == self._cursor

    def show(self, lines: Sequence[Line]) -> None:
        """Set the rows. The cursor stays on its key; lines that did not change cost nothing."""
        before, key = self._lines, self.cursor.key if self.cursor else None
        self._lines = tuple(lines)
        keys = [line.key for line in self._lines]
        old = self._cursor
        self._cursor = self._landing(keys.index(key) if key in keys else old, 1)
        # Only where no row was added or lost can single rows be repainted.
        if len(before) != len(self._lines) or not before:
            self.virtual_size = Size(self.size.width, len(self._lines) + self._headed)
            self.refresh()
            return
        for row, (was, now) in enumerate(zip(before, self._lines, strict=True)):
            if was != now or (old != self._cursor and row in (old, self._cursor)):
                self._refresh_changed(row, was, now)

    def _refresh_changed(self, row: int, was: Line, now: Line) -> None:
        """Refresh from the first changed column to the last."""
        changed = [
            index
            for index, (one, other) in enumerate(zip(was.cells, now.cells, strict=False))
            if one != other
        ]
        # What colours or moves the whole row cannot be repainted by columns.
        if not changed or was.state != now.state or len(was.cells) != len(now.cells):
            self._refresh_row(row)
            return
        widths = self._rooms(len(now.cells))
        left = _left(widths, changed[0]) + self._span(widths, changed[0], was, now)[0]
        end = _left(widths, changed[-1]) + self._span(widths, changed[-1], was, now)[1]
        y = row + self._headed - int(self.scroll_y)
        if y >= self._headed:
            self.refresh(Region(left, y, end - left, 1))

    def _span(self, widths: list[int], index: int, was: Line, now: Line) -> tuple[int, int]:
        """Of a column, the cells from the first that changed to behind the last."""
        room, right = widths[index], self._is_right(index, len(was.cells))
        if was.cells[index].state != now.cells[index].state:
            return 0, room
        old, new = (_padded(line.cells[index].words, room, right) for line in (was, now))
        before, behind = _same(old, new), _same(old[::-1], new[::-1])
        return cells(new[:before]), room - cells(new[len(new) - behind :])

    def _refresh_row(self, row: int) -> None:
        y = row + self._headed - int(self.scroll_y)
        if self._headed <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))

    # Drawing

    def _widths(self) -> list[int]:
        fixed = sum(column.width for column in self.columns) + len(self.columns) - 1
        rest = max(4, self.size.width - fixed - self.scrollbars_enabled[0])
        return [column.width or rest for column in self.columns]

    def _rooms(self, count: int) -> list[int]:
        """Return the widths of a line of so many cells."""
        widths = self._widths()
        if count < max(1, len(widths)) or not widths:
            widths = [*widths[: count - 1], self.size.width - _left(widths, count - 1)]
        return widths

    def _is_right(self, index: int, count: int) -> bool:
        """Whether a cell of a line of so many is set to the right."""
        return count == len(self.columns) and self.columns[index].right

    @property
    def _marked(self) -> bool:
        """Whether keys move this cursor."""
        return self.has_focus or self.led

    def render_line(self, y: int) -> Strip:
        """One screen line: the headings stay, the rows scroll under them."""
        width = self.size.width
        if self._headed and y == 0:
            cells = tuple(Cell(column.heading) for column in self.columns)
            return self._strip(cells, self._look("here" if self._marked else "heading"), width)
        row = y - self._headed + int(self.scroll_y)
        if row >= len(self._lines):
            words = self._empty if not self._lines and y == self._headed else ""
            base = self.rich_style + self._look("dim")
            return self._strip((Cell(words),), base, width)
        line = self._lines[row]
        base = self.rich_style + self._look(line.state)
        if self.under_cursor(row) and self._marked:
            base = base + self._look("cursor")
        return self._strip(line.cells, base, width)

    def under_cursor(self, row: int) -> bool:
        """Whether a row shows the cursor."""
        return row == self._cursor

    def _strip(self, cells: tuple[Cell, ...], base: Style, width: int) -> Strip:
        widths = self._rooms(len(cells))
        segments: list[Segment] = []
        for index, (cell, room) in enumerate(zip(cells, widths, strict=False)):
            if index:
                segments.append(Segment(" ", base))
            right = self._is_right(index, len(cells))
            words = _padded(cell.words, room, right)
            segments.append(Segment(words, base + self._look(cell.state)))
        return Strip(segments).adjust_cell_length(width, base)

    def _look(self, state: str) -> Style:
        if not state:
            return Style.null()
        if state not in self.STYLES:
            raise KeyError(state)
        own = style_of(self.app, f"{self.STYLE_PREFIX}--{state}")
        return self.rich_style + own if state in ("heading", "here", "cursor") else own

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Set other headings and widths; the same ones cost nothing."""
        if self.columns != tuple(columns):
            self.columns = tuple(columns)
            self.refresh()

    # Moving

    def on_resize(self) -> None:
        """Columns take the new width."""
        self.virtual_size = Size(self.size.width, len(self._lines) + self._headed)
        self.refresh()

    def on_focus(self) -> None:
        """Show the cursor, and that the keys are here."""
        self._refresh_row(self._cursor)
        self._refresh_heading()

    def on_blur(self) -> None:
        """Hide it."""
        self._refresh_row(self._cursor)
        self._refresh_heading()

    def _refresh_heading(self) -> None:
        if self._headed:
            self.refresh(Region(0, 0, self.size.width, 1))

    def action_move(self, step: int) -> None:
        """Move the cursor by lines."""
        self.go_to(self._cursor + step)

    def action_page(self, step: int) -> None:
        """Move the cursor by pages, and what is in sight along with it."""
        rows = step * max(1, self.size.height - self._headed - 1)
        self.scroll_to(y=self.scroll_y + rows, animate=False, immediate=True)
        self.go_to(self._cursor + rows)

    def action_jump(self, row: int) -> None:
        """Move the cursor to the first or the last line."""
        self.go_to(row if row >= 0 else len(self._lines) - 1)

    def action_choose(self) -> None:
        """Say which line was chosen."""
        if self.cursor is not None:
            self.post_message(self.Chosen(self, self.cursor))

    def go_to(self, row: int) -> None:
        """Put the cursor on a row, within what there is; past a heading it goes on."""
        row = self._landing(row, 1 if row >= self._cursor else -1)
        self._bring_into_sight(row)
        if not self._lines or row == self._cursor:
            return
        before, self._cursor = self._cursor, row
        self._refresh_row(before)
        self._refresh_row(row)
        self.post_message(self.Moved(self, self._lines[row]))

    def _bring_into_sight(self, row: int) -> None:
        """Scroll as far as a row asks for; the headings over the first come along with it."""
        room, top = self.size.height - self._headed, int(self.scroll_y)
        first = 0 if row == self._landing(0, 1) else row
        if first < top:
            self.scroll_to(y=first, animate=False)
        elif row >= top + room:
            self.scroll_to(y=row - room + 1, animate=False)

    def _landing(self, row: int, step: int) -> int:
        """Return where the cursor may stand: there, or on that way, or else on the other."""
        rows = range(len(self._lines))
        row = max(0, min(row, len(rows) - 1))
        ways = (rows[row:], rows[row::-1])
        for way in ways if step > 0 else ways[::-1]:
            for found in way:
                if not self._lines[found].is_heading:
                    return found
        return row

    def go_to_key(self, key: str) -> None:
        """Put the cursor on the line with that key, if it is there."""
        for row, line in enumerate(self._lines):
            if line.key == key:
                self.go_to(row)

    def on_click(self, event: events.Click) -> None:
        """Select on a click; only a second one on the same line opens. No click writes anything."""
        row = event.y - self._headed + int(self.scroll_y)
        if not 0 <= row < len(self._lines) or event.y < self._headed:
            return
        if self._lines[row].is_heading:
            return
        if row == self._cursor and event.chain > 1:
            self.action_choose()
        self.go_to(row)


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
