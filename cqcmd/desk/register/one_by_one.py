"""The record of a post read an incident at a time, beside whoever writes it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from cqcmd.clock import Clock
from cqcmd.desk.common.altered import altered
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.drill.drawer import refuse_mixed
from cqcmd.desk.plan.file import plan_in_force
from cqcmd.desk.plan.kept import KeptPlans
from cqcmd.desk.register.cases import case_of, sound
from cqcmd.desk.register.tables import Told
from cqcmd.errors import BadInput, PlanLost
from cqcmd.i18n import _
from cqcmd.incident.events import Opened, Undecodable, read
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.ledger import Ledger
from cqcmd.incident.numbers import Numbers
from cqcmd.incident.state import Incident
from cqcmd.journal.history.case_by_case import EVER, CaseByCase, case_by_case
from cqcmd.journal.rows import is_as_written
from cqcmd.paths import JOURNAL, lies_there

ALL = slice(None)


def refuse_absent(data: Path) -> None:
    """Refuse a folder without the journal of a real post. Raises BadInput."""
    refuse_mixed(data, drill=False)
    if not lies_there(data / JOURNAL):
        raise BadInput(_("{place} 里没有日志，请用 --data 指明数据目录。").format(place=data))


@contextmanager
def cases_of(data: Path, until: int = EVER) -> Iterator[CaseByCase]:
    """Open the journal of a real post to read it an incident at a time, up to an arrival.

    Raises:
        BadInput: there is none, or it is a drill's.
        Refusal: it cannot be read.
    """
    refuse_absent(data)
    with case_by_case(data / JOURNAL, until) as cases:
        yield cases


def record_of(cases: CaseByCase, data: Path, plan: Path | None, clock: Clock) -> OpenRecord:
    """Return a record that knows its station and no incident yet; there is no journal to write."""
    record = OpenRecord(plan_in_force(plan), clock, KeptPlans(data, plan))
    record.observing = True
    ledger = record.ledger = Ledger(cases.station)
    ledger.absorb(cases.of_station())
    if found := altered(ledger.station_entries, is_as_written):
        ledger.unread({entry.id for entry in found})
    if plan is None and ledger.plan is not None and not ledger.plan.built_in:
        record.follow_plan()
    return record


def marks_of(record: OpenRecord, cases: CaseByCase) -> dict[str, str]:
    """Return what tells incidents apart to which posts that were apart gave one number, by id."""
    bearing: dict[str, list[Entry]] = {}
    for entry in cases.first_entries():
        if number := _given(entry):
            bearing.setdefault(number, []).append(entry)
    numbers, same = Numbers(), []
    for entry in chain.from_iterable(found for found in bearing.values() if len(found) > 1):
        same.append(incident := Incident(str(entry.incident)))
        incident.absorb(entry)
        numbers.note(incident)
    numbers.tell_apart(record.ledger.names)
    return {incident.id: incident.mark for incident in same}


def _given(entry: Entry) -> str:
    """Return the number that a call was given; empty where its entry cannot be read."""
    try:
        return read(Opened, entry).number if entry.kind == Opened.kind else ""
    except Undecodable:
        return ""


def told_of(
    record: OpenRecord, cases: CaseByCase, marks: Mapping[str, str], some: slice = ALL
) -> Iterator[Told]:
    """Yield each incident as figures and tables are made of it; none of them is kept.

    ``marks``: as `marks_of` has them; ``some``: which of them, in the order of their first entries.
    """
    for ident in cases.idents[some]:
        record.ledger.absorb(cases.entries(ident))
        incident, damaged = sound(record.ledger.let_go(ident), is_as_written)
        incident.mark = marks.get(ident, "")
        case = case_of(record, incident, damaged)
        own = None if case.plan_lost else record.under(incident.plan_digest)
        title = own.plan.meta.title if own else _plan_named(record, incident.plan_digest)
        yield Told(own, title, incident, case)


def _plan_named(record: OpenRecord, digest: str) -> str:
    try:
        return record.under(digest).plan.meta.title
    except PlanLost:
        return _("预案丢失（{digest}）").format(digest=digest[:12])
