"""措施: first handling (4.4) and the nine measures of 4.7, what the facts call for on top."""

from collections.abc import Iterator
from datetime import datetime

from textual.binding import Binding

from cqcmd.i18n import _
from cqcmd.screens.measures.task_lines import MEASURE_COLUMNS, counted, measure_lines
from cqcmd.screens.measures.tasks_room import TasksRoom
from cqcmd.views.command import TaskView
from cqcmd.widgets.table import Table

PUBLIC = "opinion"
"""The measure that informs the public (4.7, 舆论引导)."""


class MeasuresScreen(TasksRoom):
    """Room 4."""

    LISTS = ("tasks",)
    BINDINGS = [
        Binding("e,ctrl+e", "checklist", _("清单"), id="checklist"),
        Binding("x,ctrl+x", "press_release", _("新闻通稿"), id="press-release"),
    ]

    room = "measures"
    name_of_room = _("措施")

    def tables(self) -> Iterator[Table]:
        """The measures."""
        yield Table(MEASURE_COLUMNS, id="tasks")

    def read(self) -> tuple[TaskView, ...]:
        """All ten."""
        return self.desk.tasks.measures(self.ident)

    def heading(self) -> str:
        """How many stand where, and the keys that write."""
        words = _("{counted}    空格 开始、完成  回车 步骤")
        return words.format(counted=counted(self._tasks))

    def reload(self) -> None:
        """Read the measures anew; the cursor stays on its line."""
        super().reload()
        now = self.desk.clock.now()
        self.list("tasks").show(measure_lines(self._tasks, now))
        self.drawn()

    def detail(self, task: TaskView, now: datetime) -> str:
        """At the measure that informs the public, the key that writes what it says."""
        words = super().detail(task, now)
        return words + "\n" + _("按 x 写新闻通稿") if task.code == PUBLIC else words

    def action_checklist(self) -> None:
        """The checklist as a text."""
        from cqcmd.screens.papers.screen import PaperScreen

        self.app.push_screen(PaperScreen(self.desk, self.desk.papers.checklist(self.ident)))

    def action_press_release(self) -> None:
        """Fill in the press release."""
        self.open_form("reports/press")
