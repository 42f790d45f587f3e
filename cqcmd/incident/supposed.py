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
    last = incident.entries[-1]
    for number, (at, event) in enumerate(news):
        # Longer than what it begins with, so it is sorted behind it and before nothing.
        order = f"{last.order}~{number:04}"
        twin.absorb(_unwritten(incident.id, last.station, order, at, event))
    return twin


def imagined(ident: str, station: str, told: Iterable[tuple[datetime, Event]]) -> Incident:
    """Return an incident of nothing but these events, each at its moment, in that order."""
    twin = Incident(ident)
    for number, (at, event) in enumerate(told):
        twin.absorb(_unwritten(ident, station, f"{number:04}", at, event))
    return twin


def _unwritten(ident: str, station: str, order: str, at: datetime, event: Event) -> Entry:
    """Return an entry that stands in no journal."""
    return Entry(
        id=f"supposed-{order}",
        incident=ident,
        station=station,
        seq=0,
        kind=event.kind,
        data=encode(event),
        actor="",
        occurred_at=at,
        recorded_at=at,
        order=order,
        prev="",
        hash="",
    )
