"""Measures of 4.7, the first handling of 4.4, the aftermath of 5: begun, finished, not needed."""

from datetime import datetime

from cqcmd.clock import stamp
from cqcmd.desk.office import Office
from cqcmd.errors import BadInput
from cqcmd.incident.command_events import TaskMoved, TaskRemarked, TaskState
from cqcmd.incident.state import Incident
from cqcmd.incident.tasks import Task
from cqcmd.rules.rows import Aftermath, Measure
from cqcmd.rules.suggesting import ranked_measures
from cqcmd.views.command import TaskStep, TaskView
from cqcmd.words import _

TASK_STATES: dict[str, str] = {
    "open": _("未开始"),
    "begun": _("进行中"),
    "finished": _("已完成"),
    "not_needed": _("不适用"),
}


class TasksDesk:
    """The verbs of 措施 and 善后."""

    def __init__(self, office: Office) -> None:
        self._office = office

    # Acts

    def advance(self, ident: str, code: str, seen: str) -> str:
        """The one key: what is open begins, what runs is finished; returns the new state.

        ``seen`` is the state that stood on the screen: if somebody else was first, that is said
        and nothing is done. Steps are finished at once.
        """
        with self._office.act() as write:
            task = self._task(ident, code)
            if task.state != seen:
                words = _("“{name}”已由{by}记为{state}。")
                raise BadInput(
                    words.format(name=self.name(code), by=task.by, state=TASK_STATES[task.state])
                )
            if task.over:
                words = _("“{name}”{state}；要重新打开请按 F10。")
                raise BadInput(words.format(name=self.name(code), state=TASK_STATES[task.state]))
            step = code in self._steps()
            state: TaskState = "finished" if step or task.state == "begun" else "begun"
            write.append(TaskMoved(task=code, state=state), ident)
        return state

    def finish(
        self, ident: str, code: str, at: datetime | None = None, *, reason: str = ""
    ) -> None:
        """It is finished, also where nobody wrote down that it was begun (it is marked)."""
        self._move(ident, code, "finished", "", at, reason)

    def begin(self, ident: str, code: str, at: datetime | None = None, *, reason: str = "") -> None:
        """It was begun, at ``at`` or now."""
        self._move(ident, code, "begun", "", at, reason)

    def not_needed(self, ident: str, code: str, why: str) -> None:
        """It does not apply here, for a reason."""
        if not why.strip():
            raise BadInput(_("请写明为什么不适用。"), "words")
        self._move(ident, code, "not_needed", why.strip(), None, "")

    def reopen(self, ident: str, code: str) -> None:
        """There is something to do about it after all."""
        self._move(ident, code, "open", "", None, "")

    def _move(
        self,
        ident: str,
        code: str,
        state: TaskState,
        words: str,
        at: datetime | None,
        reason: str,
    ) -> None:
        office = self._office
        if at is not None:
            office.check_time(at, reason)
        with office.act() as write:
            task = self._task(ident, code)
            if task.state == state:
                said = _("“{name}”已经是{state}，{by}记。")
                raise BadInput(
                    said.format(name=self.name(code), state=TASK_STATES[state], by=task.by)
                )
            event = TaskMoved(task=code, state=state, words=words, late_reason=reason)
            write.append(event, ident, at)

    def remark(self, ident: str, code: str, words: str, owner: str = "") -> None:
        """Words about it, or another owner."""
        if not words.strip() and not owner.strip():
            raise BadInput(_("没有写备注，也没有改负责单位。"), "words")
        with self._office.act() as write:
            self._task(ident, code)
            event = TaskRemarked(task=code, words=words.strip(), owner=owner.strip())
            write.append(event, ident)

    def _task(self, ident: str, code: str) -> Task:
        index = self._office.plan.index
        if not any(
            code in known for known in (index["measures"], index["aftermath"], self._steps())
        ):
            raise BadInput(_("预案里没有这一项，请从列表里选。"))
        return self._office.incident(ident).tasks.of(code)

    def _steps(self) -> dict[str, str]:
        return {step.code: step.text for row in self._office.plan.measures for step in row.steps}

    # What is shown

    def name(self, code: str) -> str:
        """What a task is called; a step is called by its words."""
        plan = self._office.plan
        for table in ("measures", "aftermath"):
            row = plan.index[table].get(code)
            if isinstance(row, Measure | Aftermath):
                return row.name
        return self._steps().get(code, code)

    def measures(self, ident: str) -> tuple[TaskView, ...]:
        """First handling, then the nine: suggested ones on top, the rest in the plan's order."""
        office, incident = self._office, self._office.incident(ident)
        equipment = incident.facts.choice("equipment")
        holding = office.reader.holding(incident.facts)
        ranked = ranked_measures(office.plan, equipment, holding)
        shown = [self._measure(incident, row, why) for row, why in ranked]
        return tuple(sorted(shown, key=lambda each: each.clause != "4.4"))

    def aftermath(self, ident: str) -> tuple[TaskView, ...]:
        """What remains after the response (4.9, 5)."""
        tasks = self._office.incident(ident).tasks
        return tuple(
            self._view(row.code, row, tasks.of(row.code), "、".join(row.owners), False)
            for row in self._office.plan.aftermath
        )

    def _measure(self, incident: Incident, row: Measure, why: tuple[str, ...]) -> TaskView:
        plan, tasks = self._office.plan, incident.tasks
        groups = [plan.group(code).name for code in row.groups]
        units = [plan.unit(code).name for code in row.units]
        owner = tasks.of(row.code).owner or "、".join(groups or units)
        now = self._office.clock.now()
        steps = []
        for step in row.steps:
            done = tasks.of(step.code)
            words = f"{stamp(done.finished, now)} {done.by}" if done.finished else ""
            steps.append(TaskStep(step.code, step.text, done.state == "finished", words))
        inferred = not tasks.of(row.code).owner and bool(row.groups)
        return self._view(
            row.code, row, tasks.of(row.code), owner, inferred, tuple(steps), "、".join(why)
        )

    def _view(
        self,
        code: str,
        row: Measure | Aftermath,
        task: Task,
        owner: str,
        inferred: bool,
        steps: tuple[TaskStep, ...] = (),
        suggested: str = "",
    ) -> TaskView:
        now = self._office.clock.now()
        return TaskView(
            code,
            row.name,
            task.state,
            TASK_STATES[task.state],
            task.begun,
            task.finished,
            task.by,
            owner,
            inferred,
            steps,
            tuple(f"{stamp(at, now)} {who} {words}" for at, words, who in task.remarks),
            task.reason,
            suggested,
            _mark(task),
            row.clause,
            row.text,
        )


def _mark(task: Task) -> str:
    if task.unbegun:
        return _("未见开始记录")
    if task.begun and task.finished and task.finished < task.begun:
        return _("完成早于开始")
    return ""
