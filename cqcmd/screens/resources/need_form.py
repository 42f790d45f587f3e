"""要资源: what an incident asks for, how much of it, of whom, also from beyond the city (4.7)."""

from collections.abc import Iterator, Mapping

from cqcmd.desk.desk import Desk
from cqcmd.desk.resources.forms import NeedForm as Asked
from cqcmd.i18n import _
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.screens.common.form_registry import form
from cqcmd.screens.common.shared_fields import MAY_BE_BLANK, TIME_EXAMPLE
from cqcmd.screens.resources.fields import (
    CATEGORY_KEYS,
    OWNER_EXAMPLE,
    category_field,
    category_of,
    count_field,
    count_in,
    plan_words,
    unit_of,
    words_field,
    words_in,
)
from cqcmd.views.office.resources import NeedView
from cqcmd.widgets.fields.choice import Choice

TEXTS = {
    "place": (_("送到哪里"), _("例 北门集结点")),
    "words": (_("用来做什么"), MAY_BE_BLANK),
}


@form("need", _("要资源"))
class NeedForm(FieldForm):
    """A new need, or what holds of a known one from now on; ``about`` is its id."""

    form = "need"
    purpose = _("记下这起事件要什么、要多少、向谁要。")

    def __init__(
        self, desk: Desk, ident: str, about: str = "", *, draft: Mapping[str, str] | None = None
    ) -> None:
        needs = desk.supply.view(ident).needs
        self._need: NeedView | None = next((one for one in needs if one.ident == about), None)
        self.name_of_form = _("改需求") if self._need else _("要资源")
        super().__init__(desk, ident, draft=draft)

    @property
    def draft_name(self) -> str:
        """One draft for a new need, one for each that is changed."""
        return f"{self.form}:{self.ident}:{self._need.ident if self._need else ''}"

    def fields(self) -> Iterator[Field]:
        """Yield the kind, what, how much, of whom, whether from beyond the city, where to, why."""
        known = self._need
        yield category_field(known.category if known else "team")
        name = known.name if known else ""
        yield words_field("name", _("要什么"), _("例 排水泵、救护车"), name, required=True)
        yield count_field(known.count if known else None)
        yield words_field("unit", _("单位"), _("空为按类别"), known.unit if known else "")
        asked_of = known.asked_of if known else ""
        yield words_field("asked_of", _("向谁要"), OWNER_EXAMPLE, asked_of)
        if self._coordinated:
            beyond = Choice("beyond", _("范围"), (("", _("市内")), ("yes", _("市外支援"))))
            beyond.fill("yes" if known and known.beyond else "")
            yield beyond
        for name, (label, example) in TEXTS.items():
            yield words_field(name, label, example, getattr(known, name, ""))
        yield words_field("at", _("提出时间"), TIME_EXAMPLE)

    @property
    def _coordinated(self) -> str:
        """Where the plan says who coordinates help from beyond; empty where it does not."""
        return self.desk.plan.clause_of("support")

    def on_mount(self) -> None:
        """Say by which digits one chooses."""
        self.note("category", CATEGORY_KEYS)
        if self._coordinated:
            self.note("beyond", _("键 1-2"))

    @property
    def _beyond(self) -> bool:
        return bool(self._coordinated) and self.text("beyond") == "yes"

    def changed(self) -> None:
        """Say what the plan says of the kind, and who coordinates help from beyond."""
        category = category_of(self.text("category"))
        unit = _("单位空着按“{unit}”。预案没有写多久送到，只记时间。")
        lines = [unit.format(unit=unit_of(category)), plan_words(self.desk, category)]
        if self._beyond:
            lines.insert(0, self._who_coordinates())
        self.tell("\n".join(line for line in lines if line))

    def _who_coordinates(self) -> str:
        """Say that it goes by way of the highest headquarters, and where that is recorded."""
        words = _("市外支援由{headquarters}协调（{clause}）：报{headquarters}，由它去请；")
        words += _("在“指挥”的指挥部职责里另记请求支援。")
        headquarters = self.desk.plan.headquarters[0].name
        return words.format(headquarters=headquarters, clause=self._coordinated)

    def save(self, reason: str) -> str:
        """Write it down."""
        asked = Asked(
            category=category_of(self.text("category")),
            name=words_in(self, "name", _("请填要什么。")),
            count=count_in(self),
            unit=self.text("unit"),
            asked_of=self.text("asked_of"),
            beyond=self._beyond,
            at=self.moment("at"),
            **{name: self.text(name) for name in TEXTS},
        )
        need = self._need.ident if self._need else None
        self.desk.supply.ask(self.ident, asked, need, reason=reason)
        unit = asked.unit or unit_of(asked.category)
        words = _("已记入：要 {name} {n}{unit}。有了来源按 F8 记调拨。")
        return words.format(name=asked.name, n=asked.count, unit=unit)
