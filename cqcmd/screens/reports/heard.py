"""获知: another organisation is known to have learned of the accident; its clock starts there."""

from collections.abc import Iterator

from cqcmd.i18n import _
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.screens.common.form_registry import form
from cqcmd.widgets.fields.choice import Choice
from cqcmd.widgets.fields.text_field import TextField


@form("heard", _("他单位获知"))
class HeardForm(FieldForm):
    """Which organisation, when, from whom we know."""

    form = "heard"
    name_of_form = _("他单位获知")

    def fields(self) -> Iterator[Field]:
        """Organisation, time, source."""
        orgs = [(org.code, org.name) for org in self.desk.plan.orgs if org.code != self.desk.org]
        yield Choice("org", _("哪个单位"), orgs)
        yield TextField("at", _("获知时间"))
        yield TextField("source", _("来源"))

    def on_mount(self) -> None:
        """What may stay blank says so."""
        self.note("at", _("空为现在"))
        self.note("source", _("怎么知道的"))

    def typed(self) -> dict[str, str]:
        """An organisation alone is not worth keeping."""
        found = super().typed()
        return found if set(found) - {"org"} else {}

    def save(self, reason: str) -> str:
        """Write it down."""
        org = self.desk.plan.org(self.text("org"))
        at = self.moment("at") or self.desk.clock.now()
        self.desk.reports.heard(self.ident, org.code, at, source=self.text("source"), reason=reason)
        return _("已记入：{org}获知事故。").format(org=org.name)
