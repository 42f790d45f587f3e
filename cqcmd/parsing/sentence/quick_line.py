"""A line typed or pasted at the top of the form, read into the fields it speaks of."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from cqcmd.parsing.words.scanned_line import Found

if TYPE_CHECKING:
    from cqcmd.parsing.sentence.vocabulary import Vocabulary


class QuickLine(Struct, frozen=True):
    """A line as it was read.

    Attributes:
        text: the line as it is shown; every ``Found`` names its place in it.
        found: what was recognised, in order of place, each field once.
        what: everything else, in order: the description of what happened.
    """

    text: str
    found: tuple[Found, ...]
    what: str

    def value(self, field: str) -> str | None:
        """Return what was found for a field, or ``None``."""
        return next((found.value for found in self.found if found.field == field), None)


def read_line(
    typed: str,
    vocabulary: "Vocabulary",
    now: datetime,
    *,
    home: str = "",
    standing: Mapping[str, str] | None = None,
    equipment: str | None = None,
) -> QuickLine:
    """Read all that can be recognised in a line; nothing is refused and nothing is lost.

    ``home`` is the station's own district, offered where none is said; ``standing`` what the facts
    hold now, as their fields write it, for words such as ``又死2个``; ``equipment`` that of the
    accident, where it is known and the line need not name it.
    """
    # late: its patterns take a third of a start, and the first screen reads no line
    from cqcmd.parsing.sentence.reader import Sentence, home_offered

    sentence = Sentence(typed, vocabulary, now, equipment)
    found, what = sentence.read(standing or {})
    offered = tuple(home_offered(sentence.line, vocabulary, home, now))
    return QuickLine(sentence.line.text, offered + found, what)
