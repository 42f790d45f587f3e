"""转介一项: for which family, who took it there, when; and that it was done."""

from collections.abc import Iterator, Mapping

from cqcmd.desk.desk import Desk
from cqcmd.desk.measures.forms import ReferralForm
from cqcmd.i18n import _
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.screens.common.form_registry import form
from cqcmd.screens.common.shared_fields import MAY_BE_BLANK, TIME_EXAMPLE, WHO_EXAMPLE
from cqcmd.widgets.fields.choice import Choice
from cqcmd.widgets.fields.text_field import TextField

DONE = "=done"
"""Behind the code of a service where it is to be recorded as done."""


@form("referral", _("转介"))
class ReferralEdit(FieldForm):
    """``about`` is the code of the service, with `DONE` behind it once it has done its part."""

    form = "referral"

    purpose = _("记下转给了哪个部门：为哪一户、谁接的、几点；办完了再记一次。")

    def __init__(
        self,
        desk: Desk,
        ident: str,
        about: str = "",
        *,
        family: str = "",
        draft: Mapping[str, str] | None = None,
    ) -> None:
        self._about, self._family = about, family
        self._code, self._done = about.removesuffix(DONE), about.endswith(DONE)
        every = desk.referrals.search(ident)
        self._service = next((one for one in every if one.code == self._code), None)
        name = self._service.name if self._service else ""
        words = _("已办：{name}") if self._done else _("转介：{name}")
        self.name_of_form = words.format(name=name)
        super().__init__(desk, ident, first="who", draft=draft)

    @property
    def draft_name(self) -> str:
        """Each service has a draft of its own."""
        return f"referral:{self.ident}:{self._about}"

    def fields(self) -> Iterator[Field]:
        """For whom, who took it, when, a remark."""
        families = [(one.ident, one.casualty) for one in self.desk.families.shown(self.ident)]
        family = Choice("family", _("哪一户"), [("", _("不指哪一户")), *families])
        family.fill(self._family)
        yield family
        who = _("谁办的") if self._done else _("谁接的")
        yield TextField("who", who, example=WHO_EXAMPLE)
        yield TextField("at", _("时间"), example=TIME_EXAMPLE)
        yield TextField("words", _("备注"), example=MAY_BE_BLANK)

    def changed(self) -> None:
        """Say which department leads, and of which document that is."""
        if self._service is None:
            self.tell("")
            return
        words = _("牵头 {leads}。{source}").format(
            leads=self._service.leads, source=self.desk.referrals.source
        )
        self.tell(words)

    def save(self, reason: str) -> str:
        """Write it down."""
        form = ReferralForm(
            service=self._code,
            family=self.text("family"),
            who=self.text("who"),
            words=self.text("words"),
            at=self.moment("at"),
        )
        act = self.desk.referrals.done if self._done else self.desk.referrals.refer
        name = act(self.ident, form, reason=reason)
        words = _("已记入：{name} 已办。") if self._done else _("已记入：转介 {name}。")
        return words.format(name=name)
