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
        """``called``: other names of a unit of the plan."""
        self.people = people
        self.warmed = False
        self._names = Names(tuple(Name(NEVER_TYPED + each.id, each.name) for each in people))
        places: dict[str, tuple[str, ...]] = {}
        for each in people:
            places[each.post] = places.get(each.post, ())
            places[each.org] = called(each.unit) or places.get(each.org, ())
        places.pop("", None)
        self._places = Names(tuple(Name("", name, more) for name, more in places.items()))

    def warm(self) -> None:
        """Make pinyin findable; may run in a thread."""
        self._names.warm()
        self._places.warm()
        self.warmed = True

    def search(self, typed: str) -> tuple[Contact, ...]:
        """Those whom every word fits, best first; nothing typed fits everybody."""
        ranks = dict.fromkeys((each.id for each in self.people), 0)
        for word in typed.split():
            found = dict(self._ranked(word))
            ranks = {id: rank + found[id] for id, rank in ranks.items() if id in found}
        fitting = [each for each in self.people if each.id in ranks]
        return tuple(sorted(fitting, key=lambda each: ranks[each.id]))

    def _ranked(self, word: str) -> Iterator[tuple[str, int]]:
        """Each who fits, with a rank; a better one comes later and stands."""
        digits = half_width(word)
        sought = re.sub(r"\D", "", digits) if _NUMBER.fullmatch(digits) else ""
        places = {
            match.item.name: match.rank for match in self._places.search(word, len(self.people) * 2)
        }
        for each in self.people:
            if word in each.note:
                yield each.id, NOTE
            for place in (each.post, each.org):
                if place in places:
                    yield each.id, PLACE + places[place]
            if len(sought) > 1 and any(sought in re.sub(r"\D", "", phone) for phone in each.phones):
                yield each.id, 2
        for match in self._names.search(word, len(self.people)):
            yield match.item.code.removeprefix(NEVER_TYPED), match.rank
