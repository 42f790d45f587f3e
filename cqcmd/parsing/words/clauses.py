"""A sentence cut into clauses: what stands between two marks, and what holds for all of it."""

from collections.abc import Iterable

from msgspec import Struct

from cqcmd.parsing.words import tokens as t
from cqcmd.parsing.words.tokens import Token

LONGEST = 40
"""So many words without a mark are cut: nobody speaks so, and reading on would only cost time."""
_ENDS = frozenset((t.STOP, t.COMMA, t.OPEN, t.CLOSE))


class Clause(Struct):
    """A run of words without a mark between them.

    Attributes:
        tokens: its words, blanks among them.
        sentence: which sentence it belongs to; a full stop begins another.
        bracketed: it stands in brackets, so it explains what stands before them.
        resumed: the words before brackets that it goes on from.
    """

    tokens: list[Token]
    sentence: int
    bracketed: bool = False
    resumed: tuple[Token, ...] = ()

    @property
    def kinds(self) -> str:
        """The classes of its words, in order."""
        return "".join(token.kind for token in self.tokens)

    @property
    def start(self) -> int:
        """Where it begins in the line."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where it ends in the line."""
        return self.tokens[-1].end

    def has(self, *kinds: str) -> bool:
        """Tell whether a word of one of the classes stands in it."""
        return any(token.kind in kinds for token in self.tokens)


def clauses_of(tokens: Iterable[Token]) -> list[Clause]:
    """Cut the words into clauses at each mark; brackets are remembered."""
    clauses: list[Clause] = []
    words: list[Token] = []
    outside: tuple[Token, ...] = ()
    sentence, depth = 0, 0
    for token in (*tokens, Token(t.STOP, 0, 0, "")):
        if token.kind not in _ENDS:
            words.append(token)
            if len(words) < LONGEST:
                continue
        if words:
            clauses.append(Clause(words, sentence, depth > 0, () if depth else outside))
        if token.kind == t.OPEN:
            outside = tuple(words)
        elif token.kind != t.CLOSE and not depth:
            outside = ()
        words = []
        sentence += token.kind == t.STOP
        depth = max(0, depth + (token.kind == t.OPEN) - (token.kind == t.CLOSE))
    return clauses
