"""Resources of the station (6.1-6.3): kept, looked at, removed; folded from their entries."""

from datetime import datetime

from msgspec import Struct

from cqcmd.incident import events
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.events.resources import Condition
from cqcmd.incident.office.station_fold import StationFold


class Resource(Struct):
    """A resource: what was last said of it, and what was found when somebody last looked.

    Attributes:
        counted: how many there were by the last entry that said so, those lent out among them.
        order: where in the journal that entry stands; what was used up later is still to come off.
        looked_at, looked_by: when somebody last said how many there are, and who.
        removed: when it was taken out, and why.
    """

    kept: events.ResourceKept
    counted: int
    condition: Condition
    order: str
    looked_at: datetime
    looked_by: str
    removed: tuple[datetime, str] | None = None


class Stock(StationFold):
    """Every resource, by id."""

    kinds = frozenset(
        event.kind
        for event in (events.ResourceKept, events.ResourceChecked, events.ResourceRemoved)
    )

    by_id: dict[str, Resource]

    def _begin(self) -> None:
        self.by_id = {}

    def _step(self, entry: Entry) -> None:
        match events.decode(entry.kind, entry.data):
            case events.ResourceKept() as event:
                self._keep(entry, event)
            case events.ResourceChecked(resource=ident) as event if ident in self.by_id:
                by = event.who or entry.writer
                _look(self.by_id[ident], entry, event.count, event.condition, by)
            case events.ResourceRemoved(resource=ident) as event if ident in self.by_id:
                self.by_id[ident].removed = (entry.occurred_at, event.reason)

    def _keep(self, entry: Entry, event: events.ResourceKept) -> None:
        """Take what holds from now on; a number said anew is a number that was looked at."""
        known = self.by_id.get(event.resource)
        if known is None:
            known = Resource(
                event, event.count, event.condition, entry.order, entry.occurred_at, entry.writer
            )
            self.by_id[event.resource] = known
        elif (event.count, event.condition) != (known.kept.count, known.kept.condition):
            _look(known, entry, event.count, event.condition, entry.writer)
        known.kept, known.removed = event, None


def _look(known: Resource, entry: Entry, count: int, condition: Condition, by: str) -> None:
    known.counted, known.condition, known.order = count, condition, entry.order
    known.looked_at, known.looked_by = entry.occurred_at, by
