"""One task on a screen of its own: itself and its steps in a list, all else about it below."""

from collections.abc import Iterator

from textual import on
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widget import Widget

from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.screens.common.form_registry import form
from cqcmd.screens.common.incident_screen import IncidentScreen
from cqcmd.screens.measures.task_acts import TaskActs
from cqcmd.screens.measures.task_form import RemarkForm
from cqcmd.screens.measures.task_lines import STEP_COLUMNS, beside_words, sheet_lines
from cqcmd.views.command import TaskStep, TaskView
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.drawing.prose import Prose
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.table import Table

HINT = _("空格 勾步骤  b 开始、完成整项")
WHOLE_HINT = _("空格 开始、完成")


@form("measure")
class MeasureSheet(IncidentScreen):
    """A measure with its steps, or an item of the aftermath, by its code."""

    BINDINGS = [
        # Out of the footer: there a click would write.
        Binding("space,ideographic_space", "tick", _("勾步骤"), show=False, id="tick-step"),
        Binding("b,f10", "advance", _("开始/完成整项"), show=False, id="advance-task"),
        Binding("f8", "remark", _("备注、补记"), id="remark-task"),
        Binding("delete", "set_aside", _("不适用/重开"), id="set-aside"),
        Binding("escape", "dismiss", _("返回"), id="back"),
    ]

    _view: TaskView
    _drawn = False

    purpose = _("一项措施的各步：做了哪步记哪步，可以写备注。")
    main_keys = ("tick", "advance", "remark", "set_aside", "dismiss")

    def __init__(self, desk: Desk, ident: str, code: str) -> None:
        self._code = code
        self.name_of_room = desk.tasks.name(code)
        super().__init__(desk, ident)
        self._acts = TaskActs(self)

    def body(self) -> Iterator[Widget]:
        """Build the keys that write, the steps, and everything about the task."""
        yield Lines("progress")
        yield Table(STEP_COLUMNS, id="steps")
        with VerticalScroll(id="page", can_focus=False):
            yield Prose("whole")

    def reload(self) -> None:
        """Read the task anew; at first the cursor stands on the first step still to be done."""
        super().reload()
        self._view = self._read()
        now = self.desk.clock.now()
        self.query_one("#progress", Lines).show(HINT if self._view.steps else WHOLE_HINT)
        table = self.query_one(Table)
        table.show(sheet_lines(self._view, now))
        # Which steps the list cuts is known once it has its height.
        self.call_after_refresh(self._show_beside)
        if not self._drawn:
            self._drawn = True
            waiting = (step.code for step in self._view.steps if not step.over)
            table.go_to_key(next(waiting, self._code))
            table.focus()

    def on_resize(self) -> None:
        """Say below what the list cuts at this size."""
        self.call_after_refresh(self._show_beside)

    def _show_beside(self) -> None:
        table, now = self.query_one(Table), self.desk.clock.now()
        cut = {line.key for line in table.lines if not table.shows_whole(line)}
        self.query_one(Prose).show(plain(beside_words(self._view, now, cut)))

    def _read(self) -> TaskView:
        every = self.desk.tasks.measures(self.ident) + self.desk.tasks.aftermath(self.ident)
        return next(task for task in every if task.code == self._code)

    def clause_here(self) -> str:
        """Return the clause of the task."""
        return self._view.clause

    def _here(self) -> TaskView | TaskStep:
        """Return what stands under the cursor: a step, or the task itself."""
        line = self.query_one(Table).cursor
        steps = (step for step in self._view.steps if line and step.code == line.key)
        return next(steps, self._view)

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        """Swallow the choice and write nothing: a second click ends up here too."""
        event.stop()
        self.warn(_("按空格记为开始、完成；Esc 返回。"))

    def action_tick(self) -> None:
        """Tick the step under the cursor; move the task itself on to its next state."""
        here = self._here()
        self._acts.advance(here.code, here.state)

    def action_advance(self) -> None:
        """Begin or finish the task itself, wherever the cursor stands."""
        self._acts.advance(self._view.code, self._view.state)

    def action_set_aside(self) -> None:
        """Set aside what does not apply; open it again where it is over."""
        here = self._here()
        self._acts.set_aside(here.code, here.state)

    def action_remark(self) -> None:
        """Open the form for a remark, another owner, or times told afterwards."""
        self.app.push_screen(RemarkForm(self.desk, self.ident, self._code))
