"""越级报告、他单位的报告: who told whom, in whatever order it happened (4.1.1)."""

from collections.abc import Iterator

from cqcmd.desk.duties.chain import past_one_level
from cqcmd.desk.reports.forms import ReportForm
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.screens.common.form_registry import form
from cqcmd.screens.common.shared_fields import (
    MAY_BE_BLANK,
    NUMBER_EXAMPLE,
    PERSON_EXAMPLE,
    TIME_EXAMPLE,
    channel_field,
    channel_of,
)
from cqcmd.screens.reports.record_form import tell_earlier
from cqcmd.widgets.fields.choice import Choice
from cqcmd.widgets.fields.text_field import TextField


@form("bypass", _("越级报告"))
class BypassForm(FieldForm):
    """A report past one level starts the receiver's clock as any other does."""

    form = "bypass"
    name_of_form = _("越级或他单位的报告")

    purpose = _("记下越级的、或别的单位作的报告。")

    def fields(self) -> Iterator[Field]:
        """From whom, to whom, how, who took it, when; at first a pair that skips a level."""
        orgs = [(org.code, org.name) for org in self.desk.plan.orgs]
        first = past_one_level(self.desk.plan, self.desk.org)
        sender = Choice("sender", _("谁报"), orgs)
        sender.fill(first[0])
        yield sender
        receiver = Choice("receiver", _("报给谁"), orgs)
        receiver.fill(first[1])
        yield receiver
        yield channel_field()
        yield TextField("person", _("接报人"), example=PERSON_EXAMPLE, required=True)
        yield TextField("number", _("号码"), example=NUMBER_EXAMPLE)
        yield TextField("at", _("报告时间"), example=TIME_EXAMPLE)
        yield TextField("remark", _("备注"), example=MAY_BE_BLANK)

    def changed(self) -> None:
        """Whether the plan has such a step, and what the report starts."""
        sender, receiver = self.text("sender"), self.text("receiver")
        steps = {(row.sender, row.receiver) for row in self.desk.plan.duties}
        normal = (sender, receiver) in steps
        words = _("预案报送链里的一步。") if normal else _("不在预案的报送链里：记为越级报告。")
        starts = _("接报单位的时限从报告时间起算（{clause}）。")
        self.tell(words + starts.format(clause=self.desk.plan.role("report.first").clause))

    def typed(self) -> dict[str, str]:
        """Choices alone are not worth keeping."""
        found = super().typed()
        return found if set(found) - {"sender", "receiver", "channel"} else {}

    def save(self, reason: str) -> str:
        """Record it."""
        if self.text("sender") == self.text("receiver"):
            raise BadInput(_("谁报和报给谁不能是同一个单位。"), "receiver")
        form = ReportForm(
            sender=self.text("sender"),
            receiver=self.text("receiver"),
            channel=channel_of(self.text("channel")),
            person=self.text("person"),
            number=self.text("number"),
            at=self.moment_or_now("at"),
            remark=self.text("remark"),
        )
        earlier = self.desk.reports.record(self.ident, form, reason=reason)
        if earlier is not None:
            tell_earlier(self, self.desk, earlier)
        receiver = self.desk.plan.org(form.receiver).name
        return _("已记入：报{receiver}。").format(receiver=receiver)


@form("heard", _("他单位获知"))
class NotificationForm(FieldForm):
    """Which organisation, when, from whom we know."""

    form = "heard"
    name_of_form = _("他单位获知")

    purpose = _("记下别的单位几点知道的、从谁那里知道。")

    def fields(self) -> Iterator[Field]:
        """Organisation, time, source."""
        orgs = [(org.code, org.name) for org in self.desk.plan.orgs if org.code != self.desk.org]
        yield Choice("org", _("哪个单位"), orgs)
        yield TextField("at", _("获知时间"), example=TIME_EXAMPLE)
        yield TextField("source", _("来源"), example=_("怎么知道的，例 电话告知"))

    def typed(self) -> dict[str, str]:
        """Return what was typed; an organisation alone is not worth keeping."""
        found = super().typed()
        return found if set(found) - {"org"} else {}

    def save(self, reason: str) -> str:
        """Write it down."""
        org = self.desk.plan.org(self.text("org"))
        at = self.moment_or_now("at")
        self.desk.reports.record_notification(
            self.ident, org.code, at, source=self.text("source"), reason=reason
        )
        return _("已记入：{org}获知事故。").format(org=org.name)
