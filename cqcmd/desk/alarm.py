"""When to ring: this station's own duties, at the stages of their countdowns."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from msgspec import Struct

from cqcmd.views import Deadline

UNATTENDED = timedelta(minutes=5)
"""Overdue and no key for so long: the band is shown and the bell repeats."""

REPEAT = timedelta(minutes=1)


class Ring(Struct, frozen=True):
    """Ring once, for these duties."""

    deadlines: tuple[Deadline, ...]


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

    def tick(self, now: datetime, owned: Iterable[tuple[str, Deadline]]) -> Ring | None:
        """What rings now. ``owned``: incident and duty. Those due in the same minute ring once."""
        since, self._last = self._last, now
        found, minutes = [], set()
        for _ident, deadline in owned:
            for moment in deadline.turns if deadline.rings else ():
                minute = int(moment.timestamp()) // 60
                if since < moment <= now and minute not in self._rung:
                    minutes.add(minute)
                    found.append(deadline)
        self._rung |= minutes
        return Ring(tuple(found)) if found else None

    def unattended(self, now: datetime, overdue: bool) -> tuple[bool, bool]:
        """Whether the band is shown, and whether the bell repeats now."""
        shown = overdue and now - self._last_key >= UNATTENDED
        rings = shown and now - self._last_repeat >= REPEAT
        if rings:
            self._last_repeat = now
        return shown, rings
