"""预警: from the consultation to the lifting; actions, channels, what is next (3.2, 3.3)."""

from typing import cast

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding

from cqcmd.desk.warnings.forms import WarningStepCode
from cqcmd.errors import BadInput, Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.acts import notify_saved, undo_last
from cqcmd.screens.common.ask import AskReason, AskWords
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.common.form_registry import late
from cqcmd.screens.warnings.becoming import become
from cqcmd.screens.warnings.consult_form import ConsultForm
from cqcmd.screens.warnings.form import IssueForm
from cqcmd.screens.warnings.lines import (
    ACTION,
    CHANNEL,
    NEW,
    RECORD,
    STEP,
    WARNING_COLUMNS,
    action_columns,
    action_lines,
    said_words,
    tick_words,
    warning_lines,
)
from cqcmd.screens.warnings.step_form import WarningStepSheet
from cqcmd.views.office.warnings import WarningView
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.keys_line import KeysLine
from cqcmd.widgets.masthead import Masthead
from cqcmd.widgets.response_course import ResponseCourse
from cqcmd.widgets.table import Table

SAID, MOST_SAID = 3, 6
"""Lines of what a warning says: at least, and at most beside its actions on 24 lines."""

WHY_LIFTED = (
    _("危险已经解除"),
    _("确定不可能发生特种设备事故"),
    _("预警期限届满"),
    _("录错了，另记正确的"),
)
WHY_GIVEN_UP = (
    _("会商后认为不必发布"),
    _("政府没有批准"),
    _("录错了，另记正确的"),
)


class WarningsScreen(PostScreen):
    """The warnings over the actions of the one under the cursor; F9 goes on with it."""

    BINDINGS = [
        Binding("f9", "next_step", _("办下一步"), id="warning-next"),
        Binding("f8,u", "reissue", _("调整重发"), id="reissue-warning"),
        Binding("delete", "lift", _("解除"), id="lift-warning"),
        Binding("f7,p", "notice", _("通知"), id="warning-notice"),
        Binding("f6,i", "become", _("转为事件"), show=False, id="warning-becomes"),
        Binding("f5", "app.hazards", _("隐患"), id="hazards"),
        Binding("f4,l", "app.station_log", _("经过，可作废"), show=False, id="warning-log"),
        Binding("space,ideographic_space", "tick_here", _("勾行动"), show=False, id="tick-action"),
        Binding("backspace", "undo", _("误按撤回"), show=False, id="undo"),
        Binding("escape", "dismiss", _("返回"), id="back"),
    ]

    _shown: tuple[WarningView, ...] = ()
    _beginning = False
    """Whether a form is open that begins a warning."""

    purpose = _("预警从会商到解除：逐步记下，该采取的行动做了打勾。")
    main_keys = ("next_step", "tick_here", "reissue", "lift", "notice")

    def compose(self) -> ComposeResult:
        """Masthead, the course, the warnings, what one says, its actions, the keys."""
        yield Masthead(_("预警"))
        yield ResponseCourse()
        yield Table(WARNING_COLUMNS, id="warnings")
        yield Lines("said")
        yield Table(action_columns(self._clause("warning.actions")), id="actions")
        yield KeysLine()

    def on_mount(self) -> None:
        """Put the cursor on the gravest warning."""
        self.query_one("#warnings").focus()

    def reload(self) -> None:
        """Read the warnings anew."""
        super().reload()
        before = {warning.ident for warning in self._shown}
        self._shown = self.desk.warnings.shown()
        self._warnings.show(warning_lines(self.desk, self._shown))
        fresh = [one.ident for one in self._shown if one.ident not in before]
        if self._beginning and fresh:
            # What was begun by a line at the end is gone on with where it stands.
            self._warnings.go_to_key(fresh[0])
            self._beginning = False
        self._show_chosen()

    def clause_here(self) -> str:
        """Return the clause of the action or the warning under the cursor."""
        table = self._actions if self._actions.has_focus else self._warnings
        return table.cursor.clause if table.cursor else self._clause("warning.levels")

    # What is shown

    def _clause(self, role: str) -> str:
        return self.desk.plan.role(role).clause

    @property
    def _warnings(self) -> Table:
        return self.query_one("#warnings", Table)

    @property
    def _actions(self) -> Table:
        return self.query_one("#actions", Table)

    @property
    def _key(self) -> str:
        return self._warnings.cursor.key if self._warnings.cursor else NEW

    @property
    def chosen(self) -> WarningView | None:
        """The warning under the cursor; ``None`` on a line that begins one."""
        return next((warning for warning in self._shown if warning.ident == self._key), None)

    def _show_chosen(self) -> None:
        warning, now = self.chosen, self.desk.clock.now()
        lines = list(action_lines(self.desk, warning, now)) if warning else []
        self._actions.show(lines)
        self._actions.display = bool(lines)  # before the issue there is nothing to be done of it
        words = said_words(warning, now) if warning else ""
        said = self.query_one("#said", Lines)
        said.styles.height = min(max(words.count("\n") + 1, SAID), MOST_SAID)
        said.show(words)
        course = self.query_one(ResponseCourse)
        clauses = f"{self._clause('warning.issue')}–{self._clause('warning.change')}"
        course.show(warning.flow if warning else self.desk.warnings.course(), clauses)

    @on(Table.Moved, "#warnings")
    def _moved(self, event: Table.Moved) -> None:
        event.stop()
        self._show_chosen()
        self._actions.action_jump(0)

    def on_key(self, event: events.Key) -> None:
        """Down from the last warning reaches the actions, Up from the first action the warnings."""
        down = event.key == "down" and self._warnings.has_focus and bool(self._actions.lines)
        up = event.key == "up" and self._actions.has_focus
        table, edge = (self._warnings, self._shown) if down else (self._actions, ())
        if (down and edge and table.cursor and table.cursor.key == edge[-1].ident) or (
            up and table.at_edge(-1)
        ):
            # Stopped as well, or the table that has the focus now moves by the same key.
            event.stop()
            event.prevent_default()
            (self._actions if down else self._warnings).focus()

    # Acts

    @on(Table.Chosen, "#warnings")
    def _opened(self, event: Table.Chosen) -> None:
        event.stop()
        if self.chosen is None or not self._actions.lines:
            self.action_next_step()
        else:
            self._actions.focus()

    def action_next_step(self) -> None:
        """Open what is to be recorded next of the warning under the cursor."""
        warning = self.chosen
        if warning is None:
            self._beginning = True
            form = IssueForm(self.desk) if self._key == RECORD else ConsultForm(self.desk)
            self.app.push_screen(form)
        elif warning.next_step:
            self._open_step(warning, warning.next_step)
        elif warning.lifted:
            self.warn(_("这条预警已经结束；还没撤的措施，在行动上按空格逐项记撤除。"))
        else:
            self.warn(_("该记的都记了：空格 勾行动和渠道，F8 调整重发，Del 解除。"))

    def _open_step(self, warning: WarningView, step: str) -> None:
        if step == "issue":
            self.app.push_screen(IssueForm(self.desk, warning))
        elif step == "consulted":
            self.app.push_screen(ConsultForm(self.desk, warning))
        else:
            code = cast("WarningStepCode", step)
            self.app.push_screen(WarningStepSheet(self.desk, warning, code))

    def action_reissue(self) -> None:
        """Adjust the warning under the cursor: anew through the steps, or as others issued it."""
        warning = self.chosen
        if warning is None:
            self.warn(_("先选中一条已发布的预警，再按 F8 调整。"))
        elif warning.lifted:
            self.warn(_("这条预警已经解除，不能调整；情况又起变化，请另起一条。"))
        elif warning.stage == "preparing":
            self.warn(_("这条预警还没有发布，不用调整；按 F9 办下一步。"))
        elif warning.own:
            self._adjust(warning)
        else:
            self.app.push_screen(IssueForm(self.desk, warning))

    @work
    async def _adjust(self, warning: WarningView) -> None:
        """Ask who adjusts what was issued by way of this station (3.2.4)."""
        menu = late("cqcmd.screens.common.menu").Menu
        answers = [
            ("own", _("本级重走程序：会商、建议、批准、重新发布")),
            ("higher", _("上级政府调整了级别，照记")),
        ]
        answer = await self.app.push_screen_wait(menu(_("怎样调整？"), answers))
        if answer == "own":
            self.app.push_screen(ConsultForm(self.desk, warning))
        elif answer == "higher":
            self.app.push_screen(IssueForm(self.desk, warning, higher=True))

    @on(Table.Chosen, "#actions")
    def _action_opened(self, event: Table.Chosen) -> None:
        event.stop()
        kind, _space, code = event.line.key.partition(" ")
        if f"{kind} " == ACTION:
            self._ask_owner(code)
        elif f"{kind} " == STEP and self.chosen is not None:
            self._open_step(self.chosen, code)
        else:
            self.warn(_("按空格勾选或取消；Esc 返回。"))

    @work
    async def _ask_owner(self, action: str) -> None:
        """Ask whose an action is to take."""
        warning = self.chosen
        if warning is None:
            return
        found = next(one for one in warning.actions if one.code == action)
        question = AskWords(
            found.name,
            _("责任单位或人（清空为不指定）"),
            found.owner,
            lambda words: self.desk.warnings.own(warning.ident, action, words),
        )
        if await self.app.push_screen_wait(question) is not None:
            self.reload()
            notify_saved(self, _("已记入：行动责任。"))

    def action_tick_here(self) -> None:
        """Tick what stands under the cursor, or untick it; of a lifted warning withdraw it."""
        warning, line = self.chosen, self._actions.cursor
        if not self._actions.has_focus or line is None or warning is None:
            return
        kind, _space, code = line.key.partition(" ")
        verbs = self.desk.warnings
        tick = {ACTION: verbs.act, CHANNEL: verbs.spread}.get(f"{kind} ")
        if tick is None:
            self._open_step(warning, code)
            return
        if f"{kind} " == ACTION and warning.lifted:
            tick = verbs.withdraw
        try:
            tick(warning.ident, code)
        except Refusal as refusal:
            self.refused(refusal)
            return
        self.reload()
        if self.chosen is not None:
            notify_saved(self, tick_words(self.chosen, line.key))

    def action_undo(self) -> None:
        """Take back what was recorded last."""
        if undo_last(self, self.desk):
            self.reload()

    def action_notice(self) -> None:
        """Show the notice of the warning under the cursor, to be saved, printed, handed over."""
        if self.chosen is None:
            self.warn(_("先选中一条预警，再按 F7 看通知。"))
            return
        try:
            paper = self.desk.warnings.notice(self.chosen.ident)
        except Refusal as refusal:
            self.refused(refusal)
            return
        self.app.push_screen(late("cqcmd.screens.papers.screen").PaperScreen(self.desk, paper))

    def action_become(self) -> None:
        """Carry the warning over to an incident: a new call, or one in hand."""
        if self.chosen is None:
            self.warn(_("先选中一条预警，再按 F6 转为事件。"))
        else:
            become(self, self.chosen)

    @work
    async def action_lift(self) -> None:
        """Record that the warning was ended, by whom and why; or given up before it was issued."""
        warning = self.chosen
        if warning is None:
            return
        if warning.lifted:
            self.warn(_("这条预警已经解除，不能再解除一次。"))
            return
        issued = warning.stage == "in_force"
        title = (_("解除：{words}") if issued else _("作罢：{words}")).format(words=warning.words)
        label = _("解除单位") if issued else _("由谁定的")
        initial = warning.issuer if issued else self.desk.watch.station
        who = await self.app.push_screen_wait(AskWords(title, label, initial, _issuer))
        reasons = WHY_LIFTED if issued else WHY_GIVEN_UP
        why = await self.app.push_screen_wait(AskReason(title, reasons)) if who else None
        if not who or not why:
            return
        try:
            self.desk.warnings.lift(warning.ident, who, why)
        except Refusal as refusal:
            self.refused(refusal)
            return
        self.reload()
        notify_saved(self, _("已记入：预警解除。") if issued else _("已记入：预警作罢。"))


def _issuer(words: str) -> None:
    """Refuse to end a warning by nobody. Raises BadInput."""
    if not words:
        raise BadInput(_("请填解除单位。"))
