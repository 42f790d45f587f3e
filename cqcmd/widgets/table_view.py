"""How a table is drawn: lines under columns; a changed cell costs only its own bytes."""

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from cqcmd.widgets.drawing.cells import GRADES
from cqcmd.widgets.drawing.css_classes import style_of
from cqcmd.widgets.drawing.ground import Grounded
from cqcmd.widgets.drawing.table_layout import TableLayout, laid_out
from cqcmd.widgets.drawing.table_lines import Cell, Column, Line, titled

ROWS = 1_000
"""More than a screen has: a list that asks for its height is laid out in so many."""


class TableView(Grounded, ScrollView):
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
        self._laid: TableLayout | None = None
        self._laid_for: object = None

    # What is shown

    @property
    def lines(self) -> tuple[Line, ...]:
        """The rows as last set."""
        return self._lines

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Set other headings and widths; the same ones cost nothing."""
        if self.columns != tuple(columns):
            self.columns = tuple(columns)
            self._lay_out()

    def say_empty(self, words: str) -> None:
        """Set what stands where there are no rows; the same words cost nothing."""
        if self._empty != words:
            self._empty = words
            self.refresh()

    def _put(self, lines: Sequence[Line], cursor: int) -> None:
        """Show these rows, the cursor on one of them; what did not change costs nothing."""
        before, old, stood = self._lines, self._cursor, self.table_layout
        self._lines, self._cursor = tuple(lines), cursor
        # Only where every line stands where it stood can single ones be repainted.
        layout = self.table_layout
        if layout != stood or not before:
            self._lay_out()
            return
        moved = {old, cursor} if old != cursor else set()
        for row, (was, now) in enumerate(zip(before, self._lines, strict=True)):
            if was != now or row in moved:
                self._refresh_changed(layout, row, was, now)

    def _refresh_changed(self, layout: TableLayout, row: int, was: Line, now: Line) -> None:
        """Refresh from the first changed column to the last."""
        y = layout.tops[row] + self._headed - int(self.scroll_y)
        if not self._headed - layout.height(row) < y < self.size.height:
            return
        span = layout.changed(was, now) if layout.height(row) == 1 else None
        if span is None:
            self._refresh_row(row)
        elif y >= self._headed:
            self.refresh(Region(span[0], y, span[1] - span[0], 1))

    def _refresh_row(self, row: int) -> None:
        if row >= len(self._lines):
            return
        y = self._top(row)
        if self._headed <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, self.table_layout.height(row)))

    def _lay_out(self) -> None:
        """Give the rows their room, and paint all of them."""
        self.virtual_size = Size(self.size.width, len(self.table_layout.rows) + self._headed)
        # What is as high as its lines may want another row for one that has become longer.
        self.refresh(layout=self.styles.is_auto_height)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Ask for as many rows as show every line whole."""
        return len(laid_out(self.columns, self._lines, max(1, width), ROWS).rows) + self._headed

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
        """Where lines stand, laid out anew when they or the size have changed."""
        of = (self.columns, self._lines, self.room, self.size.height - self._headed)
        if self._laid is None or of != self._laid_for:
            columns = titled(self.columns, self._lines)
            self._laid, self._laid_for = laid_out(columns, *of[1:]), of
        return self._laid

    @property
    def room(self) -> int:
        """Cells for the columns, beside the scroll bar where there is one."""
        return max(1, self.size.width - self.scrollbars_enabled[0])

    def _top(self, row: int) -> int:
        """Return the row of the widget in which a line begins."""
        return self.table_layout.tops[row] + self._headed - int(self.scroll_y)

    def line_at(self, y: int) -> int | None:
        """Return the line that stands in a row of the widget."""
        row, rows = y - self._headed + int(self.scroll_y), self.table_layout.rows
        found = rows[row][0] if y >= self._headed and 0 <= row < len(rows) else -1
        return found if found >= 0 else None

    def shows_whole(self, line: Line) -> bool:
        """Tell whether a line stands in the list uncut."""
        if line not in self._lines:
            return False
        layout = self.table_layout
        return layout.whole(line, layout.height(self._lines.index(line)))

    @property
    def _marked(self) -> bool:
        """Whether keys move this cursor."""
        return self.has_focus or self.led

    def render_line(self, y: int) -> Strip:
        """One screen line: the headings stay, the rows scroll under them."""
        if self._headed and y == 0:
            return self._heading_strip()
        layout = self.table_layout
        row, rows = y - self._headed + int(self.scroll_y), layout.rows
        if row >= len(rows) or rows[row][0] < 0:
            words = self._empty if not self._lines and y == self._headed else ""
            ground = self.ground + self._look("dim")
            if not words:
                return Strip.blank(self.size.width, ground)
            return self._strip(Line("", (Cell(words),)), ground)
        index, part = rows[row]
        line = self._lines[index]
        base = self.ground + self._look(line.state)
        if self.under_cursor(index) and self._marked:
            base = base + self._look("cursor")
        return self._strip(line, base, part, layout.height(index))

    def _heading_strip(self) -> Strip:
        headings = tuple(Cell(column.heading) for column in self.table_layout.columns)
        return self._strip(Line("", headings), self._look("here" if self._marked else "heading"))

    def under_cursor(self, row: int) -> bool:
        """Whether a row shows the cursor."""
        return row == self._cursor

    def _strip(self, line: Line, base: Style, part: int = 0, rows: int = 1) -> Strip:
        segments: list[Segment] = []
        layout = self.table_layout
        words, placed = layout.words(line.cells, part, rows), layout.spans(line.cells)
        at = 0
        for cell, span, padded in zip(line.cells, placed, words, strict=False):
            if span.room:
                segments.append(Segment(" " * (span.left - at), base))
                segments.append(Segment(padded, base + self._look(cell.state)))
                at = span.end
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def _look(self, state: str) -> Style:
        if not state:
            return Style.null()
        if state not in self.STYLES:
            raise KeyError(state)
        own = style_of(self.app, f"{self.STYLE_PREFIX}--{state}")
        return self.ground + own if state in ("heading", "here", "cursor") else own
