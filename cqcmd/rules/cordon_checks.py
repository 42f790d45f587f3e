"""When a team inside the cordon must answer, and what its silence means. Ours, not the plan's.

A team is called at the end of each interval. No answer within a minute is the first miss, none
within two minutes after that the second, and the second raises the alarm.
"""

from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct

INTERVAL = 20
"""Minutes between two answers, unless set otherwise."""
SHORTEST, LONGEST = 1, 240
"""Minutes an interval may have."""

HEADS_UP = timedelta(minutes=2)
FIRST_WINDOW = timedelta(seconds=60)
SECOND_WINDOW = timedelta(seconds=120)

CheckState = Literal["calm", "soon", "due", "missed", "alarm"]
CHECK_STATES: tuple[CheckState, ...] = ("calm", "soon", "due", "missed", "alarm")


class CheckIn(Struct, frozen=True):
    """The moments of one interval of silence; ``soon`` is when the call is announced."""

    soon: datetime
    due: datetime

    @property
    def stage_times(self) -> tuple[datetime, datetime, datetime, datetime]:
        """When it becomes soon, due, missed once, and missed twice (the alarm)."""
        first = self.due + FIRST_WINDOW
        return (self.soon, self.due, first, first + SECOND_WINDOW)

    @property
    def alarm(self) -> datetime:
        """The moment of the second miss."""
        return self.stage_times[-1]

    def state_at(self, now: datetime) -> CheckState:
        """Return what the silence means at ``now``."""
        return CHECK_STATES[sum(moment <= now for moment in self.stage_times)]


def next_check(heard_at: datetime, interval: int) -> CheckIn:
    """Return the check-in that follows an answer; ``interval`` in minutes.

    It is announced two minutes ahead, in a short interval half of it: never with the answer itself.
    """
    whole = timedelta(minutes=interval)
    due = heard_at + whole
    return CheckIn(due - min(HEADS_UP, whole / 2), due)
