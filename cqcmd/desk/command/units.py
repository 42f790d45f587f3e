"""Duty sentences of annex 1 acted on: told to a unit, accepted by it, done; suppliers by name."""

from cqcmd import chance
from cqcmd.clock import stamp
from cqcmd.desk.command.forms import SENTENCE_STATES, SentenceState, Service, UnitDutyForm
from cqcmd.desk.command.unit_views import UnitViews
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.errors import BadInput, at_field
from cqcmd.i18n import _
from cqcmd.incident.events.annex import SupplierNamed, UnitDutyMoved
from cqcmd.parsing.item_numbers import read_item_numbers, write_item_numbers
from cqcmd.parsing.person_fields import check_name
from cqcmd.rules.rows import Unit
from cqcmd.text import clean

SUPPLIER = "s-"
"""The beginning of the code of an enterprise that the plan names by its trade only."""


class UnitsDesk:
    """The verbs of 单位职责; ``shown``: every unit with its sentences, as screens show them."""

    def __init__(self, open_record: OpenRecord) -> None:
        self._open_record = open_record
        self.shown = UnitViews(open_record)

    def numbers(self, ident: str, unit: str, typed: str) -> tuple[int, ...]:
        """Read which sentences of a unit are meant: ``1、3-5``. Raises BadInput."""
        sentences = self.shown.one(ident, unit).sentences
        with at_field("duties"):
            return read_item_numbers(typed, len(sentences))

    def move(self, ident: str, form: UnitDutyForm, *, reason: str = "") -> None:
        """Record that sentences of a unit were told to it, accepted by it, or are done.

        Nobody need have been told of what is done: units also act before they are called.
        """
        open_record, who = self._open_record, clean(form.who, lines=False).strip()
        if not who:
            raise BadInput(_("请填对方姓名：谁接的通知、谁受领、谁报完成。"), "who")
        check_name(who, "who")
        open_record.check_time(form.at, reason)
        with open_record.act() as write:
            # Under the lock: another terminal may have recorded the same answer meanwhile.
            self._not_again(ident, form)
            event = UnitDutyMoved(
                unit=form.unit,
                duties=form.duties,
                state=form.state,
                headquarters=self._level(ident, form.unit),
                who=who,
                how=form.how,
                words=form.words.strip(),
                late_reason=reason,
            )
            write.append(event, ident, form.at)

    def withdraw(self, ident: str, unit: str, number: int) -> SentenceState:
        """Take back the furthest state of a sentence, which was not so; return that state."""
        with self._open_record.act() as write:
            view = self.shown.one(ident, unit)
            found = next((s for s in view.sentences if s.number == number), None)
            if found is None or not found.state:
                raise BadInput(_("这一项还没有通知，没有可撤回的。"))
            event = UnitDutyMoved(
                unit=unit,
                duties=(number,),
                state=found.state,
                headquarters=self._level(ident, unit),
                withdrawn=True,
            )
            write.append(event, ident)
        return found.state

    def name_supplier(self, ident: str, name: str, service: Service) -> str:
        """Add an enterprise that supplies power, water or gas, by its name; return its code."""
        name = clean(name, lines=False).strip()
        if not name:
            raise BadInput(_("请填单位名称。"), "name")
        row = self.supplied_by()
        with self._open_record.act() as write:
            known = self._open_record.incident(ident).unit_duties.suppliers.values()
            # Under the lock with the look, or two terminals would add the same one twice.
            if any((s.name, s.service) == (name, service) for s in known):
                raise BadInput(_("已有“{name}”。").format(name=name), "name")
            code = SUPPLIER + chance.uuid().hex[:8]
            write.append(SupplierNamed(unit=code, name=name, row=row.code, service=service), ident)
        return code

    def supplied_by(self) -> Unit:
        """Return the row of annex 1 that names suppliers by their trade. Raises BadInput."""
        rows = (row for row in self._open_record.plan.units if not row.member)
        if found := next(rows, None):
            return found
        raise BadInput(_("现用预案没有写供电、供水、供气等单位的职责，不能补充。"))

    def _level(self, ident: str, unit: str) -> str | None:
        return self.shown.own_level(self._open_record.incident(ident), unit)

    def _not_again(self, ident: str, form: UnitDutyForm) -> None:
        """Refuse what is recorded already, and sentences the unit has not. Raises BadInput."""
        view = self.shown.one(ident, form.unit)
        self.numbers(ident, form.unit, write_item_numbers(form.duties))
        name = SENTENCE_STATES[form.state]
        for sentence in view.sentences:
            again = [step for step in sentence.reached if step.name == name]
            if sentence.number in form.duties and again:
                words = _("{unit}第{n}项{state}：{time} {who}，{actor}记。有误先撤回，再记。")
                time = stamp(again[0].at, self._open_record.clock.now())
                raise BadInput(
                    words.format(
                        unit=view.name,
                        n=sentence.number,
                        state=name,
                        time=time,
                        who=again[0].who,
                        actor=again[0].actor,
                    ),
                    "duties",
                )
