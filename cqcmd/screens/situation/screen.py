"""态势: what to do next, what is counting down, what is known, how far the next grade is."""

from collections.abc import Coroutine, Iterator
from datetime import datetime

from textual import on, work
from textual.binding import Binding
from textual.containers import Container, Vertical
from textual.widget import Widget

from cqcmd.i18n import _
from cqcmd.screens.common.acts import keep_promise
from cqcmd.screens.common.deadline_lines import deadline_detail
from cqcmd.screens.common.fact_edit import FactEdit
from cqcmd.screens.common.incident_screen import IncidentScreen
from cqcmd.screens.common.room_keys import room_bindings
from cqcmd.screens.situation.decide import choose_plan, judge_scope, settle, start_duties
from cqcmd.screens.situation.lines import (
    DEADLINE_COLUMNS,
    FACT_COLUMNS,
    PRECEDENTS,
    STEP_COLUMNS,
    deadline_lines,
    fact_lines,
    step_lines,
)
from cqcmd.views import FactView, Situation
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.table import Line, Table

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

    _view: Situation
    _passed = 0

    purpose = _("这起现在怎样、为什么是这个等级、接下来做什么。")
    main_keys = ("report", "update", "choose", "clause", "open_form('situation/decisions')")

    def body(self) -> Iterator[Widget]:
        """Build steps and countdowns, facts and margins, and the chosen line in full."""
        yield Container(
            Vertical(
                Table(STEP_COLUMNS, empty=_("眼下没有要做的。"), id="steps"),
                Table(DEADLINE_COLUMNS, empty=_("没有报告时限在走。"), id="deadlines"),
                id="doing",
            ),
            Table(FACT_COLUMNS, id="facts"),
            id="situation",
        )
        yield Lines("detail")

    def tick(self, now: datetime) -> None:
        """Show the countdowns that moved; a turn passed ranks the steps anew."""
        super().tick(now)
        if not self.lists.built:
            return
        if self._view.passed(now) != self._passed:
            self.reload()
        else:
            self._show_times(now)

    def reload(self) -> None:
        """Read the situation anew; cursors stay on their lines."""
        super().reload()
        now = self.desk.clock.now()
        self._view = self.desk.situation(self.ident)
        self._passed = self._view.passed(now)
        self._show_times(now)
        grading = self.desk.plan.role("grading").clause
        self.lists["facts"].show(fact_lines(self._view, grading, now))
        self.back_to_place()

    def _show_times(self, now: datetime) -> None:
        self.lists["steps"].show(step_lines(self._view, now))
        self.lists["deadlines"].show(deadline_lines(self.desk, self._view, now))
        self.show_detail()

    def clause_here(self) -> str:
        """Return the clause of the line under the cursor."""
        name, line = self.lists.current()
        if line is not None and name == "facts" and not line.clause:
            rows = {row.code: row.clause for row in self.desk.plan.facts}
            return rows.get(_fact_code(line), self.desk.plan.role("report.contents").clause)
        return super().clause_here()

    def show_detail(self) -> None:
        """Show the line under the cursor, uncut."""
        name, line = self.lists.current()
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
        elif line is not None:
            words = "  ".join(cell.words for cell in line.cells[1 if name == "steps" else 0 :])
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
                fact = self._fact(argument)
                if fact is not None:
                    self._ask(settle(self, self.desk, self.ident, fact))
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
            case "measures" | "aftermath":
                self.action_room(action)
            case "safety":
                self.action_safety(argument)
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


def _fact_code(line: Line) -> str:
    return line.key.removeprefix("fact:") if line.key.startswith("fact:") else ""
