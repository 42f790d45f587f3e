"""What is known of an incident without the plan it is under: its last picture, words and notes.

The last picture is the record kept with the last act: what was shown then, not judged anew.
"""

from collections.abc import Iterator

from cqcmd.clock import stamp
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.wording import grade_name
from cqcmd.i18n import _
from cqcmd.incident import events
from cqcmd.incident.events import GradeShown, VerdictKept
from cqcmd.incident.state import Incident
from cqcmd.incident.verdicts import kept_verdict


def known_without_plan(open_record: OpenRecord, ident: str) -> tuple[str, ...]:
    """Return what the log says in somebody's own words; nothing of it is read through a plan."""
    incident = open_record.ledger.incidents[ident]
    return (
        *_call(open_record, incident),
        *_last_shown(open_record, incident),
        *_notes(open_record, incident),
    )


def last_shown(incident: Incident) -> VerdictKept | None:
    """Return the record kept with the last act on an incident."""
    last = next(reversed(incident.verdicts.values()), None)
    return kept_verdict(incident, last)[1] if last else None


def grade_last_shown(incident: Incident) -> str:
    """Return ``较大，可能重大``: the grades as last shown; empty where no record was kept."""
    record = last_shown(incident)
    if record is None:
        return ""
    sure = record.confirmed.grade if record.confirmed else None
    maybe = record.possible.grade if record.possible else None
    words = grade_name(record.decided.grade if record.decided else sure)
    return _("{sure}，可能{maybe}").format(sure=words, maybe=grade_name(maybe)) if maybe else words


def _last_shown(open_record: OpenRecord, incident: Incident) -> Iterator[str]:
    record, now = last_shown(incident), open_record.clock.now()
    if record is None:
        return
    words = _("最后一次判定（{time}，当时所示，未重算）：{grade}")
    yield words.format(time=stamp(record.at, now), grade=grade_last_shown(incident))
    because = (record.confirmed or record.possible or GradeShown(grade=None)).because
    if because:
        yield _("依据条款 {clauses}").format(clauses="、".join(dict.fromkeys(because.values())))
    for duty in record.duties:
        due = _("，{time} 到时").format(time=stamp(duty.due, now)) if duty.due else ""
        yield _("当时未报：{rule}（{clause}）{due}").format(
            rule=duty.rule, clause=duty.clause, due=due
        )


def _call(open_record: OpenRecord, incident: Incident) -> Iterator[str]:
    if incident.call is None:
        return
    words = _("{number}  {received} 接报  按 {plan} {digest}")
    now = open_record.clock.now()
    yield words.format(
        number=incident.number,
        received=stamp(incident.received_at, now) if incident.received_at else "",
        plan=incident.call.plan,
        digest=incident.plan_digest[:12],
    )
    if incident.details:
        yield "，".join(incident.details.values())


def _notes(open_record: OpenRecord, incident: Incident) -> Iterator[str]:
    now = open_record.clock.now()
    for entry in incident.entries:
        if entry.kind == events.Noted.kind and entry.id not in incident.struck:
            note = events.read(events.Noted, entry)
            yield f"{stamp(entry.occurred_at, now)} {note.text}（{entry.actor}）"
