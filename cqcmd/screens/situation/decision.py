"""The form of one decision: what, by whom, why."""

from collections.abc import Iterator, Mapping
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from cqcmd.desk.desk import Desk
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.screens.common.form_registry import form
from cqcmd.screens.common.shared_fields import WHO_EXAMPLE
from cqcmd.screens.situation.closing import Closing
from cqcmd.views import GradeView
from cqcmd.views.debts import told_together
from cqcmd.widgets.drawing.prose import Prose
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.fields.choice import Choice
from cqcmd.widgets.fields.text_field import TextField

TITLES = {
    "override": _("人工改定等级"),
    "lift": _("撤销人工定级"),
    "dismiss": _("查证不属于特种设备事故"),
    "reinstate": _("恢复为特种设备事故"),
    "scope": _("不适用本预案"),
    "within": _("适用本预案"),
    "close": _("办结"),
    "reopen": _("重新打开"),
}
CHOICES = ("grade", "rule", "finished")
"""Fields that decide what saving would mean."""

NO_GRADE = "none"
"""What is chosen where somebody decided that it reaches no grade."""

NAMED = ("override", "lift", "dismiss", "reinstate", "scope", "within")
"""Decisions of a named person; closing is one while something stands open."""

FINISHED = (("yes", _("已结束，应及时终报")), ("no", _("无需处置，如重复接报")))
"""Whether the handling is over, which asks for a final report (4.1.3)."""

# `follow_up`: the clause of later reports.
MEANINGS = {
    "override": _("预案结果仍并列显示；改低不会取消任何报告时限。"),
    "dismiss": _("记录保留，可以恢复；恢复后时限按原来的时间接着算。"),
    "scope": _("记录保留，可移交主管部门；恢复后时限按原来的时间接着算。"),
    "close": _(
        "办结不终止任何报告时限，随时可以重新打开。"
        "处置结束的，报过的单位还要终报（{follow_up}）。重复接报的，请在日志里把接报作废。"
    ),
}


@form("decide", _("处置"))
class DecisionForm(FieldForm):
    """``kind`` is a key of `TITLES`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f10", "close_anyway", _("仍要办结"), show=False, id="close-anyway"),
        Binding("pagedown", "read(1)", _("下一页"), show=False, id="meaning-down"),
        Binding("pageup", "read(-1)", _("上一页"), show=False, id="meaning-up"),
    ]

    purpose = _("对这起作一个决定：谁定的、为什么，记入日志。")

    def __init__(
        self, desk: Desk, ident: str, kind: str, *, draft: Mapping[str, str] | None = None
    ) -> None:
        self.form = f"decide-{kind}"
        self.name_of_form = TITLES[kind]
        self._kind = kind
        self._foreseen: dict[str, tuple[str, ...]] = {}
        self._to_close = Closing(desk, ident) if kind == "close" else None
        first = ""
        if self._to_close is not None:
            first = "who" if self._to_close.debts else "why"
        super().__init__(desk, ident, first=first, draft=draft)

    def fields(self) -> Iterator[Field]:
        """Yield the choice if there is one, who, and why."""
        if self._kind == "override":
            named = [(row.code, row.name) for row in self.desk.plan.grades]
            yield Choice("grade", _("改定为"), [*named, (NO_GRADE, _("未达分级标准"))])
        if self._kind == "scope":
            rules = [(row.code, row.name) for row in self.desk.plan.scope]
            yield Choice("rule", _("情形"), rules)
        if self._kind == "close":
            yield Choice("finished", _("处置"), FINISHED)
        by_name = self._kind in NAMED
        if by_name or self._kind == "close":
            yield TextField("who", _("决定人"), example=WHO_EXAMPLE, required=by_name)
        yield TextField("why", _("理由"), example=_("一两句话写明"), required=by_name)

    def on_mount(self) -> None:
        """Show what the decision brings."""
        if "who" in self._fields:
            self.note("who", _("姓名、职务"))

    def below(self) -> Iterator[Widget]:
        """Yield what the decision would mean, which pages scroll: it may be long."""
        with VerticalScroll(id="meaning", can_focus=False):
            yield Prose("told")

    def tell(self, words: str) -> None:
        """Show what the decision would mean."""
        self.query_one("#told", Prose).show(plain(words, limit=len(words)))

    def action_read(self, pages: int) -> None:
        """Read on in what the decision would mean."""
        page = self.query_one("#meaning")
        page.scroll_relative(y=pages * max(1, page.size.height - 1), animate=False)

    def reload(self) -> None:
        """Look anew at what the decision would mean; nothing that is being typed is touched."""
        super().reload()
        self._foreseen.clear()
        if self._to_close is not None:
            self._to_close.look()
            self._ask_for_name()
        self._show_meaning()

    def _ask_for_name(self) -> None:
        """Whoever closes over what stands open is named, with his reason; nobody else is."""
        if self._to_close is not None:
            open_ = bool(self._to_close.debts)
            self.hide("who", not open_)
            self.keys_words = self._to_close.keys_words
            self.require("who", "why", needed=open_)

    def changed(self) -> None:
        """Show what the decision would mean, and the plan's own result beside it."""
        if self._to_close is not None:
            self._to_close.typing()
            self._ask_for_name()
        self._show_meaning()

    def _show_meaning(self) -> None:
        view = self.desk.strip(self.ident)
        plan = _("预案结果 {grade}").format(grade=_graded(view.grade))
        follow_up = self.desk.plan.role("report.follow_up").clause
        meaning = MEANINGS.get(self._kind, "").format(follow_up=follow_up)
        debts = self._to_close.lines() if self._to_close is not None else self._left_open()
        lines = [
            *debts,
            _("保存后：{words}。").format(words="；".join(self._consequences())),
            meaning,
            plan if "grade" in self._fields or self._kind == "lift" else "",
        ]
        self.tell("\n".join(line for line in lines if line))

    def _left_open(self) -> Iterator[str]:
        """Yield what no such decision ends, though it ends the reports."""
        if self._kind in ("dismiss", "scope"):
            debts = [debt for debt in self.desk.debts.of(self.ident) if debt.stays]
            yield from told_together(debt for debt in debts if debt.kind != "report")

    def _consequences(self) -> tuple[str, ...]:
        """Return what saving would mean; folded once for each choice."""
        chosen = next((self.text(name) for name in CHOICES if name in self._fields), "")
        if chosen not in self._foreseen:
            self._foreseen[chosen] = self._foresee(chosen)
        return self._foreseen[chosen]

    def _foresee(self, chosen: str) -> tuple[str, ...]:
        foresee, ident = self.desk.consequences, self.ident
        match self._kind:
            case "override":
                return foresee.override(ident, None if chosen == NO_GRADE else chosen)
            case "lift":
                return foresee.override(ident, None, lifted=True)
            case "dismiss" | "reinstate":
                return foresee.dismiss(ident, lifted=self._kind == "reinstate")
            case "scope" | "within":
                return foresee.scope(ident, chosen or None)
            case "close":
                return foresee.close(ident, finished=chosen != "no")
            case _reopen:
                return foresee.close(ident, reopened=True)

    def save(self, reason: str) -> str:
        """Write the decision down."""
        decisions, ident, why = self.desk.decisions, self.ident, self.text("why")
        who = self.text("who") if "who" in self._fields else ""
        match self._kind:
            case "override":
                code = self.text("grade")
                decisions.override(ident, None if code == NO_GRADE else code, who, why)
            case "lift":
                decisions.lift_override(ident, who, why)
            case "dismiss":
                decisions.dismiss(ident, who, why)
            case "reinstate":
                decisions.reinstate(ident, who, why)
            case "scope" | "within":
                rule = self.text("rule") if self._kind == "scope" else None
                decisions.judge_scope(ident, rule, who, why)
            case "close":
                self._close_case(who, why)
            case _reopen:
                decisions.reopen(ident, why)
        return _("已记入：{decision}。").format(decision=TITLES[self._kind])

    def _close_case(self, who: str, why: str) -> None:
        finished = self.text("finished") != "no"
        if self._to_close is not None:
            try:
                self._to_close.check(self.typed())
            except BadInput:
                self._ask_for_name()
                self._show_meaning()
                raise
        self.desk.decisions.close(self.ident, why, who, finished=finished)

    def action_close_anyway(self) -> None:
        """Close it though something stands open: asked by F9, and only of what that showed."""
        if self._to_close is None:
            return
        try:
            self._to_close.mean(self.typed())
        except BadInput as refusal:
            self.refused(refusal)
            return
        self.action_save()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a closing is meant by a key of its own."""
        if action == "close_anyway":
            return self._to_close is not None
        return super().check_action(action, parameters)


def _graded(grade: GradeView) -> str:
    return f"{grade.name} {grade.clause}".strip()
