"""Duty lists: what a column holds, and days: ``11月30日（周一）``, ``11.24-11.30``."""

import re
from contextlib import suppress
from datetime import date, timedelta

from cqcmd.parsing.days import Span, read_span
from cqcmd.patterns import regex
from cqcmd.text import half_width

MOST_DAYS = 62
"""What is longer is no row of a duty list."""

_ASIDE = regex(r"\(.*?\)|(?:星期|周|礼拜)[一二三四五六日天]|\d{1,2}:\d\d(?::\d\d)?|\s+")
_FROM_TO = regex(r"(.+?)(?:至|到|~|—+)(.+)|([^-]+)-([^-]+)")
_ONLY_DAY = regex(r"(\d{1,2})[日号]?", re.ASCII)
_HALF_YEAR = timedelta(days=183)


DAY = "day"
_HEADINGS = (
    # The first that fits: 值班日期 is a day, 值班电话 nobody's name.
    ("", regex("电话|手机|号码|联系方式|星期|周几|备注|说明|序号")),
    (DAY, regex("日期|日子|时间|^值班日$|^date$", re.IGNORECASE)),
    ("deputy", regex("副班|备班|备勤|替班|代班|二线|后备|副值")),
    ("leader", regex("带班|领导|主班|一线")),
    ("officer", regex("值班|值守|夜班|当班")),
)
"""What a heading means, by the words in it."""

LONGEST_HEADING = 12


def rota_column(heading: str) -> str:
    """Return what a column of that heading holds; empty where it is of no use here."""
    words = re.sub(r"\s+", "", half_width(heading))
    if len(words) > LONGEST_HEADING:
        return ""
    return next((name for name, words_of in _HEADINGS if words_of.search(words)), "")


def read_rota_days(typed: str, today: date) -> Span | None:
    """Return the days that a cell names; ``None`` where it names none.

    A day without a year is the one nearest to ``today``: lists are made for the weeks ahead.
    """
    words = _ASIDE.sub("", half_width(typed))
    if day := _one(words, today):
        return Span(day, day)
    parts = _FROM_TO.fullmatch(words)
    first = _one(parts[1] or parts[3], today) if parts else None
    if parts is None or first is None:
        return None
    last = _last(parts[2] or parts[4], first, today)
    if last is None or not timedelta() <= last - first < timedelta(MOST_DAYS):
        return None
    return Span(first, last)


def _last(words: str, first: date, today: date) -> date | None:
    """Return the last of several days; ``30日`` is of the month of the first."""
    if alone := _ONLY_DAY.fullmatch(words):
        with suppress(ValueError):
            return first.replace(day=int(alone[1]))
    return _one(words, today)


def _one(words: str, today: date) -> date | None:
    """Return the day meant. Asked half a year ahead, so that days to come are the last begun."""
    found = read_span(words, today + _HALF_YEAR) if words[:1].isdigit() else None
    return found.first if found and found.first == found.last else None
