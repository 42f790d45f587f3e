"""The question on leaving: all that goes on unheard stands in one list."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from cqcmd.i18n import _
from cqcmd.screens.common.ask import ONE_COLUMN, Confirm
from cqcmd.views import Left
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.table import Cell, Line, Table

PAGE = 10
"""Lines that are shown at once."""


class LeavingScreen(Confirm):
    """``True``: leave all the same. The cursor stands on staying."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # With priority: the answers have the focus, and they are too few for pages.
        Binding("pagedown", "read(1)", _("往下看"), priority=True, show=False, id="read-page-down"),
        Binding("pageup", "read(-1)", _("往上看"), priority=True, show=False, id="read-page-up"),
    ]

    def __init__(self, stays: tuple[Left, ...]) -> None:
        words = _("退出后不响铃、不提醒，时限照常计算。还有 {n} 件：")
        super().__init__(words.format(n=len(stays)), _("离开"), _("留下"))
        self._stays = stays

    def compose(self) -> ComposeResult:
        """Build the question, what stays behind, and the two answers in words."""
        with Vertical(classes="sheet"):
            yield Static(plain(self._words), classes="question")
            yield Table(ONE_COLUMN, id="stays")
            yield Static(plain(self._hint()), classes="hint")
            yield Table(ONE_COLUMN, id="answers")

    def _hint(self) -> str:
        more = len(self._stays) - PAGE
        return _("下面还有 {n} 件，翻页键看").format(n=more) if more > 0 else ""

    def on_mount(self) -> None:
        """List what stays behind; the keys stay with the answers."""
        lines = [Line(str(n), (Cell(left.words, left.look),)) for n, left in enumerate(self._stays)]
        stays = self.query_one("#stays", Table)
        stays.can_focus = False
        stays.styles.height = min(len(lines), PAGE)
        stays.show(lines)
        self.query_one("#answers", Table).focus()

    def action_read(self, step: int) -> None:
        """Read on, or back."""
        stays = self.query_one("#stays", Table)
        stays.scroll_to(y=stays.scroll_y + step * PAGE, animate=False)
