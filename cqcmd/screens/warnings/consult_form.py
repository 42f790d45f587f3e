"""会商研判: what might happen, how grave, and what was thought of it (3.2.2)."""

from collections.abc import Iterator, Mapping

from cqcmd.clock import local
from cqcmd.desk.desk import Desk
from cqcmd.desk.warnings.forms import WarningStepForm
from cqcmd.i18n import _
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.screens.common.form_registry import Wanted, form
from cqcmd.screens.common.plan_names import names_of
from cqcmd.screens.common.shared_fields import TIME_EXAMPLE
from cqcmd.screens.warnings.levels import level_field, level_note
from cqcmd.views.office.warnings import WarningView
from cqcmd.widgets.fields.text_field import TextField

LABELS = {
    "category": _("事件类别"),
    "harm": _("可能后果"),
    "area": _("影响范围"),
    "present": _("参加会商"),
    "words": _("会商意见"),
}
EXAMPLES = {
    "category": _("例 索道大风"),
    "harm": _("照口头说，例 缆车滞留100人4小时"),
    "area": _("预估的范围，例 长江索道沿线"),
    "present": _("部门、技术人员、专家"),
    "words": _("一两句，例 建议发布三级预警"),
}


@form("consult", _("预警会商"), of_incident=False)
class ConsultForm(FieldForm):
    """The level follows what might happen, as the plan grades it, until another is chosen."""

    purpose = _("记下预警的会商研判：可能出什么事、多严重、影响多大。")
    name_of_form = _("预警会商研判")

    def __init__(
        self,
        desk: Desk,
        warning: WarningView | None = None,
        *,
        hazard: str = "",
        draft: Mapping[str, str] | None = None,
    ) -> None:
        """``warning``: one that is being adjusted or consulted on again; ``hazard``: its ground."""
        self._warning, self._hazard = warning, hazard
        self._offered = str(warning.level if warning else desk.plan.warnings[-1].level)
        self._names = names_of(desk, local(desk.clock.now()).date())
        super().__init__(desk, first="category", draft=draft)

    @classmethod
    def opened(cls, desk: Desk, wanted: Wanted) -> "ConsultForm":
        """Open it about a warning, about a hazard, or about nothing yet."""
        every = desk.warnings.shown()
        warning = next((warning for warning in every if warning.ident == wanted.ident), None)
        return cls(desk, warning, hazard=wanted.about, draft=wanted.typed)

    @property
    def draft_name(self) -> str:
        """One draft for each warning, each hazard, and one for what is new."""
        ident = self._warning.ident if self._warning else ""
        return f"consult:{ident}:{self._hazard}" if self._hazard else f"consult:{ident}"

    def fields(self) -> Iterator[Field]:
        """Yield what might happen, the level, who was asked and what they said."""
        stood = self._stood_before()
        for name in ("category", "harm"):
            yield self._words_field(name, stood)
        yield level_field(self.desk, self._offered)
        for name in ("area", "present", "words"):
            yield self._words_field(name, stood)
        yield TextField("at", _("时间"), example=TIME_EXAMPLE)

    def _words_field(self, name: str, stood: Mapping[str, str]) -> TextField:
        needed = name in ("category", "words")
        field = TextField(name, LABELS[name], example=EXAMPLES[name], required=needed)
        field.fill(stood.get(name, ""))
        return field

    def _stood_before(self) -> dict[str, str]:
        """Return what the warning or the hazard says already."""
        if self._warning is not None:
            return {"category": self._warning.category, "area": self._warning.area}
        hazards = self.desk.warnings.hazards.shown()
        found = next((one for one in hazards if one.ident == self._hazard), None)
        return {"category": found.words, "area": found.place} if found else {}

    def on_mount(self) -> None:
        """How the level is chosen."""
        level_note(self)

    def changed(self) -> None:
        """Offer the level of what might happen, and say why."""
        said = " ".join(self.text(name) for name in ("category", "harm"))
        found = self.desk.warnings.foreseen(said, self._names.vocabulary)
        level = str(found.level or "")
        if level and self.text("level") == self._offered != level:
            self._fields["level"].fill(level)
            self._offered = level
        row = self.desk.plan.warning(int(self.text("level")))
        words = _("这一级由{proposer}组织会商、提出建议（{clause}）。").format(
            proposer=self.desk.plan.org(row.proposer).name,
            clause=self.desk.plan.role("warning.issue").clause,
        )
        self.tell("\n".join((found.words, words)))

    def save(self, reason: str) -> str:
        """Write it down."""
        step = WarningStepForm(
            step="consulted",
            level=int(self.text("level")),
            hazard=self._hazard,
            category=self.text("category"),
            harm=self.text("harm"),
            area=self.text("area"),
            present=self.text("present"),
            words=self.text("words"),
            at=self.moment("at"),
        )
        ident = self._warning.ident if self._warning else None
        self.desk.warnings.step(step, ident, reason=reason)
        return _("已记入：预警会商研判。下一步 F9 提出级别建议。")
