"""Durations in hours: ``2时10分``, ``2:10``, ``150分``, ``半小时``, ``3.5``."""

import re
from decimal import Decimal

from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.parsing.numbers import HAN, Number, read_number, short, tidy, within
from cqcmd.patterns import regex

_WHOLE = rf"\d+(?:\.\d+)?|[{HAN}]+"
_NUMBER = rf"{_WHOLE}|半"
_CLOCK = regex(r"(\d{1,6}):(\d{2})", re.ASCII)
_SPOKEN = regex(
    rf"(?:({_WHOLE})天)?"
    rf"(?:({_NUMBER})(个半|个)?(?:小时|钟头|时|h)(半)?(?:({_WHOLE})$)?)?"
    rf"(?:({_NUMBER})(?:分钟|分|min))?",
    re.ASCII | re.IGNORECASE,
)
_PLACES = Decimal("0.000001")


def read_hours(text: str) -> Number:
    """Read a duration in hours; a bare number is hours.

    Exact wherever the decimals end. Minutes that have no end as decimal hours (10 min) are kept
    to a millionth of an hour: two different minutes stay different, and no threshold that is a
    whole number of minutes lies between a duration and its millionth, so every comparison is the
    exact one.

    Raises:
        BadInput: no duration, or minutes from 60 beside hours.
    """
    s = tidy(text)
    if clock := _CLOCK.fullmatch(s):
        return _together(text, Decimal(clock[1]), Decimal(clock[2]))
    spoken = _SPOKEN.fullmatch(s)
    if not s or spoken is None:
        return _bare(text, s)
    days, hours, half_before, half_after, trailing, named = spoken.groups()
    half = half_before == "个半" or half_after == "半"
    minutes = trailing or named
    if half and minutes:  # 两个半小时10分: nobody says that, so it is a slip
        raise _unreadable(text)
    if minutes and not (days or hours):
        return _hours(_amount(minutes))
    whole = 24 * _amount(days) + _amount(hours) + (Decimal("0.5") if half else 0)
    return _together(text, whole, _amount(minutes))


def write_hours(hours: Number) -> str:
    """Write the shortest text ``read_hours`` reads as the same: ``2``, ``3.5``, ``2时10分``."""
    if isinstance(hours, int) or hours == hours.quantize(Decimal("0.1")):
        return f"{hours:f}" if isinstance(hours, Decimal) else str(hours)
    minutes = int((hours * 60).to_integral_value())
    if _hours(Decimal(minutes)) != hours:
        return f"{hours:f}"
    whole, rest = divmod(minutes, 60)
    return f"{whole}时{rest}分" if whole else f"{rest}分"


def _bare(text: str, s: str) -> Number:
    try:
        return read_number(s)
    except BadInput:
        if s.startswith(("-", "负")) or s.isdigit():
            raise
        raise _unreadable(text) from None


def _together(text: str, hours: Decimal, minutes: Decimal) -> Number:
    if minutes >= 60:
        raise BadInput(_("“{text}”的分钟数须小于60，请核对。").format(text=short(text)))
    return within(hours + Decimal(_hours(minutes)))


def _amount(s: str | None) -> Decimal:
    return Decimal(read_number(s)) if s else Decimal(0)


def _hours(minutes: Decimal) -> Number:
    return within((minutes / 60).quantize(_PLACES))


def _unreadable(text: str) -> BadInput:
    return BadInput(_("“{text}”读不出时长，请写成 2时10分、2:10 或 3.5。").format(text=short(text)))
