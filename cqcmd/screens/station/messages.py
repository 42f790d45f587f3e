"""消息: what the post said last, in full, each sentence with its time."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from cqcmd.clock import local
from cqcmd.i18n import _
from cqcmd.screens.common.base import ModalSheet
from cqcmd.views.message import Said
from cqcmd.widgets.box import Box
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.drawing.prose import Prose
from cqcmd.widgets.drawing.safe_text import plain

LOOKS = {"calm": "", "warning": "$warning", "error": "bold $error"}


class MessagesScreen(ModalSheet[None]):
    """The newest on top; the arrows scroll, the key that opened it closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,m,ctrl+b", "dismiss", _("关闭"), show=False, id="close-messages"),
    ]

    def __init__(self, lately: Sequence[Said]) -> None:
        super().__init__()
        self._lately = lately

    def compose(self) -> ComposeResult:
        """How many there are, the sentences, the keys."""
        with Box():
            title = _("最近的消息 {count} 条").format(count=len(self._lately))
            yield Static(plain(title), classes="question")
            with VerticalScroll(id="lately"):
                yield from map(Sentence, self._lately)
                if not self._lately:
                    yield Static(_("还没有消息。"))
            yield Static(_("上下键、翻页键 滚动   Esc 关闭"), classes="hint")


class Sentence(Vertical):
    """When it was said, and all of its words."""

    def __init__(self, said: Said) -> None:
        super().__init__()
        self._said = said

    def compose(self) -> ComposeResult:
        """Put the time before the words."""
        yield Lines(classes="when")
        yield Prose()

    def on_mount(self) -> None:
        """Show both."""
        self.query_one(Lines).show(f"{local(self._said.at):%H:%M:%S}")
        self.query_one(Prose).show(plain(self._said.words, LOOKS[self._said.tone]))
