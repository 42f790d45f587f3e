"""The fields of 情况更新: those always asked for, and those that show once they hold something."""

from collections.abc import Iterator

from cqcmd.clock import local
from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.screens.common.field_form import Field
from cqcmd.screens.common.plan_names import names_of
from cqcmd.screens.common.shared_fields import TIME_EXAMPLE
from cqcmd.screens.situation.line_entry import LINE
from cqcmd.views import FactView
from cqcmd.widgets.fields.fact_field import FactField
from cqcmd.widgets.fields.long_field import LongField
from cqcmd.widgets.fields.pick_field import Find, PickField
from cqcmd.widgets.fields.text_field import TextField

PEOPLE = (
    "deaths",
    "serious_injuries",
    "injured",
    "injuries_unclear",
    "light_injuries",
    "missing",
    "trapped",
    "relocated",
    "stranded",
)
"""What changes during an accident, in the order of the form."""

LOSS = ("loss_yuan",)
WORDS = ("scene", "cause", "measures")
"""What the written report lacks most often (4.1.2)."""

TOLD = {"source": _("来源"), "at": _("变化时间"), "learned": _("获知时间")}
"""One source and one time for all of it."""

UNCHANGED = _("不变")
TOLD_EXAMPLES = {
    "source": _("谁说的，例 现场 李明"),
    "at": TIME_EXAMPLE,
    "learned": _("空同变化时间"),
}
"""Stand grey in the empty fields."""

SELDOM = (
    *("unit", "place", "district", "equipment", "device", "maintainer"),
    *("summary", "occurred_at", "unit_profile"),
)
"""What does not change in an accident, and is corrected where it was told wrongly."""


FROM_REGISTER = {"device": _("设备登记"), "maintainer": _("维保")}
"""What 登记簿 fills in with a unit or a device; before, nothing of it need be known."""


class UpdateFields:
    """What is known of an incident, and a field for each part of it.

    Attributes:
        known: every fact and every word that there is a field for, as it stands.
    """

    def __init__(self, desk: Desk, ident: str) -> None:
        self._desk = desk
        self._ident = ident
        self._names = names_of(desk, local(desk.clock.now()).date())
        situation = desk.situation(ident)
        self._bears = {view.code for view in situation.facts}
        self._grows = {fact.code for fact in desk.plan.facts if fact.grows}
        found = {view.code: view for view in (*situation.facts, *situation.words)}
        known = {fact.code for fact in desk.plan.facts}
        facts = [code for code in (*PEOPLE, *self._others(), *LOSS) if code in known]
        sure = {*found, *facts, *FROM_REGISTER}
        codes = [code for code in (*facts, *WORDS, *SELDOM) if code in sure]
        self.known: dict[str, FactView | None] = {code: found.get(code) for code in codes}

    def _others(self) -> Iterator[str]:
        decided = {fact.sets for fact in self._desk.plan.facts if fact.sets}
        for fact in self._desk.plan.facts:
            if fact.code not in (*PEOPLE, *LOSS) and fact.code not in decided:
                yield fact.code

    def seldom(self, code: str) -> bool:
        """Whether a field shows only while it holds something, or is asked for."""
        if code in PEOPLE or code in LOSS or code in self._grows:
            return code not in self._bears
        return code not in (LINE, *WORDS, *TOLD)

    def asked_for(self, code: str) -> bool:
        """Whether a field shows once all are wanted: of this equipment, or to be put right."""
        return code in SELDOM or code in self._bears

    def fields(self) -> Iterator[Field]:
        """Yield the line, people, loss, words; last who said so and when, for all of it."""
        yield LongField(LINE, _("快录"), example=_("一句话说完，例 又死1人 3人送医 李明说的"))
        for code, view in self.known.items():
            yield self._field(code, view.name if view else FROM_REGISTER.get(code, ""))
        for code, label in TOLD.items():
            yield TextField(code, label, example=TOLD_EXAMPLES[code])

    def _field(self, code: str, label: str) -> Field:
        if code in ("district", "equipment"):
            find = self._names.equipment() if code == "equipment" else self._districts()
            return PickField(code, label, find, example=UNCHANGED)
        fact = next((fact for fact in self._desk.plan.facts if fact.code == code), None)
        if fact is None:
            return TextField(code, label, example=UNCHANGED)
        if fact.kind in ("choice", "flag"):
            return PickField(code, fact.short, self._names.answers(code), example=UNCHANGED)
        return FactField(code, fact.short, example=UNCHANGED)

    def _districts(self) -> Find:
        day = self._desk.plan_reader.day_of(self._ident)
        return self._names.districts(lambda: day)

    def beside(self, code: str, question: str) -> str:
        """Return a question with what the fact is now before it: what it would replace."""
        view = self.known.get(code)
        return f"{self.note(code)}；{question}" if view and view.text else question

    def note(self, code: str) -> str:
        """Return what stands behind a field: what it is now, or how it is filled in."""
        view = self.known.get(code)
        if view is None:
            return ""
        return _("现 {words}").format(words=view.words)
