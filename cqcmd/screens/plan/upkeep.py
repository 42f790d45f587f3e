"""预案管理: how old the plan is, what asks for its revision, every plan that was in force (8)."""

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding

from cqcmd.desk.desk import Desk
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.acts import notify_saved
from cqcmd.screens.common.ask import AskReason, AskWords
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.common.form_registry import Wanted, form
from cqcmd.screens.plan.difference import PlanDifferenceScreen
from cqcmd.screens.plan.upkeep_forms import PlanReviewForm, RevisionCauseForm
from cqcmd.screens.plan.upkeep_lines import CAUSE, NOTE, REVIEW, VERSION, upkeep_lines
from cqcmd.views.office.upkeep import Comparison
from cqcmd.widgets.keys_line import KeysLine
from cqcmd.widgets.masthead import Masthead
from cqcmd.widgets.table import Column, Table

COLUMNS = (Column("", 6), Column("", 0))

WHY_OUT = (_("记错了"), _("查明不属于修订情形"), _("重复记录"))


@form("upkeep", of_incident=False)
class UpkeepScreen(PostScreen):
    """One list in three parts; long lines are folded, none is cut."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide"), (160, "-widest")]
    BINDINGS = [
        Binding("f9", "compare", _("核对新预案"), id="compare-plan"),
        Binding("f8", "review", _("记评估"), id="note-review"),
        Binding("delete", "withdraw", _("撤去"), id="withdraw-note"),
        Binding("backspace", "undo", _("误按撤回"), show=False, id="undo"),
        Binding("escape", "dismiss", _("返回"), id="back"),
    ]

    purpose = _("预案多久没评估、有没有该修订的情形，换新预案前先看差别。")
    main_keys = ("compare", "choose", "review", "withdraw", "dismiss")

    @classmethod
    def opened(cls, desk: Desk, wanted: Wanted) -> "UpkeepScreen":
        """Of the plan in force, whatever it was opened from."""
        return cls(desk.root)

    def compose(self) -> ComposeResult:
        """Masthead, the list, the keys."""
        yield Masthead(_("预案管理"))
        yield Table(COLUMNS, id="upkeep")
        yield KeysLine()

    def on_mount(self) -> None:
        """Put the cursor on the first line."""
        self._table.focus()

    def reload(self) -> None:
        """Read it anew."""
        super().reload()
        upkeep = self.desk.upkeep
        lines = upkeep_lines(upkeep.shown(), upkeep.reviews_noted(), self.desk.clock.now())
        self._table.show(lines)

    def clause_here(self) -> str:
        """Return the clause of the line under the cursor."""
        return self._table.cursor.clause if self._table.cursor else ""

    @property
    def _table(self) -> Table:
        return self.query_one(Table)

    @property
    def _here(self) -> tuple[str, str]:
        """What the line under the cursor is, and what it is about."""
        key = self._table.cursor.key if self._table.cursor else ""
        kind, _colon, about = key.partition(":")
        return kind, about

    # Acts

    @on(Table.Chosen)
    def _opened_line(self, event: Table.Chosen) -> None:
        event.stop()
        kind, about = self._here
        if kind == REVIEW:
            self.action_review()
        elif kind == CAUSE:
            self.app.push_screen(RevisionCauseForm(self.desk, about))
        elif kind == NOTE:
            self.warn(_("记过的不改；按 Del 撤去，再记一条。"))
        elif kind == VERSION:
            self._open_former(about)

    def _open_former(self, digest: str) -> None:
        if digest == self.desk.upkeep.versions.every()[0].digest:
            self.warn(_("这就是现行预案；光标放到以前的一份上按回车，看差别。"))
            return
        try:
            self._show(self.desk.upkeep.versions.compare_former(digest))
        except Refusal as refusal:
            self.refused(refusal)

    def _show(self, comparison: Comparison) -> None:
        self.app.push_screen(PlanDifferenceScreen(self.desk, comparison))

    def action_review(self) -> None:
        """Note that the plan was evaluated."""
        self.app.push_screen(PlanReviewForm(self.desk))

    @work
    async def action_compare(self) -> None:
        """Ask for a plan file, and show in what it differs from the plan in force."""
        found: list[Comparison] = []

        def read(typed: str) -> None:
            found.append(self.desk.upkeep.versions.compare(typed))

        title = _("核对新预案：先看差别，启用要另外按键")
        label = _("预案文件（.json，正文放在旁边）")
        if await self.app.push_screen_wait(AskWords(title, label, act=read)):
            self._show(found[-1])

    @work
    async def action_withdraw(self) -> None:
        """Take the note under the cursor out, with a reason."""
        kind, about = self._here
        if kind != NOTE:
            self.warn(_("只能撤去记过的一条；先把光标放到它上面。"))
            return
        why = await self.app.push_screen_wait(AskReason(_("撤去这一条"), WHY_OUT))
        if why is None:
            return
        try:
            self.desk.upkeep.withdraw(about, why)
        except Refusal as refusal:
            self.refused(refusal)
            return
        self.reload()
        notify_saved(self, _("已撤去，原文仍在本站日志里。"))

    def action_undo(self) -> None:
        """Take back the note written last, within 30 seconds."""
        try:
            self.desk.upkeep.undo()
        except Refusal as refusal:
            self.refused(refusal)
            return
        self.reload()
        self.say(_("误按已撤回。"))
