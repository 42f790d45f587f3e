"""态势: what to do next, what is counting down, what is known, how far the next grade is."""

from collections.abc import Callable, Coroutine, Iterator, Sequence
from datetime import datetime

from textual import events, on, work
from textual.binding import Binding
from textual.containers import Container, Horizontal, Vertical
from textual.widget import Widget

from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.screens.common.acts import keep_promise, settle
from cqcmd.screens.common.deadline_lines import deadline_detail
from cqcmd.screens.common.fact_edit import FactEdit
from cqcmd.screens.common.incident_screen import IncidentScreen
from cqcmd.screens.common.room_keys import room_bindings
from cqcmd.screens.situation.beside import Beside
from cqcmd.screens.situation.decide import choose_plan, judge_scope, start_duties
from cqcmd.screens.situation.fact_lines import PRECEDENTS, fact_columns, fact_lines
from cqcmd.screens.situation.lines import (
    deadline_columns,
    deadline_lines,
    step_columns,
    step_detail,
    step_lines,
)
from cqcmd.views import FactView, Situation
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.first_due import FirstDue
from cqcmd.widgets.panel import Panel
from cqcmd.widgets.table import Column, Line, Table
from cqcmd.widgets.time_axis import TimeAxisPicture

GROWN_FROM = {"stopped_at": "stranded_hours", "outage_since": "outage_hours"}
"""A moment kept because a duration was told: it is corrected as that duration."""


class SituationScreen(IncidentScreen):
    """Room 1."""

    LISTS = ("steps", "deadlines", "facts")

    BINDINGS = room_bindings(
        [
            Binding("t,ctrl+t", "open_form('situation/what_if')", _("推演"), id="what-if"),
            Binding(
                "g,ctrl+g",
                "open_form('situation/precedents')",
                _("判例参考"),
                show=False,
                id="precedents",
            ),
        ]
    )

    room = "situation"

    HORIZONTAL_BREAKPOINTS = []
    """`Beside` sets the classes: what a wide terminal shows, a wider one shows as well."""

    _view: Situation
    _passed = (0, 0)

    purpose = _("这起现在怎样、为什么是这个等级、接下来做什么。")
    main_keys = ("report", "update", "choose", "clause", "open_form('situation/decisions')")

    def __init__(self, desk: Desk, ident: str) -> None:
        super().__init__(desk, ident)
        self._beside = Beside(self, desk)

    def body(self) -> Iterator[Widget]:
        """Build what is to be done, what is known, what stands beside where there is room."""
        yield Container(
            Vertical(
                FirstDue(),
                Table(step_columns(()), empty=_("眼下没有要做的。"), id="steps"),
                Table(deadline_columns(()), id="deadlines"),
                Panel("log"),
                Horizontal(Panel("people-below"), Panel("measures-below"), id="below"),
                id="doing",
            ),
            Container(
                Table(fact_columns((), 0), id="facts"),
                Vertical(Panel("people"), Panel("measures"), Panel("response"), id="beside"),
                id="known",
            ),
            id="situation",
        )
        yield TimeAxisPicture("axis")
        yield Lines("detail", fold=True)

    def tick(self, now: datetime) -> None:
        """Show the countdowns that moved; a turn passed, or a minute grown, reads all anew."""
        super().tick(now)
        if not self.lists.built:
            return
        if self._turns(now) != self._passed:
            self.reload()
        else:
            self._show_times(now)

    def _turns(self, now: datetime) -> tuple[int, int]:
        return self._view.passed(now), self._view.grown(now)

    def reload(self) -> None:
        """Read the situation anew; cursors stay on their lines."""
        super().reload()
        now = self.desk.clock.now()
        self._view = self.desk.situation(self.ident)
        self._passed = self._turns(now)
        self._show_times(now)
        grading = self.desk.plan.role("grading").clause
        self.lists["facts"].show(fact_lines(self._view, grading, now))
        self._arrange_facts()
        self._beside.show(self._view, now)
        self.back_to_place()

    def on_resize(self, event: events.Resize) -> None:
        """Show as much as there is room for; every cursor stays on its line."""
        self._beside.resized(event.size)
        if self.lists.shown:
            self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        self._arrange_facts()
        now = self.desk.clock.now()
        self._beside.show(self._view, now)
        self._beside.tick(self._view, now)

    def _arrange_facts(self) -> None:
        facts = self.lists["facts"]
        facts.set_columns(fact_columns(facts.lines, facts.size.width))

    def _show_times(self, now: datetime) -> None:
        steps, deadlines = self.lists["steps"], self.lists["deadlines"]
        _show(steps, step_lines(self.desk, self._view, now), step_columns)
        _show(deadlines, deadline_lines(self.desk, self._view, now), deadline_columns)
        if deadlines.has_focus and not deadlines.lines:
            steps.focus()
        deadlines.display = bool(deadlines.lines)
        self._beside.tick(self._view, now)
        self.show_detail()

    def clause_here(self) -> str:
        """Return the clause of the line under the cursor."""
        name, line = self.lists.current()
        if line is not None and name == "facts" and not line.clause:
            rows = {row.code: row.clause for row in self.desk.plan.facts}
            return rows.get(_fact_code(line), self.desk.plan.role("report.contents").clause)
        return super().clause_here()

    def show_detail(self) -> None:
        """Show of the line under the cursor what its list does not say, or has cut."""
        name, line = self.lists.current()
        whole = line is not None and self.lists[name].shows_whole(line)
        now = self.desk.clock.now()
        words = ""
        if line is not None and name == "deadlines":
            words = next(
                (
                    deadline_detail(self.desk, deadline, now)
                    for deadline in self._view.deadlines
                    if deadline.rule == line.key
                ),
                "",
            )
        elif line is not None and name == "steps":
            words = step_detail(self._view, line, listed=whole)
        elif line is not None and not whole:
            words = "  ".join(cell.words for cell in line.cells)
        self.query_one("#detail", Lines).show(words)

    # Keys

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        key = event.line.key
        if event.table.id == "deadlines":
            self.action_report(key)
        elif key == PRECEDENTS:
            self.action_open_form("situation/precedents")
        elif event.table.id == "facts":
            self._edit(_fact_code(event.line))
        else:
            action, _colon, argument = key.partition(":")
            self._do(action, argument)

    # What a step does

    def _do(self, action: str, argument: str) -> None:
        match action:
            case "report":
                self.action_report(argument)
            case "update":
                self.action_update(argument)
            case "details":
                self._edit(next((fact.code for fact in self._view.words if fact.blank), ""))
            case "settle":
                if line := self.desk.bundle.conflict(self.ident, argument):
                    self._ask(settle(self, self.desk, line))
            case "keep":
                self._ask(keep_promise(self, self.desk, self.ident, argument))
            case "scope":
                self._ask(judge_scope(self, self.desk, self.ident, argument))
            case "plan":
                self._ask(choose_plan(self, self.desk, self.ident))
            case "start_duties":
                self._ask(start_duties(self, self.desk, self.ident))
            case "call_out":
                self.action_open_form("command/call_out")
            case "task":
                self.action_open_form("measures/measure", argument)
            case "groups":
                self.action_room("command")
            case "measures" | "aftermath" | "log":
                self.action_room(action)
            case "safety":
                self.action_safety(argument)
            case "resources":
                self.action_open_form("resources/resources")
            case _:
                self._command(action, argument)

    def _command(self, action: str, argument: str) -> None:
        """Open a step of the response, a post, or an act of the headquarters."""
        kind = {"response": "step", "command": "post"}.get(action, action)
        self.action_open_form("command/line", f"{kind}:{argument}")

    @work
    async def _ask(self, asked: Coroutine[None, None, None]) -> None:
        await asked
        self.reload()

    @work
    async def _edit(self, code: str) -> None:
        code = GROWN_FROM.get(code, code)
        fact = self._fact(code)
        if fact is None:
            return
        if await self.app.push_screen_wait(FactEdit(self.desk, self.ident, fact)):
            self.reload()
            self.lists["facts"].go_to_key(f"fact:{code}")
            self.lists["facts"].focus()

    def _fact(self, code: str) -> FactView | None:
        every = self._view.facts + self._view.words
        return next((fact for fact in every if fact.code == code), None)


def _show(
    table: Table, lines: Sequence[Line], columns: Callable[[Sequence[Line]], Sequence[Column]]
) -> None:
    """Show lines in columns that fit them; most seconds change none."""
    if table.lines != tuple(lines):
        table.show(lines)
        table.set_columns(columns(lines))


def _fact_code(line: Line) -> str:
    return line.key.removeprefix("fact:") if line.key.startswith("fact:") else ""
