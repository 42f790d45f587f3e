"""发布预警: what a warning says (3.2.2), new or issued anew at another level (3.2.4)."""

from collections.abc import Iterator, Mapping

from cqcmd.desk.desk import Desk
from cqcmd.desk.warnings.forms import WarningForm
from cqcmd.i18n import _
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.screens.common.form_registry import Wanted, form
from cqcmd.views import WarningView
from cqcmd.widgets.fields.choice import Choice
from cqcmd.widgets.fields.text_field import TextField

TEXTS = {
    "category": _("事件类别"),
    "area": _("影响范围"),
    "notice": _("警示事项"),
    "measures": _("应采措施"),
    "issuer": _("发布机关"),
}
EXAMPLES = {
    "category": _("例 低温雨雪"),
    "area": _("例 全域，或写明街道、单位"),
    "notice": _("例 索道可能停运"),
    "measures": _("例 停止载客、加密巡查"),
    "issuer": _("发布的政府或部门"),
}
"""Stand grey in the empty fields."""

NEEDED = ("category", "issuer")


@form("warning", _("预警"), of_incident=False)
class IssueForm(FieldForm):
    """The six contents of a warning. The issuer follows the level until another is written."""

    purpose = _("发布或调整一次预警的六项内容。")

    def __init__(
        self,
        desk: Desk,
        warning: WarningView | None = None,
        *,
        draft: Mapping[str, str] | None = None,
    ) -> None:
        self._warning = warning
        self._issuer = (
            warning.issuer if warning else desk.warnings.issuer_of(desk.plan.warnings[-1].level)
        )
        self.name_of_form = _("调整预警") if warning else _("发布预警")
        super().__init__(desk, draft=draft)

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

    def fields(self) -> Iterator[Field]:
        """Yield the level, then the words."""
        words = _("{level} {colour}")
        levels = [
            (str(row.level), words.format(level=row.name, colour=row.colour))
            for row in self.desk.plan.warnings
        ]
        level = Choice("level", _("级别"), levels)
        # A warning of an earlier plan may be at a level that this one does not have.
        standing, known = str(self._warning.level if self._warning else ""), dict(levels)
        level.fill(standing if standing in known else levels[-1][0])
        yield level
        for name, label in TEXTS.items():
            field = TextField(name, label, example=EXAMPLES[name], required=name in NEEDED)
            field.fill(getattr(self._warning, name, self._issuer if name == "issuer" else ""))
            yield field

    def on_mount(self) -> None:
        """How the level is chosen."""
        self.note("level", _("键 1-{last}").format(last=len(self.desk.plan.warnings)))

    def changed(self) -> None:
        """Show the issuer of that level, what it means, and what is still missing."""
        row = self.desk.plan.warning(int(self.text("level")))
        issuer = self.desk.warnings.issuer_of(row.level)
        if self.text("issuer") in ("", self._issuer) and issuer != self._issuer:
            self._issuer = issuer
            self._fields["issuer"].fill(issuer)
        missing = [label for name, label in TEXTS.items() if not self.text(name)]
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

    def save(self, reason: str) -> str:
        """Write it down as issued."""
        texts = {name: self.text(name) for name in TEXTS}
        form = WarningForm(level=int(self.text("level")), **texts)
        self.desk.warnings.issue(form, self._warning.ident if self._warning else None)
        return _("已记入：预警发布。")
