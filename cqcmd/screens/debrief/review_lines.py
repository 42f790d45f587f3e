"""A real incident looked back on, as lines: reports with their lateness, decisions, measures."""

from datetime import datetime

from cqcmd.clock import local, stamp
from cqcmd.desk.reports.forms import Issued
from cqcmd.i18n import _
from cqcmd.screens.debrief.lines import LOOKS
from cqcmd.screens.debrief.sentences import event_key
from cqcmd.views.debrief import CheckView, DebriefView, EventView, OutcomeView
from cqcmd.widgets.table import Cell, Column, Line

REPORTS = (
    Column(_("结果"), 6),
    Column(_("报告"), 22, counted=True),
    Column(_("应于"), 11),
    Column(_("报于"), 11),
    Column(_("迟多少、历时"), 0),
    Column(_("条款"), 7),
)
CHECKS = (
    Column(_("结果"), 8),
    Column(_("事项"), 20, counted=True),
    Column(_("经过"), 0),
    Column(_("条款"), 7),
)
LEARNED = (Column(_("得知"), 11), Column("", 4), Column(_("情况"), 0, counted=True))

VERSIONS = (
    Column(_("版"), 6),
    Column(_("评估报告"), 0, counted=True),
    Column(_("签发"), 20),
    Column(_("送达"), 26),
)

HINTS = {
    "events": _("发生：得知的情况   已做：记入日志的   应做：到期"),
    "outcomes": _("本单位应报的；预案没有规定时限的写历时"),
    "checks": _("每一步决定，和当时预案要求的响应级别对照"),
    "measures": _("记过的措施；该做而没有记录的标出"),
    "learned": _("按得知的先后；后来才得知的注明情况发生的时间"),
    "lessons": _("回车 改   F8 新增   Del 删去（写明为什么），再按恢复"),
    "versions": _("F9 编写   回车 看、记送达；签发的不再改，另签就是下一版"),
}
"""What the words of a page mean, or what its keys do."""


def report_line(outcome: OutcomeView, view: DebriefView) -> Line:
    """Return how a report went, by when it was due, when it was made, how late."""
    look = LOOKS[outcome.result]
    late = _("迟 {late}").format(late=outcome.late) if outcome.late else outcome.case
    cells = (
        Cell(outcome.label, look),
        Cell(outcome.words),
        Cell(view.when(outcome.due) if outcome.due else _("及时"), "" if outcome.due else "dim"),
        Cell(view.when(outcome.at) if outcome.at else ""),
        Cell(late, look),
        Cell(outcome.clause),
    )
    return Line(outcome.key, cells, outcome.clause)


def check_line(check: CheckView) -> Line:
    """Return a decision or a measure, and what is to be said of it."""
    cells = (
        Cell(check.label, "" if check.good else "soon"),
        Cell(check.what),
        Cell(check.details, "" if check.good else "soon"),
        Cell(check.clause),
    )
    return Line(check.key, cells, check.clause)


def learned_line(number: int, event: EventView) -> Line:
    """Return what became known, or how the grade turned, and when."""
    strong = "strong" if event.key.startswith("grade:") else ""
    cells = (Cell(f"{local(event.at):%m-%d %H:%M}"), Cell(event.lane), Cell(event.words, strong))
    return Line(event_key(number, event), cells, event.clause)


def version_line(issued: Issued, clause: str, now: datetime) -> Line:
    """Return a version as it was signed, and who has it."""
    report = issued.report
    cells = (
        Cell(_("第{n}版").format(n=report.serial)),
        Cell(report.title),
        Cell(f"{stamp(issued.at, now)} {report.signer}"),
        Cell(issued.copied or _("还没有送"), "" if issued.copied else "soon"),
    )
    return Line(issued.entry, cells, clause)
