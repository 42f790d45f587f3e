"""A few answers to a question, one a line."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from cqcmd.i18n import _
from cqcmd.screens.common.ask import ONE_COLUMN, PICK_BINDINGS, PICK_WORDS
from cqcmd.screens.common.base import ModalSheet
from cqcmd.widgets.box import Box
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.table import Cell, Line, Table


class Menu(ModalSheet[str | None]):
    """A few answers, one a line; the key of the one chosen, or ``None``."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", _("返回"), show=False, id="back"),
        *PICK_BINDINGS,
    ]

    hint: ClassVar[str] = PICK_WORDS

    def __init__(self, title: str, answers: list[tuple[str, str]]) -> None:
        super().__init__()
        self._title, self._answers = title, answers

    def compose(self) -> ComposeResult:
        """Title and answers."""
        with Box():
            yield Static(plain(self._title), classes="question")
            yield Table(ONE_COLUMN, id="choices")
            yield Static(plain(self.hint), classes="hint")

    def on_mount(self) -> None:
        """Put the cursor on the first answer."""
        words = _("{number} {answer}")
        lines = [
            Line(key, (Cell(words.format(number=number, answer=answer)),))
            for number, (key, answer) in enumerate(self._answers, 1)
        ]
        self.query_one(Table).show(lines)

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        self.answer(event.line.key)

    def action_pick(self, number: int) -> None:
        """Answer by number."""
        if number <= len(self._answers):
            self.answer(self._answers[number - 1][0])

    def answer(self, key: str) -> None:
        """One was chosen."""
        self.dismiss(key)
