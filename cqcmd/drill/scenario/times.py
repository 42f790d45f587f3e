"""Moments of a drill: the start as written, to UTC and to whole microseconds."""

from datetime import UTC, datetime, timedelta

from cqcmd.clock import parse_iso

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST_YEAR, LAST_YEAR = 1900, 2999
"""Between them every moment of a drill lies (`clock.parse_iso`)."""
LATEST = datetime(LAST_YEAR, 12, 31, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def utc_of(start: datetime) -> datetime:
    """A start without a zone, on the clocks of Chongqing, in UTC. Raises BadInput (year)."""
    return parse_iso(f"{start.isoformat()}+08:00")


def micros(moment: datetime) -> int:
    """Whole microseconds since 1970."""
    return (moment - EPOCH) // MICROSECOND


def moment_of(count: int) -> datetime:
    """The moment so many microseconds after 1970, in UTC."""
    return EPOCH + timedelta(microseconds=count)
