"""How near a due time is: the stages of a countdown, by kind of duty."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal

from cqcmd.rules.rows import DutyRule

Stage = Literal["calm", "soon", "urgent", "overdue"]
STAGES: tuple[Stage, ...] = ("calm", "soon", "urgent", "overdue")
Minutes = Mapping[str, tuple[int, int]]

STAGE_MINUTES: Minutes = {"phone": (10, 5), "written": (20, 10), "day": (120, 30)}
"""Minutes before the due time at which a duty becomes soon, then urgent. Ours, not the plan's."""

SHARES = (3, 6)
"""A third and a sixth of a limit: what is left of it when its colour turns. Ours as well; of the
usual 30 and 60 minutes these are the moments at which the bell rings."""

LONG_DUTY = 180
"""Minutes from which a duty counts as one of hours."""


def kind_of(rule: DutyRule) -> str:
    """Return ``phone``, ``written`` (or any channel), or ``day`` for those of many hours."""
    if (rule.minutes or 0) > LONG_DUTY:
        return "day"
    return "phone" if rule.channel == "phone" else "written"


def share_stage(start: datetime, due: datetime, now: datetime) -> Stage:
    """Return how little of a limit is left: the colour of a countdown, whatever its length."""
    limit, left = due - start, due - now
    passed = sum(left * share <= limit for share in SHARES)
    return STAGES[passed] if limit > timedelta() else "calm"


def boundaries(kind: str, due: datetime, minutes: Minutes) -> tuple[datetime, ...]:
    """Return the moments at which a duty becomes soon, urgent and overdue: the bell rings then."""
    soon, urgent = minutes[kind]
    return (due - timedelta(minutes=soon), due - timedelta(minutes=urgent), due)
