"""A list of lines in columns with a cursor that keys and clicks move."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.binding import Binding
from textual.message import Message

from cqcmd.i18n import _
from cqcmd.widgets.drawing.table_lines import HEADING, Cell, Column, Line, landing
from cqcmd.widgets.table_view import TableView

__all__ = ["HEADING", "Cell", "Column", "Line", "Table"]


class Table(TableView, can_focus=True):
    """Lines to choose from; the cursor passes over headings and stays on its line."""

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
        key = self.cursor.key if self.cursor else None
        keys = [line.key for line in lines]
        row = keys.index(key) if key in keys else self._cursor
        self._put(lines, landing(lines, row, 1))

    # Moving

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
        if len(self.table_layout.rows) <= room:
            return  # all of it is in sight, and rows are more than lines
        first = 0 if row == self._landing(0, 1) else row
        if first < top:
            self.scroll_to(y=first, animate=False)
        elif row >= top + room:
            self.scroll_to(y=row - room + 1, animate=False)

    def _landing(self, row: int, step: int) -> int:
        return landing(self._lines, row, step)

    def go_to_key(self, key: str) -> None:
        """Put the cursor on the line with that key, if it is there."""
        for row, line in enumerate(self._lines):
            if line.key == key:
                self.go_to(row)

    def on_click(self, event: events.Click) -> None:
        """Select on a click; only a second one on the same line opens. No click writes anything."""
        row = self.line_at(event.y)
        if row is None or self._lines[row].is_heading:
            return
        if row == self._cursor and event.chain > 1:
            self.action_choose()
        self.go_to(row)
