"""Texts of incidents, found by a word that stands in them or by its sound."""

import re
from collections.abc import Iterator
from functools import reduce
from operator import and_, or_

from cqcmd.parsing.sounds import Sounds, Spelling, pattern
from cqcmd.text import clean, half_width

LONGEST = 40
"""Characters of a word that are sought; whoever types more seeks no word."""

SURE = 2
"""Syllables from which on a long text is sought by sound: one alone stands everywhere."""

_LETTER = re.compile("[a-z]")


def comparable(words: str) -> str:
    """Return words as they are compared: half-width, small letters."""
    return half_width(clean(words)).lower()


class Texts:
    """Texts by number, each with names (its head, a line a name) and everything else.

    Which texts hold a character is kept as the bits of one number, so that a word leaves few
    texts to be read. A text that is put anew keeps its old bits: they only let it be read.
    """

    def __init__(self) -> None:
        self._heads: list[str] = []
        self._whole: list[str] = []
        self._holding: dict[str, int] = {}
        self.sounds = Sounds()

    def put(self, number: int, head: str, rest: str) -> None:
        """Keep a text under its number: the next free one, or in the stead of another."""
        head, whole = comparable(head), comparable(f"{head}\n{rest}")
        if number == len(self._whole):
            self._heads.append(head)
            self._whole.append(whole)
        self._heads[number], self._whole[number] = head, whole
        bit = 1 << number
        for character in set(whole):
            self._holding[character] = self._holding.get(character, 0) | bit

    def learn(self) -> None:
        """Make what was put findable by its sound; the first time meant for a thread."""
        self.sounds.learn(list(self._holding))

    def find(self, word: str) -> frozenset[int]:
        """Return the numbers of the texts in which a word stands, written or said."""
        sought = comparable(word)
        if len(sought) > LONGEST:
            return frozenset()
        found = {n for n in self._with(tuple(map(frozenset, sought))) if sought in self._whole[n]}
        if self.sounds.ready and _LETTER.search(sought):
            found.update(self._said(sought))
        return frozenset(found)

    def _said(self, sought: str) -> Iterator[int]:
        spelled = tuple(self.sounds.spellings(sought))
        short = tuple(self.sounds.initials(sought))
        # One letter begins too much: only a name that it begins.
        begins = "(?m)^" if len(sought) == 1 else ""
        yield from self._matching(self._heads, (*spelled, *short), begins)
        sure = tuple(way for way in spelled if len(way) >= SURE)
        yield from self._matching(self._whole, sure)

    def _matching(
        self, texts: list[str], ways: tuple[Spelling, ...], begins: str = ""
    ) -> Iterator[int]:
        if ways:
            matches = re.compile(f"{begins}(?:{pattern(ways).pattern})").search
            numbers = set().union(*map(self._with, ways))
            yield from (number for number in numbers if matches(texts[number]))

    def _with(self, way: Spelling) -> list[int]:
        """Return the texts that have for each place one of its characters, wherever in them."""
        every = (1 << len(self._whole)) - 1
        held = reduce(and_, map(self._holding_any, set(way)), every)
        return [number for number, bit in enumerate(f"{held:b}"[::-1]) if bit == "1"]

    def _holding_any(self, characters: frozenset[str]) -> int:
        return reduce(or_, (self._holding.get(one, 0) for one in characters), 0)
