"""单位职责: who of a unit was told, accepted or finished which sentences; a supplier's name."""

from collections.abc import Iterator, Mapping

from cqcmd.desk.command.forms import (
    SENTENCE_STATES,
    SERVICES,
    SentenceState,
    UnitDutyForm,
)
from cqcmd.desk.desk import Desk
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.parsing.item_numbers import write_item_numbers
from cqcmd.screens.command.unit_lines import COURSE
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.screens.common.form_registry import form
from cqcmd.screens.common.shared_fields import (
    MAY_BE_BLANK,
    PERSON_EXAMPLE,
    TIME_EXAMPLE,
    how_field,
    how_of,
)
from cqcmd.widgets.fields.choice import Choice
from cqcmd.widgets.fields.text_field import TextField


@form("unit_duty", _("单位职责"))
class RecordUnitDutyForm(FieldForm):
    """``about`` is the unit, the state if one was pressed, and the sentence if one is meant."""

    form = "unit_duty"

    purpose = _("记下单位由谁受领、何时完成一句职责。")

    def __init__(
        self, desk: Desk, ident: str, about: str, *, draft: Mapping[str, str] | None = None
    ) -> None:
        code, _colon, rest = about.partition(":")
        state, _colon, number = rest.partition(":")
        self._view = desk.units.shown.one(ident, code)
        self._state: SentenceState = _state(state)
        self._number = number
        self.name_of_form = _("职责：{unit}").format(unit=self._view.name)
        super().__init__(desk, ident, first="who", draft=draft)

    @property
    def draft_name(self) -> str:
        """Each unit has its own."""
        return f"{self.form}:{self.ident}:{self._view.code}"

    def fields(self) -> Iterator[Field]:
        """Yield the state, which sentences, who said so, told how, when, and his words."""
        names = ((state, SENTENCE_STATES[state]) for state in COURSE)
        answers = tuple((state, f"{name} {n}") for n, (state, name) in enumerate(names, 1))
        state = Choice("state", _("状态"), answers)
        state.fill(self._state)
        yield state
        example = _("例 1、3-5，或“全部”")
        duties = TextField("duties", _("第几项"), example=example, required=True)
        duties.fill(self._number or write_item_numbers(self._view.lacking(self._state)))
        yield duties
        who = TextField("who", _("对方姓名"), example=PERSON_EXAMPLE, required=True)
        who.fill(self._view.spoke)
        yield who
        yield how_field()
        yield TextField("at", _("时间"), example=TIME_EXAMPLE)
        yield TextField("words", _("备注"), example=MAY_BE_BLANK)

    def on_mount(self) -> None:
        """Say whose name it is, and by which digits one chooses."""
        self.note("who", _("谁接通知、受领、报完成"))
        self.note("how", _("键 1-4"))

    def changed(self) -> None:
        """Show the sentences that are meant."""
        try:
            numbers = self._numbers()
        except BadInput as fault:
            self.tell(str(fault))
            return
        meant = [s for s in self._view.sentences if s.number in numbers]
        lines = [f"{s.number}. {s.text}〔{s.state_name}〕" for s in meant]
        self.tell("\n".join([*lines, _("职责原句见{clause}。").format(clause=self._view.clause)]))

    def _numbers(self) -> tuple[int, ...]:
        return self.desk.units.numbers(self.ident, self._view.code, self.text("duties"))

    def save(self, reason: str) -> str:
        """Record it for these sentences, in one entry."""
        form = UnitDutyForm(
            unit=self._view.code,
            duties=self._numbers(),
            state=_state(self.text("state")),
            who=self.text("who"),
            how=how_of(self.text("how")),
            words=self.text("words"),
            at=self.moment_or_now("at"),
        )
        self.desk.units.move(self.ident, form, reason=reason)
        return _("已记入：{unit}第{numbers}项{state}，{who}。").format(
            unit=self._view.name,
            numbers=write_item_numbers(form.duties),
            state=SENTENCE_STATES[form.state],
            who=form.who,
        )


@form("supplier", _("补充单位"))
class SupplierForm(FieldForm):
    """The plan names suppliers of power, water and gas by their trade; here they get names."""

    form = "supplier"
    name_of_form = _("补充供电、供水、供气等单位")

    purpose = _("写下当地供电、供水、供气单位的名字和电话。")

    def __init__(self, desk: Desk, ident: str, *, draft: Mapping[str, str] | None = None) -> None:
        super().__init__(desk, ident, first="name", draft=draft)

    def fields(self) -> Iterator[Field]:
        """Yield what it supplies, and its name."""
        yield Choice("service", _("供应"), tuple(SERVICES.items()))
        yield TextField("name", _("名称"), example=_("例 第一供电公司"), required=True)

    def on_mount(self) -> None:
        """Say how the trade is chosen."""
        self.note("service", _("键 1-4"))

    def changed(self) -> None:
        """Show the plan's sentence, and whence the name comes."""
        try:
            row = self.desk.units.supplied_by()
        except BadInput as fault:
            self.tell(str(fault))
            return
        words = _("{text}（{clause}）。\n预案只写行业；名称是本单位补充，记进日志。")
        self.tell(words.format(text=row.text, clause=row.clause))

    def save(self, reason: str) -> str:
        """Add it to the units of this incident."""
        service = next(code for code in SERVICES if code == self.text("service"))
        self.desk.units.name_supplier(self.ident, self.text("name"), service)
        return _("已记入：补充单位 {name}。").format(name=self.text("name"))


def _state(text: str) -> SentenceState:
    return next((state for state in COURSE if state == text), "notified")
