"""登记簿: the line on top takes what is typed; a device or a unit stands below in full."""

import asyncio

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container

from cqcmd.desk.desk import Desk
from cqcmd.desk.devices.forms import RegisterPreview
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.ask import AskWords
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.common.session_memory import recall, remember
from cqcmd.screens.devices.importing import DevicesImport
from cqcmd.screens.devices.lines import FOUND, counts_line, found_line, full
from cqcmd.views.office.devices import DeviceLine, DevicesFound
from cqcmd.widgets.drawing.prose import Prose
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.fields.text_field import TextField
from cqcmd.widgets.keys_line import KeysLine
from cqcmd.widgets.masthead import Masthead
from cqcmd.widgets.table import Table

PLACE = "devices"
"""The name under which this session remembers what was sought, and the path typed last."""

NOTHING = _("登记簿里没有。可打代码、识别码、单位、地址、拼音、首字母；名册按 F9 导入。")


class DevicesScreen(PostScreen):
    """Typing goes to the line, arrow keys to the list."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide"), (160, "-widest")]
    BINDINGS = [
        Binding("enter", "open", _("这个单位的设备"), id="devices-of-unit"),
        Binding("f9", "bring_in", _("导入名册"), id="import-devices"),
        Binding("up", "move(-1)", _("上一行"), show=False, id="up"),
        Binding("down", "move(1)", _("下一行"), show=False, id="down"),
        Binding("pageup", "page(-1)", _("上一页"), show=False, id="page-up"),
        Binding("pagedown", "page(1)", _("下一页"), show=False, id="page-down"),
        Binding("escape", "leave", _("返回"), id="leave-devices"),
    ]

    purpose = _("查一台设备、一个使用单位：在哪里、谁维保、检验到哪天。")
    main_keys = ("open", "bring_in", "leave")

    def __init__(self, desk: Desk, typed: str = "") -> None:
        """``typed``: what is sought at first; without it what was sought last."""
        super().__init__(desk)
        self._typed = typed or recall(desk, PLACE).get("typed", "")
        self._found = DevicesFound((), 0)
        self._every = 0, 0

    def compose(self) -> ComposeResult:
        """Masthead, the line, the list, the one under the cursor in full, sums, the keys."""
        yield Masthead(_("登记簿"))
        yield TextField("sought", _("查找"))
        with Container(id="devices"):
            yield Table(FOUND, empty=NOTHING, id="found")
            yield Prose("detail")
        yield Prose("counts")
        yield KeysLine()

    def on_mount(self) -> None:
        """Begin with what was sought last, once what the register is kept with is loaded."""
        self._table.can_focus, self._table.led = False, True
        self._field.fill(self._typed)
        self.watch(self._field, "value", self._sought, init=False)
        self._field.focus()
        self._open_register()

    @work(exclusive=True)
    async def _open_register(self) -> None:
        """Load in a thread what takes its time; the field takes letters meanwhile."""
        if self.desk.devices.exists and not self.desk.devices.ready:
            self.query_one("#counts", Prose).show(plain(_("正在打开登记簿……")))
        try:
            await asyncio.to_thread(self.desk.devices.preload)
            self._every = await asyncio.to_thread(self.desk.devices.counts)
        except Refusal as refusal:
            self.refused(refusal)
            return
        self._find()

    # Finding

    def _sought(self) -> None:
        self._find()
        self._table.action_jump(0)

    def _find(self) -> None:
        devices = self.desk.devices
        if devices.exists and not devices.ready:
            return
        try:
            self._found = devices.find(self._field.value)
        except Refusal as refusal:
            self.refused(refusal)
            return
        self._table.show([found_line(line) for line in self._found.lines])
        self.query_one("#counts", Prose).show(plain(counts_line(self._found, self._every)))
        self._show_detail()

    @property
    def _field(self) -> TextField:
        return self.query_one("#sought", TextField)

    @property
    def _table(self) -> Table:
        return self.query_one("#found", Table)

    # The one under the cursor

    @property
    def _current(self) -> DeviceLine | None:
        key = self._table.cursor.key if self._table.cursor else ""
        return next((line for line in self._found.lines if str(line.ident) == key), None)

    @on(Table.Moved)
    def _moved(self, event: Table.Moved) -> None:
        event.stop()
        self._show_detail()

    def _show_detail(self) -> None:
        line = self._current
        said = full(self.desk.devices.in_full(line), over=line.over) if line else plain("")
        self.query_one("#detail", Prose).show(said)

    # Acts

    def action_move(self, step: int) -> None:
        """Go to another line."""
        self._table.action_move(step)

    def action_page(self, step: int) -> None:
        """Scroll the list by a page."""
        self._table.action_page(step)

    def action_open(self) -> None:
        """Seek the name of the unit under the cursor: all that it has is listed then."""
        if (line := self._current) and line.row.unit:
            self._field.fill(line.row.unit)

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        self.action_open()

    @work
    async def action_bring_in(self) -> None:
        """Ask for a list, look at it, show what taking it in would do."""
        label = _("名册的路径，以 .xlsx 或 .csv 结尾，例如 ~/电梯名册.xlsx")
        last = recall(self.desk, PLACE)
        sheet = AskWords(_("导入名册"), label, last.get("path", ""))
        path: str | None = await self.app.push_screen_wait(sheet)
        if path is None:
            return
        remember(self.desk, PLACE, {**last, "path": path})
        # Not on the message line: what is said there comes after what is refused at once.
        waiting = _("正在看名册，几万行要几十秒；看完列出来，什么都还没有写。")
        self.query_one("#counts", Prose).show(plain(waiting))
        try:
            preview = await asyncio.to_thread(self.desk.devices.preview_import, path)
        except Refusal as refusal:
            self._find()
            self.refused(refusal)
            return
        await self._shown(preview)

    async def _shown(self, preview: RegisterPreview) -> None:
        await self.app.push_screen_wait(DevicesImport(self.desk, preview))
        self._open_register()

    def action_leave(self) -> None:
        """Go back; what was sought is remembered."""
        remember(self.desk, PLACE, {**recall(self.desk, PLACE), "typed": self._field.value})
        self.dismiss()
