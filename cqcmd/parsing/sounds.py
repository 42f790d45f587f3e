"""Characters by how they are said: a text is found by pinyin or initials without being spelled."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from cqcmd.parsing.names import readings_of
from cqcmd.patterns import regex

LONGEST_SYLLABLE = 6
MOST_WAYS = 16
"""Ways in which letters may be parted into syllables; of more the first are tried."""

Characters = frozenset[str]
Spelling = tuple[Characters, ...]
"""For each place in a text the characters that may stand there."""

Reader = Callable[[str], Iterator[Spelling]]
"""Reads letters into what they may mean."""

_LETTERS = regex(r"[a-z]+")


class Sounds:
    """How the characters shown to it are said, each in every reading it has.

    Attributes:
        ready: whether anything was learned; before, nothing is found by its sound.
    """

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._said: dict[str, Characters] = {}
        self._begun: dict[str, Characters] = {}
        self.ready = False

    def learn(self, characters: Iterable[str]) -> None:
        """Learn how characters are said; the first time loads pypinyin, so use a thread."""
        new = [one for one in characters if one not in self._known and not one.isascii()]
        if self.ready and not new:
            return
        self.ready = True
        for one, readings in zip(new, readings_of(new), strict=True):
            for reading in readings:
                self._said[reading] = self._said.get(reading, Characters()) | {one}
        self._known.update(new)
        self._begun = {}
        for reading, them in self._said.items():
            for end in range(1, len(reading) + 1):
                begun = self._begun.get(reading[:end], Characters())
                self._begun[reading[:end]] = begun | them

    def spellings(self, word: str) -> Iterator[Spelling]:
        """Yield what a word of letters and characters may mean, said syllable by syllable."""
        return self._joined(word, self._spelled)

    def initials(self, word: str) -> Iterator[Spelling]:
        """Yield what a word may mean if each of its letters begins a syllable."""
        return self._joined(word, self._begun_with)

    def _joined(self, word: str, read: Reader) -> Iterator[Spelling]:
        found: list[Spelling] = [()]
        at = 0
        for letters in _LETTERS.finditer(word):
            as_written = tuple(Characters(one) for one in word[at : letters.start()])
            ways = list(islice(read(letters[0]), MOST_WAYS))
            every = ((*before, *as_written, *way) for before in found for way in ways)
            found = list(islice(every, MOST_WAYS))
            at = letters.end()
        rest = tuple(Characters(one) for one in word[at:])
        return islice(((*before, *rest) for before in found if before or rest), MOST_WAYS)

    def _spelled(self, letters: str) -> Iterator[Spelling]:
        """Part letters into syllables; the last may have only begun."""
        # From where on the rest can be said at all: without it, letters that cannot would be
        # parted in every way there is before that is known.
        sayable = {len(letters)}
        for start in reversed(range(len(letters))):
            if letters[start:] in self._begun or sayable & self._ends(letters, start):
                sayable.add(start)
        return self._parted(letters, 0, sayable)

    def _parted(self, letters: str, start: int, sayable: set[int]) -> Iterator[Spelling]:
        if letters[start:] in self._begun:
            yield (self._begun[letters[start:]],)
        for end in sorted(sayable & self._ends(letters, start)):
            for rest in self._parted(letters, end, sayable):
                yield (self._said[letters[start:end]], *rest)

    def _ends(self, letters: str, start: int) -> set[int]:
        """Return where a syllable that begins there may end, before the end of all."""
        ends = range(start + 1, min(start + LONGEST_SYLLABLE, len(letters) - 1) + 1)
        return {end for end in ends if letters[start:end] in self._said}

    def _begun_with(self, letters: str) -> Iterator[Spelling]:
        found = tuple(self._begun.get(letter, Characters()) for letter in letters)
        if all(found):
            yield found


def pattern(spellings: Iterable[Spelling]) -> re.Pattern[str]:
    """Return one pattern that finds any of the spellings in a text."""
    parts = ("".join(f"[{re.escape(''.join(sorted(one)))}]" for one in way) for way in spellings)
    return re.compile("|".join(parts))
