"""复盘: a finished drill as a picture, event by event, judged, rated, with its lessons."""

from datetime import datetime
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from cqcmd.desk.desk import Desk
from cqcmd.desk.drill.session import DrillSession
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.ask import Confirm
from cqcmd.screens.debrief.forms import LessonForm, RatingForm
from cqcmd.screens.debrief.lines import (
    EVENTS,
    LESSONS,
    OUTCOMES,
    RATINGS,
    check_line,
    event_line,
    lesson_line,
    outcome_line,
    rating_line,
)
from cqcmd.screens.debrief.pages import DebriefPages
from cqcmd.screens.papers.screen import PaperScreen
from cqcmd.views.debrief import DebriefView
from cqcmd.widgets.keys_line import KeysLine
from cqcmd.widgets.masthead import Masthead
from cqcmd.widgets.table import Line, Table


class DebriefScreen(DebriefPages):
    """Five pages on F2 to F6; F9 makes the draft.

    Left and right move an enlarged picture. Nothing here touches the journal.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "page('bars')", _("经过图"), show=False, id="debrief-picture"),
        Binding("f3", "page('events')", _("逐条经过"), show=False, id="debrief-events"),
        Binding("f4", "page('outcomes')", _("结果"), show=False, id="debrief-outcomes"),
        Binding("f5", "page('ratings')", _("评定"), show=False, id="debrief-ratings"),
        Binding("f6", "page('lessons')", _("问题和改进"), show=False, id="debrief-lessons"),
        Binding("f9", "draft", _("总结草稿"), id="debrief-draft"),
        Binding("enter", "edit", _("改"), id="debrief-edit"),
        Binding("f7", "add", _("新增"), id="debrief-add"),
        Binding("f8,delete", "drop", _("删去、恢复"), id="debrief-drop"),
        Binding("f7", "zoom(1)", _("放大"), id="debrief-nearer"),
        Binding("f8", "zoom(-1)", _("缩小"), id="debrief-farther"),
        Binding("left", "pan(-1)", _("往前移"), show=False, id="debrief-earlier"),
        Binding("right", "pan(1)", _("往后移"), show=False, id="debrief-later"),
        Binding("escape", "app.pop_screen", _("返回"), id="back"),
    ]

    purpose = _("演练结束以后：经过、结果、评定、问题，做总结草稿。")
    main_keys = ("page('bars')", "page('outcomes')", "page('ratings')", "page('lessons')", "draft")

    pages = {
        "bars": _("F2 经过图"),
        "events": _("F3 逐条"),
        "outcomes": _("F4 结果"),
        "ratings": _("F5 评定"),
        "lessons": _("F6 问题"),
    }
    columns = {"events": EVENTS, "outcomes": OUTCOMES, "ratings": RATINGS, "lessons": LESSONS}
    empty = {"lessons": _("没有问题。F7 新增一条。")}
    places = {
        "zoom": ("bars",),
        "pan": ("bars",),
        "edit": ("ratings", "lessons"),
        "add": ("lessons",),
        "drop": ("lessons",),
    }

    def __init__(self, desk: Desk, drill: DrillSession) -> None:
        super().__init__(desk)
        self._debrief = desk.drills.debrief(drill)
        self.look_back_on(self._debrief)
        self._state = self._debrief.state()

    def compose(self) -> ComposeResult:
        """Build the pages under the masthead."""
        yield Masthead(_("复盘"))
        yield from self.page_widgets()
        yield KeysLine()

    def tick(self, now: datetime) -> None:
        """Show the time, and what others decided meanwhile."""
        super().tick(now)
        state = self._debrief.state()
        if state != self._state:
            self._state = state
            self.reload()

    def lines_of(self, view: DebriefView) -> dict[str, list[Line]]:
        """Return what happened, how it went, ratings, and lessons, those dropped last."""
        return {
            "events": [event_line(number, event) for number, event in enumerate(view.events)],
            "outcomes": [
                *(outcome_line(outcome, view) for outcome in view.outcomes),
                *map(check_line, view.checks),
            ],
            "ratings": list(map(rating_line, view.ratings)),
            "lessons": list(map(lesson_line, (*view.lessons, *view.dropped))),
        }

    def said_of(self, view: DebriefView) -> str:
        """Return name, who says so, score, and the title, which may be cut."""
        overall = view.ratings[-1]
        words = _("{name}：{rating}（{by}）  {said}  {title}")
        return words.format(
            title=view.title,
            said=view.label,
            name=overall.name,
            rating=overall.rating,
            by=_("评定") if overall.decided else _("建议"),
        )

    # Keys

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        if self._page in self.places["edit"]:
            self.action_edit()

    def action_edit(self) -> None:
        """Open the rating, or the lesson, under the cursor."""
        line, view = self.table.cursor, self._view
        if line is None or view is None:
            return
        for rating in view.ratings if self._page == "ratings" else ():
            if rating.part == line.key:
                self.app.push_screen(RatingForm(self.desk, self._debrief, rating))
        for lesson in view.lessons if self._page == "lessons" else ():
            if lesson.ident == line.key:
                self.app.push_screen(LessonForm(self.desk, self._debrief, lesson))
        if any(lesson.ident == line.key for lesson in view.dropped):
            self.warn(_("这一条已删去；先按 F8 恢复，再改。"))

    def action_add(self) -> None:
        """Open a blank lesson."""
        self.app.push_screen(LessonForm(self.desk, self._debrief))

    @work
    async def action_drop(self) -> None:
        """Drop the lesson under the cursor after one question, or take a dropped one back."""
        line, view = self.table.cursor, self._view
        if line is None or view is None:
            return
        dropped = any(lesson.ident == line.key for lesson in view.dropped)
        words = _(
            "这一条不算问题，从总结里删去？\n{text}\n"
            "删去的仍列在最后，按 F8 或 Del 随时恢复，所以不问理由。"
        ).format(text=line.cells[0].words)
        question = Confirm(words, _("删去"), _("留着"))
        if dropped or await self.app.push_screen_wait(question):
            try:
                self._debrief.drop_lesson(line.key, dropped=not dropped)
            except Refusal as refusal:
                self.refused(refusal)
            else:
                self.say(_("已恢复。") if dropped else _("已删去，列在最后；按 F8 恢复。"))
            self.reload()

    def action_draft(self) -> None:
        """Show the draft report, to be read, saved or printed."""
        try:
            paper = self._debrief.paper()
        except Refusal as refusal:
            self.refused(refusal)
            return
        self.app.push_screen(PaperScreen(self.desk, paper))
