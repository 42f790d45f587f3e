"""记送达: an issued report reached somebody; only this meets a written duty (4.1.1)."""

from collections.abc import Iterator, Mapping

from cqcmd.desk.desk import Desk
from cqcmd.desk.reports.forms import ReportForm
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.screens.common.form_registry import form
from cqcmd.screens.common.shared_fields import PERSON_EXAMPLE, TIME_EXAMPLE
from cqcmd.screens.reports.record_form import tell_earlier
from cqcmd.widgets.fields.choice import Choice
from cqcmd.widgets.fields.text_field import TextField


@form("delivery", _("记送达"))
class DeliveryForm(FieldForm):
    """It is about one report on paper, and never meets a duty to telephone."""

    form = "delivery"
    name_of_form = _("记送达")

    purpose = _("记下一份书面报告送到了谁手里。")

    def __init__(
        self,
        desk: Desk,
        ident: str,
        document: str,
        *,
        receiver: str = "",
        draft: Mapping[str, str] | None = None,
    ) -> None:
        """``receiver``: where it went; without one, who is waiting for it."""
        self._issued = desk.written.issued.one(ident, document)
        self._receivers = desk.written.issued.receivers(ident, document)
        self._receiver = receiver or self._receivers[0]
        super().__init__(desk, ident, first="person", draft=draft)

    @property
    def draft_name(self) -> str:
        """Each document has its own."""
        return f"{self.form}:{self.ident}:{self._issued.entry}"

    def fields(self) -> Iterator[Field]:
        """Where it went, who took it, how, when."""
        plan = self.desk.plan
        where = Choice(
            "receiver", _("送到"), tuple((org, plan.org(org).name) for org in self._receivers)
        )
        where.fill(self._receiver)
        yield where
        yield TextField("person", _("签收人"), example=PERSON_EXAMPLE, required=True)
        yield TextField("at", _("收到时间"), example=TIME_EXAMPLE)
        yield TextField("remark", _("备注"), example=_("传真、专人、系统等"))

    def on_mount(self) -> None:
        """Say which report it is."""
        self.tell(f"《{self._issued.report.title}》")

    def save(self, reason: str) -> str:
        """Record it as the proof of the written duty."""
        receiver, stage = self.text("receiver"), self._issued.report.kind
        assert stage != "assessment"  # which meets no duty of a report
        form = ReportForm(
            sender=self.desk.org,
            receiver=receiver,
            channel="written",
            person=self.text("person"),
            number="",
            at=self.moment_or_now("at"),
            remark=self.text("remark"),
            stage=stage,
            document=self._issued.entry,
        )
        earlier = self.desk.reports.record(self.ident, form, reason=reason)
        if earlier is not None and form.stage == "initial":
            tell_earlier(self, self.desk, earlier)
        return _("已记入：送达{org}。").format(org=self.desk.plan.org(receiver).name)


@form("copy", _("抄送"))
class CopyForm(FieldForm):
    """It meets no duty and holds none up."""

    form = "copy"
    name_of_form = _("抄送")

    purpose = _("记下一份书面报告抄送了谁。")

    def __init__(
        self, desk: Desk, ident: str, document: str, *, draft: Mapping[str, str] | None = None
    ) -> None:
        self._document = document
        self._waiting = desk.written.issued.waiting_for_copy(ident, document)
        super().__init__(desk, ident, draft=draft)

    @property
    def draft_name(self) -> str:
        """Each document has its own."""
        return f"{self.form}:{self.ident}:{self._document}"

    def fields(self) -> Iterator[Field]:
        """Which of several it went to, who took it, how, when."""
        if len(self._waiting) > 1:
            org_name = self.desk.plan.org
            yield Choice(
                "org", _("抄送到"), tuple((org, org_name(org).name) for org in self._waiting)
            )
        yield TextField("person", _("签收人"), example=PERSON_EXAMPLE, required=True)
        yield TextField("how", _("方式"), example=_("传真、当面、系统等"))
        yield TextField("at", _("时间"), example=TIME_EXAMPLE)

    def save(self, reason: str) -> str:
        """Record it."""
        if not self._waiting:
            raise BadInput(_("这份报告没有待抄送的单位，没有记；按 Esc 返回。"))
        org = self.text("org") if len(self._waiting) > 1 else self._waiting[0]
        self.desk.written.copied(
            self.ident,
            self._document,
            org,
            self.text("person"),
            self.text("how"),
            self.moment_or_now("at"),
            reason,
        )
        return _("已记入：已抄送{org}。").format(org=self.desk.plan.org(org).name)
