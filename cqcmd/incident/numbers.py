"""Incidents to which posts that were apart gave the same number: both stay, told apart."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from cqcmd.incident.finished import NONE_FINISHED, Finished
from cqcmd.incident.state import APART, Incident

LONGEST = 12
"""So much of a station's name stands in a mark."""


class Numbers:
    """Which incidents bear a number; of one that several bear each gets its station's mark."""

    def __init__(self) -> None:
        self._by_number: dict[str, dict[str, Incident]] = {}
        self._known: dict[str, str] = {}
        self._finished: Finished = NONE_FINISHED
        self._of_finished: dict[str, list[str]] = {}

    def note(self, incident: Incident) -> bool:
        """Take note of an incident's number; returns whether it is new."""
        number = incident.given_number
        if not number or self._known.get(incident.id) == number:
            return False
        self._by_number.get(self._known.get(incident.id, ""), {}).pop(incident.id, None)
        self._by_number.setdefault(number, {})[incident.id] = incident
        self._known[incident.id] = number
        return True

    def forget(self, ident: str) -> None:
        """Hold no incident any longer that nobody looks at."""
        self._by_number.get(self._known.pop(ident, ""), {}).pop(ident, None)

    def finished_under(self, number: str, finished: Finished) -> list[str]:
        """Return the finished incidents of a number, to be read before they are told apart."""
        if finished is not self._finished:
            self._finished, self._of_finished = finished, {}
            for ident, theirs in finished.numbers.items():
                self._of_finished.setdefault(given(theirs), []).append(ident)
        return self._of_finished.get(number, [])

    def tell_apart(self, names: Mapping[str, str], numbers: Iterable[str] = ()) -> set[str]:
        """Mark the incidents of these numbers, else of all; returns those whose mark changed.

        ``names``: what stations are called, by id.
        """
        changed = set[str]()
        for number in tuple(numbers) or tuple(self._by_number):
            same = self._by_number.get(number, {})
            marks = dict(_marks(same.values(), names)) if len(same) > 1 else {}
            for ident, incident in same.items():
                mark = marks.get(ident, "")
                if incident.mark != mark:
                    incident.mark = mark
                    changed.add(ident)
        return changed


def given(number: str) -> str:
    """Return a number as it was given, without the mark of whose it is."""
    return number.partition(APART)[0]


def _marks(same: Iterable[Incident], names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the station's name of each; where that tells nothing apart, with what does."""
    by_ident = {one.id: names.get(one.called_by, "")[:LONGEST] for one in same}
    counts = Counter(by_ident.values())
    for one in same:
        name = by_ident[one.id]
        yield one.id, name if name and counts[name] == 1 else f"{name}{one.called_by[:4]}"
