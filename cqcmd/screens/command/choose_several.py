"""Several answers to a question, marked one by one and given together."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from cqcmd.i18n import _
from cqcmd.screens.common.ask import ONE_COLUMN, PICK_BINDINGS
from cqcmd.screens.common.base import ModalSheet
from cqcmd.widgets.box import Box
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.table import Cell, Line, Table

DIGITS = 9


class ChooseSeveral(ModalSheet[tuple[str, ...]]):
    """The keys of the marked answers, in the order of the list; none if the officer backed out."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # A Chinese input method may send the full-width blank and digits.
        Binding("space,ideographic_space", "mark", _("选或不选"), show=False, id="mark-one"),
        Binding("f8,ctrl+a", "mark_all", _("全选或全不选"), show=False, id="mark-all"),
        Binding("f9", "take", _("确定"), show=False, id="take-marked"),
        Binding("escape", "dismiss(())", _("返回"), show=False, id="leave-choice"),
        *PICK_BINDINGS,
    ]

    def __init__(self, title: str, answers: Sequence[tuple[str, str]], marked: str = "") -> None:
        """Ask; ``marked`` is the key of the answer that is marked at first."""
        super().__init__()
        self._title, self._answers = title, answers
        self._marked = {key for key, _words in answers if key == marked}

    def compose(self) -> ComposeResult:
        """Title, answers, keys."""
        with Box():
            yield Static(plain(self._title), classes="question")
            yield Table(ONE_COLUMN, id="choices")
            yield Static(_("空格或数字 选   F8 全选   F9 确定   Esc 返回"), classes="hint")

    def on_mount(self) -> None:
        """Show the answers, the cursor on the first that is marked."""
        self._show()
        first = next((key for key, _words in self._answers if key in self._marked), "")
        self.query_one(Table).go_to_key(first)

    def _show(self) -> None:
        lines = []
        for number, (key, words) in enumerate(self._answers, 1):
            marked = key in self._marked
            box = "[x]" if marked else "[ ]"
            words = f"{box} {number} {words}" if number <= DIGITS else f"{box}   {words}"
            lines.append(Line(key, (Cell(words, "strong" if marked else ""),)))
        self.query_one(Table).show(lines)

    def action_pick(self, number: int) -> None:
        """Mark an answer by its number; or no longer."""
        if number <= len(self._answers):
            self._turn(self._answers[number - 1][0])

    def action_mark(self) -> None:
        """Mark the answer under the cursor; or no longer."""
        if line := self.query_one(Table).cursor:
            self._turn(line.key)

    def _turn(self, key: str) -> None:
        self._marked ^= {key}
        self._show()

    def action_mark_all(self) -> None:
        """Mark all; where all are marked, none."""
        every = {key for key, _words in self._answers}
        self._marked = set() if self._marked == every else every
        self._show()

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        self.action_mark()

    def action_take(self) -> None:
        """Give the marked ones; with none marked, the one under the cursor."""
        line = self.query_one(Table).cursor
        marked = self._marked or ({line.key} if line else set())
        self.dismiss(tuple(key for key, _words in self._answers if key in marked))
