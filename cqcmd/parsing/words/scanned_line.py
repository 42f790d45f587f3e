"""A line being read: its text, what was found in it, and which parts are spoken for."""

from collections.abc import Iterable
from datetime import date, datetime

from msgspec import Struct

from cqcmd.clock import local
from cqcmd.parsing.words.lexicon import simplified
from cqcmd.text import clean, half_width

LONGEST = 10_000
MOST = 50
"""Of one kind of thing no more are looked at; a longer paste is not a line about one accident."""


class Found(Struct, frozen=True):
    """A thing recognised in a line.

    Attributes:
        field: a plan fact's code, or ``received_at occurred_at district unit equipment caller
            callback``.
        value: as the field of the form takes it: a quantity (``3``, ``3-5``, ``?5``), a local time
            (``2026-11-21 14:05``), a code (district, equipment, a choice), ``yes`` or ``possible``
            (a flag), or plain text.
        start: where it stands in the line's text; ``end`` is the first place after it.
        question: what the officer should be asked before it is taken; empty: nothing.
    """

    field: str
    value: str
    start: int
    end: int
    question: str = ""


class Line:
    """The line while it is read, and what was found in it so far."""

    def __init__(self, typed: str) -> None:
        """Make the text harmless; places in ``text`` and ``half`` are the same."""
        self.text = clean(typed, limit=LONGEST, lines=False)
        # A full stop of Chinese must not become a decimal point, nor 、 a slash of a date.
        plain = self.text.translate(simplified()).replace("。", "；").replace("、", "，")
        self.half = half_width(plain)
        self.open = self.half
        """The half-width text; places that are spoken for can be blotted out of it."""
        self.found: list[Found] = []

    def has(self, field: str) -> bool:
        """Tell whether something was found for the field."""
        return any(found.field == field for found in self.found)

    def add(self, found: Found) -> None:
        """Keep what was found."""
        self.found.append(found)

    def day(self, now: datetime) -> date:
        """Return the day of the accident or else of the call; today where the line tells none."""
        told = {found.field: found.value for found in self.found}
        moment = told.get("occurred_at") or told.get("received_at")
        return date.fromisoformat(moment[:10]) if moment else local(now).date()

    def blot(self, spans: Iterable[tuple[int, int]]) -> None:
        """Take places out of ``open``: what comes next does not see them."""
        letters = list(self.open)
        for start, end in spans:
            letters[start:end] = "\0" * (end - start)
        self.open = "".join(letters)
