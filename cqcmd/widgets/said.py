"""Sentences to be read out, in as many lines as they need, and how far each has been shown."""

from collections.abc import Iterable
from itertools import pairwise

from msgspec import Struct

from cqcmd.text import clean, folds


class Said(Struct, frozen=True):
    """A sentence: its element, the element's name, its words, and whether something is missing.

    ``spare``: it need not be read. Without a name it is not asked for afterwards.
    """

    code: str
    name: str
    words: str
    missing: bool = False
    spare: bool = False


class Part(Struct, frozen=True):
    """A line of a sentence: its words from ``start`` to ``end``."""

    said: Said
    start: int
    end: int

    @property
    def words(self) -> str:
        """What stands in the line."""
        return clean(self.said.words, lines=False)[self.start : self.end].rstrip()

    @property
    def key(self) -> str:
        """The sentence's code; of its later lines with their place."""
        return f"{self.said.code}/{self.start}" if self.start else self.said.code


def parts(said: Said, width: int) -> tuple[Part, ...]:
    """The sentence in lines of at most ``width`` cells."""
    words = clean(said.words, lines=False)
    ends = [0, *folds(words, width), len(words)]
    return tuple(Part(said, start, end) for start, end in pairwise(ends))


class Shown:
    """How far each sentence has stood on the screen, from its beginning; others words, anew."""

    def __init__(self) -> None:
        self._until: dict[tuple[str, str], int] = {}

    def add(self, lines: Iterable[Part]) -> None:
        """These lines stand on the screen."""
        for part in lines:
            name = (part.said.code, part.said.words)
            until = self._until.get(name, 0)
            if part.start <= until:
                self._until[name] = max(until, part.end)

    def has(self, part: Part) -> bool:
        """This line has been on the screen."""
        return self._until.get((part.said.code, part.said.words), 0) >= part.end

    def whole(self, said: Said) -> bool:
        """Every word of it has been on the screen."""
        return self._until.get((said.code, said.words), 0) >= len(clean(said.words, lines=False))
