"""复盘: a finished drill as a picture, event by event, judged, rated, with its lessons."""

from datetime import datetime
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from cqcmd.desk.desk import Desk
from cqcmd.desk.drill_session import DrillSession
from cqcmd.errors import Refusal
from cqcmd.screens.base import PostScreen
from cqcmd.screens.debrief_lines import (
    EVENTS,
    HINTS,
    LESSONS,
    OUTCOMES,
    RATINGS,
    axis_words,
    bar_columns,
    bar_lines,
    chart_room,
    check_line,
    check_words,
    event_line,
    event_words,
    lesson_line,
    lesson_words,
    outcome_line,
    outcome_words,
    rating_line,
    rating_words,
)
from cqcmd.text import clean
from cqcmd.views.debrief import DebriefView, PictureView
from cqcmd.widgets.keys_line import KeysLine
from cqcmd.widgets.lines import Lines
from cqcmd.widgets.masthead import Masthead
from cqcmd.widgets.table import Table
from cqcmd.words import _

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
        Binding("f8,delete", "drop", _("删去"), id="debrief-drop"),
        Binding("f7", "zoom(1)", _("放大"), id="debrief-nearer"),
        Binding("f8", "zoom(-1)", _("缩小"), id="debrief-farther"),
        Binding("left", "pan(-1)", _("往前移"), show=False, id="debrief-earlier"),
        Binding("right", "pan(1)", _("往后移"), show=False, id="debrief-later"),
        Binding("escape", "app.pop_screen", _("返回"), id="leave-debrief"),
    ]

    def __init__(self, desk: Desk, drill: DrillSession) -> None:
        super().__init__(desk)
        self._debrief = desk.debrief(drill)
        self._view: DebriefView | None = None
        self._picture: PictureView | None = None
        self._page = "bars"
        self._times, self._part = 1, 0

    def compose(self) -> ComposeResult:
        """The pages' names, the score, the page, the line under the cursor in full."""
        yield Masthead(_("复盘"))
        yield Lines("pages")
        yield Lines("said", fold=True)
        yield Lines("axis")
        yield Table((), id="bars")
        yield Table(EVENTS, id="events")
        yield Table(OUTCOMES, id="outcomes")
        yield Table(RATINGS, id="ratings")
        yield Table(LESSONS, empty=_("没有问题。F7 新增一条。"), id="lessons")
        yield Lines("detail", fold=True)
        yield Lines("legend")
        yield KeysLine()

    def on_mount(self) -> None:
        """The picture first."""
        self.action_page("bars")

    def tick(self, now: datetime) -> None:
        """The clock."""
        self.query_one(Masthead).tick(now)

    def reload(self) -> None:
        """Everything anew; what was shown stays if a file cannot be read."""
        self.query_one(Masthead).show(self.desk.watch)
        self.tick(self.desk.clock.now())
        try:
            self._view = self._debrief.shown()
        except Refusal as refusal:
            self.notify(clean(str(refusal)), severity="error", markup=False, timeout=15)
        if self._view is not None:
            self._show(self._view)

    def on_resize(self) -> None:
        """The picture takes the new width."""
        if self._view is not None:
            self._show(self._view)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Some acts belong to some pages."""
        return self._page in PLACE_OF_ACTION.get(action, (self._page,))

    def clause_here(self) -> str:
        """The clause behind the line under the cursor."""
        line = self._table.cursor
        return line.clause if line else ""

    @property
    def _table(self) -> Table:
        return self.query_one(f"#{self._page}", Table)

    # Showing

    def _show(self, view: DebriefView) -> None:
        self.query_one("#said", Lines).show(self._said(view))
        self._draw_picture(view)
        events = enumerate(view.events)
        tables = {
            "events": [event_line(number, each) for number, each in events],
            "outcomes": [
                *(outcome_line(each, view) for each in view.outcomes),
                *map(check_line, view.checks),
            ],
            "ratings": list(map(rating_line, view.ratings)),
            "lessons": list(map(lesson_line, view.lessons)),
        }
        for name, lines in tables.items():
            self.query_one(f"#{name}", Table).show(lines)
        self._show_detail()

    def _said(self, view: DebriefView) -> str:
        overall = view.ratings[-1]
        words = _("{title}  {said}  {name}：{rating}（{by}）")
        by = _("评定") if overall.decided else _("建议")
        return words.format(
            title=view.title, said=view.said, name=overall.name, rating=overall.rating, by=by
        )

    def _draw_picture(self, view: DebriefView) -> None:
        width = self.size.width
        if not width:
            return
        picture = self._debrief.picture(chart_room(width), self._times, self._part)
        self._picture = picture
        table = self.query_one("#bars", Table)
        table.columns = bar_columns(width)
        typed = self.app.has_class("-ascii")
        table.show(list(bar_lines(picture, view, typed=typed)))
        table.refresh()
        axis = self.query_one("#axis", Lines)
        axis.styles.height = 1 + len(picture.lanes)
        axis.show(axis_words(picture, width))
        self._name_pages()

    def _name_pages(self) -> None:
        names = [
            _("[{name}]").format(name=name) if page == self._page else f" {name} "
            for page, name in PAGES.items()
        ]
        zoomed = ""
        if self._page == "bars" and self._picture is not None and self._times > 1:
            words = _("  放大{times}倍 {span}")
            zoomed = words.format(times=self._times, span=self._picture.span)
        self.query_one("#pages", Lines).show("".join(names) + zoomed)
        self.query_one("#legend", Lines).show(HINTS[self._page])

    @on(Table.Moved)
    def _moved(self, event: Table.Moved) -> None:
        event.stop()
        self._show_detail()

    def _show_detail(self) -> None:
        line, view = self._table.cursor, self._view
        words = self._detail(line.key, view) if line and view else ""
        self.query_one("#detail", Lines).show(words)

    def _detail(self, key: str, view: DebriefView) -> str:
        """The line of a page in full."""
        match self._page:
            case "events":
                return event_words(view.events[int(key.partition(":")[0])])
            case "ratings":
                return rating_words(next(each for each in view.ratings if each.part == key))
            case "lessons":
                return lesson_words(next(each for each in view.lessons if each.ident == key))
        for outcome in view.outcomes:
            if outcome.key == key:
                return outcome_words(outcome, view)
        return check_words(next(each for each in view.checks if each.key == key))

    # Keys

    def action_page(self, page: str) -> None:
        """Another page."""
        self.remove_class(*(f"-{name}" for name in PAGES))
        self._page = page
        self.add_class(f"-{page}")
        self._table.focus()
        self._name_pages()
        self._show_detail()
        self.refresh_bindings()

    def action_zoom(self, step: int) -> None:
        """Twice as near, or half, around the mark of the line under the cursor."""
        times = self._times * 2 if step > 0 else self._times // 2
        if not 1 <= times <= self._debrief.deepest:
            self.notify(_("不能再放大了。") if step > 0 else _("已经是全部。"))
            return
        middle = self._marked()
        self._times = times
        self._move_to(round(middle * 2 * times - 1))

    def _marked(self) -> float:
        """Where in the drill the line under the cursor was done, or due: 0 its start, 1 its end."""
        line, view = self._table.cursor, self._view
        here = [each for each in view.outcomes if line and each.key == line.key] if view else []
        at = next((each.at or each.due or each.begin for each in here), None)
        if at is None or view is None:
            return (self._part + 1) / (2 * self._times)
        return min(1.0, (at - view.start) / (view.end - view.start))

    def action_pan(self, step: int) -> None:
        """Half a window on, or back."""
        self._move_to(self._part + step)

    def _move_to(self, part: int) -> None:
        self._part = max(0, min(part, 2 * self._times - 2))
        if self._view is not None:
            self._draw_picture(self._view)

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        if self._page in PLACE_OF_ACTION["edit"]:
            self.action_edit()

    def action_edit(self) -> None:
        """The rating, or the lesson, under the cursor."""
        from cqcmd.screens.debrief_forms import LessonForm, RatingForm

        line, view = self._table.cursor, self._view
        if line is None or view is None:
            return
        for rating in view.ratings if self._page == "ratings" else ():
            if rating.part == line.key:
                self.app.push_screen(RatingForm(self.desk, self._debrief, rating))
        for lesson in view.lessons if self._page == "lessons" else ():
            if lesson.ident == line.key:
                self.app.push_screen(LessonForm(self.desk, self._debrief, lesson))

    def action_add(self) -> None:
        """A lesson of one's own."""
        from cqcmd.screens.debrief_forms import LessonForm

        self.app.push_screen(LessonForm(self.desk, self._debrief))

    @work
    async def action_drop(self) -> None:
        """The lesson under the cursor is none; asked once."""
        from cqcmd.screens.ask import Confirm

        line = self._table.cursor
        if line is None:
            return
        words = _("这一条不算问题，从总结里删去？\n{text}").format(text=line.cells[0].words)
        if await self.app.push_screen_wait(Confirm(words, _("删去"), _("留着"))):
            try:
                self._debrief.drop_lesson(line.key)
            except Refusal as refusal:
                self.notify(clean(str(refusal)), severity="error", markup=False)
            self.reload()

    def action_draft(self) -> None:
        """The draft report, to be read, saved, printed."""
        from cqcmd.screens.paper import PaperScreen

        try:
            paper = self._debrief.paper()
        except Refusal as refusal:
            self.notify(clean(str(refusal)), severity="error", markup=False, timeout=15)
            return
        self.app.push_screen(PaperScreen(self.desk, paper))
