"""Groups and people: who has which place, and where everybody is."""

from datetime import datetime

from cqcmd.incident.events.command import Assigned, GroupStood, PersonMoved, PersonState
from cqcmd.incident.events.entry import Entry

Move = tuple[datetime, PersonState, str]
"""When, what, and who wrote it down."""


class Person:
    """Somebody with a place; ``places`` maps each to whether this person leads there."""

    __slots__ = ("id", "moves", "name", "phones", "places", "post", "unit")

    def __init__(self, ident: str) -> None:
        self.id = ident
        self.name = self.post = self.unit = ""
        self.phones: tuple[str, ...] = ()
        self.places: dict[str, bool] = {}
        self.moves: list[Move] = []

    @property
    def state(self) -> PersonState | None:
        """What is true of the person by now, by the time it happened; ``None``: not yet called."""
        return self.moves[-1][1] if self.moves else None

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups the person is in; more than one is marked on the screen."""
        # A post of a headquarters has a dot in its code, such as city.commander; a group has none.
        return tuple(place for place in self.places if "." not in place)

    def at(self, state: PersonState) -> datetime | None:
        """Return when the person first came into a state."""
        return next((at for at, move, _actor in self.moves if move == state), None)


class Roster:
    """Everybody with a place, and the groups that were stood up or added."""

    __slots__ = ("added", "people", "stood")

    def __init__(self) -> None:
        self.people: dict[str, Person] = {}
        self.stood: dict[str, datetime] = {}
        self.added: dict[str, str] = {}

    def group(self, entry: Entry, event: GroupStood) -> None:
        """Record that a group was stood up or down; add one that the plan does not know (2.1)."""
        if event.name:
            self.added[event.group] = event.name
        if event.stood:
            self.stood.setdefault(event.group, entry.occurred_at)
        else:
            self.stood.pop(event.group, None)

    def assign(self, entry: Entry, event: Assigned) -> None:
        """Record that somebody got a place, or left it; a new leader replaces the old one."""
        person = self.people.get(event.person)
        if person is None:
            person = self.people[event.person] = Person(event.person)
        person.name, person.post, person.unit = event.name, event.post, event.unit
        # An assignment that names no number takes none away.
        person.phones = event.phones or person.phones
        if event.gone:
            person.places.pop(event.place, None)
            return
        if event.leads:
            for other in self.people.values():
                if event.place in other.places:
                    other.places[event.place] = False
        person.places[event.place] = event.leads
        if "." not in event.place:
            # Who puts people into a group has stood it up, whether or not anybody wrote that.
            self.stood.setdefault(event.place, entry.occurred_at)

    def move(self, entry: Entry, event: PersonMoved) -> None:
        """Record what a person said or did; what is written down late finds its place in time."""
        person = self.people.get(event.person)
        if person is not None:
            person.moves.append((entry.occurred_at, event.state, entry.writer))
            person.moves.sort(key=lambda move: move[0])

    def members(self, place: str) -> list[Person]:
        """List those at a place, the leader first."""
        found = [person for person in self.people.values() if place in person.places]
        return sorted(found, key=lambda person: not person.places[place])

    def leader(self, place: str) -> Person | None:
        """Return who leads a group, or ``None``."""
        return next((person for person in self.people.values() if person.places.get(place)), None)
