"""指挥: the response and its next step, the headquarters, the groups at a glance."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from textual import on, work
from textual.binding import Binding
from textual.containers import Container
from textual.screen import Screen
from textual.widget import Widget

from cqcmd.desk.desk import Desk
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.command.call_list import CallOutScreen
from cqcmd.screens.command.stand_groups import stand_several
from cqcmd.screens.common.acts import notify_saved
from cqcmd.screens.common.ask import AskWords
from cqcmd.screens.common.deadline_lines import short_source
from cqcmd.screens.common.form_registry import Wanted, form, open_form
from cqcmd.screens.common.incident_screen import IncidentScreen
from cqcmd.screens.common.room_keys import room_bindings
from cqcmd.screens.papers.screen import PaperScreen
from cqcmd.views.command import CommandLine, CommandView
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.response_course import ResponseCourse
from cqcmd.widgets.table import HEADING, Cell, Column, Line, Table

STEP_COLUMNS = (
    Column(_("响应和指挥部"), 20),
    Column(_("状态"), 10),
    Column(_("谁、何时"), 0),
    Column(_("条款"), 8),
)
GROUP_COLUMNS = (
    Column(_("工作组"), 14),
    Column(_("组长"), 10),
    Column(_("人员"), 0),
)


class CommandScreen(IncidentScreen):
    """Room 3."""

    LISTS = ("steps", "groups")
    BINDINGS = room_bindings(
        [
            Binding("l,ctrl+l", "call_out", _("通知"), id="call-out"),
            Binding("s,ctrl+s", "stand", _("成立/撤销组"), show=False, id="stand-group"),
            Binding(
                "a,ctrl+a",
                "stand_several",
                _("成立几个组"),
                show=False,
                id="stand-groups",
            ),
            Binding("e,ctrl+e", "paper", _("启动决定"), show=False, id="start-order"),
        ]
    )

    room = "command"

    _view: CommandView

    purpose = _("指挥部、工作组和成员单位：谁在指挥，谁到了，谁还没有通知。")
    main_keys = ("choose", "call_out", "stand", "report", "open_form('resources/resources')")

    def body(self) -> Iterator[Widget]:
        """Build the course, response, headquarters, groups, and the chosen line in full."""
        yield ResponseCourse()
        yield Container(
            Table(STEP_COLUMNS, id="steps"),
            Table(GROUP_COLUMNS, id="groups"),
            id="command",
        )
        yield Lines("detail", fold=True)

    def reload(self) -> None:
        """Read it anew; cursors stay on their lines, at first on the next step."""
        super().reload()
        before = self._view.next_step if self.lists.shown else ""
        self._view = self.desk.room.view(self.ident)
        first, last = (self.desk.plan.role(role).clause for role in ("reporting", "assessment"))
        self.query_one(ResponseCourse).show(self._view.flow, f"{first}-{last}")
        self.lists["steps"].show(list(self._steps()))
        self.lists["groups"].show([_group_line(line) for line in self._view.groups])
        self.back_to_place(self._view.next_step)
        self._follow(before)
        self.show_detail()

    def _follow(self, before: str) -> None:
        """Move a cursor that waits on the next step to the step after, whoever took it."""
        cursor = self.lists["steps"].cursor
        if cursor and cursor.key == before != self._view.next_step:
            self.lists["steps"].go_to_key(self._view.next_step)

    def last_place(self) -> dict[str, str]:
        """Where the cursor stood; but a step that waits comes first."""
        place = super().last_place()
        if self._view.next_step:
            place |= {"steps": self._view.next_step, "focus": "steps"}
        return place

    def _steps(self) -> Iterator[Line]:
        yield from map(_step_line, self._view.response)
        yield _heading(_("指挥部"))
        yield from map(_step_line, self._view.headquarters)
        clause = self.desk.plan.role("headquarters.duties").clause
        yield _heading(_("指挥部职责（{clause}）").format(clause=clause))
        yield from map(_step_line, self._view.acts)

    def on_resize(self) -> None:
        """Say below what the list cuts at this size."""
        if self.lists.built:
            self.call_after_refresh(self.show_detail)

    def show_detail(self) -> None:
        """Everything about the line under the cursor."""
        line = self.lists.current()[1]
        shown = self._find(line.key) if line and self.lists.built else None
        parts = (shown.mark, shown.detail or shown.words) if shown else ()
        # What the list says in full is not said a second time.
        said = {cell.words for cell in line.cells} if line and self._stands_whole(line) else set()
        words = "  ".join(part for part in parts if part and part not in said)
        self.query_one("#detail", Lines).show(words)

    def _stands_whole(self, line: Line) -> bool:
        table = self.focused
        return isinstance(table, Table) and table.shows_whole(line)

    def _find(self, key: str) -> CommandLine | None:
        view = self._view
        every = view.response + view.headquarters + view.acts + view.groups
        return next((line for line in every if line.key == key), None)

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        self.go(event.line.key)

    def go(self, key: str) -> None:
        """Open what a line stands for."""
        if key == "group:+":
            self._add_group()
        elif key == "resources:":
            self.action_open_form("resources/resources")
        elif key.partition(":")[0] in FORMS:
            self.app.push_screen(
                form_for(self.desk, Wanted("line", self.ident, key)), self._come_back
            )

    def _come_back(self, _result: object) -> None:
        """After a step the cursor stands on the next one."""
        if self.is_running:
            self.reload()
            self.lists["steps"].go_to_key(self._view.next_step)

    @work
    async def _add_group(self) -> None:
        question = AskWords(
            _("增设工作组"), _("名称"), act=partial(self.desk.roster.add_group, self.ident)
        )
        name = await self.app.push_screen_wait(question)
        if name is None:
            return
        notify_saved(self, _("已增设：{name}").format(name=name))
        self.reload()

    def action_call_out(self) -> None:
        """Whom to telephone, in order."""
        self.app.push_screen(CallOutScreen(self.desk, self.ident))

    def action_stand(self) -> None:
        """Stand the group under the cursor up, or down."""
        name, line = self.lists.current()
        if name != "groups" or line is None or line.key == "group:+":
            self.warn(_("把光标放到一个工作组上，再按 s 成立或撤销。"))
            return
        code = line.key.partition(":")[2]
        view = self.desk.roster.shown.group(self.ident, code)
        try:
            self.desk.roster.stand(self.ident, code, stood=view.stood is None)
        except Refusal as refusal:
            self.refused(refusal)
            return
        words = _("已成立：{name}") if view.stood is None else _("已撤销：{name}")
        notify_saved(self, words.format(name=view.name))
        self.reload()

    @work
    async def action_stand_several(self) -> None:
        """Stand up several groups in one act; the one under the cursor is marked at first."""
        name, line = self.lists.current()
        here = line.key if line and name == "groups" else ""
        await stand_several(self, self.ident, self._view.groups, here)

    def action_paper(self) -> None:
        """Show the start order as a text."""
        self.app.push_screen(PaperScreen(self.desk, self.desk.papers.start_order(self.ident)))


FORMS = {
    "step": "response",
    "post": "command",
    "act": "act",
    "hand_over": "take_over",
    "group": "group",
    "set_up": "set_up",
    "units": "units",
}
"""The form or screen behind each kind of line."""


@form("line")
def form_for(desk: Desk, wanted: Wanted) -> Screen[Any]:
    """Build the form behind a line; a post that commands nobody opens its group."""
    kind, _colon, code = wanted.about.partition(":")
    group = kind == "post" and not desk.plan.post(code).chief
    name = "group" if group else FORMS[kind]
    return open_form(desk, f"command/{name}", wanted.ident, code)


def _step_line(line: CommandLine) -> Line:
    return Line(
        line.key,
        (
            Cell(line.name, "strong" if line.look == "strong" else ""),
            Cell(line.state, line.look),
            Cell(" ".join(part for part in (line.mark, line.words) if part), _dim(line)),
            Cell(short_source(line.clause), "dim"),
        ),
        line.clause,
    )


def _group_line(line: CommandLine) -> Line:
    words = " ".join(part for part in (line.words, line.mark) if part)
    cells: Sequence[Cell] = (
        Cell(line.name),
        Cell(line.state, line.look),
        Cell(words, "dim" if line.look == "dim" else ""),
    )
    return Line(line.key, tuple(cells), line.clause)


def _dim(line: CommandLine) -> str:
    if line.mark:
        return "urgent"
    return "dim" if line.look in ("dim", "strong") else ""


def _heading(words: str) -> Line:
    return Line(f"{HEADING}{words}", (Cell(_("── {words}").format(words=words), "dim"),))
