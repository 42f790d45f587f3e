"""A drill's messages and its score as lines of a table."""

from cqcmd.clock import local
from cqcmd.i18n import _
from cqcmd.screens.debrief.lines import LOOKS
from cqcmd.views.drill import CallView, DrillProgress, ScoreLine
from cqcmd.widgets.table import Cell, Column, Line

CALLS = (
    Column(_("到达"), 5),
    Column(_("接听"), 6),
    Column(_("方式"), 8),
    Column(_("谁"), 20),
    Column(_("内容"), 0),
)
SCORE = (
    Column(_("结果"), 6),
    Column(_("得分"), 7, right=True),
    Column(_("期望"), 0),
    Column(_("条款"), 7),
    Column(_("几点"), 22),
)


def call_line(call: CallView) -> Line:
    """When it came, when it was taken, by what means, from whom, how it begins."""
    waits = call.answered_at is None
    taken = _("待接") if call.answered_at is None else f"{local(call.answered_at):%H:%M}"
    return Line(
        call.ident,
        (
            Cell(f"{local(call.at):%H:%M}"),
            Cell(taken, "urgent" if waits else ""),
            Cell(call.means),
            Cell(call.sender),
            Cell("" if waits else call.words),
        ),
    )


def score_line(line: ScoreLine) -> Line:
    """Return the result in a word, points, what was expected, its clause, and when."""
    return Line(
        line.key,
        (
            Cell(line.label, LOOKS[line.result]),
            Cell(line.points),
            Cell(line.words),
            Cell(line.clause),
            Cell(line.times),
        ),
        line.clause,
    )


def speed_words(course: DrillProgress) -> str:
    """``已结束``, ``暂停``, ``10倍``."""
    if course.over:
        return _("已结束")
    return _("{speed}倍").format(speed=course.speed) if course.speed else _("暂停")


def progress_words(course: DrillProgress) -> str:
    """Which drill, its moment, its speed, how many wait."""
    words = _("{title}\n演练时间 {now}  {speed}  待接 {count}  到 {end} 结束")
    return words.format(
        title=course.title,
        now=f"{local(course.now):%m-%d %H:%M:%S}",
        speed=speed_words(course),
        count=course.waiting,
        end=f"{local(course.end):%m-%d %H:%M}",
    )


def about_words(course: DrillProgress) -> str:
    """Say what a drill trains and what is known from the start."""
    known = "；".join(course.known)
    return _("练习：{trains}\n已知：{known}").format(trains=course.trains, known=known)
