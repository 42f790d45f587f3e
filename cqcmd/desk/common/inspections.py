"""The day until which an inspection holds, as lists write it, and what has become of it."""

import re
from calendar import monthrange
from contextlib import suppress
from datetime import date

from cqcmd.i18n import _
from cqcmd.text import half_width

_SHAPES = (
    re.compile(r"((?:19|20)\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?(?: 00:00(?::00)?)?"),
    re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)"),
    re.compile(r"((?:19|20)\d\d)[-/.年](\d{1,2})月?"),
)


def as_day(text: str) -> date | None:
    """Return the day that a text names, of a month its last; ``None`` where it is no day."""
    word = half_width(text).strip()
    for shape in _SHAPES:
        if found := shape.fullmatch(word):
            year, month, *day = map(int, found.groups())
            with suppress(ValueError):
                return date(year, month, day[0] if day else monthrange(year, month)[1])
    return None


def until_words(text: str, today: date) -> str:
    """Return until when an inspection holds, and since how many days it does not any more."""
    day = as_day(text)
    if day is None:
        return _("{text}（读不成日期，待核）").format(text=text) if text else ""
    if day < today:
        words = _("{day}（已过 {count} 天）")
        return words.format(day=day.isoformat(), count=(today - day).days)
    return day.isoformat()


def is_over(text: str, today: date) -> bool:
    """Whether an inspection holds no more."""
    day = as_day(text)
    return day is not None and day < today
