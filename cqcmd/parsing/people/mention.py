"""A mention: a number of people in a state, as one clause tells it."""

from typing import Literal

from msgspec import Struct

from cqcmd.parsing.words import tokens as t
from cqcmd.parsing.words.tokens import Amount

Change = Literal["is", "more", "total", "fixed", "former", "out", "left"]
"""How a number bears on what was said before: beside it, on top, instead, before it, less."""

HELD = frozenset((t.STUCK, t.BURIED, t.HANGING))
HURT = frozenset((t.SERIOUS, t.LIGHT, t.INJURED, t.MISSING, *HELD))
"""States that may still turn to the worse."""
STATES = frozenset((*HURT, t.DEAD, t.MOVED, t.HARMED, t.OUT, t.LEFT, t.CREW))
"""Classes of words that say what became of people."""

DENIED, FEARED, GUESSED, WHOSE = "denied", "feared", "guessed", "whose"
"""Why a mention is no plain statement: the words deny it, fear it, or leave its state open."""


class Mention(Struct):
    """A number of people in a state.

    Attributes:
        state: the class of the word for the state; ``x`` for people who are merely inside, ``N``
            for people of whom nothing is said.
        amount: how many; ``None`` where the words give no number.
        change: how it bears on what was said before.
        start, end: where it stands.
        doubt: what makes it only possible.
        guess: why the officer should be asked.
        was: the state they were in before.
        every: the words say all of them.
        clause: which clause it stands in.
        sentence: which sentence.
        inner: it is told as a part of what stands before.
        planned: it is only to be done.
        alone: of a number without a state: nothing else stands beside it.
        manner: the words of the clause, to tell one group from another.
    """

    state: str
    amount: Amount | None
    change: Change
    start: int
    end: int
    doubt: bool = False
    guess: str = ""
    was: str = ""
    every: bool = False
    clause: int = 0
    sentence: int = 0
    inner: bool = False
    planned: bool = False
    alone: bool = False
    manner: str = ""

    def doubt_as(self, guess: str) -> None:
        """Keep why the officer should be asked, unless a reason stands there already."""
        self.guess = self.guess or guess
