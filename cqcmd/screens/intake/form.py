"""The fields of the intake form, in the order in which a call is told."""

from collections.abc import Iterator, Mapping
from datetime import date

from textual.app import ComposeResult
from textual.containers import Grid
from textual.widget import Widget

from cqcmd.clock import local
from cqcmd.desk.desk import Desk
from cqcmd.desk.intake.forms import LINE as LINE
from cqcmd.i18n import _
from cqcmd.parsing.fields import is_read
from cqcmd.screens.common.plan_names import PlanNames
from cqcmd.widgets.drawing.cells import CellWidget, row_of
from cqcmd.widgets.fields.fact_field import FactField, MomentField
from cqcmd.widgets.fields.long_field import LongField
from cqcmd.widgets.fields.pick_field import PickField
from cqcmd.widgets.fields.text_field import TextField

RECEIVED = "received_at"
ANSWER_ROOM = 14
LINE_EXAMPLE = _("例 {district}长江化工 储罐爆炸 1死3重伤 李明13800000000")
OFFERED = ("device", "maintainer")
"""Fields that only the register fills."""

UNKNOWN = _("未知")
"""Stands in a fact that nobody told of."""


class AcceptLine(CellWidget, can_focus=True):
    """The line under the form: Enter here takes the call. A click only puts the focus on it."""

    _remark = ""

    def on_resize(self) -> None:
        """Draw it."""
        self.say(self._remark)

    def say(self, remark: str) -> None:
        """Say something about the whole form; nothing takes it away."""
        self._remark = remark
        pieces = [(_(" 受理：回车或 F9   "), "strong"), (remark, "warning")]
        self.draw([row_of(pieces, self.size.width)])


class IntakeForm(Grid):
    """Fields in three columns. Facts that the chosen equipment does not ask for are hidden."""

    def __init__(self, desk: Desk, names: PlanNames) -> None:
        super().__init__(id="form")
        self._desk = desk
        self._names = names
        self._received = ""
        self.day = local(desk.clock.now()).date()
        """The day of the accident, in whose districts it is told."""
        self._all_facts = False
        self._facts = desk.intake.facts
        self._parts = list(self._widgets())
        self.fields = {part.code: part for part in self._parts if isinstance(part, TextField)}
        """Every field by its code."""
        self.show_facts()

    def compose(self) -> ComposeResult:
        """Build the rows in the order in which a caller tells."""
        yield from self._parts

    def _widgets(self) -> Iterator[Widget]:
        names = self._names
        here, first = self._desk.plan.word("example"), self._desk.plan.equipment[0]
        said = LINE_EXAMPLE.format(district=here)
        yield LongField(LINE, _("快录"), example=said)
        yield MomentField(RECEIVED, _("接报时间"))
        yield TextField("caller", _("来电人"), example=_("例 李明"))
        yield TextField("callback", _("回拨号码"), example=_("例 13800000000"))
        districts = names.districts(lambda: self.day)
        yield PickField("district", names.district_word, districts, example=_("例 ") + here)
        yield TextField("unit", _("单位"), example=_("例 长江化工"))
        yield TextField("place", _("地点"), example=_("例 {here}人民路1号").format(here=here))
        yield PickField("equipment", _("设备"), names.equipment(), example=_("例 ") + first.short)
        yield TextField("summary", _("概要"), example=_("发生了什么，例 储罐爆炸"))
        blank = _("可空，例 14:05")
        yield MomentField("occurred_at", _("事发时间"), example=blank)
        yield CellWidget(id="legend")
        yield from self._fact_fields()
        # What 登记簿 offers, and nobody is asked for: there once they hold something.
        yield TextField("device", _("设备登记"), example=_("设备代码、登记证"))
        yield TextField("maintainer", _("维保"), example=_("维保单位和电话"))

    def _fact_fields(self) -> Iterator[Widget]:
        for fact in self._facts:
            if fact.kind in ("choice", "flag"):
                find = self._names.answers(fact.code)
                # Of a choice the whole name, 爆炸情形: beside yes or no, it asks for a kind.
                label = fact.name if fact.kind == "choice" else fact.short
                yield PickField(fact.code, label, find, room=ANSWER_ROOM, example=UNKNOWN)
            else:
                yield FactField(fact.code, fact.short, example=UNKNOWN)

    def on_resize(self) -> None:
        """Say how a fact is written."""
        legend = self.query_one("#legend", CellWidget)
        words = _("人数等：3 已确认；3-5 确认3可能5；?5 可能5；空 未知")
        legend.draw([row_of([(words, "quiet")], legend.size.width)])

    # Its fields

    def values(self) -> dict[str, str]:
        """Return the fields letter for letter, the time of receipt only if it was changed."""
        return {
            code: field.value
            for code, field in self.fields.items()
            if field.value and (code != RECEIVED or field.value != self._received)
        }

    def texts(self) -> dict[str, str]:
        """Return what the desk reads of the fields: a name where letters have found one."""
        said = self.values()
        said.pop(LINE, None)
        return {code: self.fields[code].text for code in said}

    def fill(self, values: Mapping[str, str]) -> None:
        """Set fields; an emptied time of receipt becomes the moment the form was opened again."""
        for code, text in values.items():
            if code == RECEIVED and not text:
                text = self._received
            self.fields[code].fill(text)

    def restore(self, values: Mapping[str, str]) -> None:
        """Fill the form with what stood in one; what has no field here goes to the summary."""
        known = {code: text for code, text in values.items() if code in self.fields}
        strange = [text for code, text in values.items() if code not in self.fields]
        if strange:
            known["summary"] = " ".join(filter(None, [known.get("summary", ""), *strange]))
        self.fill(known)
        self.show_facts()

    def opened(self, clock: str) -> None:
        """Fill in the moment of receipt, unless somebody says otherwise."""
        self._received = clock
        self.fields[RECEIVED].fill(clock)

    def told_on(self, day: date) -> str:
        """Take the day of the accident; return what to ask of a district that was another then."""
        before, self.day = self.day, day
        field = self.fields["district"]
        assert isinstance(field, PickField)
        if day == before or not field.value:
            return ""
        question = self._desk.plan_reader.renamed(field.text, before, day)
        field.look_up()
        return question

    # Facts

    def show_facts(self) -> None:
        """Show what criteria read for the chosen equipment, and whatever holds something."""
        chosen = self._equipment()
        for fact in self._facts:
            bears = fact.equipment is None or chosen in fact.equipment
            shown = (bears and is_read(fact)) or (self._all_facts and (bears or chosen is None))
            field = self.fields[fact.code]
            field.set_class(not (shown or field.value or field.has_focus), "-hidden")
        for field in (self.fields[code] for code in OFFERED):
            field.set_class(not (field.value or field.has_focus), "-hidden")

    def _equipment(self) -> str | None:
        field = self.fields["equipment"]
        assert isinstance(field, PickField)
        return field.chosen.code if field.chosen and not field.choosing else None

    def toggle_all_facts(self) -> None:
        """Show the other facts too, or hide them again."""
        self._all_facts = not self._all_facts
        self.show_facts()

    # Moving

    def order(self) -> list[Widget]:
        """Return what can have the focus, in order."""
        return [child for child in self.children if child.can_focus and child.display]

    def row_below(self, widget: Widget | None, step: int) -> Widget | None:
        """Return the field in the row above (-1) or below (1) that stands nearest.

        From outside the form the last row; above the first row the first field, below the last
        row nothing.
        """
        order = self.order()
        if widget not in order:
            return order[-1]
        here = widget.virtual_region
        away = {widget: (widget.virtual_region.y - here.y) * step for widget in order}
        rows = [widget for widget in order if away[widget] > 0]
        if not rows:
            return None if step > 0 else order[0]
        return min(rows, key=lambda widget: (away[widget], abs(widget.virtual_region.x - here.x)))
