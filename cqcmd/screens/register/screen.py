"""事故台账: every incident of every year; the line on top always takes what is typed."""

from datetime import datetime

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container

from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.common.messages import OpenForm, ShowIncident
from cqcmd.screens.common.session_memory import recall, remember
from cqcmd.screens.register.filters import FilterMenu, with_filter
from cqcmd.screens.register.lines import (
    BESIDE,
    brief,
    columns_of,
    counts_line,
    filters_line,
    is_wide,
    register_line,
)
from cqcmd.views.office.register import Register, RegisterRow
from cqcmd.views.overview import Overview
from cqcmd.widgets.drawing.prose import Prose
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.fields.text_field import TextField
from cqcmd.widgets.incident_picture import IncidentPicture
from cqcmd.widgets.keys_line import KeysLine
from cqcmd.widgets.masthead import Masthead
from cqcmd.widgets.table import Column, Line, Table

PLACE = "register"
"""The name under which this session remembers what was sought, and where the cursor stood."""

NOTHING = _("没有这样的事件。改短些，或按 F8 看筛选。")


class RegisterScreen(PostScreen):
    """Typing goes to the line, arrow keys to the list."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (BESIDE, "-wide"), (160, "-widest")]
    BINDINGS = [
        Binding("enter", "open", _("打开"), id="open"),
        Binding("f8", "filter", _("筛选"), id="filter-register"),
        Binding("f9", "figures", _("统计"), id="figures"),
        Binding("ctrl+s", "review", _("总结评估"), id="review-incident"),
        Binding("up", "move(-1)", _("上一行"), show=False, id="up"),
        Binding("down", "move(1)", _("下一行"), show=False, id="down"),
        Binding("pageup", "page(-1)", _("上一页"), show=False, id="page-up"),
        Binding("pagedown", "page(1)", _("下一页"), show=False, id="page-down"),
        Binding("escape", "leave", _("返回"), id="leave-register"),
    ]

    purpose = _("找任何一年的事件：编号、单位、地点、人、词，汉字、拼音、首字母都行。")
    main_keys = ("open", "filter", "review", "figures", "leave")

    def __init__(self, desk: Desk, typed: str = "") -> None:
        """``typed``: what is sought at first; without it what was sought last."""
        super().__init__(desk)
        last = {} if typed else recall(desk, PLACE)
        self._typed = typed or last.get("typed", "")
        self._place = last.get("ident", "")
        self._found = Register((), (), (), 0)
        self._lines: dict[tuple[str, bool], tuple[RegisterRow, Line]] = {}

    def compose(self) -> ComposeResult:
        """Masthead, the line, its filters in words, the list, the one under the cursor, sums."""
        yield Masthead(_("事故台账"))
        yield TextField("sought", _("查找"))
        yield Prose("filters")
        with Container(id="register"):
            yield Table(self._columns(), empty=NOTHING, id="found")
            yield IncidentPicture()
            yield Prose("detail")
        yield Prose("counts")
        yield KeysLine()

    def on_mount(self) -> None:
        """Begin with what was sought last, and learn how names are said."""
        self._table.can_focus, self._table.led = False, True
        field = self._field
        field.fill(self._typed)
        self.watch(field, "value", self._sought, init=False)
        field.focus()
        if not self.desk.register.preloaded:
            self._learn_pinyin()

    @work(thread=True, exclusive=True)
    def _learn_pinyin(self) -> None:
        self.desk.register.preload()
        self.app.call_from_thread(self._learned)

    def _learned(self) -> None:
        if self.is_attached:  # whoever was quick has left meanwhile
            self._find()

    def reload(self) -> None:
        """Find anew; what is being typed and the line under the cursor stay."""
        super().reload()
        self._find()
        if self._place:
            self._table.go_to_key(self._place)
            self._place = ""

    def tick(self, now: datetime) -> None:
        """Show the clock, and what time is left beside the list."""
        super().tick(now)
        self.query_one(IncidentPicture).tick(now)

    # Finding

    def _find(self) -> None:
        typed, district = self._field.value, self.desk.plan.word("district")
        self._found = self.desk.register.search(typed)
        self.query_one("#filters", Prose).show(plain(filters_line(self._found, typed, district)))
        self.query_one("#counts", Prose).show(plain(counts_line(self._found)))
        self._show()

    def _sought(self) -> None:
        self._find()
        self._table.action_jump(0)

    def _show(self) -> None:
        wide = is_wide(self.size.width)
        self._table.show([self._line(row, wide) for row in self._found.rows])
        self._show_detail()

    def _line(self, row: RegisterRow, wide: bool) -> Line:
        """Return the line of a row; one that did not change is not made again."""
        made = self._lines.get((row.ident, wide))
        if made is None or made[0] is not row:
            made = self._lines[row.ident, wide] = row, register_line(row, wide)
        return made[1]

    def _columns(self) -> tuple[Column, ...]:
        return columns_of(self.size.width, self.desk.plan.word("district"))

    def on_resize(self) -> None:
        """Columns as there is room for, the incident itself beside the list where there is more."""
        self._table.columns = self._columns()
        self._show()

    @property
    def _field(self) -> TextField:
        return self.query_one("#sought", TextField)

    @property
    def _table(self) -> Table:
        return self.query_one("#found", Table)

    # The one under the cursor

    @property
    def _current(self) -> RegisterRow | None:
        key = self._table.cursor.key if self._table.cursor else ""
        return next((row for row in self._found.rows if row.ident == key), None)

    @on(Table.Moved)
    def _moved(self, event: Table.Moved) -> None:
        event.stop()
        self._show_detail()

    def _show_detail(self) -> None:
        row = self._current
        self.query_one("#detail", Prose).show(plain(brief(row) if row else ""))
        self.query_one(IncidentPicture).rest_on(self._overview)

    def _overview(self) -> Overview | None:
        return self.desk.overview(self._current.ident) if self._current else None

    def verdict_here(self) -> tuple[str, str]:
        """Return the incident under the cursor."""
        return self._table.cursor.key if self._table.cursor else "", ""

    def clause_here(self) -> str:
        """Return the clause of the grade under the cursor."""
        return self._table.cursor.clause if self._table.cursor else ""

    # Acts

    def action_move(self, step: int) -> None:
        """Go to another incident."""
        self._table.action_move(step)

    def action_page(self, step: int) -> None:
        """Scroll the list by a page."""
        self._table.action_page(step)

    def action_open(self) -> None:
        """Open the incident under the cursor."""
        if self._table.cursor is not None:
            self.post_message(ShowIncident(self._table.cursor.key))

    def action_review(self) -> None:
        """Look back on the incident under the cursor."""
        if self._table.cursor is not None:
            self.post_message(OpenForm("debrief/review", self._table.cursor.key))

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        self.action_open()

    @work
    async def action_filter(self) -> None:
        """Choose a filter; its word goes into the line, or out of it."""
        choices = self.desk.register.choices()
        typed = self._field.value
        chosen = await self.app.push_screen_wait(FilterMenu(choices, typed))
        if chosen is not None:
            filters = [word for word in typed.split() if self.desk.register.is_filter(word)]
            self._field.fill(with_filter(typed, chosen, filters))

    def action_figures(self) -> None:
        """Count what is found."""
        self.post_message(OpenForm("register/figures", "", self._field.value))

    def action_leave(self) -> None:
        """Go back; what was sought is remembered."""
        cursor = self._table.cursor
        place = {"typed": self._field.value, "ident": cursor.key if cursor else ""}
        remember(self.desk, PLACE, place)
        self.dismiss()
