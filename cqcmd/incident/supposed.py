"""An incident as it would be, had something more been written: in memory alone."""

from collections.abc import Iterable
from datetime import datetime

from cqcmd.incident.events import encode
from cqcmd.incident.events.entry import Entry, Event
from cqcmd.incident.state import Incident


def supposing(incident: Incident, news: Iterable[tuple[datetime, Event]]) -> Incident:
    """Return a twin with more entries, each at its moment; the incident itself learns nothing."""
    twin = Incident(incident.id)
    for entry in incident.entries:
        twin.absorb(entry)
    for number, (at, event) in enumerate(news):
        twin.absorb(_unwritten(incident.entries[-1], number, at, event))
    return twin


def _unwritten(last: Entry, number: int, at: datetime, event: Event) -> Entry:
    """Return an entry that stands in no journal, behind the last one that does."""
    return Entry(
        id=f"supposed-{number}",
        incident=last.incident,
        station=last.station,
        seq=last.seq,
        kind=event.kind,
        data=encode(event),
        actor="",
        occurred_at=at,
        recorded_at=at,
        # Longer than what it begins with, so it is sorted behind it and before nothing.
        order=f"{last.order}~{number:04}",
        prev="",
        hash="",
    )
