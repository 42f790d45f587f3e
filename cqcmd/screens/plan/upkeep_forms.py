"""What is noted about the upkeep of the plan: an evaluation, a cause to revise it (8)."""

from collections.abc import Iterator, Mapping

from cqcmd.clock import local
from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.screens.common.form_registry import Wanted, form
from cqcmd.screens.common.shared_fields import MAY_BE_BLANK, PERSON_EXAMPLE
from cqcmd.widgets.fields.text_field import TextField


@form("revision_cause", _("修订情形"), of_incident=False)
class RevisionCauseForm(FieldForm):
    """Something came up that asks for the plan to be revised."""

    name_of_form = _("记修订情形")
    purpose = _("记下什么变了、该修订预案的哪种情形，留给编制的人。")

    def __init__(self, desk: Desk, cause: str, *, draft: Mapping[str, str] | None = None) -> None:
        """``cause``: the code of the circumstance that the plan names."""
        self._cause = cause
        super().__init__(desk, first="words", draft=draft)

    @classmethod
    def opened(cls, desk: Desk, wanted: Wanted) -> "RevisionCauseForm":
        """About the cause that is named; without one, the plan's last: whatever else there is."""
        others = [cause.code for cause in desk.upkeep.shown().causes][-1:]
        return cls(desk, wanted.about or "".join(others), draft=wanted.typed)

    @property
    def draft_name(self) -> str:
        """One draft a cause."""
        return f"revision_cause-{self._cause}:"

    def fields(self) -> Iterator[Field]:
        """Yield what changed, and who says so."""
        yield TextField("words", _("什么变了"), example=_("例 特种设备安全法修订"), required=True)
        yield TextField("by", _("谁提出"), example=PERSON_EXAMPLE)

    def changed(self) -> None:
        """Show the plan's own words for it."""
        causes = self.desk.upkeep.shown().causes
        found = next((cause for cause in causes if cause.code == self._cause), None)
        if found is None:
            self.tell(_("现行预案没有这一种修订情形。"))
            return
        words = _("{text}（{clause}），应及时修订应急预案。")
        self.tell(words.format(text=found.words, clause=found.clause))

    def clause_here(self) -> str:
        """Return the clause that names the circumstance."""
        causes = self.desk.upkeep.shown().causes
        return next((cause.clause for cause in causes if cause.code == self._cause), "")

    def save(self, reason: str) -> str:
        """Write it down."""
        self.desk.upkeep.note_cause(self._cause, self.text("words"), self.text("by"))
        return _("已记入：修订情形。")


@form("plan_review", _("预案评估"), of_incident=False)
class PlanReviewForm(FieldForm):
    """The plan was evaluated: on which day, by whom, with what result."""

    form = "plan_review"
    name_of_form = _("记预案评估")
    purpose = _("记下哪天由谁评估了预案，年限从这一天重新算。")

    @classmethod
    def opened(cls, desk: Desk, wanted: Wanted) -> "PlanReviewForm":
        """Of the plan in force."""
        return cls(desk, first="on", draft=wanted.typed)

    def fields(self) -> Iterator[Field]:
        """Yield day, who, result."""
        day = TextField("on", _("评估日期"), example=_("例 2026-07-25"), required=True)
        day.fill(local(self.desk.clock.now()).date().isoformat())
        yield day
        yield TextField("by", _("谁评估"), example=PERSON_EXAMPLE, required=True)
        yield TextField("words", _("结论"), example=MAY_BE_BLANK)

    def changed(self) -> None:
        """Show from where the years count now."""
        self.tell("\n".join(row.words for row in self.desk.upkeep.shown().reviews))

    def clause_here(self) -> str:
        """Return the clause that asks for evaluations."""
        return next((row.clause for row in self.desk.upkeep.shown().reviews), "")

    def save(self, reason: str) -> str:
        """Write it down."""
        on, by, words = (self.text(name) for name in ("on", "by", "words"))
        self.desk.upkeep.note_review(on, words, by)
        return _("已记入：预案评估。")
