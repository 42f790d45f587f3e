"""Lines of 善后: its four items, and what is still open before one could close."""

from collections.abc import Sequence
from datetime import datetime

from cqcmd.clock import countdown, stamp
from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.screens.common.form_draft import parked_calls
from cqcmd.screens.measures.task_lines import task_line
from cqcmd.views.command import TaskView
from cqcmd.views.debts import KINDS
from cqcmd.widgets.table import Cell, Column, Line

AFTERMATH_COLUMNS = (
    Column(_("善后事项"), 26, counted=True),
    Column(_("状态"), 7),
    Column(_("起-止"), 14),
    Column(_("负责"), 0),
)
FAMILIES, REFERRALS = "families", "referrals"
"""The keys of the lines that lead to a list of their own."""

OPEN_COLUMNS = (
    Column(_("类别"), 8),
    Column(_("办结前还没有了结的"), 0, counted=True),
    Column(_("时间"), 20),
)


def aftermath_lines(tasks: Sequence[TaskView], now: datetime) -> list[Line]:
    """One line an item."""
    return [task_line(task, now, Cell(task.owner, "dim")) for task in tasks]


def owed_lines(desk: Desk, ident: str) -> list[Line]:
    """Return a line for the families and one for the referrals, which lead to their lists."""
    owed, clause = desk.families.owed(ident), desk.plan.clause_of("aftermath")
    promised = _("承诺 {promises} 项，未办 {waiting} 项").format(
        promises=owed.promises, waiting=owed.waiting
    )
    late = _("，逾期 {n} 项").format(n=owed.overdue) if owed.overdue else ""
    families = Cell(promised + late, "overdue" if owed.overdue else "dim")
    done = Cell(_("已办 {n} 项").format(n=owed.done), "dim")
    rows = (
        (FAMILIES, _("家属：承诺和办理"), _("{n} 户"), owed.families, families),
        (REFERRALS, _("转介：找哪个部门"), _("{n} 项"), owed.referrals, done),
    )
    return [
        Line(key, (Cell(name), Cell(words.format(n=count)), Cell(""), told), clause)
        for key, name, words, count, told in rows
    ]


def ending_words(desk: Desk, ident: str, now: datetime) -> str:
    """When the response ended and how long ago; or how it stands."""
    ended = desk.tasks.ended_at(ident)
    if ended is not None:
        words = _("响应 {time} 终止，已过 {passed}；预案未规定时限")
        return words.format(time=stamp(ended, now), passed=countdown(now - ended))
    strip = desk.strip(ident)
    stands = strip.response or strip.status or _("没有启动过")
    return _("没有终止响应的记录：{stands}。终止后开始善后（5）").format(stands=stands)


def open_lines(desk: Desk, ident: str) -> list[Line]:
    """Return a line for each thing open, with the key of where it is settled."""
    return [
        Line(
            debt.key,
            (Cell(KINDS[debt.kind], "dim"), Cell(debt.words), Cell(debt.time, "dim")),
            debt.clause,
        )
        for debt in desk.debts.of(ident, parked_calls(desk, ident))
    ]
