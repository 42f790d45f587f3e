"""演练: which scenario to begin, or which drill to take up again."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from cqcmd.i18n import _
from cqcmd.screens.common.base import ModalSheet
from cqcmd.views.drill import Choice
from cqcmd.widgets.box import Box
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.table import Cell, Column, Line, Table

COLUMNS = (Column(_("情景"), 0), Column("", 6), Column(_("全长、状态"), 18))


class DrillChoice(ModalSheet[str | None]):
    """Returns the key of what was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", _("返回"), show=False, id="back"),
    ]

    def __init__(self, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._choices = {choice.key: choice for choice in choices}

    def compose(self) -> ComposeResult:
        """Build the titles over what the one under the cursor trains."""
        with Box():
            yield Static(
                _("演练：选情景。演练放在单独的目录里，不碰真实的日志"), classes="question"
            )
            yield Table(COLUMNS, id="drills")
            yield Static(id="trains")
            yield Static(classes="hint")

    def on_mount(self) -> None:
        """All of them."""
        lines = [
            Line(
                choice.key, (Cell(choice.title), Cell(_guided(choice), "met"), Cell(choice.length))
            )
            for choice in self._choices.values()
        ]
        table = self.query_one(Table)
        table.show(lines)
        table.focus()
        self._show(table.cursor)

    @on(Table.Moved)
    def _moved(self, event: Table.Moved) -> None:
        event.stop()
        self._show(event.line)

    def _show(self, line: Line | None) -> None:
        if line is None:
            return
        choice = self._choices[line.key]
        self.query_one("#trains", Static).update(plain(choice.words))
        keys = _("回车 {verb}   Esc 返回").format(verb=choice.verb)
        self.query_one(".hint", Static).update(plain(keys))

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        self.dismiss(event.line.key)


def _guided(choice: Choice) -> str:
    """Say that the drill leads a newcomer step by step."""
    return _("带引导") if choice.guided else ""
