"""Moments of a drill: the start as written, to UTC and to whole microseconds."""

import re
from datetime import UTC, datetime, timedelta

from cqcmd.clock import parse_iso
from cqcmd.errors import BadInput
from cqcmd.i18n import _

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST_YEAR, LAST_YEAR = 1900, 2999
"""Between them every moment of a drill lies (`clock.parse_iso`)."""
LATEST = datetime(LAST_YEAR, 12, 31, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def utc_of(start: datetime) -> datetime:
    """Read a start without a zone, on the clocks of Chongqing, as UTC. Raises BadInput (year)."""
    return parse_iso(f"{start.isoformat()}+08:00")


def micros(moment: datetime) -> int:
    """Whole microseconds since 1970."""
    return (moment - EPOCH) // MICROSECOND


def moment_of(count: int) -> datetime:
    """Return the moment so many microseconds after 1970, in UTC."""
    return EPOCH + timedelta(microseconds=count)


LONGEST_HOURS = 24 * 40
"""A drill may play through the 30 days after an accident (4.1.3), and no further."""

# ASCII: otherwise the figures of every script of the world would pass.
_SHAPE = re.compile(r"(\d{1,3}):([0-5]\d):([0-5]\d)", re.ASCII)


def read_span(text: str) -> timedelta:
    """Hours, minutes and seconds.

    Raises:
        BadInput: another shape, or more than forty days.
    """
    found = _SHAPE.fullmatch(text)
    if found is None or int(found[1]) > LONGEST_HOURS:
        raise BadInput(_("时间须写成 时:分:秒，例如 0:30:00，不超过 960 小时"))
    hours, minutes, seconds = map(int, found.groups())
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


def write_span(span: timedelta) -> str:
    """``0:30:00``; parts of a second are left out, below zero a minus stands before it."""
    seconds = int(abs(span).total_seconds())
    sign = "-" if span < timedelta() and seconds else ""
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
