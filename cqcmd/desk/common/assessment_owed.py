"""Whether this station's headquarters owes an assessment report, and who is still without it (5.2).

The plan names no limit: what runs is the time since the response ended.
"""

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from cqcmd.incident.events.command import CHANGES
from cqcmd.incident.state import Incident
from cqcmd.rules.plan import Plan


class AssessmentOwed(Struct, frozen=True):
    """What is owed since the response ended.

    Attributes:
        since: when the response ended.
        receivers: the organisations the report goes to.
        document: the entry of the report issued last; empty where none is.
        missing: those of them that have not got that one.
    """

    since: datetime
    receivers: tuple[str, ...]
    document: str
    missing: tuple[str, ...]


def assessment_owed(plan: Plan, incident: Incident, org: str) -> AssessmentOwed | None:
    """Return what the headquarters of this station owes; ``None`` where there is nothing to owe.

    Nothing is owed while a response is in force, of what is no accident of this plan, and once
    somebody recorded the tasks of the assessment as over: see `_settled`.
    """
    ended = incident.response.ended
    receivers = receivers_of(plan, incident, org)
    if ended is None or not receivers or incident.endings or incident.void:
        return None
    if _settled(plan, incident):
        return None
    issued = incident.assessment.issued
    document = issued[-1][0].id if issued else ""
    had = incident.assessment.had_by(document)
    missing = tuple(receiver for receiver in receivers if receiver not in had)
    return AssessmentOwed(ended.at, receivers, document, missing) if missing else None


def receivers_of(plan: Plan, incident: Incident, org: str) -> tuple[str, ...]:
    """Return to whom the reports of the headquarters go that this organisation is part of.

    It is part of one that led the response at some level, and whose proposals it makes or
    answers at that level.
    """
    led = {
        row.headquarters
        for row in plan.responses
        if row.level in _levels(incident) and org in (row.proposer, row.approver)
    }
    rows = (plan.headquarters_row(code) for code in plan.ranking if code in led)
    found = dict.fromkeys(receiver for row in rows for receiver in row.assessment_to)
    # A plan of the first format is given rows that may name organisations it has not.
    return tuple(code for code in found if code in plan.index["orgs"] and code != org)


def assessment_tasks(plan: Plan) -> Iterator[str]:
    """Yield the codes of the tasks that the plan's clause on the assessment asks for."""
    clause = plan.role("assessment").clause
    yield from (row.code for row in plan.aftermath if row.clause == clause)


def _settled(plan: Plan, incident: Incident) -> bool:
    """Tell whether the tasks of the assessment are over, as written down by hand.

    Of a report that was signed here only its delivery tells that it was handed in, or that
    somebody found it not needed.
    """
    tasks = [incident.tasks.of(code) for code in assessment_tasks(plan)]
    if incident.assessment.issued:
        return bool(tasks) and all(task.state == "not_needed" for task in tasks)
    return bool(tasks) and all(task.over for task in tasks)


def _levels(incident: Incident) -> set[str | None]:
    """Return every level that was in force."""
    return {step.event.level for step in incident.response.steps if step.event.step in CHANGES}
