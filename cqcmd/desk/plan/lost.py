"""What is known of an incident without the plan it is under: its words and notes, no verdict."""

from collections.abc import Iterator

from cqcmd.clock import stamp
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.i18n import _
from cqcmd.incident import events
from cqcmd.incident.state import Incident


def known_without_plan(open_record: OpenRecord, ident: str) -> tuple[str, ...]:
    """Return what the log says in somebody's own words; nothing of it is read through a plan."""
    incident = open_record.ledger.incidents[ident]
    return (*_call(open_record, incident), *_notes(open_record, incident))


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
