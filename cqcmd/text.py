"""The gate: whatever a person, a file or another station wrote passes here, in and out."""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from cqcmd.i18n import _
from cqcmd.patterns import regex

_UNFIT = regex(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f"
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction overrides
    r"\u2028\u2029\ufeff\ud800-\udfff"
    r"\ufdd0-\ufdef\ufffe\uffff"  # office files refuse non-characters
    r"\U000e0000-\U000e007f]"  # tags: letters nobody sees
)
_BREAKS = regex(r"[\n\t]+")
_LATIN = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)}
# The slash key of a Chinese keyboard gives 、 and its dash keys give several dashes.
_TWINS = _LATIN | {ord(full): half for full, half in zip("\u3000。、〜—–−", " ./~---", strict=True)}
_FULL_WIDTH = regex(f"[{''.join(map(chr, _TWINS))}]+")
_CUT = ".."
_NUMBER = regex(rf"\d+(?:[.,:-]\d+)*[{_('十百千万亿')}]*")
"""A number, a time, a telephone: cut in the middle it would be read as another."""

CLOSING = frozenset("、，。；：？！．·）”’」』】》〉〕〗〙］｝…～％℃,.;:?!)]}%")
"""What does not begin a line."""

OPENING = frozenset("（“‘「『【《〈〔〖〘［｛([{")
"""What does not end one."""

_UNPARTED = frozenset("—…")
"""Dashes and dots that stand in pairs."""


def clean(s: str, *, limit: int = 10_000, lines: bool = True) -> str:
    """Make a text harmless for terminals, databases and office files; cleaning twice is once.

    Composed (NFC); line ends become ``\\n``; controls are shown as pictures (``␛``) or ``\ufffd``.

    Args:
        limit: the most characters taken and returned; a cut is marked.
        lines: keep line breaks and tabs; otherwise each run of them becomes one space.
    """
    cut = len(s) > limit
    s = s[:limit]  # before anything is composed: a hostile text must not cost time
    if not unicodedata.is_normalized("NFC", s):
        s = unicodedata.normalize("NFC", s)
    if "\r" in s:
        s = s.replace("\r\n", "\n").replace("\r", "\n")
    s = _UNFIT.sub(_picture, s)
    if not lines:
        s = _BREAKS.sub(" ", s)
    return _shortened(s, limit) if cut or len(s) > limit else s


def unseen(s: str) -> bool:
    """Tell whether a name holds what nobody sees: controls, line breaks, turns of direction."""
    return bool(_UNFIT.search(s) or _BREAKS.search(s))


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def _shortened(s: str, limit: int) -> str:
    mark = _("〔已截断〕")
    return s[: limit - len(mark)] + mark if limit >= len(mark) else s[:limit]


def half_width(s: str) -> str:
    """Return full-width digits, letters and punctuation as their ASCII twins, one for one.

    For reading numbers and keys, never for storing names. Places in the text stay the same.
    """
    return _FULL_WIDTH.sub(lambda full: full[0].translate(_TWINS), s)


def cells(s: str) -> int:
    """Measure one line in terminal cells; characters of ambiguous width count as one."""
    return len(s) if s.isascii() else sum(map(_width, s))


@lru_cache(maxsize=20_000)  # every cell that is drawn asks
def _width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def fit(s: str, n: int) -> str:
    """Cut one line to at most ``n`` cells; a cut ends in ``..``, and never stands in a number.

    A bracket in which a number would be cut is left out whole.
    """
    if cells(s) <= n:
        return s
    room = max(n - len(_CUT), 0)
    kept = 0
    for index, character in enumerate(s):
        kept += _width(character)
        if kept > room:
            return s[: _before_number(s, index)] + _CUT[:n]
    return s


def _before_number(s: str, at: int) -> int:
    """Return where to cut instead: before the bracket around a number, or the number itself."""
    number = next((one for one in _NUMBER.finditer(s) if one.start() < at < one.end()), None)
    if number is None:
        return at
    opened = s.rfind("（", 0, at)
    inside = opened > s.rfind("）", 0, at)
    # What begins with the number has nothing else to be known by.
    return max(opened if inside else 0, 0) or number.start() or at


def pad(s: str, n: int, *, right: bool = False) -> str:
    """Make one line exactly ``n`` cells wide for an aligned column, set left or right."""
    cut = fit(s, n)
    blank = " " * (n - cells(cut))
    return blank + cut if right else cut + blank


def folds(line: str, width: int, *, hang: bool = True) -> list[int]:
    """Find where one line of text is broken so that no part is wider than ``width`` cells.

    Latin words and numbers stay whole and punctuation keeps to its side, where there is room.
    A blank at the end of a part may stand out beyond ``width``, unless ``hang`` is false.
    """
    found: list[int] = []
    start = room = 0
    for at, character in enumerate(line):
        wide = cells(character)
        while room + wide > width and at > start and not (hang and character == " "):
            start = _break(line, start, at)
            found.append(start)
            room = cells(line[start:at])
        room += wide
    return found


def line_parts(line: str, width: int) -> list[str]:
    """Return one line of text as lines of at most ``width`` cells; of an empty one that itself."""
    ends = [0, *folds(line, width), len(line)]
    return [line[start:end] for start, end in pairwise(ends)]


def _break(line: str, start: int, at: int) -> int:
    """Return the last place up to ``at`` to break: between words, else within one, else there."""
    places = range(at, start, -1)
    between = (place for place in places if may_break(line, place) and not _in_word(line, place))
    within = (place for place in places if may_break(line, place))
    return next(between, 0) or next(within, at)


def may_break(line: str, place: int) -> bool:
    """Tell whether punctuation allows it: none begins a line, no bracket opens at its end."""
    before, behind = line[:place].rstrip(" ")[-1:], line[place]
    if behind in CLOSING or behind == " " or before in OPENING:
        return False
    return not (before == behind and behind in _UNPARTED)


def _in_word(line: str, place: int) -> bool:
    return _latin(line[place - 1]) and _latin(line[place])


def _latin(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character in ".,:-")
