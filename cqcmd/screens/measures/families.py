"""家属: each casualty's family, what was promised to it and until when, what was done."""

from collections.abc import Iterator

from textual import on, work
from textual.binding import Binding
from textual.widget import Widget

from cqcmd.i18n import _
from cqcmd.screens.common.acts import carry_out, notify_saved
from cqcmd.screens.common.ask import AskReason, AskWords
from cqcmd.screens.common.form_registry import form
from cqcmd.screens.common.incident_screen import IncidentScreen
from cqcmd.screens.measures.family_forms import FamilyEdit, PledgeEdit
from cqcmd.screens.measures.family_lines import (
    FAMILY,
    FAMILY_COLUMNS,
    PLEDGE,
    family_lines,
    family_said,
    pledge_said,
)
from cqcmd.screens.measures.referrals import ReferralsScreen
from cqcmd.views.aftermath import FamilyView, PledgeView
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.table import Table

WHY_OFF = (
    _("登记重复"),
    _("不是这起事故的伤亡者"),
    _("录错了人"),
    _("由别的单位对接，已交接"),
)
WHY_VOID = (
    _("没有答应过"),
    _("记错了，另记一条"),
    _("家属不要了"),
    _("由别的单位办，已告知家属"),
)


@form("families")
class FamiliesScreen(IncidentScreen):
    """A line a family, a line a promise under it."""

    BINDINGS = [
        Binding("f9", "add", _("登记家属"), id="add-family"),
        Binding("f8", "promise", _("记承诺"), id="add-pledge"),
        Binding("space,ideographic_space", "keep", _("办了"), show=False, id="keep-pledge"),
        Binding("t,ctrl+t", "referrals", _("转介"), id="referrals"),
        Binding("delete", "take_out", _("移出/作废"), id="take-out"),
        Binding("escape", "dismiss", _("返回"), id="back"),
    ]

    name_of_room = _("家属")
    _shown: tuple[FamilyView, ...] = ()

    purpose = _("伤亡者家属：谁来对接、答应了什么、谁去办、到什么时候、办了没有。")
    main_keys = ("choose", "add", "promise", "keep", "dismiss")

    def body(self) -> Iterator[Widget]:
        """Build how many there are, the families, the line under the cursor in full."""
        yield Lines("progress")
        empty = _("还没有登记家属。F9 登记一户；一名伤亡者一户。")
        yield Table(FAMILY_COLUMNS, empty=empty, id="families")
        yield Lines("said", fold=True)

    def on_mount(self) -> None:
        """Put the keys to the list."""
        self.query_one(Table).focus()

    def reload(self) -> None:
        """Read the families anew."""
        super().reload()
        self._shown, now = self.desk.families.shown(self.ident), self.desk.clock.now()
        clause = self.desk.plan.clause_of("aftermath")
        self.query_one(Table).show(list(family_lines(self._shown, clause, now)))
        self._show_counts()
        self.show_detail()

    def _show_counts(self) -> None:
        owed = self.desk.families.owed(self.ident)
        words = _(
            "家属 {families} 户  承诺 {promises} 项，未办 {waiting} 项    空格 办了  回车 修改"
        ).format(families=owed.families, promises=owed.promises, waiting=owed.waiting)
        self.query_one("#progress", Lines).show(words)

    def clause_here(self) -> str:
        """Return where the plan speaks of the aftermath."""
        return self.desk.plan.clause_of("aftermath")

    # Where the cursor is

    @property
    def _key(self) -> str:
        line = self.query_one(Table).cursor
        return line.key if line else ""

    @property
    def family(self) -> FamilyView | None:
        """The family under the cursor, or that of the promise under it."""
        return next((one for one in self._shown if self._is_of(one)), None)

    def _is_of(self, family: FamilyView) -> bool:
        keys = {f"{PLEDGE}{one.entry}" for one in family.promises}
        return self._key in {f"{FAMILY}{family.ident}", *keys}

    @property
    def pledge(self) -> PledgeView | None:
        """The promise under the cursor."""
        every = (one for family in self._shown for one in family.promises)
        return next((one for one in every if f"{PLEDGE}{one.entry}" == self._key), None)

    def show_detail(self) -> None:
        """Show everything about what stands under the cursor."""
        now, pledge, family = self.desk.clock.now(), self.pledge, self.family
        words = pledge_said(pledge, now) if pledge else family_said(family, now) if family else ""
        self.query_one("#said", Lines).show(words)

    # Acts

    def action_add(self) -> None:
        """Write a new family down."""
        self.app.push_screen(FamilyEdit(self.desk, self.ident))

    @on(Table.Chosen)
    def _opened(self, event: Table.Chosen) -> None:
        event.stop()
        if self.pledge is not None:
            self.action_keep()
        elif self.family is not None:
            self.app.push_screen(FamilyEdit(self.desk, self.ident, self.family.ident))

    def action_promise(self) -> None:
        """Write down what was promised to the family under the cursor."""
        if self.family is None:
            self.warn(_("先按 F9 登记家属，再记承诺。"))
        else:
            self.app.push_screen(PledgeEdit(self.desk, self.ident, self.family.ident))

    @work
    async def action_keep(self) -> None:
        """Record that the promise under the cursor was kept, and what was done."""
        pledge = self.pledge
        if pledge is None:
            self.warn(_("把光标放到一项承诺上再按空格。"))
        elif pledge.done_at is not None:
            self.warn(_("这件承诺已经办了；记错了按 Del 作废。"))
        else:
            await self._ask_done(pledge)

    async def _ask_done(self, pledge: PledgeView) -> None:
        question = AskWords(
            _("办了：{text}").format(text=pledge.text),
            _("怎么办的，可空"),
            act=lambda words: self.desk.families.done(self.ident, pledge.entry, words),
        )
        if await self.app.push_screen_wait(question) is not None:
            self.reload()
            notify_saved(self, _("已记入：承诺已办。"))

    def action_referrals(self) -> None:
        """Open the services, to refer the family under the cursor to one."""
        family = self.family.ident if self.family else ""
        self.app.push_screen(ReferralsScreen(self.desk, self.ident, family))

    @work
    async def action_take_out(self) -> None:
        """Make a promise void, or take a family off the list, with a reason."""
        pledge, family = self.pledge, self.family
        if pledge is not None:
            title = _("作废承诺：{text}").format(text=pledge.text)
            if why := await self.app.push_screen_wait(AskReason(title, WHY_VOID)):
                await carry_out(self, lambda _reason: self._void(pledge, why))
        elif family is not None:
            title = _("移出：{name}").format(name=family.casualty)
            if why := await self.app.push_screen_wait(AskReason(title, WHY_OFF)):
                await carry_out(self, lambda _reason: self._withdraw(family, why))

    def _void(self, pledge: PledgeView, why: str) -> str:
        self.desk.families.take_back(self.ident, pledge.entry, why)
        return _("已作废：{text}。").format(text=pledge.text)

    def _withdraw(self, family: FamilyView, why: str) -> str:
        self.desk.families.withdraw(self.ident, family.ident, why)
        return _("已移出：{name}。").format(name=family.casualty)
