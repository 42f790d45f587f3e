"""Meetings with other posts, folded from their entries: what was sent, received, and seen."""

from datetime import datetime

from msgspec import Struct

from cqcmd.incident import events
from cqcmd.incident.events.entry import Entry


class Sent(Struct, frozen=True):
    """A bundle that was written, when, and by which station."""

    at: datetime
    station: str
    event: events.BundleSent


class Met(Struct, frozen=True):
    """A bundle that was taken in, when, by whom, and in which entry."""

    at: datetime
    station: str
    entry: str
    event: events.Merged


class Meetings:
    """Every meeting that any station wrote down. Entries may arrive in any order."""

    def __init__(self) -> None:
        self.sent: dict[str, Sent] = {}
        self.met: dict[str, Met] = {}
        self.names: dict[str, str] = {}
        """What stations were called by whoever met them, by id."""
        self._named: dict[str, str] = {}

    def absorb(self, entry: Entry, event: events.BundleSent | events.Merged) -> None:
        """Take in one entry."""
        if isinstance(event, events.BundleSent):
            self.sent[event.bundle] = Sent(entry.occurred_at, entry.station, event)
            return
        self.met[entry.id] = Met(entry.recorded_at, entry.station, entry.id, event)
        told = {seen.station: seen.name for seen in event.seen} | {event.station: event.name}
        for station, name in told.items():
            if name and self._named.get(station, "") < entry.order:
                self._named[station], self.names[station] = entry.order, name

    def receipts(self, bundle: str) -> tuple[Met, ...]:
        """Return who took a bundle in, the first first."""
        found = (met for met in self.met.values() if met.event.bundle == bundle)
        return tuple(sorted(found, key=lambda met: met.at))

    def last_seen(self, station: str) -> dict[str, tuple[events.HeadSeen, datetime]]:
        """Return the furthest head that a station noted of each other one, and when it did."""
        furthest: dict[str, tuple[events.HeadSeen, datetime]] = {}
        for met in sorted(self.met.values(), key=lambda met: met.at):
            for seen in met.event.seen if met.station == station else ():
                before = furthest.get(seen.station)
                if before is None or before[0].seq <= seen.seq:
                    furthest[seen.station] = (seen, met.at)
        return furthest
