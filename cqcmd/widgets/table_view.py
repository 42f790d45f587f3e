"""How a table is drawn: lines under columns; a changed cell costs only its own bytes."""

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from cqcmd.widgets.drawing.cells import GRADES
from cqcmd.widgets.drawing.css_classes import style_of
from cqcmd.widgets.drawing.table_layout import TableLayout
from cqcmd.widgets.drawing.table_lines import Cell, Column, Line


class TableView(ScrollView):
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

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Set other headings and widths; the same ones cost nothing."""
        if self.columns != tuple(columns):
            self.columns = tuple(columns)
            self.refresh()

    def _put(self, lines: Sequence[Line], cursor: int) -> None:
        """Show these rows, the cursor on one of them; what did not change costs nothing."""
        before, old = self._lines, self._cursor
        self._lines, self._cursor = tuple(lines), cursor
        # Only where no row was added or lost can single rows be repainted.
        if len(before) != len(self._lines) or not before:
            self._lay_out()
            return
        moved = {old, cursor} if old != cursor else set()
        for row, (was, now) in enumerate(zip(before, self._lines, strict=True)):
            if was != now or row in moved:
                self._refresh_changed(row, was, now)

    def _refresh_changed(self, row: int, was: Line, now: Line) -> None:
        """Refresh from the first changed column to the last."""
        span = self.table_layout.changed(was, now)
        if span is None:
            self._refresh_row(row)
            return
        y = row + self._headed - int(self.scroll_y)
        if y >= self._headed:
            self.refresh(Region(span[0], y, span[1] - span[0], 1))

    def _refresh_row(self, row: int) -> None:
        y = row + self._headed - int(self.scroll_y)
        if self._headed <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))

    def _lay_out(self) -> None:
        """Give the rows their room, and paint all of them."""
        self.virtual_size = Size(self.size.width, len(self._lines) + self._headed)
        self.refresh()

    def on_resize(self) -> None:
        """Columns take the new width."""
        self._lay_out()

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

    # Drawing

    @property
    def table_layout(self) -> TableLayout:
        """Where the columns stand on this width."""
        return TableLayout(self.columns, self.size.width, self.scrollbars_enabled[0])

    @property
    def _marked(self) -> bool:
        """Whether keys move this cursor."""
        return self.has_focus or self.led

    def render_line(self, y: int) -> Strip:
        """One screen line: the headings stay, the rows scroll under them."""
        if self._headed and y == 0:
            return self._heading_strip()
        row = y - self._headed + int(self.scroll_y)
        if row >= len(self._lines):
            words = self._empty if not self._lines and y == self._headed else ""
            return self._strip(Line("", (Cell(words),)), self.rich_style + self._look("dim"))
        line = self._lines[row]
        base = self.rich_style + self._look(line.state)
        if self.under_cursor(row) and self._marked:
            base = base + self._look("cursor")
        return self._strip(line, base)

    def _heading_strip(self) -> Strip:
        headings = tuple(Cell(column.heading) for column in self.columns)
        return self._strip(Line("", headings), self._look("here" if self._marked else "heading"))

    def under_cursor(self, row: int) -> bool:
        """Whether a row shows the cursor."""
        return row == self._cursor

    def _strip(self, line: Line, base: Style) -> Strip:
        segments: list[Segment] = []
        words = self.table_layout.words(line)
        for index, (cell, padded) in enumerate(zip(line.cells, words, strict=False)):
            if index:
                segments.append(Segment(" ", base))
            segments.append(Segment(padded, base + self._look(cell.state)))
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def _look(self, state: str) -> Style:
        if not state:
            return Style.null()
        if state not in self.STYLES:
            raise KeyError(state)
        own = style_of(self.app, f"{self.STYLE_PREFIX}--{state}")
        return self.rich_style + own if state in ("heading", "here", "cursor") else own
