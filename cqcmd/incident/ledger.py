"""All that the journal says: every incident and the station, folded as entries come."""

from collections.abc import Callable, Iterable, Set
from datetime import datetime
from itertools import chain

from cqcmd.incident import events
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.finished import NONE_FINISHED, Finished
from cqcmd.incident.hazards import Hazards
from cqcmd.incident.office.contacts import Contacts
from cqcmd.incident.office.plan_notes import PlanNotes
from cqcmd.incident.office.station_fold import StationFold
from cqcmd.incident.office.stock import Stock
from cqcmd.incident.rota import Rota
from cqcmd.incident.state import Incident
from cqcmd.incident.warnings import Warnings

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
        self._latest: dict[str, str] = {}

    def absorb(self, entries: Iterable[Entry]) -> set[str | None]:
        """Take in entries, and return the incidents that changed (``None``: the station itself).

        Raises Refusal: one is about a finished incident that cannot be read; none was taken in.
        """
        entries = tuple(entries)
        for ident in {entry.incident for entry in entries} & self.finished.numbers.keys():
            self.find(ident)
        changed: set[str | None] = set()
        for entry in entries:
            self.absorbed += 1
            changed.add(entry.incident)
            _readably(self._take, entry)
        return changed

    def _take(self, entry: Entry) -> None:
        if entry.incident is None:
            self._of_station(entry)
            self.station_entries.append(entry)
            return
        # Numbered, so that one that was taken out is missed: how many this station wrote.
        self.verdicts += entry.kind == VERDICT and entry.station == self.station
        incident = self.incidents.get(entry.incident)
        if incident is None:
            incident = self.incidents[entry.incident] = Incident(entry.incident)
        incident.absorb(entry)

    def find(self, ident: str | None) -> Incident | None:
        """Return an incident, a finished one read from the journal first; ``None``: there is none.

        Raises Refusal: it cannot be read.
        """
        if ident is None:
            return None
        found = self.incidents.get(ident)
        if found is None and ident in self.finished.numbers:
            found = Incident(ident)
            for entry in self.finished.entries(ident):
                _readably(found.absorb, entry)
            self.incidents[ident] = found
            self.recalled.append(ident)
        return found

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

    def _of_station(self, entry: Entry) -> None:
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
        for entry in entries:
            self._take(events.unread(entry) if entry.id in idents else entry)

    @property
    def folds(self) -> tuple[StationFold, ...]:
        """What the station's entries are folded into that can be made void."""
        return self.warnings, self.hazards, self.stock, self.rota

    def struck(self, entry: str) -> tuple[Entry, events.Struck] | None:
        """Return what made an entry of the station void, if something did."""
        return next((fold.struck[entry] for fold in self.folds if entry in fold.struck), None)

    @property
    def officer(self) -> str:
        """Who is on duty at this station; empty before the first watch."""
        return self.watch[1].officer if self.watch else ""

    def next_number(self, year: int) -> str:
        """Return a year's next incident number, such as ``26-0012``; struck ones stay taken."""
        prefix = f"{year % 100:02d}-"
        known = (incident.number for incident in self.incidents.values())
        numbers = chain(known, self.finished.numbers.values())
        taken = [int(number[len(prefix) :]) for number in numbers if number.startswith(prefix)]
        # Past the greatest, not into a gap: a number once given names one incident for good.
        return f"{prefix}{max(taken, default=0) + 1:04d}"


def _readably(take: Callable[[Entry], object], entry: Entry) -> None:
    """Take in an entry; one that cannot be read does not keep all others from being read."""
    try:
        take(entry)
    except events.Undecodable:
        take(events.unread(entry))
