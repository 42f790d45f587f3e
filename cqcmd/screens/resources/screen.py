"""应急保障: what an incident asked for, what came, what it lacks at a glance, the money (6)."""

from collections.abc import Iterator
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from cqcmd.desk.desk import Desk
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.acts import notify_saved
from cqcmd.screens.common.form_registry import form
from cqcmd.screens.common.incident_screen import IncidentScreen
from cqcmd.screens.resources.ending import end, give_back, show_slip, void
from cqcmd.screens.resources.lines import (
    LOT,
    MONEY_COLUMNS,
    NEED,
    NEED_COLUMNS,
    free_words,
    lot_words,
    money_lines,
    need_lines,
    need_words,
    spending_words,
    total_words,
)
from cqcmd.views.office.resources import LotView, NeedView, SpendingView, StockView, SupplyView
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.table import Table


@form("resources")
class ResourcesScreen(IncidentScreen):
    """Each need over what was allotted to it, then the money; F9 asks, F8 allots, Space goes on."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide"), (160, "-widest")]
    LISTS = ("needs", "money")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9", "ask", _("要资源"), id="ask-resource"),
        Binding("f8", "allot", _("调拨"), id="allot-resource"),
        Binding(
            "space,ideographic_space", "advance_lot", _("上路/到位"), show=False, id="advance-lot"
        ),
        Binding("delete", "take_out", _("不要/归还"), id="end-need"),
        Binding("x,ctrl+x", "spend", _("记经费"), id="spend"),
        Binding("e,ctrl+e", "slips", _("单据"), id="slips"),
        Binding("r,ctrl+r", "app.store", _("应急资源"), id="store"),
        Binding("escape", "dismiss", _("返回"), id="back"),
    ]

    name_of_room = _("应急保障")

    purpose = _("这起事件要了什么、来了多少、还缺什么、花了多少；征用的出单据。")
    main_keys = ("ask", "allot", "advance_lot", "choose", "take_out")

    def __init__(self, desk: Desk, ident: str) -> None:
        super().__init__(desk, ident)
        self._view = SupplyView((), (), "", "")
        self._stock: tuple[StockView, ...] = ()
        self._adding = False

    def body(self) -> Iterator[Widget]:
        """Build what is lacking, the needs, the money, what is under the cursor, what is free."""
        yield Lines("total")
        with Horizontal(id="supply"):
            with Vertical():
                empty = _("还没有要过资源。F9 要；要了以后 F8 记调拨。")
                yield Table(NEED_COLUMNS, empty=empty, id="needs")
                yield Table(MONEY_COLUMNS, id="money")
            yield Lines("free", fold=True)
        yield Lines("detail", fold=True)

    def reload(self) -> None:
        """Read all anew; the cursors stay on their lines."""
        super().reload()
        before = set(_keys(self._view))
        self._view, now = self.desk.supply.view(self.ident), self.desk.clock.now()
        self._stock = self.desk.store.shown()
        self.query_one("#total", Lines).show(total_words(self._view))
        self.lists["needs"].show(list(need_lines(self._view, now)))
        self.lists["money"].show(list(money_lines(self._view, now)))
        self.lists["money"].display = bool(self._view.spendings)
        self.back_to_place()
        self._follow(before)
        self.show_detail()

    def _follow(self, before: set[str]) -> None:
        """Put the cursor on what a form of this screen has just added, to be gone on with."""
        fresh = [key for key in _keys(self._view) if key not in before]
        if self._adding and fresh:
            self._adding = False
            self.lists["needs"].go_to_key(fresh[0])
            self.lists["needs"].focus()

    def on_resize(self) -> None:
        """Say what is free once the column for it stands, or is gone."""
        if self.lists.built:
            self.call_after_refresh(self.show_detail)

    # What is under the cursor

    @property
    def _lot(self) -> LotView | None:
        name, line = self.lists.current()
        key = line.key.removeprefix(LOT) if line and name == "needs" else ""
        return next((lot for lot in self._view.lots if lot.ident == key), None)

    @property
    def _need(self) -> NeedView | None:
        """The need under the cursor, or that of the lot there."""
        line = self.lists["needs"].cursor
        ident = line.key.partition(" ")[2] if line else ""
        return next(
            (
                need
                for need in self._view.needs
                if ident in (need.ident, *(lot.ident for lot in need.lots))
            ),
            None,
        )

    @property
    def _spending(self) -> SpendingView | None:
        name, line = self.lists.current()
        key = line.key if line and name == "money" else ""
        return next((one for one in self._view.spendings if one.ident == key), None)

    def show_detail(self) -> None:
        """Say everything about the line under the cursor, and what of its kind is free."""
        now = self.desk.clock.now()
        lot, need, spending = self._lot, self._need, self._spending
        words = ""
        if spending is not None:
            words = spending_words(spending)
        elif lot is not None:
            words = lot_words(lot, now)
        elif need is not None:
            words = need_words(need, now)
        self.query_one("#detail", Lines).show(words)
        beside = self.query_one("#free", Lines)
        beside.show(free_words(self._stock, need.category) if need and beside.display else "")

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        kind, _space, ident = event.line.key.partition(" ")
        if event.table.id == "money":
            self.action_open_form("resources/spend", event.line.key)
        else:
            self.action_open_form(f"resources/{kind}", ident)

    # Acts

    def action_ask(self) -> None:
        """Write down what is asked for."""
        self._adding = True
        self.action_open_form("resources/need")

    def action_allot(self) -> None:
        """Write down what is sent for the need under the cursor."""
        if self._need is None:
            self.warn(_("先按 F9 记下要什么，再在那一行按 F8 记调拨。"))
        elif self._need.over:
            self.warn(_("这一项记了不再需要；又要的，回车改一下再保存，再按 F8。"))
        else:
            self._adding = True
            self.action_open_form("resources/allot", self._need.ident)

    def action_advance_lot(self) -> None:
        """Record that all of a lot that waits set out, or arrived."""
        lot = self._lot
        if lot is None:
            self.warn(_("把光标放到一批调拨（└ 那一行）上，再按空格记上路、到位。"))
            return
        try:
            done = self.desk.supply.advance(self.ident, lot.ident)
        except Refusal as refusal:
            self.refused(refusal)
        else:
            notify_saved(self, _("已记入：{name} {done}。").format(name=lot.name, done=done))
        self.reload()

    @work
    async def action_take_out(self) -> None:
        """End a need, give the rest of a lot back, make a sum void: each with a reason."""
        if self._spending is not None:
            await void(self, self._spending)
        elif self._lot is not None:
            await give_back(self, self._lot)
        elif self._need is not None:
            await end(self, self._need)

    def action_spend(self) -> None:
        """Write down money that was spent."""
        self.action_open_form("resources/spend")

    @work
    async def action_slips(self) -> None:
        """Show a slip of what is under the cursor, or the list of all."""
        await show_slip(self, self._lot)


def _keys(view: SupplyView) -> list[str]:
    return [
        *(NEED + need.ident for need in view.needs),
        *(LOT + lot.ident for lot in view.lots),
    ]
