"""The runs of text in which a name can stand: between marks, times, people and equipment."""

import re
from collections.abc import Iterable, Iterator

from cqcmd.parsing.people.mention import STATES
from cqcmd.parsing.words import tokens as t
from cqcmd.parsing.words.tokens import Token
from cqcmd.patterns import regex

_ARABIC = regex(r"\d", re.ASCII)
_CUT = frozenset(
    (
        t.STOP,
        t.COMMA,
        t.BLANK,
        t.OPEN,
        t.CLOSE,
        t.OTHER,
        t.TIME,
        t.AGO,
        t.LASTING,
        t.PEOPLE,
        t.THINGS,
    )
)
_CUT_LONG = frozenset(
    (t.HAPPENED, t.CALLED, t.ENDED, t.DENIED, t.FEARED, t.MAYBE, t.UNKNOWN, *STATES)
)


def stretches_of(
    words: list[Token], text: str, apart: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield the runs in order; ``apart`` are places of what is no part of any name."""
    cuts = [(w.start, w.end) for w in words if _cuts(w)]
    cuts += apart
    place = 0
    for start, end in sorted(cuts):
        if start > place:
            yield place, start
        place = max(place, end)
    if place < len(text):
        yield place, len(text)


def _cuts(word: Token) -> bool:
    if word.kind == t.THINGS and not _ARABIC.search(word.text):
        return (
            len(word.text) > 2 or word.text[-1] in "栋幢台部辆层户处间"
        )  # 三峡广场, 一桥: numerals in a name
    if word.kind in _CUT or word.text in ("“", "”", "「", "」", ":"):
        return True
    if word.kind == t.INSIDE:
        return len(word.text) > 1 and word.text[-1] in "里内头面边上下"
    return word.kind in _CUT_LONG and len(word.text) > 1
