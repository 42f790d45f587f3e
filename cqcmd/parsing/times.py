"""Times as people type them: ``14:05``, ``昨8点``, ``11-21 14:05``, ``10分钟前``, ``明早8点``."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from cqcmd.clock import local
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.parsing.durations import read_hours
from cqcmd.parsing.numbers import HAN, read_number, short
from cqcmd.patterns import regex
from cqcmd.text import clean, half_width

_NUMBER = rf"(?:\d{{1,2}}|[{HAN}]{{1,3}})"
_MORNING = ("清晨", "早上", "早晨", "大清早", "一大早", "上午", "早", "晨")
_EVENING = ("晚上", "晚黑", "夜晚", "夜里", "夜间", "晚", "夜", "黑")
_PARTS = "|".join(("凌晨", "中午", "下午", "傍晚", *_MORNING, *_EVENING))
_DAYS_AGO = {"今": 0, "当": 0, "昨": 1, "前": 2, "大前": 3, "明": -1, "后": -2, "大后": -3}
# 说明早上8点 names no tomorrow.
_TO_COME = r"(?<![说声注昆黎])明(?=[天日早晚晨])|大?后(?=[天日])"
_DATE = (
    rf"(?:(?P<year>(?:19|20)\d\d)[-/年.])?(?P<month>{_NUMBER})[-/月.](?P<day>{_NUMBER})[日号]?"
    rf"|(?P<compact>(?:19|20)\d{{6}})|(?P<ago>[今当昨]|大?前|{_TO_COME})[天日]?|(?:本月|这个月)?(?P<lone>{_NUMBER})[日号]"
)
_WEEKDAY = r"(?:\(?(?:周|星期|礼拜)[一二三四五六日天]\)?)?"
_CLOCK = (
    rf"(?P<part>{_PARTS})?(?:大?约|大概)?(?:(?P<hour>{_NUMBER})(?::(?P<minute>\d\d)(?::(?P<second>\d\d)|分)?"
    rf"|[时点](?:(?P<half>半)|(?P<quarter>[一三])刻|(?P<spoken>{_NUMBER})分?|整)?)"
    r"|(?P<digits>\d{3,4}))(?P<vague>许|多钟|来钟|多|过|钟)?(?:左右)?"
)
MOMENT = rf"(?:(?:{_DATE})(?:(?<=[日号天今当昨前明]){_WEEKDAY}[, ]?|(?<=\d{{8}})T?|[ T]))?{_CLOCK}"
"""A moment inside running text, as a part of a pattern (named groups)."""

_MOMENT = regex(MOMENT, re.ASCII)
_ONLY_DATE = regex(_DATE, re.ASCII)
_JUST_NOW = ("刚才", "刚刚", "现在", "此刻")
_AGO = regex(r"(.+?)(?:以前|之前|前)")
_AHEAD = regex(r"(?:再?过)?(.+?)(?:以后|之后|后)|再?过(.+)")
_BLANKS = regex(r"\s*([:年月时点分午])\s*|(\s)\s+")
_LONGEST = 60


def read_time(text: str, now: datetime, *, future_ok: bool = False) -> datetime:
    """Read the moment meant, in UTC; what is typed is the time of Chongqing.

    A clock time alone is its most recent moment that is not after ``now``; a month and day
    without a year are the nearest such date. ``24:00`` is the end of its day.

    Args:
        future_ok: for what is planned: moments after ``now`` are taken, and a clock time alone
            is today's.

    Raises:
        BadInput: unreadable, no such time, or after ``now`` where that cannot be.
    """
    s = _BLANKS.sub(r"\1\2", half_width(clean(text[:_LONGEST]))).strip()
    if s in _JUST_NOW:
        return now.astimezone(UTC)
    try:
        moment = _moment(s, now, future_ok)
    except (ValueError, OverflowError):
        raise BadInput(_("没有“{text}”这个时间，请核对。").format(text=short(text))) from None
    if moment is None or len(text) > _LONGEST:
        raise _unreadable(text, s)
    if moment > now and not future_ok:
        raise BadInput(_("“{text}”还没有到，请核对日期和钟点。").format(text=short(text)))
    return moment


def _unreadable(text: str, s: str) -> BadInput:
    if _ONLY_DATE.fullmatch(s):
        return BadInput(_("“{text}”没有钟点，请写成 11-21 14:05。").format(text=short(text)))
    return BadInput(
        _("“{text}”读不出时间，请写成 14:05、昨天 14:05 或 11-21 14:05。").format(text=short(text))
    )


def _moment(s: str, now: datetime, future_ok: bool) -> datetime | None:
    if ago := _AGO.fullmatch(s):
        return _moved(now, ago[1], -1)
    if ahead := _AHEAD.fullmatch(s):
        return _moved(now, ahead[1] or ahead[2], 1)
    found = _MOMENT.fullmatch(s)
    if found is None:
        return None
    clock, later = _clock(found)
    here = local(now)
    moments = [_at(day + later, clock, here.tzinfo) for day in _days(found, here, future_ok)]
    # On 2 January 12-31 is the day before yesterday: the nearest year, not the present one.
    if found["month"] or (future_ok and found["lone"]):
        return min(moments, key=lambda moment: abs(moment - now))
    return next((moment for moment in moments if moment <= now), moments[0])


def _moved(now: datetime, span: str, step: int) -> datetime | None:
    try:
        minutes = round(read_hours(span) * 60)
    except BadInput:
        return None
    moment = now.astimezone(UTC) + step * timedelta(minutes=minutes)
    if not 1900 <= moment.year < 3000:
        raise ValueError(span)
    return moment


def _at(day: date, clock: time, zone: tzinfo | None) -> datetime:
    return datetime.combine(day, clock, zone).astimezone(UTC)


def _days(found: re.Match[str], here: datetime, future_ok: bool) -> list[date]:
    """Return the days that may be meant, the likeliest first."""
    today = here.date()
    if found["ago"]:
        return [today - timedelta(days=_DAYS_AGO[found["ago"]])]
    if found["compact"]:
        return [date.fromisoformat(found["compact"])]
    if found["month"]:
        return list(_dates(found, today.year))
    if found["lone"]:
        return list(_days_of_month(_whole(found["lone"]), today, future_ok))
    return [today] if future_ok else [today, today - timedelta(days=1), today - timedelta(days=2)]


def _dates(found: re.Match[str], this_year: int) -> Iterator[date]:
    month, day = _whole(found["month"]), _whole(found["day"])
    if found["year"]:
        yield date(int(found["year"]), month, day)
        return
    if not (1 <= month <= 12 and 1 <= day <= 31):
        raise ValueError(month, day)
    # Of one date only its nearest year is meant, and 29 February is in one year of four.
    for year in (this_year, this_year - 1, this_year + 1):
        try:
            yield date(year, month, day)
        except ValueError:  # 29 February
            continue


def _days_of_month(day: int, today: date, future_ok: bool) -> Iterator[date]:
    """Yield the days of that number, this month's first: on the 2nd, 26日 was last month."""
    if not 1 <= day <= 31:
        raise ValueError(day)
    this = today.replace(day=1)
    last = (this - timedelta(days=1)).replace(day=1)
    # Of what is planned it may be next month's; of what was, the one before last's.
    other = this + timedelta(days=31) if future_ok else last - timedelta(days=1)
    for month in (this, last, other):
        with suppress(ValueError):  # there is no 31st in every month
            yield month.replace(day=day)


def _clock(found: re.Match[str]) -> tuple[time, timedelta]:
    """Return the time of the day, and the days to add to its date (24:00)."""
    if found["digits"]:
        hour, minute = divmod(int(found["digits"]), 100)
    else:
        hour, minute = _whole(found["hour"]), _minute(found)
    hour = _in_part(hour, found["part"] or "")
    second = int(found["second"] or 0)
    if (hour, minute, second) == (24, 0, 0):
        return time(), timedelta(days=1)
    return time(hour, minute, second), timedelta()


def _minute(found: re.Match[str]) -> int:
    if found["half"]:
        return 30
    if found["quarter"]:
        return 15 if found["quarter"] == "一" else 45
    return _whole(found["minute"] or found["spoken"] or "0")


def _in_part(hour: int, part: str) -> int:
    """Return the hour of 24.

    Raises:
        ValueError: the part of the day contradicts the hour.
    """
    if (part in _MORNING and hour > 12) or (part == "凌晨" and 6 < hour < 12):
        raise ValueError(part)
    if part == "凌晨" and hour == 12:
        return 0
    if part in _EVENING:
        if hour < 5:
            raise ValueError(part)
        return hour + 12 if hour <= 12 else hour  # 晚上12点 is 24:00, the end of that day
    # 中午 reaches from 11 to before 3: 中午1点 is 13:00, 中午11点 stays.
    after_noon = part in ("下午", "傍晚") or (part == "中午" and hour < 3)
    return hour + 12 if after_noon and hour < 12 else hour


def _whole(text: str) -> int:
    try:
        return int(read_number(text))
    except BadInput:
        raise ValueError(text) from None
