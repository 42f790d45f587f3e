"""The question on leaving: all that goes on unheard stands in one list."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from cqcmd.i18n import _
from cqcmd.screens.common.ask import ONE_COLUMN, Confirm
from cqcmd.views import Left
from cqcmd.widgets.box import Box
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.table import Cell, Line, Table


class LeavingScreen(Confirm):
    """``True``: leave all the same. The cursor stands on staying."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # With priority: the answers have the focus, and they are too few for pages.
        Binding("pagedown", "read(1)", _("往下看"), priority=True, show=False, id="read-page-down"),
        Binding("pageup", "read(-1)", _("往上看"), priority=True, show=False, id="read-page-up"),
    ]

    def __init__(self, stays: tuple[Left, ...], backup: str = "") -> None:
        """``backup``: how old the last one on another disk is."""
        words = _("退出后不响铃、不提醒，时限照常计算。还有 {n} 件：").format(n=len(stays))
        told = _("{backup}。").format(backup=backup) if backup else ""
        super().__init__(told + words, _("离开"), _("留下"))
        self._stays = stays

    def compose(self) -> ComposeResult:
        """Build the question, what stays behind, and the two answers in words."""
        with Box():
            yield Static(plain(self._words), classes="question")
            yield Table(ONE_COLUMN, id="stays")
            yield Static(classes="hint")
            yield Table(ONE_COLUMN, id="answers")

    @property
    def _listed(self) -> Table:
        return self.query_one("#stays", Table)

    def on_mount(self) -> None:
        """List what stays behind; the keys stay with the answers."""
        lines = [Line(str(n), (Cell(left.words, left.look),)) for n, left in enumerate(self._stays)]
        self._listed.can_focus = False
        self._listed.show(lines)
        self.query_one("#answers", Table).focus()
        self.watch(self._listed, "scroll_y", self._say_how_many_more, init=False)

    def on_resize(self) -> None:
        """See how much of the list has room, once it is placed."""
        self.call_after_refresh(self._say_how_many_more)

    def _say_how_many_more(self) -> None:
        table = self._listed
        more = len(self._stays) - int(table.scroll_y) - table.size.height
        words = _("下面还有 {n} 件，翻页键看").format(n=more) if more > 0 else ""
        self.query_one(".hint", Static).update(plain(words))

    def action_read(self, step: int) -> None:
        """Read on, or back."""
        table = self._listed
        table.scroll_to(y=table.scroll_y + step * table.size.height, animate=False)
