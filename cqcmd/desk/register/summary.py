"""The figures as two tables of an export, and as charts of its workbook."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from cqcmd.desk.register.row_values import Row, Value
from cqcmd.desk.register.tables import HARM, minutes
from cqcmd.files.table_files import TableFile
from cqcmd.files.workbook_out import SheetFile
from cqcmd.i18n import _
from cqcmd.views.office.figures import WAYS, Figures, Harm, Sums

LEFT_OUT, TOTAL = "left_out", "total"


class Heading(Struct, frozen=True):
    """A table of sums: its name and its columns by their codes."""

    code: str
    name: str
    columns: Mapping[str, str]


FIGURES = Heading(
    "figures",
    _("统计"),
    {
        "name": _("名称"),
        "cases": _("起数"),
        "late_cases": _("有迟报逾期的起数"),
        "graver_possible": _("可能更高的起数"),
        "doubtful": _("记录有缺的起数"),
        **{
            code + end: name + words
            for code, name in HARM.items()
            for end, words in (("", ""), ("_more", _("·可能另有")))
        },
        "grades": _("其中各等级"),
        "by": _("统计口径代码"),
        "by_name": _("统计口径"),
    },
)

DUTY_FIGURES = Heading(
    "duty_figures",
    _("报告统计"),
    {
        "label": _("报告"),
        "owed": _("应报"),
        "in_time": _("按时"),
        "late": _("迟报"),
        "overdue": _("逾期未报"),
        "running": _("未到期"),
        "not_timed": _("不计时"),
        "on_possible_grade": _("另按可能等级"),
        "median_minutes": _("自接报用时中位数（分）"),
        "clause": _("条款"),
    },
)


def figure_rows(figures: Figures) -> Iterator[Row]:
    """Yield the lines of all tables, one below another; last what is in none of them."""
    yield _row(figures.total, TOTAL, _("全部"))
    for way, lines in figures.groups.items():
        for sums in lines:
            yield _row(sums, way, _("按{way}").format(way=WAYS[way]))
    for name, count in figures.left_out:
        blank: tuple[Value, ...] = (None,) * (len(FIGURES.columns) - 4)
        yield (name, count, *blank, LEFT_OUT, _("不计入"))


def _row(sums: Sums, by: str, by_name: str) -> Row:
    harms = [sums.harm.get(code, Harm()) for code in HARM]
    grades = "、".join(f"{name} {count}" for name, count in sums.grades.items())
    return (
        *(sums.name, sums.cases, sums.late, sums.graver, sums.doubtful),
        *(number for harm in harms for number in (harm.confirmed, harm.more)),
        *(grades, by, by_name),
    )


def duty_rows(figures: Figures) -> Iterator[Row]:
    """Yield a line a duty."""
    for one in figures.duties:
        yield (
            *(one.label, one.owed, one.in_time, one.late, one.overdue, one.running, one.excused),
            *(one.maybe, minutes(one.median), one.clause),
        )


def draw_charts(sheet: TableFile, figures: Figures) -> None:
    """Draw how many incidents there were each way, beside the lines of that table."""
    assert isinstance(sheet, SheetFile)
    first = 3  # behind the headings and the line over all
    for way, lines in figures.groups.items():
        if lines:
            title = _("事件起数（按{way}）").format(way=WAYS[way])
            sheet.chart(title, first, first + len(lines) - 1, series=(2,))
        first += len(lines)
