"""Choosing the colours: each look is shown at once, Esc brings the former one back."""

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

from cqcmd.i18n import _
from cqcmd.screens.common.menu import Menu
from cqcmd.widgets.table import Table

LOOKS = [("night", _("夜间配色")), ("day", _("白天配色")), ("mono", _("黑白配色"))]


class LooksMenu(Menu):
    """The name of the look chosen, which stands by then; ``None``: the former one stands."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", _("返回"), show=False, id="back-to-look"),
    ]

    def __init__(self, former: str) -> None:
        super().__init__(_("配色：上下键试看，回车选定，Esc 不改"), LOOKS)
        self._former = former

    def on_mount(self) -> None:
        """Put the cursor on the look that stands."""
        super().on_mount()
        self.query_one(Table).go_to_key(self._former)

    @on(Table.Moved)
    def _tried(self, event: Table.Moved) -> None:
        event.stop()
        self.app.theme = event.line.key

    def action_back(self) -> None:
        """Leave everything as it was."""
        self.app.theme = self._former
        self.dismiss(None)
