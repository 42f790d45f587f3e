"""One person of the 通讯录, new or changed."""

from collections.abc import Iterator, Mapping

from textual import work

from cqcmd.desk.contacts.forms import FIELDS, ContactForm
from cqcmd.desk.desk import Desk
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.screens.common.form_registry import Wanted, form
from cqcmd.screens.common.shared_fields import MAY_BE_BLANK, POST_EXAMPLE
from cqcmd.views.office.contacts import ContactView
from cqcmd.widgets.fields.pick_field import Pick
from cqcmd.widgets.fields.suggest_field import SuggestField
from cqcmd.widgets.fields.text_field import TextField

EXAMPLES = {
    "name": _("例 张伟"),
    "post": POST_EXAMPLE,
    "org": _("例 公安局"),
    "phones": _("例 13800000000、63765110转801"),
    "hours": _("例 工作日 9-18时"),
    "note": MAY_BE_BLANK,
}
"""Stand grey in the empty fields."""


@form("contact", _("通讯录"), of_incident=False)
class ContactEdit(FieldForm):
    """Everything that is kept of a person; only the name must be there.

    Attributes:
        person: the id of the person, once there is one.
    """

    purpose = _("通讯录里的一个人：姓名必填，电话填了才能召集。")

    def __init__(
        self,
        desk: Desk,
        person: ContactView | None = None,
        *,
        name: str = "",
        draft: Mapping[str, str] | None = None,
    ) -> None:
        """``name``: of somebody new, as far as it was typed already."""
        self.person = person.id if person else ""
        self._person = person
        self._sought = name
        self.name_of_form = _("修改通讯录") if person else _("新增通讯录")
        super().__init__(desk, draft=draft)

    @classmethod
    def opened(cls, desk: Desk, wanted: Wanted) -> "ContactEdit":
        """Somebody new, or who is to be changed."""
        person = desk.contacts.get(wanted.ident) if wanted.ident else None
        return cls(desk, person, draft=wanted.typed)

    @property
    def draft_name(self) -> str:
        """One draft for somebody new, one for each who is changed."""
        return f"contact:{self._person.id if self._person else ''}"

    def fields(self) -> Iterator[Field]:
        """Name, post, organisation, numbers, duty hours, note."""
        stood = _texts(self._person) if self._person else {"name": self._sought}
        for code, label in FIELDS.items():
            field = self._blank(code, label)
            field.fill(stood.get(code, ""))
            yield field

    def _blank(self, code: str, label: str) -> TextField:
        example = EXAMPLES[code]
        if code == "org":
            return SuggestField(code, label, self._orgs, example=example)
        return TextField(code, label, example=example, required=code == "name")

    def _orgs(self, typed: str) -> tuple[Pick, ...]:
        found = self.desk.contacts.organisations(typed) if typed.strip() else ()
        return tuple(Pick(name, name) for name in found)

    def on_mount(self) -> None:
        """Say what may be written where."""
        self.note("org", _("打拼音首字母，按右键取提示的"))
        self._learn_pinyin()

    @work(thread=True)
    def _learn_pinyin(self) -> None:
        self.desk.contacts.preload()

    def _form(self) -> ContactForm:
        return ContactForm(**{code: self.text(code) for code in FIELDS})

    def changed(self) -> None:
        """Show what would be kept, or why it would not."""
        if not self.text("name"):
            self.tell(_("还缺：姓名"))
            return
        try:
            read = self.desk.contacts.read(self._form(), self.person)
        except BadInput as refusal:
            self.tell(str(refusal))
            return
        lines = [_("电话 {phones}").format(phones="、".join(read.phones))] if read.phones else []
        if read.unit_name:
            lines.append(_("预案所列单位：{name}").format(name=read.unit_name))
        self.tell("\n".join(lines))

    def save(self, reason: str) -> str:
        """Keep the person."""
        self.person = self.desk.contacts.keep(self._form(), self.person)
        return _("已记入通讯录：{name}。").format(name=self.text("name"))


def _texts(person: ContactView) -> dict[str, str]:
    texts: dict[str, str] = {code: getattr(person, code) for code in FIELDS if code != "phones"}
    return {**texts, "phones": "、".join(person.phones)}
