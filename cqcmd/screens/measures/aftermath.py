"""善后: the four items of 4.9 and 5, and what is still open before the incident could close."""

from collections.abc import Iterator
from datetime import datetime

from textual import on, work
from textual.binding import Binding
from textual.widget import Widget

from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.screens.common.acts import keep_promise
from cqcmd.screens.common.incident_screen import IncidentScreen
from cqcmd.screens.common.room_keys import room_bindings
from cqcmd.screens.measures.aftermath_lines import (
    AFTERMATH_COLUMNS,
    FAMILIES,
    OPEN_COLUMNS,
    REFERRALS,
    aftermath_lines,
    ending_words,
    open_lines,
    owed_lines,
)
from cqcmd.screens.measures.families import FamiliesScreen
from cqcmd.screens.measures.referrals import ReferralsScreen
from cqcmd.screens.measures.task_lines import counted, task_words
from cqcmd.screens.measures.tasks_room import TASK_BINDINGS, RoomTasks
from cqcmd.widgets.table import Table

REVIEW = Binding("s,ctrl+s", "open_form('debrief/review')", _("总结评估"), id="review-incident")


class AftermathScreen(IncidentScreen):
    """Room 6."""

    LISTS = ("tasks", "open")

    BINDINGS = room_bindings(
        [
            *TASK_BINDINGS,
            Binding("f,ctrl+f", "families", _("家属"), id="families"),
            Binding("t,ctrl+t", "referrals", _("转介"), id="referrals"),
            REVIEW,
        ]
    )

    room = "aftermath"
    name_of_room = _("善后")

    purpose = _("响应终止以后的善后、评估、归档，逐项记到办完。")
    main_keys = ("choose", "advance", "families", "referrals", REVIEW.action)

    def __init__(self, desk: Desk, ident: str) -> None:
        super().__init__(desk, ident)
        self._tasks = RoomTasks(self)

    def body(self) -> Iterator[Widget]:
        """Build the items, and what is open."""
        empty = _("没有未了结的，可以办结（按 d）。")
        tasks = Table(AFTERMATH_COLUMNS, id="tasks")
        yield from self._tasks.body(tasks, Table(OPEN_COLUMNS, empty=empty, id="open"))

    def heading(self) -> str:
        """Whether the response has ended and how long ago; how many items stand where."""
        ending = ending_words(self.desk, self.ident, self.desk.clock.now())
        return f"{ending}\n{counted(self._tasks.every)}" + _("    空格 开始、完成  回车 打开")

    def reload(self) -> None:
        """Read both lists anew; cursors stay on their lines."""
        super().reload()
        now = self.desk.clock.now()
        every = self._tasks.every = self.desk.tasks.aftermath(self.ident)
        self._tasks.show_heading(self.heading())
        owed = owed_lines(self.desk, self.ident)
        self.lists["tasks"].show([*aftermath_lines(every, now), *owed])
        self.lists["open"].show(open_lines(self.desk, self.ident))
        self.back_to_place()
        self.show_detail()

    def tick(self, now: datetime) -> None:
        """Show the time since the end."""
        super().tick(now)
        if self.lists.built:
            self._tasks.show_heading(self.heading())

    def show_detail(self) -> None:
        """Show an open line uncut, else the item under the cursor in full."""
        name, line = self.lists.current()
        task = self._tasks.here()
        if line is not None and (name == "open" or line.key in (FAMILIES, REFERRALS)):
            self._tasks.show_detail("  ".join(cell.words for cell in line.cells if cell.words))
        elif task is not None:
            self._tasks.show_detail(task_words(task, self.desk.clock.now()))

    def action_advance(self) -> None:
        """Begin what is open, finish what runs."""
        self._tasks.advance()

    def action_set_aside(self) -> None:
        """Not applicable, with a reason; open again where it is over."""
        self._tasks.set_aside()

    @on(Table.Chosen, "#tasks")
    def _opened(self, event: Table.Chosen) -> None:
        event.stop()
        if event.line.key == FAMILIES:
            self.action_families()
        elif event.line.key == REFERRALS:
            self.action_referrals()
        else:
            self._tasks.open_sheet(event)

    def action_families(self) -> None:
        """Open the casualties' families."""
        self.app.push_screen(FamiliesScreen(self.desk, self.ident))

    def action_referrals(self) -> None:
        """Open the services to which people are referred."""
        self.app.push_screen(ReferralsScreen(self.desk, self.ident))

    @on(Table.Chosen, "#open")
    def _go(self, event: Table.Chosen) -> None:
        """To where an open line is settled."""
        event.stop()
        kind, _colon, argument = event.line.key.partition(":")
        match kind:
            case "report":
                self.action_report(argument)
            case "team":
                self.action_safety(argument)
            case "response":
                self.action_open_form("command/line", f"step:{argument}")
            case "person":
                self.action_room("command")
            case "property":
                self.action_open_form("resources/resources")
            case "promise":
                self._keep(argument)
            case "assessment":
                self.action_open_form("debrief/review")
            case "call":
                self.call_later(self.run_action, "app.take_call")
            case _fact:
                self.action_update(argument)

    @work
    async def _keep(self, entry: str) -> None:
        await keep_promise(self, self.desk, self.ident, entry)
        self.reload()
