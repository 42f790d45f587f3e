"""响应的一步: verified, consulted, proposed, approved, started, changed, ended."""

from collections.abc import Iterator, Mapping

from cqcmd.desk.command.forms import (
    LEVELLED,
    REASONED,
    STEP_NAMES,
    ResponseLevel,
    StepCode,
    StepForm,
)
from cqcmd.desk.common.wording import level_name
from cqcmd.desk.desk import Desk
from cqcmd.errors import BadInput, Refusal
from cqcmd.i18n import _
from cqcmd.screens.command.decision_fields import DECIDED_BY, decided, note_decided
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.screens.common.form_registry import form
from cqcmd.screens.common.shared_fields import how_of
from cqcmd.views.debts import told_together
from cqcmd.widgets.fields.choice import Choice
from cqcmd.widgets.fields.text_field import TextField

WHO: dict[str, str] = {
    "verified": _("核实人"),
    "consulted": _("参加"),
    "proposed": _("建议人"),
    "approved": _("批准人"),
}
WORDS: dict[str, str] = {
    "verified": _("核实结果"),
    "consulted": _("会商意见"),
    "proposed": _("理由"),
    "approved": _("批示"),
    "started": _("说明"),
}
ORDERED = ("started", "raised")
"""Steps that give an order (突发事件应对法 72)."""

EASING: tuple[StepCode, ...] = ("lowered", "ended")
"""Steps that may stop something: what they mean is shown before they are recorded."""


@form("response", _("响应"))
class ResponseForm(FieldForm):
    """``step`` is one of the steps of 4.6 to 4.8; Enter on the last field or F9 records it."""

    purpose = _("记下响应的一步：核实、会商、建议、批准、启动或终止。")

    def __init__(
        self, desk: Desk, ident: str, step: StepCode, *, draft: Mapping[str, str] | None = None
    ) -> None:
        self._step: StepCode = step
        self.form = f"response-{step}"
        self.name_of_form = _("响应：{step}").format(step=STEP_NAMES[step])
        self._begin = desk.response.defaults(ident, step)
        self._last = self._begin.last
        self._foreseen: dict[ResponseLevel | None, tuple[str, ...]] = {}
        # Whoever verified is known where that is this station; elsewhere he is asked for first.
        first = "words" if step == "verified" and self._begin.who else "who"
        super().__init__(desk, ident, first=first, draft=draft)

    def fields(self) -> Iterator[Field]:
        """Yield the level, the decision, who made it; for a start what an order must say."""
        begin = self._begin
        if begin.levels and begin.level:
            level = Choice(
                "level",
                _("级别"),
                [(level, level_name(self.desk.plan, level)) for level in begin.levels],
            )
            level.fill(begin.level)
            yield level
        who = WHO.get(self._step, DECIDED_BY)
        required = self._step in REASONED
        for field in decided(who, WORDS.get(self._step, _("理由")), required=required):
            known = {"who": begin.who, "post": begin.post, "words": begin.words}
            field.fill(known.get(field.code, field.text))
            yield field
        if self._step in ORDERED:
            yield TextField("items", _("响应事项"), example=_("例 成立指挥部、转移群众"))
            yield TextField("duration", _("预计期限"), example=_("例 24小时"))
            yield TextField("measures", _("处置措施"), example=_("例 停用设备、警戒、救治"))

    def on_mount(self) -> None:
        """Show what the plan asks, and which law an order follows."""
        note_decided(self)
        if self._step in ORDERED:
            self.note("items", _("应写明（突发事件应对法 72）"))

    def changed(self) -> None:
        """Show what the plan says of the step."""
        level = self._level()
        lines = [self._begin.hint]
        if level and self._step in LEVELLED:
            rule = self.desk.plan.response(level)
            lines.append(_("{text}（{clause}）").format(text=rule.text, clause=rule.clause))
        below = self.desk.response.is_below(self.ident, self._step, level)
        self.require("words", needed=below or self._step in REASONED)
        lines += self._consequences(level)
        lines.append(_("此处只是如实记录：由谁、以何方式、何时决定。"))
        self.tell("\n".join(line for line in lines if line))

    def _consequences(self, level: ResponseLevel | None) -> Iterator[str]:
        """Yield what lowering or ending would mean, and who is not out yet; folded once a level."""
        if self._step not in EASING:
            return
        if level not in self._foreseen:
            self._foreseen[level] = self.desk.consequences.respond(self.ident, self._step, level)
        yield _("保存后：{words}。").format(words="；".join(self._foreseen[level]))
        debts = self.desk.debts.of(self.ident)
        yield from told_together(debt for debt in debts if debt.kind in ("held", "person"))

    def reload(self) -> None:
        """Look anew at what the step would mean; nothing that is being typed is touched."""
        super().reload()
        self._foreseen.clear()
        self.changed()

    def _level(self) -> ResponseLevel | None:
        chosen = self.text("level") if "level" in self._fields else ""
        return next((level for level in self._begin.levels if level == chosen), None)

    def save(self, reason: str) -> str:
        """Record the step."""
        order = {
            name: self.text(name)
            for name in ("items", "duration", "measures")
            if name in self._fields
        }
        form = StepForm(
            step=self._step,
            level=self._level(),
            who=self.text("who"),
            post=self.text("post"),
            how=how_of(self.text("how")),
            at=self.moment_or_now("at"),
            words=self.text("words"),
            last=self._last,
            **order,
        )
        try:
            self.desk.response.record(self.ident, form, reason=reason)
        except BadInput:
            self._last = self.desk.response.defaults(self.ident, self._step).last
            raise
        level = f" {level_name(self.desk.plan, form.level)}" if form.level else ""
        words = _("已记入：{step}{level}。").format(step=STEP_NAMES[self._step], level=level)
        return words + self._drafted() if self._step == "ended" else words

    def _drafted(self) -> str:
        """Say where the assessment report lies as a draft by now; nothing where none is owed."""
        try:
            name = self.desk.review.assessment.put_draft(self.ident)
        except Refusal as refusal:  # the end of the response stands written all the same
            return str(refusal)
        return _("评估报告草稿已存成 Word，善后按 s 看。") if name else ""
