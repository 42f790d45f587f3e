"""Hazards (隐患, 3.1) found and removed, folded from their entries."""

from datetime import datetime

from msgspec import Struct

from cqcmd.incident import events
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.office.station_fold import StationFold


class Hazard(Struct):
    """A hazard: since when it is known, what was last said of it, who saw it removed and when."""

    since: datetime
    found: events.HazardFound
    removed: tuple[datetime, events.HazardRemoved] | None = None


class Hazards(StationFold):
    """Every hazard, by id."""

    kinds = frozenset(event.kind for event in (events.HazardFound, events.HazardRemoved))

    by_id: dict[str, Hazard]

    def _begin(self) -> None:
        self.by_id = {}

    def _step(self, entry: Entry) -> None:
        match events.decode(entry.kind, entry.data):
            case events.HazardFound(hazard=ident) as event:
                known = self.by_id.setdefault(ident, Hazard(entry.occurred_at, event))
                # Said anew it stands again, as when it comes back after it was removed.
                known.found, known.removed = event, None
            case events.HazardRemoved(hazard=ident) as event if ident in self.by_id:
                self.by_id[ident].removed = (entry.occurred_at, event)
