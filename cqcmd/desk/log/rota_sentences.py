"""Entries of the rota in words, for the log of the station."""

from cqcmd.desk.rota.forms import POSTS
from cqcmd.i18n import _
from cqcmd.incident import events
from cqcmd.incident.events.rota import RotaDay

MOST = 7
"""So many days are told one by one."""


def say_rota(kept: events.RotaKept) -> str:
    """Return which days were kept with whom, in one line."""
    if kept.source:
        return _("从 {source} 导入 {count} 天").format(source=kept.source, count=len(kept.days))
    told = [_day(day) for day in kept.days[:MOST]]
    if len(kept.days) > MOST:
        told.append(_("等 {count} 天").format(count=len(kept.days)))
    if kept.turns:
        told.append(_("每天 {time} 换班").format(time=f"{kept.turns:%H:%M}"))
    said = "；".join(told)
    return _("{said}（{reason}）").format(said=said, reason=kept.reason) if kept.reason else said


def _day(day: RotaDay) -> str:
    people = [f"{label} {name}" for post, label in POSTS.items() if (name := getattr(day, post))]
    return (
        " ".join((day.day.isoformat(), *people))
        if people
        else _("{day} 空出").format(day=day.day.isoformat())
    )
