"""The form of one decision: what, by whom, why."""

from collections.abc import Iterator, Mapping

from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.screens.common.form_registry import form
from cqcmd.views import GradeView
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
NO_GRADE = "none"
"""What is chosen where somebody decided that it reaches no grade."""

NAMED = ("override", "lift", "dismiss", "reinstate")
"""Decisions of a named person."""

FINISHED = (("yes", _("已结束，应及时终报")), ("no", _("无需处置，如重复接报")))
"""Whether the handling is over, which asks for a final report (4.1.3)."""

# `follow_up`: the clause of later reports.
MEANINGS = {
    "override": _("预案结果仍并列显示；改低不会取消任何报告时限。"),
    "dismiss": _("报告时限终止，记录保留。"),
    "scope": _("报告时限终止，记录保留，可移交主管部门。"),
    "close": _("不再有待办事项；随时可以重新打开。处置结束的，报过的单位还要终报（{follow_up}）。"),
}


@form("decide", _("处置"))
class DecisionForm(FieldForm):
    """``kind`` is a key of `TITLES`."""

    def __init__(
        self, desk: Desk, ident: str, kind: str, *, draft: Mapping[str, str] | None = None
    ) -> None:
        self.form = f"decide-{kind}"
        self.name_of_form = TITLES[kind]
        self._kind = kind
        super().__init__(desk, ident, first="why" if kind == "close" else "", draft=draft)

    def fields(self) -> Iterator[Field]:
        """Yield the choice if there is one, who, and why."""
        if self._kind == "override":
            named = [(row.code, row.name) for row in self.desk.plan.grades]
            yield Choice("grade", _("改定为"), [*named, (NO_GRADE, _("未达分级标准"))])
        if self._kind == "scope":
            rules = [(row.code, row.name) for row in self.desk.plan.scope]
            yield Choice("rule", _("情形"), rules)
        if self._kind in NAMED:
            yield TextField("who", _("决定人"))
        if self._kind == "close":
            yield Choice("finished", _("处置"), FINISHED)
        yield TextField("why", _("理由"))

    def on_mount(self) -> None:
        """Show what the decision brings."""
        if self._kind in NAMED:
            self.note("who", _("姓名、职务"))

    def changed(self) -> None:
        """Show the plan's own result beside the decision."""
        view = self.desk.strip(self.ident)
        plan = (
            _("预案结果 {grade}").format(grade=_graded(view.grade)) if self._kind in NAMED else ""
        )
        follow_up = self.desk.plan.role("report.follow_up").clause
        meaning = MEANINGS.get(self._kind, "").format(follow_up=follow_up)
        self.tell("\n".join(part for part in (plan, meaning) if part))

    def save(self, reason: str) -> str:
        """Write the decision down."""
        decisions, ident, why = self.desk.decisions, self.ident, self.text("why")
        match self._kind:
            case "override":
                code = self.text("grade")
                grade = None if code == NO_GRADE else code
                decisions.override(ident, grade, self.text("who"), why)
            case "lift":
                decisions.lift_override(ident, self.text("who"), why)
            case "dismiss":
                decisions.dismiss(ident, self.text("who"), why)
            case "reinstate":
                decisions.reinstate(ident, self.text("who"), why)
            case "scope":
                decisions.judge_scope(ident, self.text("rule"), why)
            case "within":
                decisions.judge_scope(ident, None, why)
            case "close":
                decisions.close(ident, why, finished=self.text("finished") != "no")
            case _reopen:
                decisions.reopen(ident, why)
        return _("已记入：{decision}。").format(decision=TITLES[self._kind])


def _graded(grade: GradeView) -> str:
    return f"{grade.name} {grade.clause}".strip()
