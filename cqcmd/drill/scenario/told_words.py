"""Whether the words of a message say a fact already, in any of the ways a caller would say it."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from cqcmd.i18n import _
from cqcmd.rules.plan import Plan

DIGITS = _("〇一二三四五六七八九")
ZERO = _("零")
SPOKEN = str.maketrans("0123456789" + _("两"), DIGITS + _("二"))
"""Digits one by one, as they are read out; 两 is 二."""

UNITS = ((10_000, _("万")), (1000, _("千")), (100, _("百")), (10, _("十")))
DENIED = re.compile(_("没|无|未|全部|都|不再|下来|救出|出来|找到"))
"""Words by which a caller says of people that there are none, or none any more."""

NUMBER = re.compile(r"(\d+)(.*)", re.ASCII)
CLOCK = re.compile(r"(\d{1,2}):(\d{2})", re.ASCII)
HALF = 30
NOON = 12


def says_words(words: str, text: str) -> bool:
    """Whether at least half of a text stands in the words in one piece."""
    said, sought = words.translate(SPOKEN), text.translate(SPOKEN)
    match = SequenceMatcher(None, said, sought, autojunk=False).find_longest_match()
    return match.size * 2 >= len(sought)


def says_amount(words: str, text: str) -> bool:
    """Whether a number is said, in digits or in characters; of none, that there is none."""
    found = NUMBER.fullmatch(text)
    if found is None or text in words:
        return text in words
    number, unit = int(found[1]), found[2]
    if not number:
        return DENIED.search(words) is not None
    return f"{han(number)}{unit}" in words.translate(SPOKEN)


def says_time(words: str, text: str) -> bool:
    """Whether a time of day is said: ``13点58分``, ``十六点三十五分``, ``三点半``."""
    found = CLOCK.fullmatch(text)
    if found is None:
        return text in words
    hour, minute = int(found[1]), int(found[2])
    forms = (form for each in {hour, hour % NOON or NOON} for form in _times(each, minute))
    return any(form in words or form in words.translate(SPOKEN) for form in forms)


def _times(hour: int, minute: int) -> Iterator[str]:
    if not minute:
        yield from (_("{hour}点").format(hour=each) for each in (str(hour), han(hour)))
        return
    words = _("{hour}点{minute}")
    yield words.format(hour=hour, minute=minute)
    yield words.format(hour=han(hour), minute=han(minute))
    if minute == HALF:
        yield from (_("{hour}点半").format(hour=each) for each in (str(hour), han(hour)))


def says_span(words: str, text: str) -> bool:
    """Whether a length of time is said: ``二十五分钟``, ``一个小时二十分钟``, ``半个小时``."""
    return any(form in words.translate(SPOKEN) for form in spans(text))


def spans(text: str) -> tuple[str, ...]:
    """Return the ways in which a length such as ``1:20`` is said, the plainest first."""
    found = CLOCK.fullmatch(text)
    if found is None:
        return (text,)
    hours, minutes = int(found[1]), int(found[2])
    whole = _("{hours}个小时").format(hours=han(hours)) if hours else ""
    rest = _("{minutes}分钟").format(minutes=han(minutes)) if minutes else ""
    half = _("{hours}个半小时").format(hours=han(hours)) if hours else _("半个小时")
    return (whole + rest, *((half,) if minutes == HALF else ()))


def says_equipment(words: str, plan: Plan, text: str) -> bool:
    """Whether a kind of equipment is named, by any of its names."""
    rows = [row for row in plan.equipment if text in (row.code, row.name, row.short, *row.words)]
    names = {name for row in rows for name in (row.name, row.short, *row.words)}
    return any(name in words for name in {text, *names})


def han(number: int) -> str:
    """Write a number below a hundred million as it is spoken: 十二, 一百一十八, 一万二千."""
    words = _han(number)
    return words.removeprefix(DIGITS[1]) if words.startswith(DIGITS[1] + UNITS[-1][1]) else words


def _han(number: int) -> str:
    for size, name in UNITS:
        if number >= size:
            head, rest = divmod(number, size)
            gap = ZERO if rest and rest * 10 < size else ""
            return f"{_han(head)}{name}{gap}{_han(rest) if rest else ''}"
    return DIGITS[number]
