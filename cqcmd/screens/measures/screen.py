"""措施: first handling (4.4) and the nine measures of 4.7, what the facts call for on top."""

from collections.abc import Iterator

from textual import on
from textual.binding import Binding
from textual.widget import Widget

from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.screens.common.incident_screen import IncidentScreen
from cqcmd.screens.common.room_keys import room_bindings
from cqcmd.screens.measures.task_lines import MEASURE_COLUMNS, counted, measure_lines, task_words
from cqcmd.screens.measures.tasks_room import TASK_BINDINGS, RoomTasks
from cqcmd.screens.papers.screen import PaperScreen
from cqcmd.widgets.table import Table

PUBLIC = "opinion"
"""The measure that informs the public (4.7, 舆论引导)."""


class MeasuresScreen(IncidentScreen):
    """Room 4."""

    LISTS = ("tasks",)
    BINDINGS = room_bindings(
        [
            *TASK_BINDINGS,
            Binding("e,ctrl+e", "checklist", _("清单"), id="checklist"),
            Binding("x,ctrl+x", "open_form('reports/press')", _("新闻通稿"), id="press-release"),
        ]
    )

    room = "measures"
    name_of_room = _("措施")

    purpose = _("现场该采取的措施：开始了、做完了，在这里记。")
    main_keys = ("choose", "advance", "set_aside", "checklist", "report")

    def __init__(self, desk: Desk, ident: str) -> None:
        super().__init__(desk, ident)
        self._tasks = RoomTasks(self)

    def body(self) -> Iterator[Widget]:
        """Build the measures."""
        yield from self._tasks.body(Table(MEASURE_COLUMNS, id="tasks"))

    def reload(self) -> None:
        """Read all ten anew; the cursor stays on its line."""
        super().reload()
        every = self._tasks.every = self.desk.tasks.measures(self.ident)
        words = _("{counted}    空格 开始、完成  回车 步骤")
        self._tasks.show_heading(words.format(counted=counted(every)))
        self.lists["tasks"].show(measure_lines(every, self.desk.clock.now()))
        self.back_to_place()
        self.show_detail()

    def show_detail(self) -> None:
        """Show the task under the cursor; for informing the public, also how that is written."""
        task = self._tasks.here()
        if task is not None:
            more = "\n" + _("按 x 写新闻通稿") if task.code == PUBLIC else ""
            self._tasks.show_detail(task_words(task, self.desk.clock.now()) + more)

    def action_advance(self) -> None:
        """Begin what is open, finish what runs."""
        self._tasks.advance()

    def action_set_aside(self) -> None:
        """Not applicable, with a reason; open again where it is over."""
        self._tasks.set_aside()

    @on(Table.Chosen, "#tasks")
    def _opened(self, event: Table.Chosen) -> None:
        self._tasks.open_sheet(event)

    def action_checklist(self) -> None:
        """Show the checklist as a text."""
        self.app.push_screen(PaperScreen(self.desk, self.desk.papers.checklist(self.ident)))
