"""Meetings of two posts in words: what was sent, what was taken in."""

from cqcmd.i18n import _
from cqcmd.incident import events
from cqcmd.views.time_words import apart_words


def say_meeting(event: events.BundleSent | events.Merged) -> str:
    """Return what an entry says, in one line."""
    what = event.number or _("全部事件")
    if isinstance(event, events.BundleSent):
        words = _("已导出{what}，{n} 条：{file}")
        return words.format(what=what, n=event.entries, file=event.file)
    words = _("并入{name}导出的{what}，新增 {n} 条；{apart}")
    name = event.name or event.station
    return words.format(name=name, what=what, n=event.added, apart=apart_words(event.apart))
