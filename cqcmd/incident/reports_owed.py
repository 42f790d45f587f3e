"""Which reports are owed for an incident, as this station knows it (4.1.1)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from cqcmd.incident.events import GradeOverridden, read
from cqcmd.incident.follow_up_duties import follow_ups
from cqcmd.incident.grades import GradeChange, GradeReader
from cqcmd.incident.report_owed import ReportOwed, State
from cqcmd.incident.state import Incident
from cqcmd.rules.duties import Duty, duties, first_receipts
from cqcmd.rules.rows import Grade
from cqcmd.rules.scale import Scale


class DutiesStart(Struct, frozen=True):
    """When the duties begin, where only time can make the event an accident.

    ``opened_at`` is ``None`` while they wait. ``by`` says what opened them.
    """

    opened_at: datetime | None
    by: Literal["time", "facts", "key"] | None = None


def duties_start_of(incident: Incident, turns: tuple[GradeChange, ...]) -> DutiesStart | None:
    """Return the start of the duties; ``None`` where the receipt itself began them.

    While no grade is even possible and only time can bring one, no duty runs: our reading, not
    the plan's (docs/decisions/001, 13).
    """
    if not turns or not turns[0].waits:
        return None
    opening = next((turn for turn in turns if not turn.waits), None)
    early = incident.duties_started
    if early is not None and (opening is None or early <= opening.at):
        return DutiesStart(early, "key")
    return DutiesStart(opening.at, opening.cause) if opening else DutiesStart(None)


def first_reached(
    turns: tuple[GradeChange, ...], grade: Grade, scale: Scale, *, possible: bool
) -> datetime | None:
    """Return the first moment at which the grade was reached, confirmed or possible."""
    for turn in turns:
        reached = turn.possible if possible else turn.confirmed
        if scale.reaches(reached, grade):
            return turn.at
    return None


def reports_owed(
    reader: GradeReader,
    incident: Incident,
    turns: tuple[GradeChange, ...],
    grades: tuple[Grade | None, Grade | None],
    org: str,
    now: datetime,
) -> tuple[ReportOwed, ...]:
    """Return every duty at ``now``, in the plan's order (4.1.1, 4.1.3).

    Args:
        grades: the confirmed and the possible one, as the plan or a person has them.
        org: the organisation this station serves; of others it knows no more than is reported.
    """
    learned = _learned(incident, duties_start_of(incident, turns), org)
    if learned is None:
        return ()
    confirmed, possible = grades
    # Who has not learned of the accident owes no follow-up of it either.
    late = follow_ups(reader, incident, turns, org, now) if org in learned else ()
    # On the possible grade: what is owed from III up is owed at once, and marked 可能.
    found = duties(
        reader.plan.duties,
        learned,
        incident.report_list,
        now,
        scale=reader.scale,
        occurred_at=incident.facts.moment("occurred_at"),
        grade=possible,
    )
    first = tuple(
        ReportOwed(
            _without_later(incident, duty),
            duty.rule.sender == org,
            _state(incident, duty, org, turns, reader.scale),
            maybe=not reader.scale.reaches(confirmed, duty.rule.from_grade),
        )
        for duty in found
    )
    return first + late


def _without_later(incident: Incident, duty: Duty) -> Duty:
    """Return a duty whose later reports (又报) are initial ones: a follow-up is none of them."""
    first = {entry.id for entry, event in incident.reports if event.stage == "initial"}
    return replace(duty, again=tuple(report for report in duty.again if report.ref in first))


def _learned(
    incident: Incident, duties_start: DutiesStart | None, org: str
) -> dict[str, datetime] | None:
    """Return when each organisation's duties began; ``None`` while they wait for time.

    A call taken before the station said whom it serves was received by the one it serves now.
    """
    receipts: dict[str, datetime] = {}
    for receipt in incident.receipts:
        who = receipt.org or org
        earlier = receipts.get(who)
        if earlier is None or receipt.at < earlier:
            receipts[who] = receipt.at
    learned = first_receipts(receipts, incident.report_list)
    if duties_start is None:
        return learned
    if duties_start.opened_at is None:
        return None
    return {org: max(at, duties_start.opened_at) for org, at in learned.items()}


def _state(
    incident: Incident, duty: Duty, org: str, turns: tuple[GradeChange, ...], scale: Scale
) -> State:
    # Before all else: what was done stays done, also in a case dismissed since.
    if duty.status in ("met", "late"):
        return "met" if _excused(incident, duty, turns, scale) else duty.status
    # Closing (办结) is none of these: what the law asks for it goes on asking for.
    if incident.endings:
        return "ended"
    # What another organisation did is not known here, so it is never called overdue (未获知).
    if duty.rule.sender != org:
        return "unknown"
    return "passed" if _excused(incident, duty, turns, scale) else duty.status


def _excused(incident: Incident, duty: Duty, turns: tuple[GradeChange, ...], scale: Scale) -> bool:
    """Tell whether a duty counted from the occurrence was over before it was known or applied.

    The companion rule's hour is then nobody's lateness (docs/decisions/001, 16).
    """
    if duty.rule.anchor != "occurrence" or duty.due is None or duty.rule.from_grade is None:
        return False
    applied = _first_applied(incident, turns, duty.rule.from_grade, scale)
    heard = incident.received_at
    return any(moment is not None and moment > duty.due for moment in (applied, heard))


def _first_applied(
    incident: Incident, turns: tuple[GradeChange, ...], grade: Grade, scale: Scale
) -> datetime | None:
    """Return when the grade was first possible, or first decided on by a person."""
    moments = [first_reached(turns, grade, scale, possible=True), *_decided(incident, grade, scale)]
    return min((moment for moment in moments if moment is not None), default=None)


def _decided(incident: Incident, grade: Grade, scale: Scale) -> Iterator[datetime]:
    """Yield when persons decided on the grade or a graver one; lifting does not undo that."""
    for entry in incident.entries:
        if entry.kind != GradeOverridden.kind or entry.id in incident.struck:
            continue
        if scale.reaches(read(GradeOverridden, entry).grade, grade):
            yield entry.occurred_at
