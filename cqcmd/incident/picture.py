"""An incident read through the plan at one moment: everything a screen or a document may show."""

from datetime import datetime, timedelta

from msgspec import Struct

from cqcmd.incident.grades import GradeChange, GradeReader
from cqcmd.incident.report_owed import ReportOwed
from cqcmd.incident.reports_owed import DutiesStart, duties_start_of, reports_owed
from cqcmd.incident.state import Incident
from cqcmd.rules.grading import Assessment
from cqcmd.rules.projection import Projection, forecast
from cqcmd.rules.response import response_to
from cqcmd.rules.rows import Content, Grade, ResponseLevel

INSTANT = timedelta(microseconds=1)
"""At its due moment a duty is still in time; the next instant it is overdue."""

REPORTER = frozenset({"reporter", "reporter_phone"})
"""Fields that the officer on duty fills by reporting at all."""


class Picture(Struct, frozen=True, eq=False):
    """An incident as it is from ``at`` until before ``until``, if nothing is written meanwhile.

    ``projections`` are of the confirmed grade, ``maybe_projections`` of the possible one.
    ``confirmed`` and ``possible`` are the plan's grades, or a graver one somebody decided on.
    ``missing`` are the elements of the phone report still without a value (4.1.2).
    """

    incident: Incident
    at: datetime
    until: datetime | None
    assessment: Assessment
    confirmed: Grade | None
    possible: Grade | None
    projections: tuple[Projection, ...]
    maybe_projections: tuple[Projection, ...]
    grade_changes: tuple[GradeChange, ...]
    duties_start: DutiesStart | None
    reports_owed: tuple[ReportOwed, ...]
    response: ResponseLevel | None
    missing: tuple[Content, ...]

    @property
    def override(self) -> Grade | None:
        """The grade a named person decided on, if any."""
        return self.incident.override[1].grade if self.incident.override else None

    @property
    def forecast(self) -> tuple[Projection, ...]:
        """When time alone raises the confirmed grade or the possible one, soonest first."""
        return forecast(self.projections, self.maybe_projections)

    @property
    def waiting(self) -> bool:
        """Only time can make it an accident, and the duties have not begun."""
        return self.duties_start is not None and self.duties_start.opened_at is None


class Judged(Struct, frozen=True, eq=False):
    """What the plan says of an incident at a moment: the part of a picture that figures count."""

    assessment: Assessment
    confirmed: Grade | None
    possible: Grade | None
    grade_changes: tuple[GradeChange, ...]
    reports_owed: tuple[ReportOwed, ...]


def judge(reader: GradeReader, incident: Incident, org: str, now: datetime) -> Judged:
    """Judge an incident at ``now``, as the station serving ``org`` sees it."""
    assessment = reader.assess(incident.facts, incident.received_at, now)
    turns = reader.grade_changes(incident, now)
    override = incident.override[1].grade if incident.override else None
    # A lower grade decided by a person removes no duty (docs/decisions/001, 12).
    grades = (
        reader.scale.graver(assessment.confirmed.grade, override),
        reader.scale.graver(assessment.possible.grade, override),
    )
    debts = reports_owed(reader, incident, turns, grades, org, now)
    return Judged(assessment, *grades, turns, debts)


def draw(reader: GradeReader, incident: Incident, org: str, now: datetime) -> Picture:
    """Draw the picture at ``now``, as the station serving ``org`` sees it."""
    call = incident.received_at
    judged = judge(reader, incident, org, now)
    grades = judged.confirmed, judged.possible
    sure = reader.projections(incident.facts, call, now)
    maybe = reader.projections(incident.facts, call, now, possible=True)
    turning = [projection.moment for projection in sure + maybe]
    turning += reader.level_turns(incident.facts, call)
    return Picture(
        incident,
        now,
        _until(incident, now, turning, judged.reports_owed),
        judged.assessment,
        *grades,
        sure,
        maybe,
        judged.grade_changes,
        duties_start_of(incident, judged.grade_changes),
        judged.reports_owed,
        response_to(reader.plan, *grades, reader.levels_met(incident.facts, call, now)),
        missing_elements(reader.plan.contents, incident),
    )


def missing_elements(contents: tuple[Content, ...], incident: Incident) -> tuple[Content, ...]:
    """Return the phone report's elements (4.1.2) of which no field has a value."""
    return tuple(
        row
        for row in contents
        if row.report == "phone"
        and not REPORTER.intersection(row.fields)
        and not any(has_value(incident, name) for name in row.fields)
    )


def has_value(incident: Incident, name: str) -> bool:
    """Tell whether a field, of words or of facts, has been filled."""
    known = incident.facts.by_code.get(name)
    return name in incident.details or (known is not None and known.value is not None)


def _until(
    incident: Incident,
    now: datetime,
    turning: list[datetime],
    debts: tuple[ReportOwed, ...],
) -> datetime | None:
    """Return when time alone makes another picture.

    A grade or a level turns at its moment, a duty after its due, a silent team is in alarm at its
    second miss. What another terminal wrote by a clock that is ahead counts from then on.
    """
    moments = turning + incident.ahead_of(now)
    moments += [team.check(now).alarm for team in incident.cordon.inside]
    moments += [
        report_owed.duty.due + INSTANT for report_owed in debts if report_owed.duty.due is not None
    ]
    return min((moment for moment in moments if moment > now), default=None)
