"""值班表: who is on duty on which day, folded from the entries that keep it."""

from datetime import date, time

from cqcmd.incident import events
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.events.rota import RotaDay
from cqcmd.incident.office.station_fold import StationFold

TURNS = time(8, 30)
"""When a duty begins as long as nobody said otherwise: an office's custom, no rule of the plan."""


class StationRota:
    """The rota of one station.

    Attributes:
        days: by day, as last kept.
        turns: at what time of day a duty begins.
    """

    def __init__(self) -> None:
        self.days: dict[date, RotaDay] = {}
        self.turns = TURNS

    def keep(self, event: events.RotaKept) -> None:
        """Take in what was kept; a day of which nothing is said any more is not there."""
        self.turns = event.turns or self.turns
        for day in event.days:
            self.days.pop(day.day, None)
            if day.officer or day.leader or day.deputy:
                self.days[day.day] = day


class Rota(StationFold):
    """The rota of every station, by its name: each has its own."""

    kinds = frozenset((events.RotaKept.kind,))

    by_station: dict[str, StationRota]

    def _begin(self) -> None:
        self.by_station = {}

    def _step(self, entry: Entry) -> None:
        event = events.read(events.RotaKept, entry)
        self.by_station.setdefault(entry.station, StationRota()).keep(event)

    def of(self, station: str) -> StationRota:
        """Return the rota of a station; an empty one where nothing was kept."""
        return self.by_station.get(station) or StationRota()
