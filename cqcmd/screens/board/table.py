"""The list of the board: two lines an incident, under the cursor together."""

from textual import events

from cqcmd.widgets.drawing.column_widths import widest
from cqcmd.widgets.table import HEADING, Cell, Line, Table

UNDER = f"{HEADING}under:"
"""How the key of the second line of an incident begins."""


def under(key: str, cells: tuple[Cell, ...], state: str = "") -> Line:
    """Return the second line of an incident, over which the cursor passes."""
    return Line(f"{UNDER}{key}", cells, "", state)


class BoardTable(Table):
    """Two lines an incident: what is drawn, scrolled and clicked of one goes for both."""

    def room_of(self, column: int) -> int:
        """Return the most cells that a column could have."""
        return widest(self.columns, self.room)[column]

    def under_cursor(self, row: int) -> bool:
        """Whether a row is the cursor's, or the second line of it."""
        return super().under_cursor(row - 1 if self._is_second(row) else row)

    def _is_second(self, row: int) -> bool:
        return row < len(self._lines) and self._lines[row].key.startswith(UNDER)

    def _refresh_row(self, row: int) -> None:
        super()._refresh_row(row)
        if self._is_second(row + 1):
            super()._refresh_row(row + 1)

    def _bring_into_sight(self, row: int) -> None:
        if self._is_second(row + 1):
            super()._bring_into_sight(row + 1)
        super()._bring_into_sight(row)

    def on_click(self, event: events.Click) -> None:
        """Take a click on the second line as one on the first."""
        row = self.line_at(event.y)
        if row is not None and self._is_second(row):
            if self._cursor == row - 1 and event.chain > 1:
                self.action_choose()
            self.go_to(row - 1)
