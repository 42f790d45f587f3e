"""The words of a sentence, each with its class; what is no known word is a gap between them."""

from decimal import Decimal

from msgspec import Struct

# The classes. A class is one letter, so that the order of words can be matched as a text.
PEOPLE = "N"
"""A number of people: ``3人``, ``七八个``, ``1男2女``, ``一家三口``."""
NUMBER = "n"
"""A number without a unit; a count only beside a word that takes one: ``1死``, ``死3``."""
THINGS = "t"
"""A number that counts no people: a room, a road, a floor, an age, vehicles, tonnes."""
CREW = "y"
"""Rescuers and what they came with: ``出动``, ``消防员``."""
TIME, AGO, LASTING = "T", "A", "U"
"""A moment, a moment told from now, a length of time."""
DEAD, SERIOUS, LIGHT, INJURED, MISSING = "D", "S", "L", "I", "M"
STUCK, BURIED, HANGING, MOVED, HARMED = "K", "P", "W", "R", "B"
"""Shut in or trapped, under something, up in the air; moved out of danger; dead or injured."""
OUT, LEFT = "O", "Z"
"""Rescued, found, got out; ``还剩``."""
PERSON, INSIDE, FILLER = "w", "x", "f"
ALL, PART, TOTAL, MORE = "a", "i", "e", "+"
MAYBE, FEARED, DENIED, UNKNOWN, PLANNED = "H", "F", "X", "Q", "p"
FIXED, FORMER, RISEN, RISES_FROM = "c", "o", ">", "<"
"""A correction; a claim that no longer stands; ``上升至``; ``由``."""
STOP, COMMA, BLANK, OPEN, CLOSE = ".", ",", " ", "(", ")"
CALLED, ENDED, HAPPENED = "g", "z", "v"
"""Verbs that say whose time a time is: of the call, of the end, of the accident."""
GAP = "u"
"""Text that no word claims."""
OTHER = "-"
"""Taken by something else: a telephone number, the district, the equipment."""


class Amount(Struct, frozen=True):
    """A number as it was said.

    Attributes:
        least: the number itself, or the lower end of a range.
        greatest: the upper end; equal to ``least`` where no range was said.
        about: ``约``, ``左右``, ``来``: it may be fewer.
        more: ``余``, ``多``, ``以上``: it is at least that.
    """

    least: Decimal
    greatest: Decimal
    about: bool = False
    more: bool = False


class Token(Struct, frozen=True):
    """A word of a class, its place in the line, and the number where it holds one."""

    kind: str
    start: int
    end: int
    text: str
    amount: Amount | None = None
