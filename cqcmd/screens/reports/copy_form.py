"""抄送: a copy of an issued report reached who is to have one; its own tick (4.1.1)."""

from collections.abc import Iterator, Mapping

from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.screens.common.form_registry import form
from cqcmd.widgets.fields.text_field import TextField


@form("copy", _("抄送"))
class CopyForm(FieldForm):
    """It meets no duty and holds none up."""

    form = "copy"
    name_of_form = _("抄送")

    def __init__(
        self, desk: Desk, ident: str, document: str, *, draft: Mapping[str, str] | None = None
    ) -> None:
        self._document = document
        super().__init__(desk, ident, draft=draft)

    @property
    def draft_name(self) -> str:
        """Each document has its own."""
        return f"{self.form}:{self.ident}:{self._document}"

    def fields(self) -> Iterator[Field]:
        """Who took it, how, when."""
        yield TextField("person", _("签收人"))
        yield TextField("how", _("方式"))
        yield TextField("at", _("时间"))

    def on_mount(self) -> None:
        """What may stay blank says so."""
        self.note("person", _("对方姓名，必填"))
        self.note("how", _("传真、当面、系统等"))
        self.note("at", _("空为现在"))

    def save(self, reason: str) -> str:
        """Record it."""
        self.desk.written.copied(
            self.ident,
            self._document,
            self.desk.written.composer.copied_to,
            self.text("person"),
            self.text("how"),
            self.moment("at") or self.desk.clock.now(),
            reason,
        )
        org = self.desk.plan.org(self.desk.written.composer.copied_to)
        return _("已记入：已抄送{org}。").format(org=org.name)
