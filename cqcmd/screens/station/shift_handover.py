"""交接班: the sheet is read to its end, then the newcomer takes the watch with one key."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from cqcmd.desk.desk import Desk
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.base import ModalSheet
from cqcmd.screens.common.faults import FaultsBeside
from cqcmd.screens.common.session_memory import recall, remember
from cqcmd.screens.common.sheet import Sheet
from cqcmd.widgets.box import Box
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.fields.field_row import FieldRow
from cqcmd.widgets.fields.text_field import TextField

FORM = "handover"
"""The name under which this session remembers who was typed."""


class HandoverScreen(FaultsBeside, ModalSheet[bool]):
    """``True`` once both names are on disk."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9,enter", "accept", _("接班"), show=False, id="accept-watch"),
        Binding("escape", "back", _("返回"), show=False, id="back"),
        Binding("f1", "app.help", _("帮助"), show=False, id="help"),
        Binding("down", "scroll(1)", _("向下"), show=False, id="read-down"),
        Binding("up", "scroll(-1)", _("向上"), show=False, id="read-up"),
        Binding("pagedown", "scroll(10)", _("下一页"), show=False, id="page-down"),
        Binding("pageup", "scroll(-10)", _("上一页"), show=False, id="page-up"),
    ]

    purpose = _("交班前看一遍还没办完的，两个人的名字都写上。")
    main_keys = ("accept", "scroll(1)", "back")

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._newcomer = TextField("newcomer", _("接班人"), example=_("姓名"), required=True)
        self.rows_by_name = {"newcomer": FieldRow(self._newcomer)}

    def compose(self) -> ComposeResult:
        """Build the sheet, the newcomer's name, and what is still to be done."""
        title = _("交接班：{name} 交班").format(name=self._desk.officer or _("（无人在岗）"))
        with Box():
            yield Static(plain(title), classes="question")
            with Sheet():
                yield Static(plain("\n".join(filter(None, self._lines()))))
            yield from self.rows_by_name.values()
            yield Static(_("下键、翻页键读到末尾，才能接班   Esc 返回"), classes="hint unread")
            yield Static(_("已读到末尾。填姓名，F9 或回车 接班   Esc 返回"), classes="hint read")

    def _lines(self) -> tuple[str, ...]:
        station = self._desk.station
        return *station.handover_sheet(), self._desk.backups.age(), *station.head_noted()

    def on_mount(self) -> None:
        """Focus the name, to be typed at once; the arrows scroll meanwhile."""
        self._newcomer.fill(recall(self._desk, FORM).get("newcomer", ""))
        self.watch(self._newcomer, "value", self.look_again, init=False)
        self._newcomer.focus()

    def action_back(self) -> None:
        """Leave; the name that was typed stands there the next time."""
        remember(self._desk, FORM, {"newcomer": self._newcomer.text})
        self.dismiss(False)

    def action_scroll(self, lines: int) -> None:
        """Read on."""
        sheet = self.query_one(Sheet)
        sheet.scroll_to(y=sheet.scroll_y + lines, animate=False)

    def on_resize(self, event: events.Resize) -> None:
        """Check whether a larger window shows the end."""
        self.call_after_refresh(self.query_one(Sheet).look)

    def action_accept(self) -> None:
        """Take the watch."""
        if not self.query_one(Sheet).read:
            self.warn(_("交接单还没有读到末尾，请按下键或翻页键读完。"))
            return
        try:
            self._desk.station.take_over(self._newcomer.text)
        except Refusal as refusal:
            self.refused(refusal)
            return
        remember(self._desk, FORM, {})
        self.say(self._taken())
        self.dismiss(True)

    def _taken(self) -> str:
        """Say that the watch was taken, and who sits here from now on."""
        here = self._desk.operators.here.name
        if not here:
            return _("已接班，双方姓名已记入。")
        return _("已接班，双方姓名已记入；这台终端的操作人是{name}。").format(name=here)
