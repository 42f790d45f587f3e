"""登记资源: what, how many, where, whose, whom to call; and what somebody found who looked."""

from collections.abc import Iterator, Mapping

from cqcmd.clock import stamp
from cqcmd.desk.desk import Desk
from cqcmd.desk.resources.forms import CheckForm
from cqcmd.desk.resources.forms import ResourceForm as Kept
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.screens.common.form_registry import Wanted, form
from cqcmd.screens.common.shared_fields import (
    MAY_BE_BLANK,
    PERSON_EXAMPLE,
    TIME_EXAMPLE,
)
from cqcmd.screens.resources.fields import (
    CATEGORY_KEYS,
    CONDITION_KEYS,
    OWNER_EXAMPLE,
    PHONE_EXAMPLE,
    PLACE_EXAMPLE,
    category_field,
    category_of,
    condition_field,
    condition_of,
    count_field,
    count_in,
    plan_words,
    unit_of,
    words_field,
    words_in,
)
from cqcmd.views.office.resources import StockView

TEXTS = {
    "owner": (_("归属单位"), OWNER_EXAMPLE),
    "place": (_("存放地点"), PLACE_EXAMPLE),
    "contact": (_("联系人"), PERSON_EXAMPLE),
    "phone": (_("电话"), PHONE_EXAMPLE),
    "words": (_("能做什么"), _("例 吊重50吨、会破拆")),
}


def resource_of(desk: Desk, ident: str) -> StockView | None:
    """Return a resource of the stock; ``None`` where there is none of that id."""
    return next((one for one in desk.store.shown() if one.ident == ident), None)


@form("resource", _("应急资源"), of_incident=False)
class ResourceForm(FieldForm):
    """A new resource, or what holds of a known one from now on."""

    purpose = _("登记一项应急资源：是什么、有多少、在哪里、谁的、找谁。")

    def __init__(
        self,
        desk: Desk,
        resource: StockView | None = None,
        *,
        draft: Mapping[str, str] | None = None,
    ) -> None:
        self._resource = resource
        self.name_of_form = _("修改应急资源") if resource else _("登记应急资源")
        super().__init__(desk, draft=draft)

    @classmethod
    def opened(cls, desk: Desk, wanted: Wanted) -> "ResourceForm":
        """Open the resource that is changed, or a new one."""
        return cls(desk, resource_of(desk, wanted.ident), draft=wanted.typed)

    @property
    def draft_name(self) -> str:
        """One draft for a new resource, one for each that is changed."""
        return f"resource:{self._resource.ident if self._resource else ''}"

    def fields(self) -> Iterator[Field]:
        """Yield the kind, the name, how many, in what condition, and the rest in words."""
        known = self._resource
        yield category_field(known.category if known else "team")
        name = known.name if known else ""
        yield words_field("name", _("名称"), _("例 消防特勤站、车牌号"), name, required=True)
        yield count_field(known.count if known else 1)
        yield words_field("unit", _("单位"), _("空为按类别"), known.unit if known else "")
        yield condition_field(known.condition if known else "ready")
        for name, (label, example) in TEXTS.items():
            yield words_field(name, label, example, getattr(known, name, ""))

    def on_mount(self) -> None:
        """Say by which digits one chooses."""
        self.note("category", CATEGORY_KEYS)
        self.note("condition", CONDITION_KEYS)

    def changed(self) -> None:
        """Say what the plan asks for, and that a count includes what is out."""
        category = category_of(self.text("category"))
        words = _("数量写总数，调出去的也算在内；单位空着按“{unit}”。")
        lines = (words.format(unit=unit_of(category)), plan_words(self.desk, category))
        self.tell("\n".join(line for line in lines if line))

    def save(self, reason: str) -> str:
        """Write it down."""
        kept = Kept(
            category=category_of(self.text("category")),
            name=words_in(self, "name", _("请填名称。")),
            count=count_in(self),
            unit=self.text("unit"),
            condition=condition_of(self.text("condition")),
            **{name: self.text(name) for name in TEXTS},
        )
        self.desk.store.keep(kept, self._resource.ident if self._resource else None)
        return _("已记入应急资源：{name}。").format(name=kept.name)


@form("resource_check", _("核对资源"), of_incident=False)
class ResourceCheckForm(FieldForm):
    """What somebody found who looked: from then on it counts, and is not stale."""

    purpose = _("记下一次核对：看到多少、什么状态、谁看的。")

    def __init__(
        self, desk: Desk, resource: StockView, *, draft: Mapping[str, str] | None = None
    ) -> None:
        self._resource = resource
        self.name_of_form = _("核对：{name}").format(name=resource.name)
        super().__init__(desk, first="count", draft=draft)

    @classmethod
    def opened(cls, desk: Desk, wanted: Wanted) -> "ResourceCheckForm":
        """Open it about a resource. Raises BadInput: it is not in the stock."""
        found = resource_of(desk, wanted.ident)
        if found is None:
            raise BadInput(_("应急资源里没有这一项，草稿仍留着。"))
        return cls(desk, found, draft=wanted.typed)

    @property
    def draft_name(self) -> str:
        """One draft for each resource."""
        return f"resource_check:{self._resource.ident}"

    def fields(self) -> Iterator[Field]:
        """Yield how many there are, in what condition, who looked, when, and what he saw."""
        yield count_field(max(0, self._resource.count), label=_("看到的总数"))
        yield condition_field(self._resource.condition)
        yield words_field("who", _("核对人"), PERSON_EXAMPLE, self.desk.watch.officer)
        yield words_field("words", _("备注"), MAY_BE_BLANK)
        yield words_field("at", _("时间"), TIME_EXAMPLE)

    def on_mount(self) -> None:
        """Say by which digits one chooses."""
        self.note("condition", CONDITION_KEYS)

    def changed(self) -> None:
        """Say what stood there, and that what is out counts too."""
        known, now = self._resource, self.desk.clock.now()
        words = _("账上 {count}{unit}，上次核对 {time} {who}。总数把调出去的也算上{held}。")
        held = _("（{where}）").format(where="、".join(known.held)) if known.held else ""
        line = words.format(
            count=known.count,
            unit=known.unit,
            time=stamp(known.looked_at, now),
            who=known.looked_by,
            held=held,
        )
        self.tell("\n".join(part for part in (line, known.fault) if part))

    def save(self, reason: str) -> str:
        """Write it down."""
        found = CheckForm(
            count=count_in(self),
            condition=condition_of(self.text("condition")),
            who=self.text("who"),
            words=self.text("words"),
            at=self.moment("at"),
        )
        self.desk.store.check(self._resource.ident, found, reason=reason)
        return _("已记入：核对 {name}，{n}{unit}。").format(
            name=self._resource.name, n=found.count, unit=self._resource.unit
        )
