"""How long people have been up, and how many: the log of counts as spans of time (1.5)."""

from datetime import datetime
from decimal import Decimal

from msgspec import Struct

from cqcmd.incident.known import KnownFacts
from cqcmd.rules.facts import BLANK, Amount

HOUR = 3_600_000_000


class Span(Struct, frozen=True):
    """``count`` people were still up when ``hours`` had passed, or ``possible`` ones may have."""

    count: Amount
    hours: Decimal
    possible: Decimal


def hours_between(start: datetime, end: datetime) -> Decimal:
    """Return the exact hours from ``start`` to ``end``, never below zero."""
    # Whole microseconds, then one division: seconds as a float would blur the marks of 1.5.
    micros = max(0, round((end - start).total_seconds() * 1_000_000))
    return Decimal(micros) / HOUR


def stranding_start(facts: KnownFacts, first_call: datetime | None) -> datetime | None:
    """Return the stop; else, once anybody may be up, the accident, at latest the first call."""
    stopped = facts.moment("stopped_at")
    if stopped is not None:
        return stopped
    if first_call is None or not any(count.possible for _at, count in facts.counts):
        return None
    # A time after the call is a slip: by then people were up (docs/decisions/001, 8).
    return min(first_call, facts.moment("occurred_at") or first_call)


def spans(
    facts: KnownFacts, start: datetime, earliest: datetime, now: datetime
) -> tuple[Span, ...]:
    """Return one span a count: the count, and how long had passed at its end, or has by now.

    Args:
        start: since when they have been up.
        earliest: since when they may have been.
    """
    # A hundred brought down before the mark do not count, after it they do (docs/decisions/001, 8).
    steps = [step for step in facts.counts if step[0] <= now] or [(start, BLANK)]
    # Before anybody counted, how many are up is unknown, but their time runs already.
    ends = [at for at, _count in steps[1:]] + [now]
    return tuple(
        Span(count, hours_between(start, end), hours_between(earliest, end))
        for (_at, count), end in zip(steps, ends, strict=True)
    )


def still_up(facts: KnownFacts) -> bool:
    """Tell whether anybody may still be up: the last count is not a plain 0."""
    return not facts.counts or facts.counts[-1][1].possible != 0
