"""The place: behind its label, a street, or a part of town that everybody knows."""

import re
from collections.abc import Iterable, Iterator

from cqcmd.i18n import _
from cqcmd.parsing.sentence.roles import HAN
from cqcmd.parsing.words.lexicon import place_words
from cqcmd.parsing.words.scanned_line import Found
from cqcmd.patterns import regex

_LABELLED = regex(r"(?:地点|地址|位置)(?:在|是|为)?[: ][ ]?(?P<place>[^,;.()]{3,40})")
_WAYS = "步行街|大道|大街|正街|老街|支路|环路|立交|路|街|巷"
_STREET = regex(rf"(?:{_WAYS})(?![道坊灯面况基政费障径线由程过人子上边途牌]|街道|口(?!子))")
_ON = regex(
    rf"(?:[与和][{HAN}]{{1,6}}?(?:{_WAYS})(?:交叉口|交汇处|路口)?)?"
    r"(?:附?\d{1,4}(?:-\d{1,3})?号(?!线|楼)(?:附\d{1,3}号?)?)?",
    re.ASCII,
)
"""What a street's name goes on with: the one that it crosses, the number."""
_NO_STREET = regex(
    "(?:马路|公路|铁路|道路|线路|电路|管路|油路|气路|水路|回路|半路|岔路|土路|小路|走路|短路|断路|让路|修路"
    "|过路|拦路|迷路|带路|赶路|高速路|上街|逛街|下街|临街)$"
)
_AREA_ENDS = "铺嘴坪坝碑沱沟垭岗坎塘滩口"
_AREA = regex(rf"[ ]?(?P<name>[{HAN}]{{2,3}}[{_AREA_ENDS}]|[{HAN}]{{2}}[{_AREA_ENDS}])")
_TOWN = regex(".{2,4}?[区县](?=.{2})")
"""What may stand before a street where the line's district was named already."""
_BARS = frozenset("为跨某警在于处到是的了着说有把被称叫去没不我你他这那就里内外从往离沿与和跟一")
"""Letters that no name of a street goes back beyond."""
LONGEST = 10
"""Letters that the name of a street has at most."""

Span = tuple[int, int]


def place_found(half: str, text: str, taken: Iterable[Span], district: Span | None) -> Found | None:
    """Return the place that a line names; ``taken`` is what other fields hold, in ``half``.

    Behind its label, or right after the district, it is sure; elsewhere it is asked about.
    """
    if labelled := _LABELLED.search(half):
        start, end = labelled.span("place")
        return Found("place", text[start:end].strip(), start, end)
    held = {at for start, end in taken for at in range(start, end)}
    sides = (*_streets(half, held), *_areas(half, held, district))
    if not sides:
        return None
    start, end = sides[0]
    sure = (
        district is not None and start >= district[1] and not half[district[1] : start].strip(" ")
    )
    question = "" if sure else _("地点是“{name}”吗？").format(name=text[start:end])
    return Found("place", text[start:end], start, end, question)


def _streets(half: str, held: set[int]) -> Iterator[Span]:
    """Yield each street with what its name goes on with; the first decides."""
    for way in _STREET.finditer(half):
        start = way.start()
        while start > max(way.start() - LONGEST, 0) and _goes_back(half, start - 1, held):
            start -= 1
        on = _ON.match(half, way.end())
        if town := _TOWN.match(half, start, way.start()):
            start = town.end()
        name = half[start : way.end()]
        if len(name) >= 3 and name != way[0] and not _NO_STREET.search(name):
            yield start, on.end() if on else way.end()


def _goes_back(half: str, at: int, held: set[int]) -> bool:
    letter = half[at]
    return at not in held and "\u4e00" <= letter <= "\u9fff" and letter not in _BARS


def _areas(half: str, held: set[int], district: Span | None) -> Iterator[Span]:
    """Yield a known part of town that begins no longer name, else one behind the district."""
    for name in place_words():
        at = half.find(name)
        # 沙坪坝 is a district's name as well; 江北嘴 only begins with one.
        if at >= 0 and at + len(name) - 1 not in held and _ends_here(half, at + len(name), held):
            yield at, at + len(name)
            return
    area = _AREA.match(half, district[1]) if district else None
    if area and _ends_here(half, area.end(), held):
        yield area.span("name")


def _ends_here(half: str, at: int, held: set[int]) -> bool:
    """Tell whether a name ends there: a mark, a blank, something that a field holds."""
    return at >= len(half) or at in held or not "\u4e00" <= half[at] <= "\u9fff"
