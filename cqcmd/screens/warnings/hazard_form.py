"""登记隐患: where, what, who found it, who removes it until when (3.1)."""

from collections.abc import Iterator, Mapping

from cqcmd.clock import local
from cqcmd.desk.desk import Desk
from cqcmd.desk.warnings.forms import HazardForm as Found
from cqcmd.i18n import _
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.screens.common.form_registry import Wanted, form
from cqcmd.screens.common.shared_fields import TIME_EXAMPLE
from cqcmd.views.office.warnings import HazardView
from cqcmd.widgets.fields.text_field import TextField

LABELS = {
    "place": (_("单位、设备"), _("例 滨江小区3号梯")),
    "words": (_("隐患"), _("例 门锁触点烧蚀")),
    "found_by": (_("查出人"), _("姓名或单位")),
    "owner": (_("整改责任"), _("单位或人")),
}
NEEDED = ("place", "words", "found_by")


@form("hazard", _("隐患"), of_incident=False)
class HazardForm(FieldForm):
    """A new hazard, or what holds of a known one from now on."""

    purpose = _("登记一处隐患：在哪、是什么、谁查出、谁整改、到什么时候。")

    def __init__(
        self,
        desk: Desk,
        hazard: HazardView | None = None,
        *,
        draft: Mapping[str, str] | None = None,
    ) -> None:
        self._hazard = hazard
        self.name_of_form = _("修改隐患") if hazard else _("登记隐患")
        super().__init__(desk, draft=draft)

    @classmethod
    def opened(cls, desk: Desk, wanted: Wanted) -> "HazardForm":
        """Open the hazard that is changed, or a new one."""
        every = desk.warnings.hazards.shown()
        hazard = next((hazard for hazard in every if hazard.ident == wanted.ident), None)
        return cls(desk, hazard, draft=wanted.typed)

    @property
    def draft_name(self) -> str:
        """One draft for a new hazard, one for each that is changed."""
        return f"hazard:{self._hazard.ident if self._hazard else ''}"

    def fields(self) -> Iterator[Field]:
        """Yield where and what, who found and who removes it, until when."""
        for name, (label, example) in LABELS.items():
            field = TextField(name, label, example=example, required=name in NEEDED)
            field.fill(getattr(self._hazard, name, "") or self._default(name))
            yield field
        due = TextField("due", _("整改期限"), example=_("可空；例 明天18:00、3天后"))
        if self._hazard is not None and self._hazard.due is not None:
            due.fill(f"{local(self._hazard.due):%Y-%m-%d %H:%M}")
        yield due
        yield TextField("at", _("查出时间"), example=TIME_EXAMPLE)

    def _default(self, name: str) -> str:
        return self.desk.watch.officer if name == "found_by" else ""

    def changed(self) -> None:
        """Say what the plan asks, and that it sets no limit."""
        clause = self.desk.plan.clause_of("monitoring")
        words = _("预案要求建立隐患排查治理机制，没有写整改期限（{clause}）。")
        self.tell(words.format(clause=clause) if clause else "")

    def save(self, reason: str) -> str:
        """Write it down."""
        texts = {name: self.text(name) for name in LABELS}
        found = Found(due=self.moment_to_come("due"), at=self.moment("at"), **texts)
        ident = self._hazard.ident if self._hazard else None
        self.desk.warnings.hazards.keep(found, ident, reason=reason)
        return _("已记入：隐患。")
