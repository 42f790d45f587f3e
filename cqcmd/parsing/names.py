"""Finding a named thing (district, equipment, command, contact) by Chinese, pinyin or code."""

import os
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from itertools import product
from math import prod

from msgspec import Struct

from cqcmd.parsing.said.readings import read_where_it_lies
from cqcmd.patterns import regex
from cqcmd.text import clean, half_width

_LONGEST = 40
_MOST_READINGS = 32
_IGNORED = regex(r"[\s'’·\-_/（）()]+")
# Sorts behind whatever can be typed: the end of all keys that begin with what is sought.
_AFTER_ALL = "\U0010ffff"

_USUAL = {
    "重庆": "chóng qìng",
    "长江": "cháng jiāng",
    "长寿": "cháng shòu",
    "长安": "cháng ān",
    "长城": "cháng chéng",
    "银行": "yín háng",
    "音乐": "yīn yuè",
    "厦门": "xià mén",
}
"""How words of names are said where the first reading of their characters is another."""


class Name(Struct, frozen=True):
    """Something that can be found: its code, its name, and what else people call it."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()


class Match(Struct, frozen=True):
    """A name that fits. ``rank`` 0: wholly, 1: from its beginning, 2: somewhere inside."""

    item: Name
    rank: int


_Key = tuple[int, str, int]
"""Where in its name it stands (a rank), what can be typed, and the index of the item."""


class Names:
    """An index over a fixed set of names.

    Making one costs nothing. The first search builds the Chinese part; ``preload`` builds the
    pinyin part, loads pypinyin (a quarter of a second) and may run in another thread. Before
    that only Chinese, codes and letters standing in the names themselves are found.
    """

    def __init__(self, items: tuple[Name, ...]) -> None:
        """Keep ``items`` in order: it decides between equally good matches."""
        self.items = items
        self._written: list[_Key] = []
        self._sounded: list[_Key] = []

    def preload(self) -> None:
        """Make pinyin and initials findable; done once."""
        if not self._sounded:
            self._sounded = sorted(set(self._sounded_keys()))

    def search(self, typed: str, limit: int = 20) -> tuple[Match, ...]:
        """Return the best matches, best first; nothing typed matches everything.

        One letter or digit alone is sought at the beginning only.
        """
        sought = _folded(typed)
        if not sought:
            return tuple(Match(item, 1) for item in self.items[:limit])
        ranks: dict[int, int] = {}
        for rank, text, item in self._keys_with(sought):
            found = 0 if rank == 1 and text == sought else rank
            ranks[item] = min(found, ranks.get(item, found))
        best = sorted(ranks, key=lambda item: (ranks[item], item))[:limit]
        return tuple(Match(self.items[item], ranks[item]) for item in best)

    def _keys_with(self, sought: str) -> Iterator[_Key]:
        if len(sought) > _LONGEST:
            return
        if not self._written:
            self._written = sorted(set(self._written_keys()))
        for rank in (1,) if len(sought) == 1 and sought.isascii() else (1, 2):
            for keys in (self._written, self._sounded):
                start = bisect_left(keys, (rank, sought))
                yield from keys[start : bisect_left(keys, (rank, sought + _AFTER_ALL))]

    def _written_keys(self) -> Iterator[_Key]:
        for index, item in enumerate(self.items):
            yield 1, _folded(item.code), index
            for name in (item.name, *item.aliases):
                yield from _suffixes(list(_folded(name)), index)

    def _sounded_keys(self) -> Iterator[_Key]:
        for index, item in enumerate(self.items):
            for name in (item.name, *item.aliases):
                for reading in _readings(_folded(name)):
                    yield from _suffixes(reading, index)
                    yield from _suffixes([syllable[0] for syllable in reading], index)


def _folded(text: str) -> str:
    return _IGNORED.sub("", half_width(clean(text, limit=200))).lower()


def _suffixes(parts: list[str], index: int) -> Iterator[_Key]:
    for start in range(len(parts)):
        yield 1 if start == 0 else 2, "".join(parts[start:])[:_LONGEST], index


@cache
def _say() -> Callable[..., list[list[str]]]:
    """Load pypinyin without its dictionary of phrases: 45 MiB to know a few more names."""
    # late: it takes a quarter of a second, and reads the environment as it is imported.
    os.environ["PYPINYIN_NO_PHRASES"] = os.environ["PYPINYIN_NO_DICT_COPY"] = "1"
    read_where_it_lies()
    # late: it reads these settings, and its dictionary, as it is imported
    from pypinyin import Style, load_phrases_dict, pinyin

    load_phrases_dict({word: [[part] for part in said.split()] for word, said in _USUAL.items()})
    return partial(pinyin, style=Style.NORMAL)


def readings_of(characters: Iterable[str]) -> list[list[str]]:
    """Return every reading of each character; the first call loads pypinyin."""
    return _say()(list(characters), heteronym=True)


def usual_words() -> dict[str, list[str]]:
    """Return the words of names that are said otherwise than their characters usually are."""
    say = _say()
    return {word: [syllables[0] for syllables in say(word)] for word in _USUAL}


def _readings(name: str) -> Iterator[list[str]]:
    """Yield every way to say a name; of a long one the usual way with one syllable changed."""
    say = _say()
    row = say(list(name), heteronym=True)
    if prod(map(len, row)) <= _MOST_READINGS:
        yield from map(list, product(*row))
        return
    usual = [syllables[0] for syllables in say(name)]
    if len(usual) != len(row):  # letters and digits come in one piece
        usual = [syllables[0] for syllables in row]
    for place, syllables in enumerate(row):
        for syllable in syllables:
            yield [*usual[:place], syllable, *usual[place + 1 :]]
