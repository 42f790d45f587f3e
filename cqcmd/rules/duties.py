"""Who owes whom which report by when: receipts and reports in, duties out (4.1.1)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct

from cqcmd.rules.rows import Channel, DutyRule, Grade
from cqcmd.rules.scale import Scale

Status = Literal["running", "met", "late", "overdue"]


class Report(Struct, frozen=True):
    """A report made: it reached ``receiver`` at ``at``; ``ref`` is its entry in the journal."""

    sender: str
    receiver: str
    channel: Channel
    at: datetime
    ref: str = ""


class Duty(Struct, frozen=True):
    """A report owed to one recipient by one channel (4.1.1).

    ``due`` is ``None`` where the plan sets no figure (立即). ``start`` is the moment the clock
    started: the sender's receipt, or the occurrence. ``proof`` is the earliest matching report;
    ``again`` are the later ones (又报).
    """

    rule: DutyRule
    start: datetime
    due: datetime | None
    status: Status
    proof: Report | None = None
    again: tuple[Report, ...] = ()


def first_receipts(
    receipts: Mapping[str, datetime], reports: Iterable[Report]
) -> dict[str, datetime]:
    """Return when each organisation first learned of it, by its own receipt or a report to it."""
    # Both count (docs/decisions/001, 13): a clock starts at the first receipt, from anyone.
    learned = dict(receipts)
    for report in reports:
        known = learned.get(report.receiver)
        if known is None or report.at < known:
            learned[report.receiver] = report.at
    return learned


def duties(
    rules: Iterable[DutyRule],
    learned: Mapping[str, datetime],
    reports: Sequence[Report],
    now: datetime,
    *,
    scale: Scale,
    occurred_at: datetime | None = None,
    grade: Grade | None = None,
) -> tuple[Duty, ...]:
    """Return every duty that has started, in the plan's order, as it stands at ``now`` (4.1.1).

    ``learned`` is when each organisation learned of it (`first_receipts`: a report received starts
    the receiver's clock, so the chain unfolds by itself). Rules anchored to the occurrence need no
    receipt but the occurrence and a grade.
    """
    found = []
    for rule in rules:
        start = learned.get(rule.sender) if rule.anchor == "receipt" else occurred_at
        if start is not None and scale.reaches(grade, rule.from_grade):
            found.append(duty_of(rule, start, reports, now))
    return tuple(found)


def duty_of(rule: DutyRule, start: datetime, reports: Sequence[Report], now: datetime) -> Duty:
    """Return the duty of a rule whose clock started at ``start``, as it stands at ``now``."""
    due = None if rule.minutes is None else start + timedelta(minutes=rule.minutes)
    # By when it was made, not when it was written down: the first one stays the proof, and
    # what comes after is 又报 (docs/decisions/001, 18).
    matching = sorted((r for r in reports if _matches(rule, r)), key=lambda report: report.at)
    proof = matching[0] if matching else None
    return Duty(rule, start, due, _status(due, proof, now), proof, tuple(matching[1:]))


def _matches(rule: DutyRule, report: Report) -> bool:
    return (
        report.sender == rule.sender
        and report.receiver == rule.receiver
        and (rule.channel == "any" or report.channel == rule.channel)
    )


def _status(due: datetime | None, proof: Report | None, now: datetime) -> Status:
    if proof is not None:
        return "met" if due is None or proof.at <= due else "late"
    # The due moment itself is still in time; 立即 has no figure, so it never becomes overdue.
    return "running" if due is None or now <= due else "overdue"
