"""A message of a drill in full, as only the instructor reads it: with what it hides."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from cqcmd.i18n import _
from cqcmd.screens.drill.instructor_lines import message_words
from cqcmd.views.drill import MessageView
from cqcmd.widgets.drawing.safe_text import plain


class MessageSheet(ModalScreen[None]):
    """The words, what they carry, what they leave out; the arrows scroll."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "dismiss", _("关闭"), show=False, id="close-message"),
    ]

    def __init__(self, message: MessageView) -> None:
        super().__init__()
        self._message = message

    def compose(self) -> ComposeResult:
        """All of it, and the keys."""
        with Vertical(classes="sheet"):
            yield Static(_("演练消息全文，只给导调看"), classes="question")
            with VerticalScroll():
                yield Static(plain(message_words(self._message), limit=20_000))
            yield Static(_("上下看全部   回车 关闭；关闭后 F4 提前送出"), classes="hint")
