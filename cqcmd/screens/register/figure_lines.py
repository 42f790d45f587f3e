"""The figures in columns and as bars, for each way of looking at them."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from msgspec.structs import replace

from cqcmd.clock import local
from cqcmd.i18n import _
from cqcmd.views.board import grade_look
from cqcmd.views.office.figures import UNSAID, WAYS, Drills, DutySums, Figures, Harm, Sums
from cqcmd.widgets.bar_chart import Bar, Part
from cqcmd.widgets.table import Cell, Column, Line

DUTIES, DRILLS = "duties", "drills"

WHAT = {DUTIES: _("报告"), DRILLS: _("演练")}

ALL = "all"
"""The key of the line over all."""

SHOWN = {
    "deaths": _("死亡"),
    "serious_injuries": _("重伤"),
    "missing": _("失踪"),
}
"""People who have a column of their own."""

MONEY = "loss_yuan"

WIDE = 120
"""Cells of the screen from which each grade has a column too, and the chart stands beside."""

DUTY_PARTS = (
    Part(_("按时"), "met"),
    Part(_("迟报"), "soon"),
    Part(_("逾期未报"), "overdue"),
    Part(_("未到期"), "strong"),
    Part(_("不计时"), "dim"),
)


def looks_at(district: str) -> dict[str, str]:
    """Return the ways of looking by their codes, in the order in which keys go through them.

    ``district``: what the plan calls one.
    """
    names = {**WAYS, "district": district}
    return {str(way): _("按{way}").format(way=name) for way, name in names.items()} | WHAT


def columns_of(view: str, name: str) -> tuple[Column, ...]:
    """Return the columns of a way of looking, which has that name."""
    if view == DUTIES:
        names = (_("应报"), _("按时"), _("迟报"), _("逾期"), _("未到期"), _("另可能"))
        counts = (Column(name, 7, right=True) for name in names)
        return (Column(_("报告"), 0), *counts, Column(_("用时中位"), 10, right=True))
    if view == DRILLS:
        return (Column(_("演练"), 0), Column(_("开始"), 16), Column(_("做完"), 6))
    harm = (Column(name, 9, right=True) for name in SHOWN.values())
    money = Column(_("损失（元）"), 14, right=True)
    return (
        Column(name, 0),
        Column(_("起数"), 6, right=True),
        *harm,
        money,
        Column(_("迟报"), 6, right=True),
    )


def lines_of(view: str, figures: Figures, drills: Drills) -> list[Line]:
    """Return the lines of a way of looking, the sum last."""
    if view == DUTIES:
        return list(map(_duty_line, figures.duties))
    if view == DRILLS:
        return list(_drill_lines(drills))
    found = [_sums_line(one) for one in figures.groups[view]]  # type: ignore[index]
    return [*found, replace(_sums_line(figures.total, "strong"), key=ALL)] if found else []


def _sums_line(one: Sums, state: str = "") -> Line:
    harm = (Cell(harm_words(one.harm.get(code, Harm()))) for code in SHOWN)
    late = Cell(str(one.late or ""), "soon")
    doubt = _("！") if one.doubtful else ""
    return Line(
        one.name,
        (
            Cell(one.name + doubt),
            Cell(str(one.cases)),
            *harm,
            Cell(harm_words(one.harm.get(MONEY, Harm()))),
            late,
        ),
        state=state,
    )


def harm_words(harm: Harm) -> str:
    """Return ``3``, or ``3(+2)`` where two more are possible; nothing where there is none."""
    more = _("(+{n})").format(n=f"{harm.more:,}") if harm.more else ""
    sure = f"{harm.confirmed:,}" if harm.confirmed or more else ""
    return sure + more


def _duty_line(one: DutySums) -> Line:
    counts = (one.owed, one.in_time, one.late, one.overdue, one.running, one.maybe)
    looks = ("", "", "soon", "overdue", "", "possible")
    cells = (Cell(str(n or ""), look) for n, look in zip(counts, looks, strict=True))
    return Line(
        one.label, (Cell(one.label), *cells, Cell(span_words(one.median))), clause=one.clause
    )


def span_words(span: timedelta | None) -> str:
    """Return ``25分``, ``3时05分``; nothing where nothing was reported."""
    if span is None:
        return ""
    hours, minutes = divmod(round(span.total_seconds() / 60), 60)
    if hours:
        return _("{hours}时{minutes:02d}分").format(hours=hours, minutes=minutes)
    return _("{minutes}分").format(minutes=minutes)


def _drill_lines(drills: Drills) -> Iterator[Line]:
    for number, drill in enumerate(drills.held):
        began = f"{local(drill.began):%Y-%m-%d %H:%M}"
        ended = _("是") if drill.ended else _("否")
        yield Line(str(number), (Cell(drill.title), Cell(began), Cell(ended)))


def parts_of(view: str, grades: Iterable[str], figures: Figures) -> tuple[Part, ...]:
    """Return the parts of the bars: the grades that occur, or how reports were made."""
    if view == DUTIES:
        return DUTY_PARTS
    ranked = {name: grade_look(rank) for rank, name in enumerate(grades)}
    names = [*ranked, *sorted(figures.total.grades.keys() - ranked.keys())]
    return tuple(
        Part(name, ranked.get(name, "dim")) for name in names if figures.total.grades.get(name)
    )


def bars_of(view: str, parts: tuple[Part, ...], figures: Figures) -> tuple[Bar, ...]:
    """Return a bar a line."""
    if view == DRILLS:
        return ()
    if view == DUTIES:
        return tuple(map(_duty_bar, figures.duties))
    return tuple(
        Bar(one.name, tuple(one.grades.get(part.name, 0) for part in parts), str(one.cases))
        for one in figures.groups[view]  # type: ignore[index]
    )


def _duty_bar(one: DutySums) -> Bar:
    counts = (one.in_time, one.late, one.overdue, one.running, one.excused)
    words = _("迟{late} 逾{overdue}").format(late=one.late, overdue=one.overdue)
    return Bar(one.label, counts, words)


def sums_words(figures: Figures) -> str:
    """Return all of it in two or three lines of words."""
    total = figures.total
    parts = [_("计入 {count} 起").format(count=total.cases)]
    parts += [f"{name} {count}" for name, count in total.grades.items()]
    if total.graver:
        parts.append(_("另有 {n} 起可能更高").format(n=total.graver))
    parts.append(_("有迟报逾期 {n} 起").format(n=total.late))
    if figures.median is not None:
        words = _("首次报告用时中位 {span}")
        parts.append(words.format(span=span_words(figures.median)))
    lines = [" · ".join(parts), *_beside(figures)]
    return "\n".join(lines)


def _beside(figures: Figures) -> Iterator[str]:
    """Yield what is not added up, or not for sure."""
    if figures.left_out:
        names = "、".join(f"{name} {count}" for name, count in figures.left_out)
        yield _("不计入：{names}").format(names=names)
    if figures.total.doubtful:
        words = _("！{n} 起的记录有读不出的条目或丢了预案，读不出的没有计入。")
        yield words.format(n=figures.total.doubtful)
    if any(harm.more for harm in figures.total.harm.values()):
        yield _("3(+2)：已确认3，可能另有2，没有加进去。")


def filter_of(view: str, key: str) -> str | None:
    """Return the word that leaves these incidents in the register; ``None`` where there is none."""
    if view in (DUTIES, DRILLS) or key == UNSAID:
        return None
    if key == ALL:
        return ""
    if view == "quarter":
        year, _year, quarter = key.partition(_("年"))
        first = 3 * int(quarter[0]) - 2
        words = _("{year}-{first:02d}至{year}-{last:02d}")
        return words.format(year=year, first=first, last=first + 2)
    return key
