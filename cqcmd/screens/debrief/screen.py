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
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.debrief.chart import DebriefPicture
from cqcmd.screens.debrief.forms import LessonForm, RatingForm
from cqcmd.screens.debrief.lines import (
    EVENTS,
    HINTS,
    LESSONS,
    OUTCOMES,
    RATINGS,
    check_line,
    event_line,
    lesson_line,
    outcome_line,
    rating_line,
)
from cqcmd.screens.debrief.sentences import detail_words
from cqcmd.screens.papers.screen import PaperScreen
from cqcmd.views.debrief import DebriefView
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.keys_line import KeysLine
from cqcmd.widgets.masthead import Masthead
from cqcmd.widgets.table import Table

PAGES = {
    "bars": _("F2 经过图"),
    "events": _("F3 逐条"),
    "outcomes": _("F4 结果"),
    "ratings": _("F5 评定"),
    "lessons": _("F6 问题"),
}
PLACE_OF_ACTION = {
    "zoom": ("bars",),
    "pan": ("bars",),
    "edit": ("ratings", "lessons"),
    "add": ("lessons",),
    "drop": ("lessons",),
}
"""Acts that only some pages have."""


class DebriefScreen(PostScreen):
    """Five pages on F2 to F6, each a table over the line under its cursor; F9 makes the draft.

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

    def __init__(self, desk: Desk, drill: DrillSession) -> None:
        super().__init__(desk)
        self._debrief = desk.drills.debrief(drill)
        self._view: DebriefView | None = None
        self._page = "bars"
        self._state = self._debrief.state()

    def compose(self) -> ComposeResult:
        """Build the pages' names, the score, the page, and the line under the cursor in full."""
        yield Masthead(_("复盘"))
        yield Lines("pages")
        yield Lines("said", fold=True)
        yield DebriefPicture(self._debrief)
        yield Table(EVENTS, id="events")
        yield Table(OUTCOMES, id="outcomes")
        yield Table(RATINGS, id="ratings")
        yield Table(LESSONS, empty=_("没有问题。F7 新增一条。"), id="lessons")
        yield Lines("detail", fold=True)
        yield Lines("legend")
        yield KeysLine()

    def on_mount(self) -> None:
        """Show the chart first."""
        self.action_page("bars")

    def tick(self, now: datetime) -> None:
        """Show the time, and what others decided meanwhile."""
        super().tick(now)
        state = self._debrief.state()
        if state != self._state:
            self._state = state
            self.reload()

    def reload(self) -> None:
        """Read everything anew; what was shown stays if a file cannot be read."""
        super().reload()
        try:
            self._view = self._debrief.shown()
        except Refusal as refusal:
            self.refused(refusal)
        if self._view is not None:
            self._show(self._view)

    def on_resize(self) -> None:
        """Draw the chart at the new width."""
        if self._view is not None:
            self._show(self._view)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Allow acts only on the pages they belong to."""
        return self._page in PLACE_OF_ACTION.get(action, (self._page,))

    def clause_here(self) -> str:
        """Return the clause behind the line under the cursor."""
        line = self._table.cursor
        return line.clause if line else ""

    @property
    def _table(self) -> Table:
        return self.query_one(f"#{self._page}", Table)

    # Showing

    def _show(self, view: DebriefView) -> None:
        self.query_one("#said", Lines).show(_said(view))
        self.query_one(DebriefPicture).show(view)
        for name, lines in {
            "events": [event_line(number, event) for number, event in enumerate(view.events)],
            "outcomes": [
                *(outcome_line(outcome, view) for outcome in view.outcomes),
                *map(check_line, view.checks),
            ],
            "ratings": list(map(rating_line, view.ratings)),
            "lessons": list(map(lesson_line, (*view.lessons, *view.dropped))),
        }.items():
            self.query_one(f"#{name}", Table).show(lines)
        self._name_pages()
        self._show_detail()

    def _name_pages(self) -> None:
        names = (
            _("[{name}]").format(name=name) if page == self._page else f" {name} "
            for page, name in PAGES.items()
        )
        picture = self.query_one(DebriefPicture)
        zoomed = picture.zoomed if self._page == "bars" else ""
        self.query_one("#pages", Lines).show(f"{''.join(names)} {zoomed}")
        contents = self.desk.plan.role("report.contents").clause
        hint = HINTS.get(self._page, picture.legend)
        self.query_one("#legend", Lines).show(hint.format(contents=contents))

    @on(Table.Moved)
    def _moved(self, event: Table.Moved) -> None:
        event.stop()
        self._show_detail()

    def _show_detail(self) -> None:
        line, view = self._table.cursor, self._view
        words = detail_words(self._page, line.key, view) if line and view else ""
        self.query_one("#detail", Lines).show(words)

    # Keys

    def action_page(self, page: str) -> None:
        """Show another page."""
        self.remove_class(*(f"-{name}" for name in PAGES))
        self._page = page
        self.add_class(f"-{page}")
        self._table.focus()
        self._name_pages()
        self._show_detail()
        self.refresh_bindings()

    def action_zoom(self, step: int) -> None:
        """Nearer, or farther."""
        why = self.query_one(DebriefPicture).zoom(step)
        if why:
            self.warn(why)
        self._name_pages()

    def action_pan(self, step: int) -> None:
        """Half a window on, or back."""
        self.query_one(DebriefPicture).pan(step)
        self._name_pages()

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        if self._page in PLACE_OF_ACTION["edit"]:
            self.action_edit()

    def action_edit(self) -> None:
        """Open the rating, or the lesson, under the cursor."""
        line, view = self._table.cursor, self._view
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
        line, view = self._table.cursor, self._view
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


def _said(view: DebriefView) -> str:
    """Return the top line: name, who says so, score, and the title, which may be cut."""
    overall = view.ratings[-1]
    words = _("{name}：{rating}（{by}）  {said}  {title}")
    return words.format(
        title=view.title,
        said=view.label,
        name=overall.name,
        rating=overall.rating,
        by=_("评定") if overall.decided else _("建议"),
    )
