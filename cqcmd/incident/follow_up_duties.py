"""Follow-ups and final reports that this station owes (4.1.3)."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from msgspec.structs import replace

from cqcmd.incident.events.entry import Entry
from cqcmd.incident.follow_up_reasons import Change, changes, end_of
from cqcmd.incident.grades import GradeChange, GradeReader
from cqcmd.incident.news_owed import NewsOwed
from cqcmd.incident.report_owed import ReportOwed, State
from cqcmd.incident.reports_made import ReportMade, reports_made_to
from cqcmd.incident.state import Incident
from cqcmd.rules.duties import Report, duty_of
from cqcmd.rules.plan import Plan
from cqcmd.rules.rows import FollowUpRule


def follow_ups(
    reader: GradeReader,
    incident: Incident,
    turns: tuple[GradeChange, ...],
    org: str,
    now: datetime,
) -> tuple[ReportOwed, ...]:
    """Return this station's follow-ups and final reports (4.1.3), one a recipient and rule.

    Several changes nobody has reported yet are one follow-up, due with the first of them; reported
    together, they are judged by that same due time. A change learned after its due time is nobody's
    lateness and does not ring; beside others it leaves them their due time.
    """
    plan = reader.plan
    limited = changes(plan, incident)
    news = NewsOwed(reader, incident, turns, now)
    found: list[ReportOwed] = []
    for receiver in _receivers(plan, org):
        mine: list[ReportOwed] = []
        for rule in plan.followups:
            about = tuple(change for change in limited if change.rule is rule)
            owed = _final(incident, rule, org, receiver, now) or _follow_up(
                incident, rule, about, (org, receiver), now
            )
            mine += [owed] if owed else []
        found += _with_news(mine, news.to(org, receiver))
    return tuple(_standing(incident, found))


def _standing(incident: Incident, found: list[ReportOwed]) -> Iterator[ReportOwed]:
    """Yield them; of no accident of this plan those begun before that was found, as ended.

    Such a case owes none (docs/decisions/001, 17), and what was made stays made.
    """
    first = min(incident.endings.values(), key=lambda entry: entry.order, default=None)
    for owed in found:
        if first is None or not owed.open:
            yield owed
        elif not _begun_after(owed, first):
            yield replace(owed, state="ended")


def _begun_after(owed: ReportOwed, entry: Entry) -> bool:
    """Tell whether what asks for a report came up after an entry was written."""
    order = min((change.order for change in owed.because if change.order), default="")
    return order > entry.order if order else owed.duty.start > entry.occurred_at


def _receivers(plan: Plan, org: str) -> dict[str, None]:
    """Return to whom a station reports, in the plan's order."""
    return dict.fromkeys(
        row.receiver for row in plan.duties if row.sender == org and row.anchor == "receipt"
    )


def _with_news(mine: list[ReportOwed], news: Iterable[ReportOwed]) -> list[ReportOwed]:
    """Add the follow-ups without a limit to those with one and to the final report."""
    # A final report that is still to be made tells of everything else as well.
    if any(owed.stage == "final" and owed.open for owed in mine):
        return mine
    found = list(mine)
    for other in news:
        first = next((owed for owed in mine if owed.open), None)
        if first is None or not _grades_alone(other):
            found.append(other)
        else:
            # The casualties made the grade another one: whoever tells of them tells of it.
            because = first.because + other.because
            found[found.index(first)] = replace(first, because=because)
    return found


def _grades_alone(owed: ReportOwed) -> bool:
    """Tell whether nothing but the grade is otherwise than told."""
    return owed.open and not any(
        change.moves or change.elements or any(turn.what == "response" for turn in change.turns)
        for change in owed.because
    )


def _follow_up(
    incident: Incident,
    rule: FollowUpRule,
    every: tuple[Change, ...],
    who: tuple[str, str],
    now: datetime,
) -> ReportOwed | None:
    reports = reports_made_to(incident, *who)
    shown = _together(every, reports)
    if not shown:
        return None
    # What was heard too late rings for nobody, so it lends its due time only where it is alone.
    first = min(shown, key=lambda change: (_heard_too_late(change), change.at))
    duty = duty_of(rule.as_duty(*who), first.at, _after(reports, shown), now)
    state: State = duty.status
    if _heard_too_late(first):
        state = "met" if duty.proof else "passed"
    return ReportOwed(duty, True, state, stage="follow_up", because=shown)


def _together(every: tuple[Change, ...], reports: tuple[ReportMade, ...]) -> tuple[Change, ...]:
    """Return the changes of one follow-up: those not reported yet, else those reported last."""
    answers = [
        min((report.report.at for report in reports if _tells(report, change)), default=None)
        for change in every
    ]
    last = None if None in answers else max((answer for answer in answers if answer), default=None)
    return tuple(change for change, answer in zip(every, answers, strict=True) if answer == last)


def _heard_too_late(change: Change) -> bool:
    """Tell whether the time of a change was over when this station learned of it."""
    minutes = change.rule.minutes
    return minutes is not None and change.learned_at > change.at + timedelta(minutes=minutes)


def _tells(made: ReportMade, change: Change) -> bool:
    return made.can_tell_of(change.learned_at, change.order)


def _after(reports: tuple[ReportMade, ...], shown: tuple[Change, ...]) -> list[Report]:
    # One report meets the follow-up only if it tells of every change in it.
    return [made.report for made in reports if all(_tells(made, change) for change in shown)]


def _final(
    incident: Incident, rule: FollowUpRule, org: str, receiver: str, now: datetime
) -> ReportOwed | None:
    """Return the final report (终报); a case closed without a response owes it to those told."""
    end = end_of(incident)
    made = reports_made_to(incident, org, receiver)
    if rule.report != "final" or end is None or (end.closed and not made):
        return None
    reports = [
        report.report
        for report in made
        if report.stage == "final" and report.made_after(end.at, end.order)
    ]
    duty = duty_of(rule.as_duty(org, receiver), end.at, reports, now)
    return ReportOwed(duty, True, duty.status, stage="final")


def owes_final(plan: Plan, incident: Incident, org: str, now: datetime) -> bool:
    """Tell whether this station has still to make a final report (终报), without all the rest."""
    owed = (
        _final(incident, rule, org, receiver, now)
        for receiver in _receivers(plan, org)
        for rule in plan.followups
    )
    return any(report.open for report in _standing(incident, [one for one in owed if one]))
