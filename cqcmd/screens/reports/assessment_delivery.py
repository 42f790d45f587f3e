"""记送达 of an assessment report (5.2): it meets no duty of 4.1, and the plan sets it no limit."""

from collections.abc import Iterator, Mapping

from cqcmd.desk.desk import Desk
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.screens.common.form_registry import form
from cqcmd.screens.common.shared_fields import PERSON_EXAMPLE, TIME_EXAMPLE
from cqcmd.widgets.fields.choice import Choice
from cqcmd.widgets.fields.text_field import TextField


@form("assessment_sent", _("评估报告送达"))
class AssessmentDeliveryForm(FieldForm):
    """It is about one version."""

    form = "assessment_sent"
    name_of_form = _("记送达：评估报告")

    purpose = _("记下评估报告送到了谁手里；预案没有规定时限。")

    def __init__(
        self, desk: Desk, ident: str, document: str, *, draft: Mapping[str, str] | None = None
    ) -> None:
        issued = desk.review.assessment.issued
        self._issued = issued.one(ident, document)
        self._receivers = issued.receivers(ident, document)
        super().__init__(desk, ident, first="person", draft=draft)

    @property
    def draft_name(self) -> str:
        """Each version has its own."""
        return f"{self.form}:{self.ident}:{self._issued.entry}"

    def fields(self) -> Iterator[Field]:
        """Where it went, who took it, how, when."""
        name = self.desk.plan.org
        if self._receivers:
            yield Choice("org", _("送到"), tuple((org, name(org).name) for org in self._receivers))
        yield TextField("person", _("签收人"), example=PERSON_EXAMPLE, required=True)
        yield TextField("how", _("方式"), example=_("机要、专人、系统等"))
        yield TextField("at", _("收到时间"), example=TIME_EXAMPLE)

    def on_mount(self) -> None:
        """Say which version it is, and who has it already."""
        had = _("已送：{who}").format(who=self._issued.copied) if self._issued.copied else ""
        self.tell("\n".join(filter(None, (f"《{self._issued.report.title}》", had))))

    def save(self, reason: str) -> str:
        """Record it."""
        if not self._receivers:
            raise BadInput(_("预案没有要本单位报送评估报告，没有记；按 Esc 返回。"))
        org = self.text("org")
        self.desk.review.assessment.deliver(
            self.ident,
            self._issued.entry,
            org,
            self.text("person"),
            self.text("how"),
            self.moment_or_now("at"),
            reason,
        )
        return _("已记入：评估报告送达{org}。").format(org=self.desk.plan.org(org).name)
