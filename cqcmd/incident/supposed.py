"""An incident as it would be, had something more been told: in memory alone."""

from collections.abc import Iterable
from datetime import datetime

from cqcmd.incident.events import FactsSet, encode
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.state import Incident


def supposing(incident: Incident, news: Iterable[tuple[datetime, FactsSet]]) -> Incident:
    """Return a twin that was told more, each at its moment; the incident itself learns nothing."""
    twin = Incident(incident.id)
    for entry in incident.entries:
        twin.absorb(entry)
    for number, (at, event) in enumerate(news):
        twin.absorb(_unwritten(incident.entries[-1], number, at, event))
    return twin


def _unwritten(last: Entry, number: int, at: datetime, event: FactsSet) -> Entry:
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
