"""Lines of 善后: its four items, and what is still open before one could close."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from cqcmd.clock import countdown, stamp
from cqcmd.desk.desk import Desk
from cqcmd.desk.safety.forms import headcount
from cqcmd.i18n import _
from cqcmd.screens.common.deadline_lines import due_words
from cqcmd.screens.measures.task_lines import task_line
from cqcmd.views.command import TaskView
from cqcmd.views.duties import is_open
from cqcmd.widgets.table import Cell, Column, Line

AFTERMATH_COLUMNS = (
    Column(_("善后事项"), 26),
    Column(_("状态"), 7),
    Column(_("起-止"), 14),
    Column(_("负责"), 0),
)
OPEN_COLUMNS = (
    Column(_("类别"), 8),
    Column(_("办结前还没有了结的"), 0),
    Column(_("时间"), 18),
)
GONE = ("", "released")
"""States of people who are not, or no longer, at work: not yet called, and released."""


def aftermath_lines(tasks: Sequence[TaskView], now: datetime) -> list[Line]:
    """One line an item."""
    return [task_line(task, now, Cell(task.owner, "dim")) for task in tasks]


def ending_words(desk: Desk, ident: str, now: datetime) -> str:
    """When the response ended and how long ago; or how it stands."""
    ended = desk.tasks.ended_at(ident)
    if ended is not None:
        words = _("响应 {time} 终止，已过 {passed}；预案未规定时限")
        return words.format(time=stamp(ended, now), passed=countdown(now - ended))
    strip = desk.strip(ident)
    stands = strip.response or strip.status or _("没有启动过")
    return _("没有终止响应的记录：{stands}。终止后开始善后（5）").format(stands=stands)


def open_lines(desk: Desk, ident: str, now: datetime) -> list[Line]:
    """Own duties, teams inside the cordon, people not released, promises: each with its key."""
    return [
        *_duties(desk, ident, now),
        *_teams(desk, ident, now),
        *_people(desk, ident, now),
        *_promises(desk, ident, now),
    ]


def _duties(desk: Desk, ident: str, now: datetime) -> Iterator[Line]:
    for deadline in desk.situation(ident).deadlines:
        if deadline.mine and is_open(deadline):
            yield _line(
                f"report:{deadline.rule}",
                _("报告"),
                deadline.label,
                due_words(deadline, now),
                deadline.clause,
            )


def _teams(desk: Desk, ident: str, now: datetime) -> Iterator[Line]:
    clause = desk.plan.role("safety").clause
    for team in desk.safety.teams(ident):
        if team.left_at is None:
            words = _("{name} {count}在警戒区内").format(
                name=team.name, count=headcount(team.count)
            )
            heard = _("{time} 最后应答").format(time=stamp(team.heard_at, now))
            yield _line(f"team:{team.team}", _("队伍"), words, heard, clause)


def _people(desk: Desk, ident: str, now: datetime) -> Iterator[Line]:
    clause = desk.plan.role("headquarters").clause
    for person in desk.roster.shown.call_list(ident):
        if person.state not in GONE:
            words = f"{person.name} {person.unit} {person.place} {person.state_name}"
            since = stamp(person.since, now) if person.since else ""
            yield _line(f"person:{person.person}", _("人员"), words, since, clause)


def _promises(desk: Desk, ident: str, now: datetime) -> Iterator[Line]:
    for step in desk.situation(ident).steps:
        if step.action == "keep":
            due = _("{time} 前").format(time=stamp(step.due, now)) if step.due else ""
            yield _line(f"promise:{step.argument}", _("承诺"), step.words, due, step.clause)


def _line(key: str, kind: str, words: str, time: str, clause: str) -> Line:
    return Line(key, (Cell(kind, "dim"), Cell(words), Cell(time, "dim")), clause)
