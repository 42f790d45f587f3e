"""Spans of days as people type them: ``2025``, ``3月``, ``近30日``, ``2025-01至2025-05``."""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta

from msgspec import Struct

from cqcmd.i18n import _
from cqcmd.patterns import regex
from cqcmd.text import half_width

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_MONTH = r"(?P<month>1[0-2]|0?[1-9])"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])"
_SHAPES = tuple(
    regex(shape, re.ASCII)
    for shape in (
        rf"{_YEAR}年?",
        rf"{_YEAR}[-/.年]{_MONTH}月?",
        rf"{_YEAR}[-/.年]{_MONTH}[-/.月]{_DAY}[日号]?",
        r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)",
        rf"{_MONTH}月(?:份)?",
        rf"{_MONTH}[-/.月]{_DAY}[日号]?",
    )
)
_OF_A_YEAR = _SHAPES[1:4]
_MIDNIGHT = regex(r" 00:00(?::00)?$")
_LAST_DAYS = regex(r"(?:最?近|过去)(\d{1,4})[日天]", re.ASCII)
_FROM_TO = regex(r"(.*?)(?:\.\.|~|至|到)(.*)|(.*\d.*?)-((?:19|20)\d\d.*)")
_SINCE = regex(r"(.+?)(?:起|以来|以后|之后)")

FIRST, LAST = date.min, date.max


class Span(Struct, frozen=True):
    """From ``first`` to ``last``, both included."""

    first: date
    last: date

    def has(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day <= self.last

    @property
    def words(self) -> str:
        """``2025年``, ``2025年3月``, ``2025-03-15``, ``2025-01-01至2025-05-31``."""
        if self.first == self.last:
            return self.first.isoformat()
        if self == _year(self.first.year):
            return _("{year}年").format(year=self.first.year)
        if self == _month(self.first.year, self.first.month):
            return _("{year}年{month}月").format(year=self.first.year, month=self.first.month)
        if self.last == LAST:
            return _("{first}起").format(first=self.first.isoformat())
        if self.first == FIRST:
            return _("至{last}").format(last=self.last.isoformat())
        return _("{first}至{last}").format(first=self.first.isoformat(), last=self.last.isoformat())


def read_span(typed: str, today: date) -> Span | None:
    """Return the days meant, ``None`` where it is no such thing.

    A month or a day without a year is the last one that has begun by ``today``.
    """
    word = half_width(typed)
    if word in _NAMED:
        return _NAMED[word](today)
    if days := _LAST_DAYS.fullmatch(word):
        with suppress(OverflowError):
            return Span(today - timedelta(max(int(days[1]) - 1, 0)), today)
        return None
    if since := _SINCE.fullmatch(word):
        begun = _one(since[1], today)
        return Span(begun.first, LAST) if begun else None
    return _one(word, today) or _from_to(word, today)


def last_day_named(text: str) -> date | None:
    """Return the day that a text with a year in it names, of a month its last; else ``None``."""
    word = _MIDNIGHT.sub("", half_width(text).strip())
    for shape in _OF_A_YEAR:
        if found := shape.fullmatch(word):
            with suppress(ValueError):
                parts = {name: int(part) for name, part in found.groupdict().items()}
                return _span(parts, LAST).last
    return None


def _from_to(word: str, today: date) -> Span | None:
    parts = _FROM_TO.fullmatch(word)
    if parts is None:
        return None
    left, right = (parts[1], parts[2]) if parts[2] is not None else (parts[3], parts[4])
    first = _one(left, today) if left else Span(FIRST, FIRST)
    last = _one(right, today) if right and right != _("今") else Span(LAST, LAST)
    if first is None or last is None or not (left or right) or last.last < first.first:
        return None
    return Span(first.first, last.last)


def _one(word: str, today: date) -> Span | None:
    for shape in _SHAPES:
        if found := shape.fullmatch(word):
            parts = {name: int(part) for name, part in found.groupdict().items()}
            with suppress(ValueError):
                return _span(parts, today)
    return None


def _span(parts: dict[str, int], today: date) -> Span:
    month, day = parts.get("month"), parts.get("day")
    year = parts.get("year", today.year)
    if month is None:
        return _year(year)
    found = (
        _month(year, month) if day is None else Span(date(year, month, day), date(year, month, day))
    )
    if "year" not in parts and found.first > today:
        return _span({**parts, "year": today.year - 1}, today)
    return found


def _day(day: date) -> Span:
    return Span(day, day)


def _year(year: int) -> Span:
    return Span(date(year, 1, 1), date(year, 12, 31))


def _month(year: int, month: int) -> Span:
    following = date(year + month // 12, month % 12 + 1, 1)
    return Span(date(year, month, 1), following - timedelta(1))


def _month_of(day: date) -> Span:
    return _month(day.year, day.month)


_NAMED: dict[str, Callable[[date], Span]] = {
    _("今天"): _day,
    _("昨天"): lambda today: _day(today - timedelta(1)),
    _("本月"): _month_of,
    _("上月"): lambda today: _month_of(today.replace(day=1) - timedelta(1)),
    _("本年"): lambda today: _year(today.year),
    _("今年"): lambda today: _year(today.year),
    _("去年"): lambda today: _year(today.year - 1),
    _("前年"): lambda today: _year(today.year - 2),
}
