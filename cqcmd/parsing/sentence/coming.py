"""The moment to come that a line names: ``3小时后``, ``明早8点仍滞留``."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from msgspec import Struct

from cqcmd.clock import local, stamp
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.parsing.numbers import HAN
from cqcmd.parsing.times import read_time
from cqcmd.parsing.words.clocks import CLOCK, is_clock
from cqcmd.parsing.words.scanned_line import Line
from cqcmd.patterns import regex

_SPAN = (
    rf"(?:(?:\d{{1,6}}(?:\.\d{{1,3}})?|[{HAN}]{{1,6}}|半)(?:个半|个)?"
    r"(?:天|小时|钟头|时|h|分钟|分|min)半?){1,3}"
)
_AHEAD = regex(rf"(?:再?过)?{_SPAN}(?:以后|之后|后)|再?过{_SPAN}", re.ASCII | re.IGNORECASE)
_DATED = ("month", "lone", "compact", "ago")
_HALF_A_DAY = timedelta(hours=12)


class Coming(Struct, frozen=True):
    """The line about the moment: what stands before it, its own words, what stands behind.

    ``question`` is what is to be asked about the moment; empty: nothing.
    """

    at: datetime
    before: str
    words: str
    after: str
    question: str = ""


def coming_moment(typed: str, now: datetime) -> Coming | None:
    """Return the first moment after ``now`` that a line names."""
    line = Line(typed)
    for start, end, at, question in (*_lengths(line.half, now), *_clocks(line.half, now)):
        if at > now:
            text = line.text
            return Coming(at, text[:start], text[start:end], text[end:], question)
    return None


def _lengths(text: str, now: datetime) -> Iterator[tuple[int, int, datetime, str]]:
    for found in _AHEAD.finditer(text):
        at = _read(found[0], now)
        if at is not None:
            yield found.start(), found.end(), at, ""


def _clocks(text: str, now: datetime) -> Iterator[tuple[int, int, datetime, str]]:
    for found in CLOCK.finditer(text):
        dated = any(found[part] for part in _DATED)
        # Without a date 120 is a number and no time.
        if (found["digits"] and not dated) or not _is_clock(found, text):
            continue
        at = _read(found[0], now)
        if at is not None:
            meant = _next(found, at, now, dated=dated)
            yield found.start(), found.end(), meant, _question(found, meant, now, dated=dated)


def _is_clock(found: re.Match[str], text: str) -> bool:
    """Tell whether it is a time: 八点仍滞留 is one, 差一点 is none."""
    idiom = text[: found.start()].endswith("差")
    still = text.startswith(("仍", "还", "依", "继"), found.end())
    return not idiom and (still or is_clock(found, text, None))


def _read(text: str, now: datetime) -> datetime | None:
    try:
        return read_time(text, now, future_ok=True)
    except BadInput:
        return None


def _next(found: re.Match[str], at: datetime, now: datetime, *, dated: bool) -> datetime:
    """Return the next moment that is meant: 8点 said at noon is 20:00, 11:00 is tomorrow's."""
    today = not dated or found["ago"] in ("今", "当")
    if at > now or not today:
        return at
    if _half_open(found, at) and at + _HALF_A_DAY > now:
        return at + _HALF_A_DAY
    return at if dated else at + 2 * _HALF_A_DAY


def _half_open(found: re.Match[str], at: datetime) -> bool:
    """Tell whether the half of the day is left open, as by 8点; 8:00 and 8时 count to 24."""
    spoken = not (found["part"] or found["minute"] or found["digits"]) and "时" not in found[0]
    return spoken and local(at).hour < 12


def _question(found: re.Match[str], at: datetime, now: datetime, *, dated: bool) -> str:
    other_day = local(at).date() != local(now).date()
    open_half = not found["part"] and not found["minute"] and "时" not in found[0]
    if dated or not (other_day or open_half):
        return ""
    return _("“{text}”按 {time} 看，对吗？").format(text=found[0], time=stamp(at, now))
