"""One long text, whole, over the screen it belongs to."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from cqcmd.i18n import _
from cqcmd.widgets.drawing.safe_text import plain


class EntrySheet(ModalScreen[None]):
    """Title and text; arrows and pages scroll, Esc and Enter close."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "dismiss", _("关闭"), show=False),
    ]

    def __init__(self, title: str, words: str) -> None:
        super().__init__()
        self._title, self._words = title, words

    def compose(self) -> ComposeResult:
        """The title stays, the text scrolls."""
        with Vertical(classes="sheet"):
            yield Static(plain(self._title), classes="question")
            with VerticalScroll():
                yield Static(plain(self._words))
            yield Static(_("上下键、翻页键 滚动   Esc 关闭"), classes="hint")
