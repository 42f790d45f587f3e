"""What was shown of an incident when somebody acted on it, as a record to be kept (判定凭据)."""

from collections.abc import Iterator
from contextlib import suppress
from functools import cache

from msgspec.structs import replace

from cqcmd.incident.events import (
    DutyShown,
    FactUsed,
    GradeDecided,
    GradeShown,
    HoursPassed,
    MarginShown,
    Undecodable,
    VerdictKept,
    read,
)
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.follow_up_reasons import end_of
from cqcmd.incident.grades import GradeReader
from cqcmd.incident.known import Known
from cqcmd.incident.picture import Picture
from cqcmd.incident.report_owed import ReportOwed
from cqcmd.incident.state import Incident
from cqcmd.rules.facts import Amount
from cqcmd.rules.grading import Verdict
from cqcmd.rules.plan import Plan

FEEDERS = {
    "stranded_hours": ("stranded", "stopped_at"),
    "outage_hours": ("outage_since", "outage_until"),
}
"""What the hours of a fact that grows are counted from."""

READING = 2
"""How what grows with time is read now; `VerdictKept` says what came before."""

ALWAYS = ("equipment", "occurred_at")
"""Which criteria bear on it, and what duties counted from the occurrence are counted from."""


def verdict_of(reader: GradeReader, picture: Picture, number: int, since: int) -> VerdictKept:
    """Return the record of a picture that was before whoever wrote the entries from ``since``."""
    incident, assessed = picture.incident, picture.assessment
    confirmed, possible = _shown(assessed.confirmed), _shown(assessed.possible)
    used = _facts_asked(reader.plan, incident.facts.choice("equipment"))
    grown = reader.grown(incident.facts, incident.received_at, picture.at)
    return VerdictKept(
        number=number,
        since=since,
        at=picture.at,
        plan=reader.plan.digest,
        confirmed=confirmed,
        possible=None if possible == confirmed else possible,
        decided=_decided(incident),
        facts=tuple(_facts(incident, used)),
        grown=tuple(
            HoursPassed(fact=code, amount=hours) for code, hours in grown.items() if code in used
        ),
        margins=tuple(
            MarginShown(fact=row.fact, grade=row.grade, at=row.at, short=row.short)
            for row in assessed.margins
        ),
        blanks=assessed.blanks,
        duties=tuple(_duty(incident, owed) for owed in picture.reports_owed if owed.open),
        reading=READING,
    )


def kept_verdict(incident: Incident, entry: Entry) -> tuple[Entry, VerdictKept]:
    """Return the record an entry of a verdict leads to, whole, and the entry that holds it."""
    record = read(VerdictKept, entry)
    if not record.same:
        return entry, record
    entry = incident.verdicts[record.same]
    return entry, read(VerdictKept, entry)


def last_verdict(incident: Incident) -> tuple[Entry, VerdictKept] | None:
    """Return the last record, whole, and the entry that holds it; none where it is unreadable."""
    last = next(reversed(incident.verdicts.values()), None)
    with suppress(Undecodable, KeyError):  # what it refers to may be gone as well
        return kept_verdict(incident, last) if last else None
    return None


def as_written(incident: Incident, record: VerdictKept) -> VerdictKept:
    """Return the record as it is to be written: by name alone where the last one says the same."""
    found = last_verdict(incident)
    if found is None:
        return record
    entry, earlier = found
    here = VerdictKept(number=record.number, since=record.since, at=record.at, same=entry.id)
    again = replace(earlier, number=here.number, since=here.since, at=here.at)
    return here if again == record else record


def _shown(verdict: Verdict) -> GradeShown:
    because = {criterion.code: criterion.clause for criterion in verdict.because}
    return GradeShown(grade=verdict.grade, because=because)


def _decided(incident: Incident) -> GradeDecided | None:
    if incident.override is None:
        return None
    entry, event = incident.override
    return GradeDecided(entry=entry.id, grade=event.grade)


@cache  # an act must not walk over the plan: there are a dozen kinds of equipment
def _facts_asked(plan: Plan, equipment: str | None) -> frozenset[str]:
    """Return the facts that bear on the grade of this equipment, and those they are made of."""
    used = {
        condition.fact
        for row in plan.criteria
        if row.equipment is None or equipment in row.equipment
        for condition in row.when
    }
    for fact in plan.facts:
        if (fact.sets or fact.adds_possible) in used:
            used.add(fact.code)
    used.update(ALWAYS)
    return frozenset(used.union(*(FEEDERS.get(code, ()) for code in used)))


def _facts(incident: Incident, used: frozenset[str]) -> Iterator[FactUsed]:
    for code, known in incident.facts.by_code.items():
        if code in used and code != "stranded":
            yield _fact(code, known)
    # Every count of the people still up has a part in it: how long each was so (1.5).
    if "stranded" in used:
        for entry, event in incident.learned:
            if (count := event.amounts.get("stranded")) is not None:
                yield FactUsed(fact="stranded", entry=entry.id, amount=count)


def _fact(code: str, known: Known) -> FactUsed:
    value = known.value
    if isinstance(value, Amount):
        return FactUsed(fact=code, entry=known.entry, amount=value)
    if isinstance(value, str):
        return FactUsed(fact=code, entry=known.entry, choice=value)
    return FactUsed(fact=code, entry=known.entry, moment=value)


def _duty(incident: Incident, owed: ReportOwed) -> DutyShown:
    duty = owed.duty
    return DutyShown(
        rule=duty.rule.code,
        clause=duty.rule.clause,
        start=duty.start,
        entry=_started_by(incident, owed),
        minutes=duty.rule.minutes,
        due=duty.due,
        state=owed.state,  # type: ignore[arg-type]  # of a duty that is open
    )


def _started_by(incident: Incident, owed: ReportOwed) -> str:
    """Return the entry that told of the start of a duty; empty where time alone began it."""
    duty = owed.duty
    if owed.stage == "final":
        end = end_of(incident)
        return _in_order(incident, end.order) if end else ""
    if owed.because:
        return next(
            (_in_order(incident, why.order) for why in owed.because if why.at == duty.start), ""
        )
    if duty.rule.anchor == "occurrence":
        known = incident.facts.by_code.get("occurred_at")
        return known.entry if known else ""
    receipts = [(receipt.at, receipt.entry) for receipt in incident.receipts]
    receipts += [
        (report.at, report.ref)
        for report in incident.report_list
        if report.receiver == duty.rule.sender
    ]
    return next((entry for at, entry in receipts if at == duty.start), "")


def _in_order(incident: Incident, order: str) -> str:
    return next((entry.id for entry in incident.entries if entry.order == order), "")
