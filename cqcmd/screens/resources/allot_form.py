"""调拨: what is sent for a need, out of the stock or from elsewhere, taken by order or not."""

from collections.abc import Iterator, Mapping, Sequence

from cqcmd.desk.desk import Desk
from cqcmd.desk.resources.forms import AllotForm as Allotted
from cqcmd.desk.resources.store import StockFinder
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.screens.common.form_registry import form
from cqcmd.screens.common.shared_fields import PERSON_EXAMPLE, TIME_EXAMPLE
from cqcmd.screens.resources.fields import (
    OWNER_EXAMPLE,
    PHONE_EXAMPLE,
    count_field,
    count_in,
    words_field,
    words_in,
)
from cqcmd.screens.resources.store_lines import said_words
from cqcmd.views.office.resources import NeedView, StockView
from cqcmd.widgets.fields.choice import Choice
from cqcmd.widgets.fields.pick_field import Pick
from cqcmd.widgets.fields.suggest_field import SuggestField

TEXTS = {
    "owner": (_("谁的"), OWNER_EXAMPLE),
    "contact": (_("联系人"), PERSON_EXAMPLE),
    "phone": (_("电话"), PHONE_EXAMPLE),
}


@form("allot", _("调拨"))
class AllotForm(FieldForm):
    """``about`` is the need. A name of the stock is offered as it is typed; Right takes it."""

    form = "allot"
    purpose = _("记下给一项需求调什么、调多少、谁的、是不是征用。")

    def __init__(
        self, desk: Desk, ident: str, about: str = "", *, draft: Mapping[str, str] | None = None
    ) -> None:
        needs = desk.supply.view(ident).needs
        self._need: NeedView | None = next((one for one in needs if one.ident == about), None)
        if self._need is None:
            raise BadInput(_("日志里没有这项需求，请回到应急保障再选；草稿仍留着。"))
        self.name_of_form = _("调拨：{name}").format(name=self._need.name)
        self._stock = desk.store.labelled(self._need.category)
        self._finder = StockFinder(tuple(self._stock.values()))
        super().__init__(desk, ident, first="name", draft=draft)

    @property
    def need(self) -> NeedView:
        """What it is for."""
        assert self._need is not None
        return self._need

    @property
    def draft_name(self) -> str:
        """One draft for each need."""
        return f"{self.form}:{self.ident}:{self.need.ident}"

    def fields(self) -> Iterator[Field]:
        """Yield what, how much, by what right, whose, whom to call, why, when."""
        example = _("打几个字，右键取；库外的照写")
        yield SuggestField("name", _("调什么"), self._find, example=example, required=True)
        yield count_field(max(1, self.need.lacking - self.need.coming))
        answers = (("", _("调用、借用")), ("yes", _("征用，出征用单")))
        yield Choice("requisitioned", _("来源"), answers)
        for name, (label, words) in TEXTS.items():
            yield words_field(name, label, words)
        yield words_field("words", _("说明"), _("可空；两处都用的写明为什么"))
        yield words_field("at", _("调拨时间"), TIME_EXAMPLE)

    def _find(self, typed: str) -> Sequence[Pick]:
        """Return what of the stock fits, what is free first."""
        found = {one.ident for one in self._finder.find(typed)}
        fitting = [
            pair for pair in self._stock.items() if pair[1].ident in found or typed == pair[0]
        ]
        order = sorted(fitting, key=lambda pair: (pair[1].free < 1, pair[0]))
        return [Pick(one.ident, label) for label, one in order]

    @property
    def _chosen(self) -> StockView | None:
        return self._stock.get(self.text("name"))

    def on_mount(self) -> None:
        """Say by which digits one chooses."""
        self.note("requisitioned", _("键 1-2"))

    def changed(self) -> None:
        """Say what is asked for, and what the stock has of what is named."""
        need, now = self.need, self.desk.clock.now()
        words = _("要 {n}{unit}，还缺 {lacking}，路上和待发 {coming}。")
        lines = [
            words.format(n=need.count, unit=need.unit, lacking=need.lacking, coming=need.coming)
        ]
        if self._chosen:
            lines.append(said_words(self._chosen, now, self.desk.store.stale_days))
        elif self.text("name"):
            lines.append(self._not_taken())
        else:
            lines.append(self._free_words())
        self.tell("\n".join(lines))

    def _not_taken(self) -> str:
        """Say of words that are no name of the stock what fits, or that nothing does."""
        fitting = "、".join(pick.name for pick in self._find(self.text("name")))
        if not fitting:
            return _("应急资源里没有这个名称，按库外的记。")
        return _("库里像的：{names}；按右键取提示的那一项，不取就按库外的记。").format(
            names=fitting
        )

    def _free_words(self) -> str:
        """Name what of that kind is free."""
        free = [f"{label}{one.free}" for label, one in self._stock.items() if self._fits(one)]
        if not free:
            return _("应急资源里没有可调的{kind}，按库外的照写。").format(
                kind=self.need.category_name
            )
        return _("库里可调：{names}").format(names="、".join(free))

    def _fits(self, one: StockView) -> bool:
        return one.category == self.need.category and one.free > 0 and one.condition == "ready"

    def save(self, reason: str) -> str:
        """Write it down."""
        chosen = self._chosen
        allotted = Allotted(
            name=words_in(self, "name", _("请填调拨什么。")),
            count=count_in(self),
            requisitioned=self.text("requisitioned") == "yes",
            words=self.text("words"),
            at=self.moment("at"),
            **{name: self.text(name) for name in TEXTS},
        )
        self.desk.supply.allot(
            self.ident, self.need.ident, allotted, chosen.ident if chosen else "", reason=reason
        )
        unit = chosen.unit if chosen else self.need.unit
        words = _("已记入：调拨 {name} {n}{unit}。上路、到位按空格。")
        return words.format(name=allotted.name, n=allotted.count, unit=unit)
