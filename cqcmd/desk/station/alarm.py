"""When to ring: this station's own duties, time that makes an accident, teams that are silent."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from cqcmd.views import Alert

UNATTENDED = timedelta(minutes=5)
"""Overdue and no key for so long: the bell repeats."""

REPEAT = timedelta(minutes=1)


class Alarm:
    """Decides at each tick. Boundaries passed since the last tick ring together, once."""

    def __init__(self, now: datetime) -> None:
        self._last = now
        self._last_key = now
        self._last_repeat = now
        self._rung: set[int] = set()
        self._silent: set[tuple[str, str]] = set()

    def key_pressed(self, now: datetime) -> None:
        """Take a key press as a sign that somebody is there."""
        self._last_key = now

    def idle(self, now: datetime) -> timedelta:
        """Return how long nobody has pressed a key."""
        return now - self._last_key

    def tick(self, now: datetime, bells: Iterable[Alert]) -> tuple[Alert, ...]:
        """Return what rings now: duties of one minute together, once; teams each time.

        A bell stands in the answer once, however many of its moments passed.
        """
        if now < self._last:
            self._set_back(now)
        since, self._last = self._last, now
        found: dict[Alert, None] = {}
        minutes: set[int] = set()
        for bell in bells:
            for moment in bell.stage_times:
                if since < moment <= now and self._rings(bell, moment):
                    found[bell] = None
                    minutes |= set() if bell.people else {_minute(moment)}
        self._rung |= minutes
        return tuple(found)

    def _set_back(self, now: datetime) -> None:
        """Wait from here on: what comes once more rings once more."""
        self._last_key, self._last_repeat = min(self._last_key, now), min(self._last_repeat, now)
        self._rung = {minute for minute in self._rung if minute <= _minute(now)}

    def _rings(self, bell: Alert, moment: datetime) -> bool:
        # People before duties: a team in danger rings even in a minute that has rung already.
        return bell.people or _minute(moment) not in self._rung

    def repeats(self, now: datetime, bells: Sequence[Alert]) -> bool:
        """Return whether the bell rings again now: something is overdue, and nobody is there.

        A team's bell rings also when its alarm is first seen, however it came to be: while the
        program was shut, from another terminal, by an entry written down late.
        """
        over = [bell for bell in bells if bell.over(now)]
        people = {(bell.ident, bell.label) for bell in over if bell.people}
        before, self._silent = self._silent, people
        # A minute without a key is enough where people do not answer; duties wait five.
        again = self._unattended(now, REPEAT if people else UNATTENDED) if over else False
        return again or not people <= before

    def _unattended(self, now: datetime, after: timedelta) -> bool:
        """Return whether nobody has been there for so long, and a minute went by in silence."""
        rings = now - self._last_key >= after and now - self._last_repeat >= REPEAT
        if rings:
            self._last_repeat = now
        return rings


def _minute(moment: datetime) -> int:
    return int(moment.timestamp()) // 60
