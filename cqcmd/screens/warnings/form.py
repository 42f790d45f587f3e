"""发布预警: what a warning says (3.2.2), as approved, as others issued it, or anew (3.2.4)."""

from collections.abc import Iterator, Mapping

from cqcmd.desk.desk import Desk
from cqcmd.desk.warnings.forms import CONTENTS, WarningForm
from cqcmd.i18n import _
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.screens.common.form_registry import Wanted, form
from cqcmd.screens.common.shared_fields import TIME_EXAMPLE
from cqcmd.screens.warnings.levels import level_field, level_note
from cqcmd.views.office.warnings import WarningView
from cqcmd.widgets.fields.choice import Choice
from cqcmd.widgets.fields.text_field import TextField

EXAMPLES = {
    "category": _("例 低温雨雪"),
    "area": _("例 全域，或写明街道、单位"),
    "notice": _("例 索道可能停运"),
    "measures": _("例 停止载客、加密巡查"),
    "issuer": _("发布的政府或部门"),
}
"""Stand grey in the empty fields."""

NEEDED = ("category", "issuer")

TITLES = {
    "": _("登记别的机关发布的预警"),
    "preparing": _("发布预警"),
    "in_force": _("调整预警"),
    "lifted": _("调整预警"),
}
"""What the form is called, by the stage of the warning it is about."""


@form("warning", _("预警"), of_incident=False)
class IssueForm(FieldForm):
    """The six contents of a warning. The issuer follows the level until another is written."""

    purpose = _("发布或调整一次预警的六项内容。")

    def __init__(
        self,
        desk: Desk,
        warning: WarningView | None = None,
        *,
        higher: bool = False,
        draft: Mapping[str, str] | None = None,
    ) -> None:
        """``warning``: one that is approved or in force; without it, one that others issued.

        ``higher``: a higher government adjusted it (3.2.4).
        """
        self._warning, self._higher = warning, higher
        self._issuer = self._first_issuer(desk)
        self._level = 0
        self.name_of_form = TITLES[warning.stage if warning else ""]
        super().__init__(desk, draft=draft)

    def _first_issuer(self, desk: Desk) -> str:
        """Return who issued or approved it; a higher government is the one above all levels."""
        if self._higher:
            return desk.warnings.issuer_of(desk.plan.warnings[0].level)
        level = self._warning.level if self._warning else desk.plan.warnings[-1].level
        known = {row.level for row in desk.plan.warnings}
        stood = self._warning.issuer if self._warning else ""
        return stood or (desk.warnings.issuer_of(level) if level in known else "")

    @classmethod
    def opened(cls, desk: Desk, wanted: Wanted) -> "IssueForm":
        """Open the warning that is issued anew, or a new one."""
        every = desk.warnings.shown()
        warning = next((warning for warning in every if warning.ident == wanted.ident), None)
        return cls(desk, warning, draft=wanted.typed)

    @property
    def draft_name(self) -> str:
        """One draft for a new warning, one for each that is issued anew."""
        return f"warning:{self._warning.ident if self._warning else ''}"

    @property
    def _anew(self) -> bool:
        return self._warning is not None and self._warning.stage == "in_force"

    def fields(self) -> Iterator[Field]:
        """Yield the level, who adjusts it where it is in force, the words, the times."""
        yield level_field(self.desk, str(self._warning.level if self._warning else ""))
        if self._anew:
            answers = (("", _("原发布机关")), ("yes", _("上级政府")))
            choice = Choice("higher", _("由谁调整"), answers)
            choice.fill("yes" if self._higher else "")
            yield choice
        for name, label in CONTENTS.items():
            needed = name in NEEDED or (self._warning is not None and self._warning.own)
            field = TextField(name, label, example=EXAMPLES[name], required=needed)
            field.fill(self._issuer if name == "issuer" else getattr(self._warning, name, ""))
            yield field
        yield TextField("starts_at", _("起始时间"), example=_("空为发布时；例 18:00、明早8点"))
        yield TextField("at", _("发布时间"), example=TIME_EXAMPLE)

    def on_mount(self) -> None:
        """How the level is chosen, and who adjusts it."""
        level_note(self)
        if self._anew:
            self.note("higher", _("键 1-2"))

    def changed(self) -> None:
        """Show the issuer of that level, what it means, and what is still missing."""
        row = self.desk.plan.warning(int(self.text("level")))
        issuer = self.desk.warnings.issuer_of(row.level)
        self._follow(row.level, issuer)
        missing = [label for name, label in CONTENTS.items() if not self.text(name)]
        words = _("由{proposer}提出级别建议，{issuer}或其授权的部门发布（{clause}）")
        issuing = self.desk.plan.role("warning.issue").clause
        proposer = self.desk.plan.org(row.proposer).name
        lines = [words.format(proposer=proposer, issuer=issuer, clause=issuing)]
        # A plan may leave out what a level means, and have no law beside it.
        if row.text:
            lines.insert(0, _("{text}（{clause}）").format(text=row.text, clause=row.clause))
        if laws := self.desk.plan_reader.laws.of_warning(row.level, issuing):
            lines.append(_("另据：{laws}").format(laws="；".join(laws)))
        if missing:
            lines.append(_("还缺：{names}").format(names=" ".join(missing)))
        self.tell("\n".join(lines))

    def _follow(self, level: int, issuer: str) -> None:
        """Let the issuer follow a level that was chosen, unless somebody wrote another."""
        turned, self._level = self._level not in (0, level), level
        if turned and not self._higher and self.text("issuer") in ("", self._issuer):
            self._issuer = issuer
            self._fields["issuer"].fill(issuer)

    def save(self, reason: str) -> str:
        """Write it down as issued."""
        texts = {name: self.text(name) for name in CONTENTS}
        form = WarningForm(
            level=int(self.text("level")),
            starts_at=self.moment_to_come("starts_at"),
            at=self.moment("at"),
            higher=self._anew and self.text("higher") == "yes",
            **texts,
        )
        ident = self._warning.ident if self._warning else None
        self.desk.warnings.issue(form, ident, reason=reason)
        return _("已记入：预警发布。")
