"""Resources found by words: written, or said by pinyin or initials."""

from cqcmd.parsing.sounds import Sounds, pattern
from cqcmd.text import clean, half_width
from cqcmd.views.office.resources import StockView

LONGEST = 40
"""Characters of a word that is sought; nothing is called longer."""


class StockFinder:
    """Looks words up in what is said of each resource."""

    def __init__(self, stock: tuple[StockView, ...]) -> None:
        self._texts = {one.ident: _comparable(_said(one)) for one in stock}
        self._names = {one.ident: _comparable(one.name) for one in stock}
        self._sounds = Sounds()
        self._stock = stock

    def find(self, typed: str) -> tuple[StockView, ...]:
        """Return what has every word in it; all there is where nothing is typed."""
        words = _comparable(typed)[: LONGEST * 3].split()
        return tuple(one for one in self._stock if all(self._has(one, word) for word in words))

    def _has(self, one: StockView, word: str) -> bool:
        if word in self._texts[one.ident]:
            return True
        if not (word.isascii() and word.isalpha()) or len(word) > LONGEST:
            return False
        # Names only: by its sound nearly everything stands somewhere in a long text.
        self._sounds.learn("".join(self._names.values()))
        ways = (*self._sounds.spellings(word), *self._sounds.initials(word))
        return bool(ways) and pattern(ways).search(self._names[one.ident]) is not None


def _said(one: StockView) -> str:
    return "\n".join(
        (
            *(one.category_name, one.name, one.owner, one.place, one.contact, one.phone),
            *(one.condition_name, one.words),
        )
    )


def _comparable(words: str) -> str:
    return half_width(clean(words)).casefold()
