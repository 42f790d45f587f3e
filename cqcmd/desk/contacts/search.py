"""Finding people by name, organisation, post, pinyin, initials, and digits of a number."""

import re
from collections.abc import Callable, Iterator

from cqcmd.incident.events.station import Contact
from cqcmd.parsing.names import Name, Names
from cqcmd.text import half_width

NEVER_TYPED = "\ue000"
"""Before an id, so that the letters and digits of ids are not found."""

PLACE, NOTE = 3, 6
"""What is added to the rank of a match that is not of the name."""

_NUMBER = re.compile(r"[\d+\-()]{2,}", re.ASCII)


class PeopleIndex:
    """An index over these people. Pinyin is findable once it was warmed."""

    def __init__(
        self, people: tuple[Contact, ...], called: Callable[[str], tuple[str, ...]]
    ) -> None:
        """Index people; ``called`` gives other names of a unit of the plan."""
        self.people = people
        self.preloaded = False
        self._names = Names(tuple(Name(NEVER_TYPED + person.id, person.name) for person in people))
        places: dict[str, tuple[str, ...]] = {}
        for contact in people:
            places[contact.post] = places.get(contact.post, ())
            places[contact.org] = called(contact.unit) or places.get(contact.org, ())
        places.pop("", None)
        self._places = Names(tuple(Name("", name, more) for name, more in places.items()))

    def preload(self) -> None:
        """Make pinyin findable; may run in a thread."""
        self._names.preload()
        self._places.preload()
        self.preloaded = True

    def search(self, typed: str) -> tuple[Contact, ...]:
        """Return those whom every word fits, best first; nothing typed fits everybody."""
        ranks = dict.fromkeys((person.id for person in self.people), 0)
        for word in typed.split():
            found = dict(self._ranked(word))
            ranks = {id: rank + found[id] for id, rank in ranks.items() if id in found}
        fitting = [person for person in self.people if person.id in ranks]
        return tuple(sorted(fitting, key=lambda person: ranks[person.id]))

    def _ranked(self, word: str) -> Iterator[tuple[str, int]]:
        """Yield each who fits, with a rank; a better one comes later and stands."""
        digits = half_width(word)
        sought = re.sub(r"\D", "", digits) if _NUMBER.fullmatch(digits) else ""
        places = {
            match.item.name: match.rank for match in self._places.search(word, len(self.people) * 2)
        }
        for person in self.people:
            if word in person.note:
                yield person.id, NOTE
            for place in (person.post, person.org):
                if place in places:
                    yield person.id, PLACE + places[place]
            if len(sought) > 1 and any(
                sought in re.sub(r"\D", "", phone) for phone in person.phones
            ):
                yield person.id, 2
        for match in self._names.search(word, len(self.people)):
            yield match.item.code.removeprefix(NEVER_TYPED), match.rank
