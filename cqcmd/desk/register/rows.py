"""One incident in short, as the register keeps it until an entry or time makes it another."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from msgspec import Struct

from cqcmd.clock import local
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.wording import grade_view, possible_view
from cqcmd.desk.register.words import text_of
from cqcmd.desk.situation.toll import title_toll
from cqcmd.errors import PlanLost
from cqcmd.i18n import _
from cqcmd.incident.follow_up_duties import owes_final
from cqcmd.incident.follow_up_reasons import watched_until
from cqcmd.incident.state import Incident
from cqcmd.rules.grading import Assessment
from cqcmd.rules.plan import Plan
from cqcmd.rules.rows import Grade
from cqcmd.views.board import GradeView
from cqcmd.views.office.register import RegisterRow, State

LOOK_AGAIN = timedelta(minutes=1)
"""After which a plan that was lost is looked for again."""

NONE = GradeView(None, "", "", "")
LOST = GradeView(None, _("预案丢失"), "", "")

Version = tuple[int, int, str]
"""How many entries an incident has, how many of them are void, and whom the station serves."""


class Kept(Struct, frozen=True):
    """A row, of what version of its incident it is, and until when time leaves it so."""

    row: RegisterRow
    version: Version
    until: datetime | None

    def stands(self, version: Version, now: datetime) -> bool:
        """Whether the row still says what is so."""
        return self.version == version and (self.until is None or now < self.until)


def version_of(open_record: OpenRecord, incident: Incident) -> Version:
    """Return the version of an incident: nothing is taken out of a journal, so counting will do."""
    return len(incident.entries), len(incident.struck), open_record.org


def kept_row(open_record: OpenRecord, incident: Incident) -> tuple[Kept, tuple[str, str]]:
    """Return an incident in short, and the words by which it is found."""
    now = open_record.clock.now()
    try:
        open_record = open_record.under(incident.plan_digest)
    except PlanLost:
        row = _row(open_record, incident, (LOST, NONE), state_of(None, incident, now))
        kept = Kept(row, version_of(open_record, incident), now + LOOK_AGAIN)
        return kept, text_of(None, incident)
    state = state_of(open_record, incident, now)
    row = _row(open_record, incident, _grades(open_record, incident, now), state)
    until = min(turns_of(open_record, incident, now), default=None)
    kept = Kept(row, version_of(open_record, incident), until)
    return kept, text_of(open_record.plan, incident)


def _row(
    open_record: OpenRecord,
    incident: Incident,
    grades: tuple[GradeView, GradeView],
    state: State,
) -> RegisterRow:
    details, plan = incident.details, open_record.plan
    kind = incident.facts.choice("equipment") or ""
    known = kind in plan.index["equipment"]
    at = incident.called_at
    return RegisterRow(
        incident.id,
        incident.number,
        at,
        local(at).date(),
        *grades,
        kind,
        plan.kind(kind).short if known else "",
        details.get("district", ""),
        details.get("unit") or details.get("place", ""),
        details.get("summary", ""),
        title_toll(plan, incident.facts),
        tuple(_harm(open_record, incident)),
        state,
    )


def _harm(open_record: OpenRecord, incident: Incident) -> Iterator[tuple[str, int]]:
    for fact in open_record.plan.facts:
        amount = incident.facts.amount(fact.code) if fact.kind == "people" else None
        if amount is not None and amount.confirmed:
            yield fact.code, int(amount.confirmed)


def _grades(
    open_record: OpenRecord, incident: Incident, now: datetime
) -> tuple[GradeView, GradeView]:
    """Return the confirmed and the possible grade, or a graver one somebody decided on."""
    reader, plan = open_record.reader, open_record.plan
    assessment = reader.assess(incident.facts, incident.received_at, now)
    decided = incident.override[1].grade if incident.override else None
    confirmed = reader.scale.graver(assessment.confirmed.grade, decided)
    possible = reader.scale.graver(assessment.possible.grade, decided)
    return both_views(plan, assessment, confirmed, possible)


def both_views(
    plan: Plan, assessment: Assessment, confirmed: Grade | None, possible: Grade | None
) -> tuple[GradeView, GradeView]:
    """Return the confirmed grade in words, and the possible one where that is graver."""
    shown = grade_view(plan, assessment.confirmed, assessment.standing, confirmed)
    return shown, possible_view(plan, assessment, possible)


def state_of(open_record: OpenRecord | None, incident: Incident, now: datetime) -> State:
    """Return where an incident stands; without a record nothing of the plan is asked."""
    if incident.void:
        return "void"
    if incident.dismissed:
        return "dismissed"
    if incident.out_of_scope:
        return "out_of_scope"
    if not incident.closed:
        return "open"
    if open_record and owes_final(open_record.plan, incident, open_record.org, now):
        return "final_owed"
    until = watched_until(open_record.plan, incident) if open_record else None
    return "watched" if until and now < until else "closed"


def turns_of(open_record: OpenRecord, incident: Incident, now: datetime) -> Iterator[datetime]:
    """Yield the moments to come at which time alone makes another row."""
    moments = [watched_until(open_record.plan, incident) if incident.closed else None]
    for possible in (False, True):
        found = open_record.reader.projections(
            incident.facts, incident.received_at, now, possible=possible
        )
        moments += [projection.moment for projection in found]
    yield from (moment for moment in moments if moment and moment > now)
