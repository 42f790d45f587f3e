"""A room of tasks: a line each, one key begins what is open and finishes what runs."""

from collections.abc import Iterator
from datetime import datetime

from textual import on
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widget import Widget

from cqcmd.i18n import _
from cqcmd.screens.common.lists_room import ListsRoom
from cqcmd.screens.measures.task_acts import TaskActs
from cqcmd.screens.measures.task_lines import task_words
from cqcmd.views.command import TaskView
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.drawing.prose import Prose
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.table import Table


class TasksRoom(TaskActs, ListsRoom):
    """Subclasses give `read`, `tables`, `heading` and fill the table ``tasks`` in `reload`."""

    BINDINGS = [
        # Out of the footer: there a click would write.
        Binding("space,ideographic_space", "advance", _("开始/完成"), show=False, id="advance"),
        Binding("delete", "set_aside", _("不适用/重开"), id="set-aside"),
        # In 态势 and F1 only: the footer of 80 columns has no room for them.
        Binding("u,f8", "update", _("情况更新"), show=False, id="update"),
        Binding("f9", "report", _("去报告"), show=False, id="report"),
        Binding("r,ctrl+r", "record", _("记录报告"), show=False, id="record"),
        Binding("full_stop,。,ctrl+o", "note", _("记事"), show=False, id="note"),
    ]

    _tasks: tuple[TaskView, ...] = ()

    def tables(self) -> Iterator[Table]:
        """The lists of the room, that of its tasks among them."""
        yield from ()

    def read(self) -> tuple[TaskView, ...]:
        """The tasks as the desk shows them."""
        raise NotImplementedError

    def heading(self) -> str:
        """The room at a glance, on one line."""
        return ""

    def body(self) -> Iterator[Widget]:
        """At a glance; the lists; the task under the cursor in full."""
        yield Lines("progress")
        yield from self.tables()
        with VerticalScroll(id="page", can_focus=False):
            yield Prose("whole")

    def reload(self) -> None:
        """Read the tasks anew; subclasses fill their lists and call `drawn`."""
        super().reload()
        self._tasks = self.read()
        self.query_one("#progress", Lines).show(self.heading())

    def drawn(self) -> None:
        """The lists are filled: cursors and the detail follow."""
        self.back_to_place()
        self.show_detail()

    def show_detail(self) -> None:
        """The task under the cursor in full."""
        task = self.task_here()
        if task is not None and self.built:
            self.query_one(Prose).show(plain(self.detail(task, self.desk.clock.now())))

    def detail(self, task: TaskView, now: datetime) -> str:
        """Everything about a task."""
        return task_words(task, now)

    def task_here(self) -> TaskView | None:
        """The task under the cursor of the list of tasks."""
        line = self.list("tasks").cursor if self.built else None
        return next((each for each in self._tasks if line and each.code == line.key), None)

    def action_advance(self) -> None:
        """Begin what is open, finish what runs."""
        task = self._chosen_task()
        if task is not None:
            self.advance(task.code, task.state)

    def action_set_aside(self) -> None:
        """Not applicable, with a reason; open again where it is over."""
        task = self._chosen_task()
        if task is not None:
            self.set_aside(task.code, task.state)

    def _chosen_task(self) -> TaskView | None:
        if self.list("tasks").has_focus:
            return self.task_here()
        self.notify(_("先用上键回到上面的表，选中一项再按。"), severity="warning")
        return None

    @on(Table.Chosen, "#tasks")
    def _opened(self, event: Table.Chosen) -> None:
        from cqcmd.screens.measures.sheet import MeasureSheet

        event.stop()
        self.app.push_screen(MeasureSheet(self.desk, self.ident, event.line.key))
