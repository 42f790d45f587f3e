"""A line being read: its text, what was found in it, and which parts are spoken for."""

from msgspec import Struct

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
    """The line while it is read. Each stage sees only what no stage before it has taken."""

    def __init__(self, typed: str) -> None:
        """Make the text harmless; places in ``text`` and ``half`` are the same."""
        self.text = clean(typed, limit=LONGEST, lines=False)
        # A full stop of Chinese must not become a decimal point, nor 、 a slash of a date.
        plain = self.text.translate(simplified()).replace("。", "；").replace("、", "，")
        self.half = half_width(plain)
        self.open = self.half
        """The half-width text with every taken character blotted out."""
        self.found: list[Found] = []

    def has(self, field: str) -> bool:
        """Tell whether something was found for the field."""
        return any(found.field == field for found in self.found)

    def add(self, found: Found, *, take: bool = True) -> None:
        """Keep what was found; ``take`` cuts it out of the rest."""
        self.found.append(found)
        if take:
            blot = "\0" * (found.end - found.start)
            self.open = self.open[: found.start] + blot + self.open[found.end :]

    def rest(self) -> str:
        """Return what nobody took, in order, with blanks and stray separators put right."""
        kept = "".join(
            " " if seen == "\0" else c for c, seen in zip(self.text, self.open, strict=True)
        )
        parts = (part.strip(_STRAY) for part in kept.split())
        return " ".join(part for part in parts if part)


_STRAY = " ,，;；、。:："
