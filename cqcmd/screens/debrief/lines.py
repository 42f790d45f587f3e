"""A drill looked back on, as lines: the picture, the events, the outcome, ratings and lessons."""

from collections.abc import Iterator

from cqcmd.clock import local
from cqcmd.i18n import _
from cqcmd.screens.debrief.sentences import event_key
from cqcmd.text import pad
from cqcmd.views.debrief import (
    COUNTED,
    CheckView,
    DebriefView,
    EventView,
    LessonView,
    OutcomeView,
    PictureView,
    RatingView,
    legend,
)
from cqcmd.views.drill import Mark
from cqcmd.widgets.table import Cell, Column, Line

NAME, WIDE_NAME, RESULT = 20, 34, 6
"""Cells of an expectation's name, where there is room for more of it, and of how it went."""

WIDE = 100
"""Columns of the terminal from which there is."""

BESIDE = RESULT + 3
"""Cells of a line that are neither name nor picture: the result, two gaps, the scroll bar."""

DRAWN = str.maketrans("-[].", "─├┤·")
"""Bars in the lines of boxes; not for terminals that draw those wide."""

FIGURE = _("数字")
"""What stands in the legend for any figure."""

HINTS = {
    "events": _("发生：消息来了   接听   已做：日志   记录：导调记下的   应做：到期"),
    "outcomes": _("期望之后是定级、每份报告说到的要素（{contents}）"),
    "ratings": _("回车 评定、写评语；没有评定的按建议写进总结"),
    "lessons": _("回车 改   F7 新增   F8 删去，再按一次恢复；没做好的自动列出"),
}
"""What the words mean, or what the keys do, on each page of lines; ``contents`` is a clause."""

LOOKS: dict[Mark, str] = {
    "met": "met",
    "late": "soon",
    "missed": "urgent",
    "pending": "dim",
    "moot": "dim",
}
"""The look of a mark, here and in the score of the drill."""

EVENTS = (Column(_("时间"), 11), Column("", 4), Column(_("经过"), 0), Column(_("结果"), RESULT))
OUTCOMES = (
    Column(_("结果"), 8),
    Column(_("得分"), 7, right=True),
    Column(_("期望、定级、报告"), 0),
    Column(_("条款"), 7),
    Column(_("几点"), 22),
)
RATINGS = (
    Column(_("分项"), 16),
    Column(_("评定"), 6),
    Column(_("由谁"), 6),
    Column(_("建议"), 6),
    Column(_("依据、评语"), 0),
)
LESSONS = (
    Column(_("问题"), 0),
    Column(_("条款"), 7),
    Column(_("责任人"), 10),
    Column(_("期限"), 10),
)


def name_room(width: int) -> int:
    """Cells of the names beside the picture."""
    return WIDE_NAME if width >= WIDE else NAME


def bar_columns(width: int) -> tuple[Column, ...]:
    """Name, picture, result."""
    named, drawn = Column("", name_room(width)), Column("", chart_room(width), steady=True)
    return (named, drawn, Column("", RESULT))


def chart_room(width: int) -> int:
    """Columns of the picture."""
    return max(10, width - name_room(width) - BESIDE)


def axis_words(picture: PictureView, width: int) -> str:
    """Label the axis over the events, line by line, as wide as the bars below."""
    room = name_room(width)
    ticks = [" "] * picture.columns
    for tick in picture.ticks:
        ticks[tick.column : tick.column + len(tick.label)] = tick.label
    lanes = [f"{pad(lane.name, room)} {lane.figures}" for lane in picture.lanes]
    return "\n".join([f"{pad('', room)} {''.join(ticks)}", *lanes])


def legend_words(picture: PictureView, *, typed: bool) -> str:
    """``├起算 O做到``: the marks as they are drawn here, those that are and no others."""
    found = (
        (FIGURE if mark == COUNTED else mark if typed else mark.translate(DRAWN), name)
        for mark, name in legend([picture])
    )
    return " ".join(f"{mark}{name}" for mark, name in found)


def bar_lines(picture: PictureView, view: DebriefView, *, typed: bool) -> Iterator[Line]:
    """Return a line for each expectation; ``typed``: in plain characters."""
    found = {outcome.key: outcome for outcome in view.outcomes}
    for bar_view in picture.bars:
        outcome = found[bar_view.key]
        look = LOOKS[outcome.result]
        bar = bar_view.bar if typed else bar_view.bar.translate(DRAWN)
        cells = (Cell(outcome.words), Cell(bar, look), Cell(outcome.label, look))
        yield Line(bar_view.key, cells, outcome.clause)


def event_line(number: int, event: EventView) -> Line:
    """When, in which lane, what; how it went if it was due then."""
    look = LOOKS[event.result] if event.result else ""
    cells = (
        Cell(f"{local(event.at):%m-%d %H:%M}"),
        Cell(event.lane, "strong" if event.lane == _("发生") else ""),
        Cell(event.words, look),
        Cell(event.label, look),
    )
    return Line(event_key(number, event), cells, event.clause)


def outcome_line(outcome: OutcomeView, view: DebriefView) -> Line:
    """How it went, the points, what, the clause, when."""
    cells = (
        Cell(outcome.label, LOOKS[outcome.result]),
        Cell(outcome.points),
        Cell(outcome.words),
        Cell(outcome.clause),
        Cell(_short(outcome, view)),
    )
    return Line(outcome.key, cells, outcome.clause)


def _short(outcome: OutcomeView, view: DebriefView) -> str:
    if outcome.at is not None:
        at = view.when(outcome.at)
        return _("{at} 迟 {late}").format(at=at, late=outcome.late) if outcome.late else at
    if outcome.due is not None:
        return _("应于 {due}").format(due=view.when(outcome.due))
    return ""


def check_line(check: CheckView) -> Line:
    """Return the line of a grade or a report."""
    look = "met" if check.good else "soon"
    cells = (Cell(check.label, look), Cell(""), Cell(check.what), Cell(check.clause), Cell(""))
    return Line(check.key, cells, check.clause)


def rating_line(rating: RatingView) -> Line:
    """Return the part, its rating, who gave it, what was suggested, and why."""
    by = _("评定") if rating.decided else _("建议")
    cells = (
        Cell(rating.name),
        Cell(rating.rating, "dim" if rating.code == "none" else "strong"),
        Cell(by, "" if rating.decided else "dim"),
        Cell(rating.suggested),
        Cell("；".join(words for words in (rating.why, rating.remark) if words)),
    )
    return Line(rating.part, cells)


def lesson_line(lesson: LessonView) -> Line:
    """Return the problem, its clause, who sees to it by when, and whether it was dropped."""
    if lesson.dropped:
        cells = (Cell(lesson.text), Cell(lesson.clause), Cell(_("已删去")), Cell(""))
        return Line(lesson.ident, cells, lesson.clause, "dim")
    blank = _("待填")
    cells = (
        Cell(lesson.text),
        Cell(lesson.clause),
        Cell(lesson.owner or blank, "" if lesson.owner else "dim"),
        Cell(lesson.due or blank, "" if lesson.due else "dim"),
    )
    return Line(lesson.ident, cells, lesson.clause)
