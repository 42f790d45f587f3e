"""What both rooms of tasks have: a line each, one key begins what is open and ends what runs."""

from collections.abc import Iterator

from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widget import Widget

from cqcmd.i18n import _
from cqcmd.screens.common.incident_screen import IncidentScreen
from cqcmd.screens.measures.sheet import MeasureSheet
from cqcmd.screens.measures.task_acts import TaskActs
from cqcmd.views.command import TaskView
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.drawing.prose import Prose
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.table import Table

TASK_BINDINGS = [
    # Out of the footer: there a click would write.
    Binding("space,ideographic_space", "advance", _("开始/完成"), show=False, id="advance"),
    Binding("delete", "set_aside", _("不适用/重开"), id="set-aside"),
    # In 态势 and F1 only: the footer of 80 columns has no room for them.
    Binding("u,f8", "update", _("情况更新"), show=False, id="update"),
    Binding("f9", "report", _("去报告"), show=False, id="report"),
    Binding("r,ctrl+r", "record", _("记录报告"), show=False, id="record"),
    Binding("full_stop,。,ctrl+o", "open_form('log/note')", _("记事"), show=False, id="note"),
]


class RoomTasks:
    """The tasks of a room, in its table ``tasks``.

    Attributes:
        every: the tasks as the desk showed them last.
    """

    def __init__(self, screen: IncidentScreen) -> None:
        self._screen = screen
        self._acts = TaskActs(screen)
        self.every: tuple[TaskView, ...] = ()

    def body(self, *tables: Table) -> Iterator[Widget]:
        """At a glance; the lists; the task under the cursor in full."""
        yield Lines("progress")
        yield from tables
        with VerticalScroll(id="page", can_focus=False):
            yield Prose("whole")

    def show_heading(self, words: str) -> None:
        """Show the room at a glance, on one line."""
        self._screen.query_one("#progress", Lines).show(words)

    def show_detail(self, words: str) -> None:
        """Show what stands under the cursor, in full."""
        if self._screen.lists.built:
            self._screen.query_one(Prose).show(plain(words))

    def here(self) -> TaskView | None:
        """Return the task under the cursor of the list of tasks."""
        lists = self._screen.lists
        line = lists["tasks"].cursor if lists.built else None
        return next((task for task in self.every if line and task.code == line.key), None)

    def advance(self) -> None:
        """Begin what is open, finish what runs."""
        task = self._chosen()
        if task is not None:
            self._acts.advance(task.code, task.state)

    def set_aside(self) -> None:
        """Not applicable, with a reason; open again where it is over."""
        task = self._chosen()
        if task is not None:
            self._acts.set_aside(task.code, task.state)

    def _chosen(self) -> TaskView | None:
        if not self._screen.lists["tasks"].has_focus:
            self._screen.warn(_("先用上键回到上面的表，选中一项再按。"))
            return None
        here = self.here()
        if here is None:
            self._screen.warn(_("这一行按回车打开，在里面逐项记。"))
        return here

    def open_sheet(self, event: Table.Chosen) -> None:
        """Open a task on a screen of its own."""
        event.stop()
        screen = self._screen
        screen.app.push_screen(MeasureSheet(screen.desk, screen.ident, event.line.key))
