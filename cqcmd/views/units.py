"""Units of the headquarters with their duty sentences, and how far each sentence came (annex 1)."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

SentenceState = Literal["", "notified", "accepted", "done"]


class StateReached(Struct, frozen=True):
    """A state a sentence came into: when, by whose word, told how, and who wrote it down."""

    name: str
    at: datetime
    who: str
    how: str
    words: str
    actor: str


class SentenceView(Struct, frozen=True):
    """A duty sentence of a unit, with every state it came into.

    ``mark``: how far the counterpart of the other headquarters came with it.
    """

    number: int
    text: str
    state: SentenceState
    state_name: str
    reached: tuple[StateReached, ...]
    mark: str


class UnitView(Struct, frozen=True):
    """A unit with its duty sentences; ``lead`` where it is inferred to lead its group.

    ``supplement``: the plan does not name it, the officer did (本单位补充). ``progress`` counts its
    sentences by state; ``spoke``: who spoke for it last.
    """

    code: str
    name: str
    current_name: str
    lead: bool
    inferred: bool
    supplement: bool
    clause: str
    sentences: tuple[SentenceView, ...]
    progress: str
    spoke: str

    @property
    def duties(self) -> tuple[str, ...]:
        """The sentences in the plan's words."""
        return tuple(sentence.text for sentence in self.sentences)

    def lacking(self, state: str) -> tuple[int, ...]:
        """Return the numbers of the sentences that did not come into a state yet."""
        order = ("", "notified", "accepted", "done")
        want = order.index(state)
        return tuple(s.number for s in self.sentences if order.index(s.state) < want)
