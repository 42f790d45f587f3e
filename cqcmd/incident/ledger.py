"""All that the journal says: every incident and the station, folded as entries come."""

from collections.abc import Callable, Iterable, Set
from contextlib import ExitStack
from datetime import datetime
from itertools import chain
from operator import itemgetter

from cqcmd.incident import events
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.finished import NONE_FINISHED, Finished
from cqcmd.incident.hazards import Hazards
from cqcmd.incident.numbers import Numbers, given
from cqcmd.incident.office.contacts import Contacts
from cqcmd.incident.office.meetings import Meetings
from cqcmd.incident.office.plan_notes import PlanNotes
from cqcmd.incident.office.station_fold import StationFold
from cqcmd.incident.office.stock import Stock
from cqcmd.incident.rota import Rota
from cqcmd.incident.state import Incident
from cqcmd.incident.warnings import Warnings
from cqcmd.patterns import regex

COUNT = regex(r"[0-9]{1,6}")
"""What counts in a number."""

VERDICT = events.VerdictKept.kind


class Ledger:
    """The fold over all entries. ``absorb`` costs one step an entry, in any order of arrival."""

    def __init__(self, station: str = "") -> None:
        self.station = station
        self.incidents: dict[str, Incident] = {}
        """Those in memory: all but finished ones that nobody asked for."""
        self.finished: Finished = NONE_FINISHED
        self.recalled: list[str] = []
        """Finished ones that were asked for since, in the order in which they were."""
        self.station_entries: list[Entry] = []
        self.serving: events.StationSet | None = None
        self.watch: tuple[datetime, events.WatchTaken] | None = None
        self.plan: events.PlanInForce | None = None
        self.plans: dict[str, events.PlanInForce] = {}
        """Every plan file that was in force here, by its digest."""
        self.plans_began: dict[str, datetime] = {}
        """Since when each of them was, the last time."""
        self.backup: tuple[datetime, events.BackedUp] | None = None
        self.clock: tuple[str, events.ClockMoved] | None = None
        """On what the time of this station rests, with the id of the entry that says so."""
        self.warnings, self.hazards = Warnings(), Hazards()
        self.stock, self.rota = Stock(), Rota()
        self.contacts = Contacts()
        self.plan_notes = PlanNotes()
        self.verdicts = 0
        self.absorbed = 0
        """How many entries were taken in: as long as it stays, nothing has changed."""
        self.stations: dict[str, tuple[str, events.StationSet]] = {}
        """What each station last said it is, this one among them, with that entry's order."""
        self.names: dict[str, str] = {}
        """What each station is called, by its id."""
        self.meetings = Meetings()
        self._roles: dict[str, tuple[str, str]] = {}
        self._numbers = Numbers()
        self._latest: dict[str, str] = {}

    def absorb(self, entries: Iterable[Entry]) -> set[str | None]:
        """Take in entries, and return the incidents that changed (``None``: the station itself).

        Raises Refusal: one is about a finished incident that cannot be read; none was taken in.
        """
        entries = tuple(entries)
        for ident in {entry.incident for entry in entries} & self.finished.numbers.keys():
            self.find(ident)
        told: dict[str | None, list[Entry]] = {}
        for entry in entries:
            told.setdefault(entry.incident, []).append(entry)
            # Numbered, so that one that was taken out is missed: how many this station wrote.
            self.verdicts += entry.kind == VERDICT and entry.station == self.station
        self.absorbed += len(entries)
        changed = set(told)
        if told.get(None):
            changed |= self._of_station(told.pop(None))
        for ident, about in told.items():
            changed |= self._of_incident(str(ident), about)
        return changed

    def _of_incident(self, ident: str, entries: list[Entry]) -> set[str]:
        """Take in entries of an incident; returns others that bear its number and have a mark."""
        incident = self.incidents.get(ident)
        if incident is None:
            incident = self.incidents[ident] = Incident(ident)
        incident.absorb_all(entries)
        if not self._numbers.note(incident):
            return set()
        number = incident.given_number
        for other in self._numbers.finished_under(number, self.finished):
            self._numbers.note(self.one(other))
        return self._numbers.tell_apart(self.names, (number,))

    def _of_station(self, entries: list[Entry]) -> set[str]:
        """Take in entries of no incident; returns incidents that are told apart otherwise now."""
        with ExitStack() as held:
            for fold in self.folds:
                held.enter_context(fold.held())
            for entry in entries:
                _readably(self._take, entry)
        settings = {station: told.name for station, (_order, told) in self.stations.items()}
        names = self.meetings.names | settings
        if names == self.names:
            return set()
        self.names = names
        return self._numbers.tell_apart(names)

    def _take(self, entry: Entry) -> None:
        self._fold(entry)
        self.station_entries.append(entry)

    def find(self, ident: str | None) -> Incident | None:
        """Return an incident, a finished one read from the journal first; ``None``: there is none.

        Raises Refusal: it cannot be read.
        """
        if ident is None:
            return None
        found = self.incidents.get(ident)
        if found is None and ident in self.finished.numbers:
            found = Incident(ident)
            found.absorb_all(self.finished.entries(ident))
            self._numbers.note(found)
            self.incidents[ident] = found
            self.recalled.append(ident)
        return found

    def let_go(self, ident: str) -> Incident:
        """Return an incident and keep nothing of it in memory. Raises KeyError."""
        self._numbers.forget(ident)
        return self.incidents.pop(ident)

    def one(self, ident: str) -> Incident:
        """Return an incident that is known to be there. Raises KeyError; Refusal as `find` does."""
        if (found := self.find(ident)) is None:
            raise KeyError(ident)
        return found

    def rest_on(self, finished: Finished) -> None:
        """Leave finished incidents where they are; before anything of them is taken in."""
        self.finished, self.verdicts = finished, finished.verdicts

    def recall_all(self) -> None:
        """Have every incident in memory. Raises Refusal: one cannot be read."""
        for ident in self.finished.numbers:
            self.find(ident)
        self.finished = NONE_FINISHED

    def _fold(self, entry: Entry) -> None:
        if folds := [f for f in self.folds if entry.kind in (*f.kinds, events.Struck.kind)]:
            for fold in folds:
                fold.absorb(entry)
            return
        if entry.kind == events.ContactsKept.kind:
            self.contacts.absorb(entry)
            return
        if entry.kind == events.PlanNoted.kind:
            self.plan_notes.absorb(entry)
            return
        event = events.decode(entry.kind, entry.data)
        if isinstance(event, events.StationSet):
            told = self.stations.get(entry.station, ("", event))
            self.stations[entry.station] = max(told, (entry.order, event), key=itemgetter(0))
        if isinstance(event, events.BundleSent | events.Merged):
            self.meetings.absorb(entry, event)
            return
        if isinstance(event, events.RoleGiven) and entry.station == self.station:
            given = (entry.order, event.role)
            self._roles[event.person] = max(self._roles.get(event.person, given), given)
            return
        # Another station's settings, watch and backup are its own; entries come in any order.
        if entry.station != self.station or entry.order <= self._latest.get(entry.kind, ""):
            return
        self._latest[entry.kind] = entry.order
        # Of the rest (recovered drafts, sleep) there is nothing to know but the entry itself.
        match event:
            case events.StationSet() as event:
                self.serving = event
            case events.WatchTaken() as event:
                self.watch = (entry.occurred_at, event)
            case events.PlanInForce() as event:
                self.plan = event
                self.plans[event.digest] = event
                self.plans_began[event.digest] = entry.occurred_at
            case events.BackedUp() as event:
                self.backup = (entry.occurred_at, event)
            case events.ClockMoved(base=base) as event if base is not None and base.sane:
                self.clock = (entry.id, event)

    def unread(self, idents: Set[str]) -> None:
        """Take these entries of the station for unreadable: they were altered."""
        entries, self.station_entries = self.station_entries, []
        self.serving = self.watch = self.plan = self.backup = self.clock = None
        self.plans, self.plans_began, self._latest = {}, {}, {}
        self.warnings, self.hazards = Warnings(), Hazards()
        self.stock, self.rota = Stock(), Rota()
        self.contacts, self.plan_notes = Contacts(), PlanNotes()
        self.stations, self.meetings, self._roles = {}, Meetings(), {}
        self._of_station([events.unread(one) if one.id in idents else one for one in entries])

    @property
    def folds(self) -> tuple[StationFold, ...]:
        """What the station's entries are folded into that can be made void."""
        return self.warnings, self.hazards, self.stock, self.rota

    def struck(self, entry: str) -> tuple[Entry, events.Struck] | None:
        """Return what made an entry of the station void, if something did."""
        return next((fold.struck[entry] for fold in self.folds if entry in fold.struck), None)

    @property
    def roles(self) -> dict[str, str]:
        """Who was given which role here, by name; none is told of whose line stands again."""
        return {person: role for person, (_order, role) in self._roles.items() if role}

    @property
    def officer(self) -> str:
        """Who is on duty at this station; empty before the first watch."""
        return self.watch[1].officer if self.watch else ""

    def next_number(self, year: int) -> str:
        """Return a year's next incident number, such as ``26-0012``; struck ones stay taken."""
        prefix = f"{year % 100:02d}-"
        known = (incident.given_number for incident in self.incidents.values())
        numbers = chain(known, map(given, self.finished.numbers.values()))
        counts = (number.removeprefix(prefix) for number in numbers if number.startswith(prefix))
        # Another post may have written anything for a number.
        taken = [int(count) for count in counts if COUNT.fullmatch(count)]
        # Past the greatest, not into a gap: a number once given names one incident for good.
        return f"{prefix}{max(taken, default=0) + 1:04d}"


def _readably(take: Callable[[Entry], object], entry: Entry) -> None:
    """Take in an entry; one that cannot be read does not keep all others from being read."""
    try:
        take(entry)
    except events.Undecodable:
        take(events.unread(entry))
