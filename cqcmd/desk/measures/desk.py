"""Measures of 4.7, the first handling of 4.4, the aftermath of 5: begun, finished, not needed."""

from collections.abc import Iterator
from datetime import datetime

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.measures.forms import TASK_STATES, TaskForm
from cqcmd.desk.measures.views import aftermath_views, measure_views
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.incident.command.tasks import Task
from cqcmd.incident.events.command import TaskMoved, TaskRemarked, TaskState
from cqcmd.rules.rows import Aftermath, Measure, RescueTier
from cqcmd.views.command import TaskView

TABLES = ("measures", "rescue_tiers", "aftermath")
"""The tables of a plan whose rows are tasks."""


class TasksDesk:
    """The verbs of 措施 and 善后."""

    def __init__(self, open_record: OpenRecord) -> None:
        self._open_record = open_record

    # Acts

    def advance(self, ident: str, code: str, seen: str) -> str:
        """Begin an open task, finish one that runs, by one key; return the new state.

        ``seen`` is the state that stood on the screen: if somebody else was first, that is said
        and nothing is done. Steps are finished at once.
        """
        with self._open_record.act() as write:
            task = self._task(ident, code)
            self._as_seen(task, code, seen)
            if task.over:
                words = _("“{name}”{state}；要重新打开请按 Del。")
                raise BadInput(words.format(name=self.name(code), state=TASK_STATES[task.state]))
            step = code in self._steps()
            # A step is a tick: it has no time between its beginning and its end.
            state: TaskState = "finished" if step or task.state == "begun" else "begun"
            write.append(TaskMoved(task=code, state=state), ident)
        return state

    def finish(
        self, ident: str, code: str, at: datetime | None = None, *, reason: str = ""
    ) -> None:
        """Record that a task is finished; marked where nobody recorded its beginning."""
        self._move(ident, TaskMoved(task=code, state="finished", late_reason=reason), at)

    def begin(self, ident: str, code: str, at: datetime | None = None, *, reason: str = "") -> None:
        """Record that a task was begun, at ``at`` or now."""
        self._move(ident, TaskMoved(task=code, state="begun", late_reason=reason), at)

    def not_needed(self, ident: str, code: str, why: str, *, seen: str = "") -> None:
        """Record that a task does not apply, and why; ``seen`` as in `advance`, if given."""
        if not why.strip():
            raise BadInput(_("请写明为什么不适用。"), "words")
        self._move(ident, TaskMoved(task=code, state="not_needed", words=why.strip()), seen=seen)

    def reopen(self, ident: str, code: str, *, seen: str = "") -> None:
        """Reopen a task; ``seen`` as in `advance`, if given."""
        self._move(ident, TaskMoved(task=code, state="open"), seen=seen)

    def _move(
        self, ident: str, event: TaskMoved, at: datetime | None = None, *, seen: str = ""
    ) -> None:
        open_record, code = self._open_record, event.task
        if at is not None:
            open_record.check_time(at, event.late_reason)
        with open_record.act() as write:
            task = self._task(ident, code)
            if task.state == event.state:
                said = _("“{name}”已经是{state}，{by}记。")
                state = TASK_STATES[event.state]
                raise BadInput(said.format(name=self.name(code), state=state, by=task.by))
            self._as_seen(task, code, seen or task.state)
            write.append(event, ident, at)

    def amend(self, ident: str, code: str, form: TaskForm, seen: str, *, reason: str = "") -> None:
        """Record words, another owner, and when a task was begun or finished, in one act.

        ``seen`` is the state that stood on the screen. Times correct those written before; a
        finish without a beginning is recorded, and marked.
        """
        told = [at for at in (form.begun, form.finished) if at is not None]
        words, owner = form.words.strip(), form.owner.strip()
        if not (told or words or owner):
            raise BadInput(_("什么也没有填，没有保存。"), "words")
        for at in told:
            self._open_record.check_time(at, reason)
        with self._open_record.act() as write:
            task = self._task(ident, code)
            if told:
                self._as_seen(task, code, seen)
                self._needed(task, code)
            for state, at in list(_moves(task, form)):
                write.append(TaskMoved(task=code, state=state, late_reason=reason), ident, at)
            if words or owner:
                write.append(TaskRemarked(task=code, words=words, owner=owner), ident)

    def _as_seen(self, task: Task, code: str, seen: str) -> None:
        """Refuse what was wished for while somebody else was first."""
        if task.state == seen:
            return
        words = _("“{name}”已由{by}记为{state}。")
        if not task.by:  # what was written was struck
            words = _("“{name}”现为{state}，请看清再按。")
        state = TASK_STATES[task.state]
        raise BadInput(words.format(name=self.name(code), by=task.by, state=state))

    def _needed(self, task: Task, code: str) -> None:
        if task.state == "not_needed":
            words = _("“{name}”已记为不适用；请先按 Del 重新打开。")
            raise BadInput(words.format(name=self.name(code)))

    def _task(self, ident: str, code: str) -> Task:
        index = self._open_record.plan.index
        if code not in self._steps() and not any(code in index[table] for table in TABLES):
            raise BadInput(_("预案里没有这一项，请从列表里选。"))
        return self._open_record.incident(ident).tasks.of(code)

    def _steps(self) -> dict[str, str]:
        return {
            step.code: step.text for row in self._open_record.plan.measures for step in row.steps
        }

    # What is shown

    def name(self, code: str) -> str:
        """Return the name of a task; a step is called by its words."""
        plan = self._open_record.plan
        for table in TABLES:
            row = plan.index[table].get(code)
            if isinstance(row, Measure | Aftermath | RescueTier):
                return row.name
        return self._steps().get(code, code)

    def measures(self, ident: str) -> tuple[TaskView, ...]:
        """Return the tiers of rescue, first handling, then the nine: suggested ones first."""
        return measure_views(self._open_record, self._open_record.incident(ident))

    def aftermath(self, ident: str) -> tuple[TaskView, ...]:
        """Return what remains after the response (4.9, 5)."""
        return aftermath_views(self._open_record, self._open_record.incident(ident))

    def ended_at(self, ident: str) -> datetime | None:
        """Return when the response ended; ``None`` while it runs, or if it never began."""
        ended = self._open_record.incident(ident).response.ended
        return ended.at if ended else None


def _moves(task: Task, form: TaskForm) -> Iterator[tuple[TaskState, datetime]]:
    """Yield the given times in order; a late beginning leaves a finished task finished."""
    finished = form.finished
    if form.begun:
        yield "begun", form.begun
        finished = finished or (task.finished if task.state == "finished" else None)
    if finished:
        yield "finished", finished
