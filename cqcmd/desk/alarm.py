"""When to ring: this station's own duties at their stages, and before time makes an accident."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from cqcmd.views import Bell

UNATTENDED = timedelta(minutes=5)
"""Overdue and no key for so long: the band is shown and the bell repeats."""

REPEAT = timedelta(minutes=1)


class Alarm:
    """Decides at each tick. Boundaries passed since the last tick ring together, once."""

    def __init__(self, now: datetime) -> None:
        self._last = now
        self._last_key = now
        self._last_repeat = now
        self._rung: set[int] = set()

    def key_pressed(self, now: datetime) -> None:
        """Somebody is there."""
        self._last_key = now

    def tick(self, now: datetime, bells: Iterable[Bell]) -> tuple[Bell, ...]:
        """Which ring now. Those that turn in the same minute ring once, together."""
        since, self._last = self._last, now
        found, minutes = [], set()
        for bell in bells:
            for moment in bell.turns:
                minute = int(moment.timestamp()) // 60
                if since < moment <= now and minute not in self._rung:
                    minutes.add(minute)
                    found.append(bell)
        self._rung |= minutes
        return tuple(found)

    def unattended(self, now: datetime, overdue: bool) -> tuple[bool, bool]:
        """Whether the band is shown, and whether the bell repeats now."""
        shown = overdue and now - self._last_key >= UNATTENDED
        rings = shown and now - self._last_repeat >= REPEAT
        if rings:
            self._last_repeat = now
        return shown, rings
