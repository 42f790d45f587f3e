"""假设推演: a line of what might be, and what would follow from it; it writes nothing anywhere."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.screens.common.form_registry import form
from cqcmd.screens.common.incident_screen import IncidentScreen
from cqcmd.screens.situation.what_if_line import WhatIfLine
from cqcmd.screens.situation.what_if_lines import COLUMNS, what_if_lines, whole_words
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.fields.text_field import TextField
from cqcmd.widgets.table import Table

STALE = timedelta(minutes=1)
"""How long a result stands before it is reckoned anew from the present."""

EXAMPLE = _("假设什么就打什么，例：再死2人；明早8点仍滞留；再死2人，3小时后又死1人")


@form("what_if")
class WhatIfScreen(IncidentScreen):
    """Typing goes to the line, arrow keys to the results. Leaving it leaves nothing behind."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", _("上一行"), show=False, id="up"),
        Binding("down", "move(1)", _("下一行"), show=False, id="down"),
        Binding("pageup", "page(-1)", _("上一页"), show=False, id="page-up"),
        Binding("pagedown", "page(1)", _("下一页"), show=False, id="page-down"),
        Binding("escape", "dismiss", _("返回"), id="back"),
    ]

    name_of_room = _("假设推演")

    purpose = _("假设又发生什么，看等级和时限会怎样变；什么都不记。")
    main_keys = ("move(1)", "page(1)", "dismiss")

    def __init__(self, desk: Desk, ident: str) -> None:
        super().__init__(desk, ident)
        self._line = WhatIfLine(desk, ident)
        self._reckoned: datetime | None = None

    def body(self) -> Iterator[Widget]:
        """Yield the line, what would follow, the result under the cursor in full, the keys."""
        yield TextField("supposed", _("假设"))
        yield Table(COLUMNS, id="results")
        yield Lines("detail")
        yield Static(_("上下键 看别的行   Ctrl+U 清空   只推演，什么都不写"), id="hint")

    def on_mount(self) -> None:
        """Let typing go to the line, and load what it is read with."""
        self._table.can_focus, self._table.led = False, True
        self.watch(self._field, "value", self._show, init=False)
        self._field.focus()
        self._preload()

    @work(thread=True)
    def _preload(self) -> None:
        self._line.preload()

    @property
    def _field(self) -> TextField:
        return self.query_one("#supposed", TextField)

    @property
    def _table(self) -> Table:
        return self.query_one("#results", Table)

    # What is shown

    def reload(self) -> None:
        """Reckon from what is known now; what is being typed stays."""
        super().reload()
        self._line = WhatIfLine(self.desk, self.ident)
        self._show()

    def tick(self, now: datetime) -> None:
        """Reckon anew each minute: the present is a part of what is supposed."""
        super().tick(now)
        if self._reckoned is not None and abs(now - self._reckoned) >= STALE:
            self._show()

    def _show(self) -> None:
        self._reckoned = now = self.desk.clock.now()
        line = self._line.read(self._field.text)
        view = self.desk.what_if.look(self.ident, line.facts, line.at)
        self._table.show(what_if_lines(self.desk, line, view, now))
        self.show_detail()

    def show_detail(self) -> None:
        """Show the line under the cursor, uncut; before anything is typed, what one may type."""
        line, detail = self._table.cursor, self.query_one("#detail", Lines)
        if not self._field.text and self._table.lines[:1] == (line,):
            detail.show(EXAMPLE)
        else:
            detail.show(whole_words(line, detail.content_size.width) if line else "")

    def on_resize(self) -> None:
        """Fold the line under the cursor to the new width."""
        self.call_after_refresh(self.show_detail)

    @on(Table.Moved)
    def _moved(self, event: Table.Moved) -> None:
        event.stop()
        self.show_detail()

    # Keys

    def action_move(self, step: int) -> None:
        """Go to another line of the results."""
        self._table.action_move(step)

    def action_page(self, step: int) -> None:
        """Scroll the results by a page."""
        self._table.action_page(step)
