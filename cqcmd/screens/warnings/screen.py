"""预警: warnings in force, their actions ticked, a warning issued anew or lifted (3.2)."""

from datetime import datetime

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding

from cqcmd.clock import stamp
from cqcmd.errors import BadInput, Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.acts import notify_saved
from cqcmd.screens.common.ask import AskReason, AskWords
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.warnings.form import IssueForm
from cqcmd.views import WarningAction, WarningView
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.keys_line import KeysLine
from cqcmd.widgets.masthead import Masthead
from cqcmd.widgets.table import Cell, Column, Line, Table

WARNING_COLUMNS = (Column(_("级别"), 9), Column(_("预警"), 0), Column(_("行动"), 5))

NEW = "new"
"""The key of the line that issues a new warning."""

SAID, MOST_SAID = 3, 6
"""Lines of what a warning says: at least, and at most beside its actions on 24 lines."""

WHY_LIFTED = (
    _("危险已经解除"),
    _("确定不可能发生特种设备事故"),
    _("预警期限届满"),
    _("录错了，另记正确的"),
)


class WarningsScreen(PostScreen):
    """The warnings over the actions of the one under the cursor."""

    BINDINGS = [
        Binding("f9", "issue", _("发布"), id="issue-warning"),
        Binding("f8,u", "reissue", _("调整重发"), id="reissue-warning"),
        Binding("delete", "lift", _("解除"), id="lift-warning"),
        Binding("space,ideographic_space", "tick_here", _("勾行动"), show=False, id="tick-action"),
        Binding("backspace", "undo", _("误按撤回"), show=False, id="undo"),
        Binding("escape", "dismiss", _("返回"), id="back"),
    ]

    _shown: tuple[WarningView, ...] = ()

    purpose = _("发布过的预警和该采取的行动；做了的打勾。")
    main_keys = ("issue", "reissue", "tick_here", "lift", "dismiss")

    def compose(self) -> ComposeResult:
        """Masthead, the warnings, what the one under the cursor says, its actions, the keys."""
        yield Masthead(_("预警"))
        yield Table(WARNING_COLUMNS, id="warnings")
        yield Lines("said")
        yield Table(_action_columns(self._clause("warning.actions")), id="actions")
        yield KeysLine()

    def on_mount(self) -> None:
        """Put the cursor on the gravest warning."""
        self.query_one("#warnings").focus()

    def reload(self) -> None:
        """Read the warnings anew."""
        super().reload()
        self._shown = self.desk.warnings.shown()
        issue, change = self._clause("warning.issue"), self._clause("warning.change")
        new = Line(NEW, (Cell(""), Cell(_("发布新的预警……"), "dim"), Cell("")), issue)
        lines = [_line(warning, change if warning.lifted else issue) for warning in self._shown]
        self._warnings.show([*lines, new])
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
    def chosen(self) -> WarningView | None:
        """The warning under the cursor; ``None`` on the line for a new one."""
        key = self._warnings.cursor.key if self._warnings.cursor else NEW
        return next((warning for warning in self._shown if warning.ident == key), None)

    def _show_chosen(self) -> None:
        warning, now = self.chosen, self.desk.clock.now()
        actions = warning.actions if warning else ()
        clause = self._clause("warning.actions")
        lines = [_action_line(n, action, clause, now) for n, action in enumerate(actions, 1)]
        self._actions.show(lines)
        words = _said(warning) if warning else ""
        said = self.query_one("#said", Lines)
        said.styles.height = min(max(words.count("\n") + 1, SAID), MOST_SAID)
        said.show(words)

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
            event.prevent_default()
            (self._actions if down else self._warnings).focus()

    # Acts

    @on(Table.Chosen, "#warnings")
    def _opened(self, event: Table.Chosen) -> None:
        event.stop()
        if event.line.key == NEW:
            self.action_issue()
        elif self._actions.lines:
            self._actions.focus()

    @on(Table.Chosen, "#actions")
    def _action_opened(self, event: Table.Chosen) -> None:
        event.stop()
        self.warn(_("按空格勾选或取消；Esc 返回。"))

    def action_tick_here(self) -> None:
        """Tick the action under the cursor, or untick it."""
        if self._actions.has_focus and self._actions.cursor is not None:
            self._act(self._actions.cursor.key)

    def _act(self, action: str) -> None:
        warning = self.chosen
        if warning is None:
            return
        try:
            self.desk.warnings.act(warning.ident, action)
        except Refusal as refusal:
            self.refused(refusal)
        self.reload()

    def action_undo(self) -> None:
        """Take back the tick set last."""
        try:
            self.desk.warnings.undo()
        except Refusal as refusal:
            self.refused(refusal)
            return
        self.reload()
        self.say(_("误按已撤回。"))

    def action_issue(self) -> None:
        """Record a warning as issued."""
        self.app.push_screen(IssueForm(self.desk))

    def action_reissue(self) -> None:
        """Record the warning under the cursor as issued anew, at another level."""
        if self.chosen is not None:
            self.app.push_screen(IssueForm(self.desk, self.chosen))

    @work
    async def action_lift(self) -> None:
        """Record that the warning was ended, by whom and why."""
        warning = self.chosen
        if warning is None:
            return
        title = _("解除：{words}").format(words=warning.words)
        who = await self.app.push_screen_wait(
            AskWords(title, _("解除单位"), warning.issuer, _issuer)
        )
        why = await self.app.push_screen_wait(AskReason(title, WHY_LIFTED)) if who else None
        if not who or not why:
            return
        try:
            self.desk.warnings.lift(warning.ident, who, why)
        except Refusal as refusal:
            self.refused(refusal)
            return
        self.reload()
        notify_saved(self, _("已记入：预警解除。"))


def _issuer(words: str) -> None:
    """Refuse to end a warning by nobody. Raises BadInput."""
    if not words:
        raise BadInput(_("请填解除单位。"))


def _action_columns(clause: str) -> tuple[Column, ...]:
    heading = _("预警行动（{clause}）").format(clause=clause)
    return (Column("", 2), Column(heading, 0), Column(_("已办"), 26))


def _line(warning: WarningView, clause: str) -> Line:
    done = sum(action.done_at is not None for action in warning.actions)
    colour, level, rest = warning.words.split(" ", 2)
    words = _("〔已解除〕{words}").format(words=rest) if warning.lifted else rest
    cells = (Cell(f"{colour} {level}"), Cell(words), Cell(f"{done}/{len(warning.actions)}"))
    state = "dim" if warning.lifted else ""
    return Line(warning.ident, cells, clause, state)


def _action_line(number: int, action: WarningAction, clause: str, now: datetime) -> Line:
    done = ""
    if action.done_at is not None:
        done = f"{stamp(action.done_at, now)} {action.done_by}"
    if action.level:
        # Carried over: the level in force has not seen it done.
        done = _("{level}时 {done}").format(level=action.level, done=done)
    state = "dim" if action.level else "met" if done else ""
    cells = (Cell(str(number)), Cell(action.text), Cell(done, state))
    return Line(action.code, cells, clause, state)


def _said(warning: WarningView) -> str:
    named = (
        (_("影响范围"), warning.area),
        (_("警示事项"), warning.notice),
        (_("应采措施"), warning.measures),
    )
    lines = [f"{name} {words or _('未填')}".replace("\n", " ") for name, words in named]
    former = [_("先前 {words}").format(words=words) for words in warning.former]
    return "\n".join([warning.lifted, *lines[:2], *former] if warning.lifted else [*lines, *former])
