"""Time left, time passed and how long something lasts, in words anyone understands."""

from datetime import datetime, timedelta

from cqcmd.i18n import _

MINUTE = timedelta(minutes=1)
LONG = 100
"""Hours from which days are said."""

MANY_DAYS = 10
"""Days from which nobody asks for the hours."""


def hours_and_minutes(span: timedelta) -> str:
    """Return ``0:24``, ``12:05``; from 100 hours on ``29天``."""
    minutes = int(abs(span).total_seconds()) // 60
    hours, rest = divmod(minutes, 60)
    return _("{n}天").format(n=hours // 24) if hours >= LONG else f"{hours}:{rest:02}"


def span_words(span: timedelta) -> str:
    """Return ``5分``, ``1时05分``, ``3天04时``, ``12天``: as exact as whoever looks needs it."""
    minutes = max(0, int(span.total_seconds()) // 60)
    hours, days = minutes // 60, minutes // (24 * 60)
    if days >= MANY_DAYS:
        return _("{n}天").format(n=days)
    if days:
        return _("{n}天{h:02}时").format(n=days, h=hours % 24)
    words = _("{h}时{m:02}分") if hours else _("{m}分")
    return words.format(h=hours, m=minutes % 60)


def left_words(due: datetime, now: datetime, *, doubtful: bool = False) -> str:
    """Return ``剩 0:24``, ``超 0:36``; within a minute ``不到1分``, ``刚超时``.

    ``doubtful``: the time is not sure (待核), and a ``?`` says so.
    """
    return _left_words(due - now) + ("?" if doubtful else "")


def _left_words(left: timedelta) -> str:
    if left < timedelta():
        over = _("超 {time}").format(time=hours_and_minutes(left))
        return _("刚超时") if -left < MINUTE else over
    return _("不到1分") if left < MINUTE else _("剩 {time}").format(time=hours_and_minutes(left))


def passed_words(since: datetime, now: datetime) -> str:
    """Return ``已过 0:06``, for what has no limit of its own."""
    passed = now - since
    return _("刚才") if passed < MINUTE else _("已过 {time}").format(time=hours_and_minutes(passed))


def apart_words(seconds: float) -> str:
    """Say by how much a moment of another clock lies ahead of this one's, and what that shows.

    What was carried took its time: only a moment that lies ahead proves a difference.
    """
    span = span_words(timedelta(seconds=abs(seconds)))
    if seconds >= MINUTE.total_seconds():
        return _("对方的钟至少快 {span}").format(span=span)
    if seconds > -MINUTE.total_seconds():
        return _("两边的钟看不出差别")
    return _("按两边的钟，是 {span}前导出的").format(span=span)
