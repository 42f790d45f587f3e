"""A room made of several lists: one cursor that goes from list to list, kept when one leaves."""

from typing import ClassVar

from textual import events, on

from cqcmd.screens.common.room import Room
from cqcmd.widgets.table import Line, Table


class ListsRoom(Room):
    """Subclasses give `LISTS`, fill them in `reload` and then call `back_to_place` once."""

    LISTS: ClassVar[tuple[str, ...]] = ()
    """The ids of the tables, in the order in which Up and Down go through them."""

    _drawn = False

    def list(self, name: str) -> Table:
        """The table of that id."""
        return self.query_one(f"#{name}", Table)

    @property
    def built(self) -> bool:
        """Whether every list stands, and none is being taken down."""
        return self._drawn and len(self.query("Table")) >= len(self.LISTS)

    def place(self) -> dict[str, str]:
        """The line of each list, and which list has the focus."""
        kept = {name: line.key for name in self.LISTS if (line := self.list(name).cursor)}
        return kept | {"focus": self.focused.id or "" if self.focused else ""}

    def back_to_place(self, first: str = "") -> None:
        """At the first drawing: the cursors where they stood, or on ``first`` of the first list."""
        if self._drawn:
            return
        self._drawn = True
        kept = self.last_place()
        for name in self.LISTS:
            self.list(name).go_to_key(kept.get(name, first))
        self.list(kept.get("focus") or self.LISTS[0]).focus()

    def here(self) -> tuple[str, Line | None]:
        """The list with the focus, and the line under its cursor."""
        table = self.focused
        return (table.id or "", table.cursor) if isinstance(table, Table) else ("", None)

    def clause_here(self) -> str:
        """The clause of the line under the cursor."""
        line = self.here()[1]
        return line.clause if line else ""

    def show_detail(self) -> None:
        """Say everything about the line under the cursor."""

    @on(Table.Moved)
    def _moved(self, event: Table.Moved) -> None:
        event.stop()
        self.show_detail()

    def on_descendant_focus(self) -> None:
        """Another list."""
        self.show_detail()

    def on_key(self, event: events.Key) -> None:
        """Down from the last line of a list goes on to the next, Up from the first back."""
        name, line = self.here()
        if event.key in ("down", "up") and line is not None and name in self.LISTS:
            self._step_out(event, name, line)

    def _step_out(self, event: events.Key, name: str, line: Line) -> None:
        down = event.key == "down"
        index = self.LISTS.index(name) + (1 if down else -1)
        edge = self.list(name).lines[-1 if down else 0]
        if line == edge and 0 <= index < len(self.LISTS) and self.list(self.LISTS[index]).lines:
            event.stop()
            event.prevent_default()
            other = self.list(self.LISTS[index])
            other.action_jump(0 if down else -1)
            other.focus()
