"""Lines of 值班表: a day with its people, and what it lacks."""

from datetime import date

from cqcmd.desk.rota.forms import POSTS
from cqcmd.i18n import _
from cqcmd.views.office.rota import RotaDayView
from cqcmd.widgets.table import Cell, Column, Line

WEEKDAYS = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))

NARROW, WIDE = 14, 28
"""Cells for a name; where there is room, for his number too."""


def columns(*, wide: bool) -> tuple[Column, ...]:
    """Return the day, a column a post, what is to be said."""
    people = (Column(label, WIDE if wide else NARROW) for label in POSTS.values())
    return (Column(_("日期"), 11), *people, Column("", 0))


def day_line(day: RotaDayView, *, wide: bool) -> Line:
    """Return a day; in a colour where tonight or a day to come lacks somebody."""
    people = [_person(day, post, wide=wide) for post in POSTS]
    state = "dim" if day.past else "strong" if day.tonight else ""
    told = " ".join(filter(None, (_("今晚") if day.tonight else "", day.lacks)))
    look = "dim" if day.past else "urgent" if day.lacks and day.tonight else "soon"
    cells = (Cell(day_name(day.day)), *map(Cell, people), Cell(told, look))
    return Line(day.day.isoformat(), cells, state=state)


def _person(day: RotaDayView, post: str, *, wide: bool) -> str:
    person = day.people.get(post)
    if person is None:
        return ""
    return " ".join((person.name, *person.phones[:1])) if wide else person.name


def day_name(day: date) -> str:
    """``11-30 周一``."""
    return f"{day:%m-%d} {WEEKDAYS[day.weekday()]}"


def said(day: RotaDayView) -> str:
    """Return everybody of a day with all numbers; of whom 通讯录 has none, that it has none."""
    words = [
        one.words if one.phones else _("{words}（通讯录里没有电话）").format(words=one.words)
        for one in day.people.values()
    ]
    return (
        "\n".join((day_name(day.day), *words))
        if words
        else _("{day} 没有排人。").format(day=day_name(day.day))
    )
