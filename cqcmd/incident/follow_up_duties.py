"""Follow-ups and final reports that this station owes (4.1.3)."""

from datetime import datetime, timedelta
from itertools import islice

from cqcmd.incident.follow_up_reasons import Change, changes, end_of
from cqcmd.incident.report_owed import ReportOwed, State
from cqcmd.incident.reports_made import ReportMade, reports_made_to
from cqcmd.incident.state import Incident
from cqcmd.incident.unknowns_cleared import still_to_report, unknowns_cleared
from cqcmd.rules.duties import Report, duty_of
from cqcmd.rules.plan import Plan
from cqcmd.rules.rows import DutyRule, FollowUpRule


def follow_ups(plan: Plan, incident: Incident, org: str, now: datetime) -> tuple[ReportOwed, ...]:
    """Return this station's follow-ups and final reports (4.1.3), one a recipient and rule.

    Several changes nobody has reported yet are one follow-up, due with the first of them; reported
    together, they are judged by that same due time. A change learned after its due time is nobody's
    lateness and does not ring; beside others it leaves them their due time.
    """
    # No accident of this plan: it owes neither (docs/decisions/001, 17).
    if incident.dismissed or incident.out_of_scope:
        return ()
    receivers = dict.fromkeys(
        row.receiver for row in plan.duties if row.sender == org and row.anchor == "receipt"
    )
    every = (*changes(plan, incident), *_cleared(plan, incident))
    found: list[ReportOwed] = []
    for receiver in receivers:
        for rule in plan.followups:
            mine = tuple(change for change in every if change.rule is rule)
            owed = _final(incident, rule, org, receiver, now) or _follow_up(
                incident, rule, mine, (org, receiver), now
            )
            found += [owed] if owed else []
    return tuple(found)


def _cleared(plan: Plan, incident: Incident) -> tuple[Change, ...]:
    """Return what was cleared up, under the rule for other news: neither has a limit in 4.1.3."""
    news = (rule for rule in plan.followups if rule.report == "follow_up" and rule.minutes is None)
    # Under the first such rule alone, or one element would be owed twice.
    return tuple(
        change for rule in islice(news, 1) for change in unknowns_cleared(plan, incident, rule)
    )


def _follow_up(
    incident: Incident,
    rule: FollowUpRule,
    every: tuple[Change, ...],
    who: tuple[str, str],
    now: datetime,
) -> ReportOwed | None:
    reports = reports_made_to(incident, *who)
    mine = tuple(change for other in every if (change := still_to_report(other, reports)))
    shown = _together(mine, reports)
    if not shown:
        return None
    # What was heard too late rings for nobody, so it lends its due time only where it is alone.
    first = min(shown, key=lambda change: (_heard_too_late(change), change.at))
    duty = duty_of(_as_duty(rule, *who), first.at, _after(reports, shown), now)
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
    duty = duty_of(_as_duty(rule, org, receiver), end.at, reports, now)
    return ReportOwed(duty, True, duty.status, stage="final")


def _as_duty(rule: FollowUpRule, sender: str, receiver: str) -> DutyRule:
    return DutyRule(
        code=f"{rule.code}:{receiver}",
        clause=rule.clause,
        text=rule.text,
        sender=sender,
        receiver=receiver,
        channel="any",
        minutes=rule.minutes,
    )
