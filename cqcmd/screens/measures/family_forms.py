"""登记家属, 记承诺: who a casualty's family is, and what was promised to it."""

from collections.abc import Iterator, Mapping

from cqcmd.desk.desk import Desk
from cqcmd.desk.measures.forms import FamilyForm, PledgeForm
from cqcmd.i18n import _
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.screens.common.form_registry import form
from cqcmd.screens.common.shared_fields import MAY_BE_BLANK, NUMBER_EXAMPLE, PERSON_EXAMPLE
from cqcmd.widgets.fields.choice import Choice
from cqcmd.widgets.fields.text_field import TextField

LABELS = {
    "casualty": (_("伤亡者"), _("姓名；不知道写 身份待查")),
    "harm": (_("伤亡情况"), _("例 死亡、重伤")),
    "kin": (_("家属"), _("例 王芳（妻子）")),
    "phones": (_("家属电话"), NUMBER_EXAMPLE),
    "contact": (_("对接人"), _("谁去对接，例 张伟")),
    "words": (_("备注"), MAY_BE_BLANK),
}


@form("family", _("家属"))
class FamilyEdit(FieldForm):
    """A casualty and his family, new or as it is known by now."""

    form = "family"

    purpose = _("登记一名伤亡者的家属：谁来说话、电话、谁去对接。")

    def __init__(
        self,
        desk: Desk,
        ident: str,
        family: str = "",
        *,
        draft: Mapping[str, str] | None = None,
    ) -> None:
        self._family = family
        self.name_of_form = _("修改家属") if family else _("登记家属")
        super().__init__(desk, ident, draft=draft)

    @property
    def draft_name(self) -> str:
        """One draft for a new family, one for each that is changed."""
        return f"family:{self.ident}:{self._family}"

    def fields(self) -> Iterator[Field]:
        """Whose family, who speaks for it, who keeps in touch."""
        shown = self.desk.families.shown(self.ident)
        known = next((one for one in shown if one.ident == self._family), None)
        for name, (label, example) in LABELS.items():
            field = TextField(name, label, example=example, required=name == "casualty")
            field.fill(getattr(known, name, ""))
            yield field

    def save(self, reason: str) -> str:
        """Write it down."""
        form = FamilyForm(**{name: self.text(name) for name in LABELS})
        self.desk.families.keep(self.ident, form, self._family)
        return _("已记入：{name}家属。").format(name=form.casualty)


@form("pledge", _("承诺"))
class PledgeEdit(FieldForm):
    """What was promised to a family; the one under the cursor is chosen already."""

    form = "pledge"
    name_of_form = _("对家属的承诺")

    purpose = _("答应家属什么、谁去办、到什么时候；到时出现在“接下来做什么”里。")

    def __init__(
        self,
        desk: Desk,
        ident: str,
        family: str = "",
        *,
        draft: Mapping[str, str] | None = None,
    ) -> None:
        self._family = family
        super().__init__(desk, ident, first="text", draft=draft)

    @property
    def draft_name(self) -> str:
        """Each family has a draft of its own."""
        return f"pledge:{self.ident}:{self._family}"

    def fields(self) -> Iterator[Field]:
        """To which family, what, who does it, by when."""
        yield family_field(self.desk, self.ident, self._family, _("还没有登记家属"))
        yield TextField("text", _("承诺事项"), example=_("例 安排住宿"), required=True)
        yield TextField("owner", _("谁去办"), example=PERSON_EXAMPLE)
        yield TextField("due", _("办到什么时候"), example=_("可空；例 18:00、明天9:00"))

    def changed(self) -> None:
        """Say that the plan sets no limit."""
        clause = self.desk.plan.clause_of("aftermath")
        words = _("预案对善后没有写时限（{clause}）；答应了几点，就写几点。")
        self.tell(words.format(clause=clause) if clause else "")

    def save(self, reason: str) -> str:
        """Write it down."""
        form = PledgeForm(
            text=self.text("text"), owner=self.text("owner"), due=self.moment_to_come("due")
        )
        self.desk.families.promise(self.ident, self.text("family"), form)
        return _("已记入：承诺{text}。").format(text=form.text)


def family_field(desk: Desk, ident: str, family: str, nobody: str) -> Choice:
    """Return the choice of a family; ``nobody`` stands for none."""
    shown = [(one.ident, one.casualty) for one in desk.families.shown(ident)]
    field = Choice("family", _("哪一户"), shown or [("", nobody)])
    field.fill(family)
    return field
