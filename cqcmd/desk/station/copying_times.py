"""When copies are made by themselves, and how old the last one on another disk is."""

from datetime import datetime, timedelta

from cqcmd.i18n import _

EVERY = timedelta(hours=1)
"""How often the journal is copied while it changes."""

AFTER_OPENING = timedelta(minutes=5)
"""The first minutes belong to whoever opened the program because of a call."""

AFTER_FAILING = timedelta(minutes=10)
"""When it is tried again where a disk refused."""


class CopyingTimes:
    """Knows when this terminal looks next; whether another one was first is seen only then."""

    def __init__(self, opened: datetime) -> None:
        self._looked, self._pause = opened, AFTER_OPENING
        self._watch_seen = opened

    def due(self, now: datetime, handed_over: datetime | None) -> bool:
        """Return whether it is time, or the watch was handed over since the last look."""
        # In both directions: a clock that was put back must not stop the copies for a day.
        waited = abs(now - self._looked) >= self._pause
        return waited or (handed_over is not None and handed_over > self._watch_seen)

    def tried(self, now: datetime, handed_over: datetime | None) -> None:
        """Take it that copies are being made now."""
        self._looked, self._pause = now, AFTER_FAILING
        self._watch_seen = max(self._watch_seen, handed_over or self._watch_seen)

    def done(self, now: datetime, made: datetime) -> None:
        """Take it that copies stand, the newest of which was ``made`` then, maybe elsewhere."""
        fresh = timedelta() <= now - made < EVERY
        self._looked, self._pause = made if fresh else now, EVERY


def age_words(age: timedelta) -> str:
    """Return how long ago something was, in the largest unit that fits."""
    minutes = int(age.total_seconds() // 60)
    if minutes < 1:
        return _("刚刚")
    if minutes < 60:
        return _("{n} 分钟前").format(n=minutes)
    if minutes < 24 * 60:
        return _("{n} 小时前").format(n=minutes // 60)
    return _("{n} 天前").format(n=minutes // (24 * 60))
