"""One incident as figures count it: what is written of it, and nothing of what was altered."""

from collections.abc import Callable, Iterator
from datetime import datetime

from cqcmd.desk.common.altered import altered
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.duties.deadlines import owed_label
from cqcmd.desk.register.rows import LOOK_AGAIN, LOST, NONE, both_views, state_of, turns_of
from cqcmd.errors import PlanLost
from cqcmd.incident.events import unread
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.picture import Judged, judge
from cqcmd.incident.report_owed import ReportOwed
from cqcmd.incident.state import Incident
from cqcmd.rules.facts import BLANK, Amount
from cqcmd.views.office.figures import Case, CaseDuty, CaseState, Harm

COUNTED_KINDS = ("people", "yuan")
"""Kinds of facts that can be added up."""


def sound(incident: Incident, is_as_written: Callable[[Entry], bool]) -> tuple[Incident, int]:
    """Return an incident without what was altered, and of how many entries nothing was taken."""
    found = {entry.id for entry in altered(incident.entries, is_as_written)}
    if found:
        # Folded anew and apart: a screen goes on showing what is there, with a mark.
        entries, incident = incident.entries, Incident(incident.id)
        for entry in entries:
            incident.absorb(unread(entry) if entry.id in found else entry)
    # One that was struck since is dealt with, and is not among these.
    return incident, len(incident.unreadable)


def case_of(open_record: OpenRecord, incident: Incident, damaged: int) -> Case:
    """Return an incident in figures, at this moment; ``damaged`` as `sound` has it."""
    now = open_record.clock.now()
    try:
        own = open_record.under(incident.plan_digest)
    except PlanLost:
        return _case(open_record, incident, None, damaged, state_of(None, incident, now))
    judged = judge(own.reader, incident, own.org, now)
    return _case(own, incident, judged, damaged, state_of(own, incident, now))


def _case(
    own: OpenRecord, incident: Incident, judged: Judged | None, damaged: int, state: CaseState
) -> Case:
    kind = incident.facts.choice("equipment") or ""
    known = own.plan.index["equipment"].get(kind)
    grade, possible = LOST, NONE
    if judged:
        grade, possible = both_views(own.plan, judged.assessment, judged.confirmed, judged.possible)
    return Case(
        incident.id,
        incident.number,
        incident.called_at,
        state if incident.call else "damaged",
        grade.grade,
        grade.name,
        possible.grade,
        possible.name,
        kind,
        getattr(known, "short", kind),
        incident.details.get("district", ""),
        dict(_harm(own, incident)),
        tuple(_duty(own, incident, owed) for owed in judged.reports_owed) if judged else (),
        damaged,
        plan_lost=judged is None,
    )


def _harm(own: OpenRecord, incident: Incident) -> Iterator[tuple[str, Harm]]:
    for fact in own.plan.facts:
        amount = incident.facts.amount(fact.code) if fact.kind in COUNTED_KINDS else None
        if amount is not None and amount != BLANK:
            yield fact.code, _apart(amount)


def _apart(amount: Amount) -> Harm:
    sure = int(amount.confirmed or 0)
    return Harm(sure, max(0, int(amount.possible or 0) - sure), amount.confirmed is None)


def _duty(own: OpenRecord, incident: Incident, owed: ReportOwed) -> CaseDuty:
    duty, rule = owed.duty, owed.duty.rule
    return CaseDuty(
        rule.code,
        owed.stage,
        rule.channel,
        rule.sender,
        rule.receiver,
        owed_label(own, owed),
        rule.clause,
        rule.source.name if rule.source else "",
        duty.start,
        duty.due,
        owed.state,
        duty.proof.at if duty.proof else None,
        owed.mine,
        owed.maybe,
        incident.called_at,
    )


def case_until(open_record: OpenRecord, incident: Incident, case: Case) -> datetime | None:
    """Return the moment at which time alone makes other figures of an incident."""
    now = open_record.clock.now()
    if case.plan_lost:
        return now + LOOK_AGAIN
    moments = [duty.due for duty in case.duties if duty.due and duty.due > now]
    moments += turns_of(open_record.under(incident.plan_digest), incident, now)
    return min(moments, default=None)
