"""Duty sentences of annex 1, unit by unit: who was told, who accepted, who said it is done."""

from datetime import datetime

from msgspec import Struct

from cqcmd.incident.events.annex import SentenceState, SupplierNamed, UnitDutyMoved
from cqcmd.incident.events.command import How
from cqcmd.incident.events.entry import Entry

ORDER: tuple[SentenceState, ...] = ("notified", "accepted", "done")
"""The states of a sentence, the furthest last."""

Marks = dict[SentenceState, "DutyMark"]
Sentence = tuple[str, str | None, int]
"""The unit, whose headquarters it belongs to where that matters, the number from 1."""


class DutyMark(Struct, frozen=True):
    """That a sentence came into a state: when, by whose word, told how, and who wrote it down."""

    at: datetime
    who: str
    how: How
    words: str
    actor: str


class UnitDuties:
    """What was written of every duty sentence, and the suppliers that have a name."""

    __slots__ = ("by_sentence", "suppliers")

    def __init__(self) -> None:
        self.by_sentence: dict[Sentence, Marks] = {}
        self.suppliers: dict[str, SupplierNamed] = {}

    def name(self, event: SupplierNamed) -> None:
        """Record the name of a supplier; the last one told stands."""
        self.suppliers[event.unit] = event

    def move(self, entry: Entry, event: UnitDutyMoved) -> None:
        """Record that sentences came into a state, or that they did not after all."""
        mark = DutyMark(entry.occurred_at, event.who, event.how, event.words, entry.writer)
        for number in event.duties:
            marks = self.by_sentence.setdefault((event.unit, event.headquarters, number), {})
            if event.withdrawn:
                marks.pop(event.state, None)
            else:
                marks[event.state] = mark

    def of(self, unit: str, headquarters: str | None, number: int) -> Marks:
        """Return the marks of a sentence; none where nothing was written of it."""
        return self.by_sentence.get((unit, headquarters, number), {})

    def last_who(self, unit: str, headquarters: str | None) -> str:
        """Return who spoke for a unit last; empty where nobody did."""
        own = [
            mark
            for (code, level, _number), marks in self.by_sentence.items()
            if (code, level) == (unit, headquarters)
            for mark in marks.values()
        ]
        return max(own, key=lambda mark: mark.at).who if own else ""


def furthest(marks: Marks) -> SentenceState | None:
    """Return how far a sentence came; ``None`` where nobody was told of it."""
    return next((state for state in reversed(ORDER) if state in marks), None)
