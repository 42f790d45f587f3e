"""总结评估: a real incident looked back on, its lessons, the assessment report (5.2)."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from cqcmd.desk.desk import Desk
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.acts import notify_saved
from cqcmd.screens.common.ask import AskReason
from cqcmd.screens.common.form_registry import form
from cqcmd.screens.common.incident_screen import IncidentScreen
from cqcmd.screens.debrief.lines import EVENTS, LESSONS, event_line, lesson_line
from cqcmd.screens.debrief.pages import DebriefPages
from cqcmd.screens.debrief.review_lines import (
    CHECKS,
    HINTS,
    LEARNED,
    REPORTS,
    VERSIONS,
    check_line,
    learned_line,
    report_line,
    version_line,
)
from cqcmd.screens.papers.screen import PaperScreen
from cqcmd.screens.reports.issued_menu import IssuedScreen
from cqcmd.views.debrief import DebriefView, ReviewView
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.table import Line, Table

WHY_NONE = (
    _("另有原因，不是本单位的问题"),
    _("记录有误，已另行更正"),
    _("已经改进"),
    _("由其他单位负责"),
)
"""Why something that was suggested is no problem."""


@form("review")
class ReviewScreen(DebriefPages, IncidentScreen):
    """Pages on Tab, since F2 to F7 lead to the rooms; F9 writes the assessment report.

    Left and right move an enlarged picture.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "turn(1)", _("换一栏"), id="next-page"),
        Binding("shift+tab", "turn(-1)", _("前一栏"), show=False, id="previous-page"),
        Binding("f9", "assess", _("评估报告"), id="assess"),
        Binding("f8", "add", _("新增"), id="debrief-add"),
        Binding("e,ctrl+e", "paper", _("复盘材料"), show=False, id="review-paper"),
        Binding("enter", "edit", _("改"), id="debrief-edit"),
        Binding("delete", "drop", _("删去、恢复"), show=False, id="debrief-drop"),
        Binding("plus,equals_sign,＋", "zoom(1)", _("放大"), id="debrief-nearer"),
        Binding("minus,－", "zoom(-1)", _("缩小"), id="debrief-farther"),
        Binding("left", "pan(-1)", _("往前移"), show=False, id="debrief-earlier"),
        Binding("right", "pan(1)", _("往后移"), show=False, id="debrief-later"),
        Binding("escape", "dismiss", _("返回"), id="back"),
    ]

    name_of_room = _("总结评估")

    purpose = _("事件回头看：报告、决定、措施、问题，和预案对照，写评估报告。")
    main_keys = ("turn(1)", "assess", "add", "edit", "dismiss")

    pages = {
        "bars": _("经过图"),
        "events": _("逐条"),
        "outcomes": _("报告"),
        "checks": _("响应"),
        "measures": _("措施"),
        "learned": _("情况"),
        "lessons": _("问题"),
        "versions": _("评估报告"),
    }
    columns = {
        "events": EVENTS,
        "outcomes": REPORTS,
        "checks": CHECKS,
        "measures": CHECKS,
        "learned": LEARNED,
        "lessons": LESSONS,
        "versions": VERSIONS,
    }
    empty = {
        "outcomes": _("没有应报的。"),
        "checks": _("没有响应的记录，预案也没有要求。"),
        "measures": _("没有措施的记录。"),
        "lessons": _("没有问题。F8 新增一条。"),
        "versions": _("还没有签发过。F9 编写。"),
    }
    places = {
        "zoom": ("bars",),
        "pan": ("bars",),
        "edit": ("lessons", "versions"),
        "drop": ("lessons",),
    }

    def __init__(self, desk: Desk, ident: str) -> None:
        super().__init__(desk, ident)
        self._review = desk.review.of(ident)
        self.look_back_on(self._review)
        self._minute = 0

    def body(self) -> Iterator[Widget]:
        """Build the pages."""
        yield from self.page_widgets()

    def tick(self, now: datetime) -> None:
        """Show the clock, and each minute how long the report has been owed."""
        super().tick(now)
        minute = int(now.timestamp()) // 60
        if self._view is not None and minute != self._minute:
            self._minute = minute
            self.query_one("#said", Lines).show(self.said_of(self._view))

    def hints(self) -> Mapping[str, str]:
        """Return what the words of each page mean, or what its keys do."""
        return HINTS

    def lines_of(self, view: DebriefView) -> dict[str, list[Line]]:
        """Return reports, decisions, measures, what was learned, lessons, versions signed."""
        assert isinstance(view, ReviewView)
        clause, now = self.desk.plan.role("assessment").clause, self.desk.clock.now()
        issued = self.desk.review.assessment.issued.every(self.ident)
        return {
            "events": [event_line(number, event) for number, event in enumerate(view.events)],
            "outcomes": [report_line(outcome, view) for outcome in view.outcomes],
            "checks": list(map(check_line, view.checks)),
            "measures": list(map(check_line, view.measures)),
            "learned": [learned_line(number, event) for number, event in enumerate(view.learned)],
            "lessons": list(map(lesson_line, (*view.lessons, *view.dropped))),
            "versions": [version_line(one, clause, now) for one in issued],
        }

    def said_of(self, view: DebriefView) -> str:
        """Return how reports went, how it stands with the assessment, and what it tells no more."""
        assessment = self.desk.review.assessment
        changed = _("最后一版签发后有变化，在评估报告一栏；要改就另签一版，签过的不动")
        said = changed if assessment.changed_since(self.ident) else ""
        return "\n".join(filter(None, (view.label, assessment.standing(self.ident), said)))

    def show_detail(self) -> None:
        """Show the line under the cursor in full; of versions what the last tells no more."""
        super().show_detail()
        if self._page != "versions":
            return
        if changed := self.desk.review.assessment.changed_since(self.ident):
            words = _("签发后有变化：{changed}").format(changed=changed)
            self.query_one("#detail", Lines).show(words)

    # Keys

    def action_turn(self, step: int) -> None:
        """Show the next page, or the one before; around."""
        names = list(self.pages)
        self.action_page(names[(names.index(self._page) + step) % len(names)])

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        if self._page in self.places["edit"]:
            self.action_edit()

    def action_edit(self) -> None:
        """Open the lesson under the cursor, or the version."""
        line, view = self.table.cursor, self._view
        if line is None or view is None:
            return
        if self._page == "versions":
            self.app.push_screen(IssuedScreen(self.desk, self.ident, line.key, "assessment"))
        elif any(lesson.ident == line.key for lesson in view.dropped):
            self.warn(_("这一条已删去；先按 Del 恢复，再改。"))
        else:
            self.action_open_form("debrief/improvement", line.key)

    def action_assess(self) -> None:
        """Write the assessment report, or a further version."""
        self.action_open_form("reports/written", "assessment")

    def action_paper(self) -> None:
        """Show all of it as a paper, to be read, saved or printed, in Word too."""
        self.app.push_screen(PaperScreen(self.desk, self.desk.review.paper(self.ident)))

    def action_add(self) -> None:
        """Open a blank lesson."""
        self.action_open_form("debrief/improvement")

    @work
    async def action_drop(self) -> None:
        """Drop the lesson under the cursor with a reason, or take a dropped one back."""
        line, view = self.table.cursor, self._view
        if line is None or view is None:
            return
        if any(lesson.ident == line.key for lesson in view.dropped):
            self._write(line.key, "")
            return
        title = _("这一条不算问题：{text}").format(text=line.cells[0].words)
        why = await self.app.push_screen_wait(AskReason(title, WHY_NONE))
        if why:
            self._write(line.key, why)

    def _write(self, lesson: str, why: str) -> None:
        """Write down that a lesson is none, and why; without a reason that it is one again."""
        try:
            if why:
                self._review.drop_lesson(lesson, why)
            else:
                self._review.restore_lesson(lesson)
        except Refusal as refusal:
            self.refused(refusal)
        else:
            notify_saved(self, _("已记入：不算问题，列在最后。") if why else _("已记入：恢复。"))
        self.reload()
