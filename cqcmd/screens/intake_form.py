"""The fields of the intake form, in the order in which a call is told."""

from collections.abc import Iterator, Mapping

from textual.app import ComposeResult
from textual.containers import Grid
from textual.widget import Widget

from cqcmd.desk.desk import Desk
from cqcmd.screens.intake_names import IntakeNames
from cqcmd.widgets.drawn import Drawn, row_of
from cqcmd.widgets.fact_field import FactField
from cqcmd.widgets.pick_field import PickField
from cqcmd.widgets.text_field import TextField
from cqcmd.words import _

LINE = "line"
RECEIVED = "received_at"
TIMES = (RECEIVED, "occurred_at")
TIME_ROOM = 16
ANSWER_ROOM = 14


class AcceptLine(Drawn, can_focus=True):
    """The last line of the form: Enter here takes the call. A click only puts the focus on it."""

    def on_resize(self) -> None:
        """Draw it."""
        self.draw([row_of([(_("受理：回车或 F9"), "strong")], self.size.width)])


class IntakeForm(Grid):
    """Fields in three columns. Facts that the chosen equipment does not ask for are hidden."""

    def __init__(self, desk: Desk, names: IntakeNames) -> None:
        super().__init__(id="form")
        self._desk = desk
        self._names = names
        self._received = ""
        self._all_facts = False
        decided = {fact.sets for fact in desk.plan.facts if fact.sets}
        self._facts = [fact for fact in desk.plan.facts if fact.code not in decided]

    def compose(self) -> ComposeResult:
        """What is told first stands first."""
        names = self._names
        yield TextField(LINE, _("快录"))
        yield TextField(RECEIVED, _("接报时间"), room=TIME_ROOM, replace=True)
        yield TextField("caller", _("来电人"))
        yield TextField("callback", _("回拨号码"))
        yield PickField("district", _("区县"), names.districts())
        yield TextField("unit", _("单位"))
        yield TextField("place", _("地点"))
        yield PickField("equipment", _("设备"), names.equipment())
        yield TextField("summary", _("概要"))
        yield TextField("occurred_at", _("事发时间"), room=TIME_ROOM, replace=True)
        yield Drawn(id="legend")
        yield from self._fact_fields()
        yield AcceptLine(id="accept")

    def _fact_fields(self) -> Iterator[Widget]:
        for fact in self._facts:
            if fact.kind in ("choice", "flag"):
                find = self._names.answers(fact.code)
                yield PickField(fact.code, fact.short, find, room=ANSWER_ROOM)
            else:
                yield FactField(fact.code, fact.short)

    def on_mount(self) -> None:
        """Hide what no equipment asks for."""
        self.show_facts()

    def on_resize(self) -> None:
        """Say how a fact is written."""
        legend = self.query_one("#legend", Drawn)
        words = _("人数等：3 已确认；3-5 确认3可能5；?5 可能5；空 未知")
        legend.draw([row_of([(words, "quiet")], max(0, self.size.width - 26))])

    # Its fields

    def fields(self) -> list[TextField]:
        """Every field."""
        return list(self.query_children(TextField))

    def field(self, code: str) -> TextField:
        """The field with that code."""
        return self.query_one(f"#{code}", TextField)

    def values(self) -> dict[str, str]:
        """What stands in the fields, letter for letter; a time of receipt nobody changed is not in it."""
        return {
            field.code: field.value
            for field in self.fields()
            if field.value and (field.code != RECEIVED or field.value != self._received)
        }

    def texts(self) -> dict[str, str]:
        """What the fields say to the desk: a name where letters have found one."""
        said = self.values()
        said.pop(LINE, None)
        return {code: self.field(code).text for code in said}

    def fill(self, values: Mapping[str, str]) -> None:
        """Set fields; an emptied time of receipt becomes the moment the form was opened again."""
        for code, text in values.items():
            if code == RECEIVED and not text:
                text = self._received
            self.field(code).fill(text)

    def opened(self, clock: str) -> None:
        """The moment of receipt, unless somebody says otherwise."""
        self._received = clock
        self.field(RECEIVED).fill(clock)

    # Facts

    def show_facts(self) -> None:
        """Show the facts that criteria read for the chosen equipment, and those that hold something."""
        kind = next((field for field in self.query(PickField) if field.code == "equipment"), None)
        chosen = kind.chosen.code if kind and kind.chosen and not kind.choosing else None
        for fact in self._facts:
            bears = fact.equipment is None or chosen in fact.equipment
            read = fact.graded or fact.adds_possible or fact.sets
            shown = bears and read or self._all_facts and (bears or chosen is None)
            field = self.field(fact.code)
            field.set_class(not (shown or field.value or field.has_focus), "-hidden")

    def toggle_all_facts(self) -> None:
        """Show the other facts too, or hide them again."""
        self._all_facts = not self._all_facts
        self.show_facts()

    # Moving

    def order(self) -> list[Widget]:
        """What can have the focus, in order."""
        return [child for child in self.children if child.can_focus and child.display]

    def beside(self, widget: Widget, step: int) -> Widget | None:
        """The field in the row above (-1) or below (1) that stands nearest."""
        here = widget.virtual_region
        rows = [each for each in self.order() if (each.virtual_region.y - here.y) * step > 0]
        if not rows:
            return None
        return min(
            rows,
            key=lambda each: (
                abs(each.virtual_region.y - here.y),
                abs(each.virtual_region.x - here.x),
            ),
        )
