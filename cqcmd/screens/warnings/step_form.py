"""预警的一步: proposed, approved, sent to the release body, told to whoever is above (3.2.2)."""

from collections.abc import Iterator, Mapping

from cqcmd.desk.desk import Desk
from cqcmd.desk.warnings.forms import STEP_NAMES, WarningStepCode, WarningStepForm
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.screens.common.form_registry import Wanted, form
from cqcmd.screens.common.shared_fields import TIME_EXAMPLE, WHO_EXAMPLE, how_field, how_of
from cqcmd.screens.warnings.levels import level_field, level_note
from cqcmd.views.office.warnings import WarningView
from cqcmd.widgets.fields.text_field import TextField

WHO: dict[WarningStepCode, str] = {
    "proposed": _("建议单位"),
    "approved": _("批准机关"),
    "sent": _("发布机构"),
    "told_up": _("报给"),
    "filed": _("报给"),
}
WORDS: dict[WarningStepCode, str] = {
    "proposed": _("建议理由"),
    "approved": _("批示"),
    "sent": _("接收人"),
    "told_up": _("接收人"),
    "filed": _("接收人"),
}
LEVELLED = ("proposed", "approved")

NEXT: dict[WarningStepCode, str] = {
    "proposed": _("已记入：{step}。批准以后按 F9 记批准。"),
    "approved": _("已记入：{step}。下一步 F9 发布。"),
}


@form("warnstep", _("预警程序"), of_incident=False)
class WarningStepSheet(FieldForm):
    """Whoever the plan names stands there already; Enter on the last field or F9 records it."""

    purpose = _("记下预警的一步：建议、批准、送发布机构、上报、备案。")

    def __init__(
        self,
        desk: Desk,
        warning: WarningView,
        step: WarningStepCode,
        *,
        draft: Mapping[str, str] | None = None,
    ) -> None:
        self._warning, self._step = warning, step
        self.name_of_form = _("预警：{step}").format(step=STEP_NAMES[step])
        super().__init__(desk, first="who", draft=draft)

    @classmethod
    def opened(cls, desk: Desk, wanted: Wanted) -> "WarningStepSheet":
        """Open a step of a warning. Raises BadInput: it is not in this journal."""
        every = desk.warnings.shown()
        warning = next((warning for warning in every if warning.ident == wanted.ident), None)
        step = next((code for code in STEP_NAMES if code == wanted.about), None)
        if warning is None or step is None:
            raise BadInput(_("日志里没有这条预警，草稿仍留着。"))
        return cls(desk, warning, step, draft=wanted.typed)

    @property
    def draft_name(self) -> str:
        """One draft for each step of each warning."""
        return f"warnstep:{self._warning.ident}:{self._step}"

    def fields(self) -> Iterator[Field]:
        """Yield the level where there is one to decide on, who, how, when, and words."""
        if self._step in LEVELLED:
            yield level_field(self.desk, str(self._warning.level))
        who = TextField("who", WHO[self._step], example=WHO_EXAMPLE, required=True)
        who.fill(self._who())
        yield who
        yield how_field()
        yield TextField("words", WORDS[self._step], example=_("可空"))
        yield TextField("at", _("时间"), example=TIME_EXAMPLE)

    def _who(self) -> str:
        """Return whom the plan names for the step at that level; the law's are to be filled in."""
        row = self.desk.plan.warning(self._warning.level)
        named = {"proposed": row.proposer, "approved": row.issuer}.get(self._step, "")
        return self.desk.warnings.named(named) if named else ""

    def on_mount(self) -> None:
        """How the level and the way are chosen."""
        if self._step in LEVELLED:
            level_note(self)
        self.note("how", _("键 1-4"))

    def changed(self) -> None:
        """Say what the step rests on."""
        asked = next((tick for tick in self._warning.steps if tick.code == self._step), None)
        if asked is not None:
            words = _("{point}。另据 {source}，要点，不在预案之内。")
            self.tell(words.format(point=asked.point, source=asked.source))
            return
        row = self.desk.plan.warning(int(self.text("level")))
        names = (self.desk.plan.org(code).name for code in (row.proposer, row.issuer))
        words = _("这一级由{proposer}提出级别建议，{issuer}或其授权的部门发布（{clause}）。")
        proposer, issuer = names
        clause = self.desk.plan.role("warning.issue").clause
        self.tell(words.format(proposer=proposer, issuer=issuer, clause=clause))

    def save(self, reason: str) -> str:
        """Write the step down."""
        level = int(self.text("level")) if self._step in LEVELLED else None
        step = WarningStepForm(
            step=self._step,
            level=level,
            who=self.text("who"),
            how=how_of(self.text("how")),
            words=self.text("words"),
            at=self.moment("at"),
        )
        self.desk.warnings.step(step, self._warning.ident, reason=reason)
        said = NEXT.get(self._step, _("已记入：{step}。"))
        return said.format(step=STEP_NAMES[self._step])
