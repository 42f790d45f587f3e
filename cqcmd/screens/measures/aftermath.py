"""善后: the four items of 4.9 and 5, and what is still open before the incident could close."""

from collections.abc import Iterator
from datetime import datetime

from textual import on, work

from cqcmd.i18n import _
from cqcmd.screens.common.acts import keep_promise
from cqcmd.screens.measures.aftermath_lines import (
    AFTERMATH_COLUMNS,
    OPEN_COLUMNS,
    aftermath_lines,
    ending_words,
    open_lines,
)
from cqcmd.screens.measures.task_lines import counted
from cqcmd.screens.measures.tasks_room import TasksRoom
from cqcmd.views.command import TaskView
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.drawing.prose import Prose
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.table import Table


class AftermathScreen(TasksRoom):
    """Room 6."""

    LISTS = ("tasks", "open")

    room = "aftermath"
    name_of_room = _("善后")

    def tables(self) -> Iterator[Table]:
        """The items, and what is open."""
        yield Table(AFTERMATH_COLUMNS, id="tasks")
        yield Table(OPEN_COLUMNS, empty=_("没有未了结的，可以办结（按 d）。"), id="open")

    def read(self) -> tuple[TaskView, ...]:
        """All four."""
        return self.desk.tasks.aftermath(self.ident)

    def heading(self) -> str:
        """Whether the response has ended and how long ago; how many items stand where."""
        ending = ending_words(self.desk, self.ident, self.desk.clock.now())
        return f"{ending}\n{counted(self._tasks)}" + _("    空格 开始、完成  回车 打开")

    def reload(self) -> None:
        """Read both lists anew; cursors stay on their lines."""
        super().reload()
        now = self.desk.clock.now()
        self.list("tasks").show(aftermath_lines(self._tasks, now))
        self.list("open").show(open_lines(self.desk, self.ident, now))
        self.drawn()

    def tick(self, now: datetime) -> None:
        """The time since the end goes on."""
        super().tick(now)
        if self.built:
            self.query_one("#progress", Lines).show(self.heading())

    def show_detail(self) -> None:
        """An open line uncut, else the item under the cursor in full."""
        name, line = self.here()
        if name == "open" and line is not None and self.built:
            words = "  ".join(cell.words for cell in line.cells if cell.words)
            self.query_one(Prose).show(plain(words))
        else:
            super().show_detail()

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
            case "person":
                self.action_room("command")
            case _promise:
                self._keep(argument)

    @work
    async def _keep(self, entry: str) -> None:
        await keep_promise(self, self.desk, self.ident, entry)
        self.reload()
