"""The notice of a warning (3.2.2), from what is recorded of it."""

from datetime import datetime

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.wording import grade_name
from cqcmd.desk.warnings.asked import AskedByLaw
from cqcmd.documents.paper import Head, Paper
from cqcmd.documents.warning.content import Notice, Sent, What
from cqcmd.documents.word.notice_paper import notice_paper
from cqcmd.i18n import _
from cqcmd.incident.warnings import Warned


def notice_of(
    open_record: OpenRecord, asked: AskedByLaw, ident: str, warned: Warned, mark: str
) -> Paper:
    """Return the notice of a warning as it stands: a draft, its issue, its adjustment, its end."""
    plan = open_record.plan
    head = Head("", open_record.clock.now(), plan, mark)
    row = next((row for row in plan.warnings if row.level == warned.level), None)
    issued, spoken = warned.issued, warned.spoken
    notice = Notice(
        what=_what(warned),
        identifier=_identifier(open_record, ident, _messages(warned)),
        rank=warned.level,
        level=row.name if row else _("{level} 级").format(level=warned.level),
        colour=row.colour if row else "",
        grade=grade_name(plan, row.grade) if row and row.grade else "",
        category=issued.category if issued else spoken.category if spoken else "",
        area=issued.area if issued else spoken.area if spoken else "",
        notice=issued.notice if issued else "",
        measures=issued.measures if issued else "",
        issuer=issued.issuer if issued else _to_issue(open_record, warned),
        starts_at=(issued.starts_at or warned.since) if issued else None,
        issued_at=_at(warned),
        ended=_ended(warned),
        earlier=tuple(_earlier(open_record, ident, warned)),
        sources=tuple(f"{one.source}：{one.point}" for one in asked.of(plan, warned.level)),
        clause=plan.role("warning.issue").clause,
    )
    return notice_paper(head, notice)


def _to_issue(open_record: OpenRecord, warned: Warned) -> str:
    """Return who is to issue it: who approved it, or before that whom the plan names."""
    if approved := warned.preparing.get("approved"):
        return approved.event.who
    rows = {row.level: row for row in open_record.plan.warnings}
    row = rows.get(warned.level)
    return open_record.plan.org(row.issuer).name if row else ""


def _what(warned: Warned) -> What:
    if not warned.issues:
        return "draft"
    if warned.lifted is not None:
        return "lifted"
    return "adjusted" if len(warned.issues) > 1 else "issued"


def _messages(warned: Warned) -> int:
    """Return the number of the message that stands: each issue is one, the lifting the last."""
    return len(warned.issues) + (warned.lifted is not None)


def _identifier(open_record: OpenRecord, ident: str, number: int) -> str:
    return f"{open_record.ledger.station}-{ident}-{number}"


def _at(warned: Warned) -> datetime | None:
    """Return when the message that stands was issued."""
    if not warned.issues:
        return None
    return warned.lifted[0] if warned.lifted else warned.since


def _ended(warned: Warned) -> str:
    if warned.lifted is None:
        return ""
    event = warned.lifted[1]
    return _("{who}：{why}").format(who=event.decided_by, why=event.reason)


def _earlier(open_record: OpenRecord, ident: str, warned: Warned) -> list[Sent]:
    """Return the messages before the one that stands, as a machine refers to them."""
    before = warned.issues if warned.lifted is not None else warned.issues[:-1]
    return [
        Sent(_identifier(open_record, ident, number), issue.event.issuer, issue.at)
        for number, issue in enumerate(before, 1)
    ]
