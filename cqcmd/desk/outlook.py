"""What an incident's grade would be if an update were saved; nothing is written."""

from collections.abc import Mapping
from datetime import datetime

from cqcmd.desk.desk import Desk
from cqcmd.desk.intake import Preview
from cqcmd.incident.entry import Entry
from cqcmd.incident.known import KnownFacts
from cqcmd.views import PreviewView


def outlook(desk: Desk, ident: str, texts: Mapping[str, str], at: datetime) -> PreviewView:
    """The result with what is typed so far; quick enough for each key. ``at``: when it came so."""
    office = desk._office
    now = office.clock.now()
    incident = office.incident(ident)
    reading = desk.facts.read(texts, at)
    facts = _copied(incident.facts)
    facts.learn(_unwritten(at), reading.event("", now))
    call = incident.received_at
    preview = Preview(
        reading,
        office.reader.assess(facts, call, now),
        office.reader.projections(facts, call, now),
        (),
        False,
        (),
    )
    return desk.showing.preview(preview)


def _copied(facts: KnownFacts) -> KnownFacts:
    copy = KnownFacts()
    copy.by_code = dict(facts.by_code)
    copy.counts = list(facts.counts)
    copy.conflicts = dict(facts.conflicts)
    return copy


def _unwritten(at: datetime) -> Entry:
    return Entry(
        id="",
        incident=None,
        station="",
        seq=0,
        kind="facts",
        data="",
        actor="",
        occurred_at=at,
        recorded_at=at,
        order="",
        prev="",
        hash="",
    )
