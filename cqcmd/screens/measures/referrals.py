"""转介: the services of the city, sought as one types; to which somebody was referred, and done."""

from collections.abc import Iterator

from textual import on, work
from textual.binding import Binding
from textual.widget import Widget

from cqcmd.clock import stamp
from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.screens.common.acts import carry_out, undo
from cqcmd.screens.common.ask import AskReason
from cqcmd.screens.common.form_registry import form
from cqcmd.screens.common.incident_screen import IncidentScreen
from cqcmd.screens.measures.referral_form import ReferralEdit
from cqcmd.views.aftermath import ReferralView, ServiceView
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.fields.search_line import SearchLine
from cqcmd.widgets.table import Cell, Column, Line, Table

COLUMNS = (
    Column(_("事项"), 0, counted=True),
    Column(_("牵头部门"), 18),
    Column(_("哪个阶段"), 18),
    Column(_("转介"), 12),
)
WHY_VOID = (
    _("记错了事项"),
    _("记错了哪一户"),
    _("没有转介过"),
    _("还没有办"),
)


@form("referrals")
class ReferralsScreen(IncidentScreen):
    """Typing goes to the line, arrow keys to the list; ``family`` is referred, if there is one."""

    BINDINGS = [
        Binding("f9", "refer", _("转介"), id="refer"),
        Binding("enter", "refer", _("转介"), show=False, id="open-service"),
        Binding("f8", "done", _("已办"), id="referral-done"),
        Binding("delete", "take_back", _("撤一条"), id="referral-void"),
        Binding("up", "move(-1)", _("上一行"), show=False, id="up"),
        Binding("down", "move(1)", _("下一行"), show=False, id="down"),
        Binding("pageup", "page(-1)", _("上一页"), show=False, id="page-up"),
        Binding("pagedown", "page(1)", _("下一页"), show=False, id="page-down"),
        Binding("escape", "dismiss", _("返回"), id="back"),
    ]

    name_of_room = _("转介")
    _found: tuple[ServiceView, ...] = ()

    purpose = _("把家属、单位转到办事的部门：打事项、部门或拼音首字母，转了打勾。")
    main_keys = ("refer", "done", "take_back", "dismiss")

    def __init__(self, desk: Desk, ident: str, family: str = "") -> None:
        super().__init__(desk, ident)
        self._family = family

    def body(self) -> Iterator[Widget]:
        """Build where the list is from, the line, the services, the one under the cursor."""
        yield Lines("progress")
        yield SearchLine("sought", _("查找"))
        empty = _("没有这样的事项。少打几个字，或者打部门、阶段；全部清空就都列出。")
        yield Table(COLUMNS, empty=empty, id="services")
        yield Lines("said", fold=True)

    def on_mount(self) -> None:
        """Put the keys to the line."""
        self._table.can_focus, self._table.led = False, True
        self.watch(self._field, "value", self._sought, init=False)
        self._field.focus()
        self._learn_pinyin()

    @work(thread=True)
    def _learn_pinyin(self) -> None:
        self.desk.referrals.preload()

    @property
    def _field(self) -> SearchLine:
        return self.query_one(SearchLine)

    @property
    def _table(self) -> Table:
        return self.query_one("#services", Table)

    def reload(self) -> None:
        """Read the services anew; the cursor stays on its line."""
        super().reload()
        self.query_one("#progress", Lines).show(self.desk.referrals.source)
        self._find()

    def _sought(self) -> None:
        self._find()
        self._table.action_jump(0)
        self.show_detail()

    def _find(self) -> None:
        self._found = self.desk.referrals.search(self.ident, self._field.value)
        clause = self.clause_here()
        self._table.show([_line(service, clause) for service in self._found])
        self.show_detail()

    def clause_here(self) -> str:
        """Return where the plan speaks of the aftermath."""
        return self.desk.plan.clause_of("aftermath")

    # The one under the cursor

    @property
    def service(self) -> ServiceView | None:
        """The service under the cursor."""
        line = self._table.cursor
        return next((one for one in self._found if line and one.code == line.key), None)

    def show_detail(self) -> None:
        """Show the service under the cursor with every referral to it."""
        service = self.service
        self.query_one("#said", Lines).show(self._said(service) if service else "")

    def _said(self, service: ServiceView) -> str:
        now = self.desk.clock.now()
        lines = [
            _("{state} {time} {whose} {words}").format(
                state=one.state_name, time=stamp(one.at, now), whose=_whose(one), words=one.words
            )
            for one in service.referrals
        ]
        head = _("{name}  牵头 {leads}  {whose}").format(
            name=service.name, leads=service.leads, whose=service.whose
        )
        return "\n".join((head, *lines))

    def action_move(self, step: int) -> None:
        """Go to another line."""
        self._table.action_move(step)

    def action_page(self, step: int) -> None:
        """Scroll the list by a page."""
        self._table.action_page(step)

    # Acts

    def action_undo(self) -> None:
        """Strike the last act; the line lets the key pass once it is empty."""
        if not self._field.value and undo(self, self.desk, self.ident):
            self.reload()

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        self.action_refer()

    def action_refer(self) -> None:
        """Refer somebody to the service under the cursor."""
        if self.service is not None:
            form = ReferralEdit(self.desk, self.ident, self.service.code, family=self._family)
            self.app.push_screen(form)

    def action_done(self) -> None:
        """Record that the service under the cursor has done its part."""
        waiting = self._waiting()
        if self.service is None or not waiting:
            self.warn(_("这一项没有还没办的转介；先按 F9 转介。"))
            return
        form = ReferralEdit(
            self.desk, self.ident, f"{self.service.code}=done", family=waiting[0].family
        )
        self.app.push_screen(form)

    def _waiting(self) -> tuple[ReferralView, ...]:
        every = self.service.referrals if self.service else ()
        waiting = [one for one in every if one.state == "made"]
        return tuple(sorted(waiting, key=lambda one: one.family != self._family))

    @work
    async def action_take_back(self) -> None:
        """Make the last referral to the service under the cursor void, with a reason."""
        service = self.service
        if service is None or not service.referrals:
            self.warn(_("这一项没有转介过。"))
            return
        last = max(service.referrals, key=lambda one: (one.family == self._family, one.at))
        title = _("作废：{state} {name} {whose}").format(
            state=last.state_name, name=last.name, whose=_whose(last)
        )
        if why := await self.app.push_screen_wait(AskReason(title, WHY_VOID)):
            await carry_out(self, lambda _reason: self._void(last, why))

    def _void(self, last: ReferralView, why: str) -> str:
        self.desk.referrals.take_back(self.ident, last.entry, why)
        return _("已作废：{state} {name}。").format(state=last.state_name, name=last.name)


def _line(service: ServiceView, clause: str) -> Line:
    states = [one.state for one in service.referrals]
    made, done = len(states), states.count("done")
    told = Cell("")
    if made:
        words = _("已办") if done == made else _("已转介")
        told = Cell(f"{words} {made}" if made > 1 else words, "met" if done == made else "strong")
    cells = (Cell(service.name), Cell(service.lead), Cell(service.whose, "dim"), told)
    return Line(service.code, cells, clause)


def _whose(one: ReferralView) -> str:
    return _("{name}家属").format(name=one.whose) if one.whose else ""
