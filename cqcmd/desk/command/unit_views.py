"""The units of annex 1 as screens and papers show them: each sentence, and how far it came."""

from collections.abc import Iterator

from cqcmd.desk.command.forms import HOW_NAMES, SENTENCE_STATES, SERVICES
from cqcmd.desk.command.places import level_of
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.incident.command.unit_duties import ORDER, DutyMark, furthest
from cqcmd.incident.events.annex import SupplierNamed
from cqcmd.incident.state import Incident
from cqcmd.rules.plan import Plan
from cqcmd.rules.rows import Group, Unit
from cqcmd.views.units import SentenceView, StateReached, UnitView


class UnitViews:
    """Units of the headquarters that commands: the city's, or their counterparts in a district."""

    def __init__(self, open_record: OpenRecord) -> None:
        self._open_record = open_record

    def every(self, ident: str) -> tuple[UnitView, ...]:
        """Return every unit of annex 1 in its order, then the suppliers that were named."""
        incident = self._open_record.incident(ident)
        codes = [*self._open_record.plan.index["units"], *incident.unit_duties.suppliers]
        return tuple(self._view(incident, code) for code in codes)

    def one(self, ident: str, code: str) -> UnitView:
        """Return one unit. Raises BadInput: neither the plan nor anybody here names it."""
        incident = self._open_record.incident(ident)
        known = {*self._open_record.plan.index["units"], *incident.unit_duties.suppliers}
        if code not in known:
            raise BadInput(_("没有这个单位，请从单位职责的列表里选。"))
        return self._view(incident, code)

    def of_group(self, incident: Incident, row: Group) -> tuple[UnitView, ...]:
        """Return the units of a group, those that are inferred to lead it first."""
        return tuple(
            self._view(incident, code, lead=code in row.leads, inferred=row.inferred)
            for code in (*row.leads, *row.units)
        )

    def own_level(self, incident: Incident, code: str) -> str | None:
        """Return whose unit is meant, ``None`` where city and district have the same one."""
        row = self._row(incident, code)
        twins = code in self._open_record.plan.index["units"] and _has_twin(row)
        return level_of(self._open_record, incident) if twins else None

    def _row(self, incident: Incident, code: str) -> Unit:
        supplier = incident.unit_duties.suppliers.get(code)
        return self._open_record.plan.unit(supplier.row if supplier else code)

    def _view(
        self, incident: Incident, code: str, *, lead: bool = False, inferred: bool = False
    ) -> UnitView:
        row, level = self._row(incident, code), self.own_level(incident, code)
        supplier = incident.unit_duties.suppliers.get(code)
        sentences = tuple(self._sentences(incident, code, row, level))
        plan = self._open_record.plan
        inferred_here = plan.headquarters_row(level_of(self._open_record, incident)).inferred
        return UnitView(
            code,
            supplier_name(supplier) if supplier else unit_name(plan, row, level),
            "" if inferred_here or supplier else row.current_name or "",
            lead,
            # The plan names the city's units; a counterpart in a district is inferred (推定).
            inferred or (level is not None and inferred_here),
            supplier is not None,
            row.clause,
            sentences,
            _progress(sentences),
            incident.unit_duties.last_who(code, level),
        )

    def _sentences(
        self, incident: Incident, code: str, row: Unit, level: str | None
    ) -> Iterator[SentenceView]:
        duties = incident.unit_duties
        for number, text in enumerate(row.duties, 1):
            marks = duties.of(code, level, number)
            state = furthest(marks) or ""
            reached = tuple(_reached(step, marks[step]) for step in ORDER if step in marks)
            mark = self._of_twins(incident, code, row, level, number)
            yield SentenceView(number, text, state, SENTENCE_STATES[state], reached, mark)

    def _of_twins(
        self, incident: Incident, code: str, row: Unit, level: str | None, number: int
    ) -> str:
        """Return ``区县公安局已完成``, where the unit of another headquarters was told of it."""
        plan = self._open_record.plan
        for other in plan.ranking if level is not None else ():
            state = furthest(incident.unit_duties.of(code, other, number))
            if other != level and state:
                return unit_name(plan, row, other) + SENTENCE_STATES[state]
        return ""


def called(open_record: OpenRecord, incident: Incident, code: str, level: str | None) -> str:
    """Return what a unit of an incident is called; its code where nobody names it any more."""
    if supplier := incident.unit_duties.suppliers.get(code):
        return supplier_name(supplier)
    known = code in open_record.plan.index["units"]
    return unit_name(open_record.plan, open_record.plan.unit(code), level) if known else code


def unit_name(plan: Plan, row: Unit, level: str | None) -> str:
    """Return what a unit of the plan is called in a headquarters."""
    inferred = level in plan.ranking and plan.headquarters_row(str(level)).inferred
    return row.district_name or row.name if inferred else row.name


def supplier_name(supplier: SupplierNamed) -> str:
    """Return ``国网渝中供电公司（供电）``."""
    return _("{name}（{service}）").format(name=supplier.name, service=SERVICES[supplier.service])


def _has_twin(row: Unit) -> bool:
    return row.district_name not in (None, row.name)


def _reached(state: str, mark: DutyMark) -> StateReached:
    how = HOW_NAMES[mark.how] if mark.how else ""
    return StateReached(SENTENCE_STATES[state], mark.at, mark.who, how, mark.words, mark.actor)


def _progress(sentences: tuple[SentenceView, ...]) -> str:
    """Return ``已完成1 已通知2 共4项``; what nobody was told of is told by the rest."""
    states = [sentence.state for sentence in sentences]
    parts = [SENTENCE_STATES[s] + str(states.count(s)) for s in reversed(ORDER) if s in states]
    counted = parts or [SENTENCE_STATES[""]]
    return " ".join([*counted, _("共{n}项").format(n=len(sentences))])
