"""By what a row is found: characters in pairs that stand together, and how a unit is said."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from cqcmd.parsing.spelling import Spelling
from cqcmd.registers.rows import DeviceRow
from cqcmd.text import half_width

LONGEST_SAID = 14
"""Syllables of a name that are indexed; nobody types more."""

LONGEST_WORD = 12
"""Letters that are indexed and asked for: what goes on after so many is the same name."""

_RUNS = re.compile(r"[0-9a-z]+|[^\W0-9a-z_]+")
_TOLD = ("unit", "district", "address", "place", "name", "kind", "maintainer")


class Sought(Struct, frozen=True):
    """A line as the tables are asked: characters, and runs of letters and digits."""

    characters: tuple[str, ...]
    letters: tuple[str, ...]


def sought(typed: str) -> Sought:
    """Part a line: each part has to stand somewhere in what is found."""
    runs = dict.fromkeys(_RUNS.findall(as_compared(typed)))
    letters = tuple(run for run in runs if run.isascii())
    return Sought(tuple(run for run in runs if not run.isascii()), letters)


def phrase(run: str) -> str:
    """Return how the index is asked for characters that stand together."""
    if run.isascii():
        return f'"{run}"'
    # Of one character any pair that begins with it.
    return '"' + " ".join(_pairs(run)) + '"' if len(run) > 1 else f'"{run}"*'


def words_of(row: DeviceRow) -> str:
    """Return the words of the index for a row."""
    return " ".join(_words(text) for name in _TOLD if (text := getattr(row, name)))


@lru_cache(maxsize=50_000)  # most of what a list says it says many times
def _words(text: str) -> str:
    runs = _RUNS.findall(as_compared(text))
    return " ".join(run if run.isascii() else " ".join(_pairs(run)) for run in runs)


def _pairs(run: str) -> Iterator[str]:
    """Yield each two characters that stand together; of one alone that one."""
    yield from (a + b for a, b in pairwise(run)) if len(run) > 1 else run


def said_words(name: str, spelling: Spelling) -> set[str]:
    """Return pinyin and initials of a name, from any syllable on, in every reading."""
    row = spelling.of(as_compared(name))[:LONGEST_SAID]
    usual = [said[0] for said in row]
    found = {word for start in range(len(row)) for word in _both_ways(usual, start)}
    # Of a character said in several ways: from there on, and from the beginning of the name.
    for place, said in enumerate(row):
        for other in said[1:]:
            for start in {0, place}:
                found |= {*_both_ways([*usual[:place], other, *usual[place + 1 :]], start)}
    return found


def _both_ways(syllables: list[str], start: int) -> tuple[str, str]:
    said = syllables[start : start + LONGEST_WORD]
    return "".join(said)[:LONGEST_WORD], "".join(syllable[:1] for syllable in said)


def as_compared(text: str) -> str:
    """Return a text as it is compared: narrow letters and digits, small ones."""
    return half_width(text).lower()
