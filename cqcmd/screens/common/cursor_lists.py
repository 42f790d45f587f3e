"""Several lists on a screen: one cursor that goes from list to list, put back where it stood."""

from collections.abc import Mapping

from textual import events

from cqcmd.screens.common.base import PostScreen
from cqcmd.widgets.table import Line, Table


class CursorLists:
    """The tables of those ids, in the order in which Up and Down go through them.

    Attributes:
        drawn: whether they were filled once.
    """

    def __init__(self, screen: PostScreen, names: tuple[str, ...]) -> None:
        self._screen, self._names = screen, names
        self.shown = False

    def __getitem__(self, name: str) -> Table:
        """Return the table of that id."""
        return self._screen.query_one(f"#{name}", Table)

    @property
    def built(self) -> bool:
        """Whether every list stands, and none is being taken down."""
        # Not `query`: it walks the whole screen, and this is asked once a second.
        names = (f"#{name}" for name in self._names)
        return self.shown and all(self._screen.query_one_optional(name, Table) for name in names)

    def place(self) -> dict[str, str]:
        """Return the line of each list, and which has the focus; empty where there are no lists."""
        if not self._names:
            return {}
        kept = {name: line.key for name in self._names if (line := self[name].cursor)}
        focused = self._screen.focused
        return kept | {"focus": focused.id or "" if focused else ""}

    def restore(self, kept: Mapping[str, str], first: str) -> None:
        """Put the cursors where they stood, or on ``first`` of the first list."""
        self.shown = True
        for name in self._names:
            self[name].go_to_key(kept.get(name, first))
        # A list that was emptied meanwhile may not be shown at all.
        place = self[self._seen(kept.get("focus") or self._names[0])]
        (place if place.lines else self[self._seen(self._names[0])]).focus()

    def _seen(self, name: str) -> str:
        """Return the list, or the next that is in sight."""
        behind = self._names[self._names.index(name) :] if name in self._names else (name,)
        return next((other for other in behind if self[other].display), name)

    def current(self) -> tuple[str, Line | None]:
        """Return the list with the focus, and the line under its cursor."""
        table = self._screen.focused
        return (table.id or "", table.cursor) if isinstance(table, Table) else ("", None)

    def step_out(self, event: events.Key) -> None:
        """Down from the last line of a list goes on to the next, Up from the first back."""
        name, line = self.current()
        if event.key not in ("down", "up") or line is None or name not in self._names:
            return
        down = event.key == "down"
        here = self._names.index(name)
        ahead = self._names[here + 1 :] if down else self._names[:here][::-1]
        # An empty list holds nobody up, nor one that is out of sight.
        seen = (self[other] for other in ahead if self[other].display)
        other = next((table for table in seen if table.cursor is not None), None)
        if self[name].at_edge(1 if down else -1) and other is not None:
            event.stop()
            event.prevent_default()
            other.action_jump(0 if down else -1)
            other.focus()
