"""The instructor's lists as lines of tables: every message, what was seen."""

from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from cqcmd.clock import local, stamp
from cqcmd.i18n import _
from cqcmd.screens.common.base import ModalSheet
from cqcmd.views.drill import MessageView, Seen
from cqcmd.widgets.box import Box
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.table import Cell, Column, Line

MESSAGES = (
    Column(_("到达"), 6),
    Column(_("接听"), 5),
    Column(_("谁"), 18),
    Column(_("消息"), 0),
)
SEEN = (Column(_("观察"), 11), Column("", 0))


def message_line(message: MessageView) -> Line:
    """When it came and was taken, from whom, the words; when it will come, if it has not."""
    if message.arrived_at is None:
        cells = (Cell(_("未到")), Cell(""), Cell(message.sender), Cell(message.words))
        return Line(message.ident, cells, state="dim")
    waits = message.answered_at is None
    taken = Cell(_("待接"), "urgent") if waits else Cell(_time(message.answered_at))
    cells = (Cell(_time(message.arrived_at)), taken, Cell(message.sender), Cell(message.words))
    return Line(message.ident, cells)


def _time(at: datetime | None) -> str:
    return f"{local(at):%H:%M}" if at else ""


def message_words(message: MessageView) -> str:
    """Describe a message in full: when it comes, its words, what it hides, its facts."""
    head = _("{means} {sender}  何时：{when}").format(
        means=message.means, sender=message.sender, when=message.when
    )
    lines = [head, message.words]
    if message.hides:
        lines.append(_("没有说：{facts}").format(facts="；".join(message.hides)))
    if message.told:
        lines.append(_("带来：{facts}").format(facts="；".join(message.told)))
    return "\n".join(lines)


def seen_line(seen: Seen, now: datetime) -> Line:
    """When, what, who saw it."""
    by = _("（{name}）").format(name=seen.by) if seen.by else ""
    return Line(seen.ident, (Cell(stamp(seen.at, now)), Cell(seen.words + by)))


class MessageSheet(ModalSheet[None]):
    """The words, what they carry, what they leave out; the arrows scroll."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "dismiss", _("关闭"), show=False, id="close"),
    ]

    def __init__(self, message: MessageView) -> None:
        super().__init__()
        self._message = message

    def compose(self) -> ComposeResult:
        """All of it, and the keys."""
        with Box():
            yield Static(_("演练消息全文，只给导调看"), classes="question")
            with VerticalScroll():
                yield Static(plain(message_words(self._message), limit=20_000))
            yield Static(_("上下看全部   回车 关闭；关闭后 F4 提前送出"), classes="hint")
