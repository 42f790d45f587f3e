"""Lines of 措施 and 善后: tasks at a glance, and one task in full, from what the desk shows."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from cqcmd.clock import local, stamp
from cqcmd.desk.measures.forms import TASK_STATES
from cqcmd.i18n import _
from cqcmd.views.command import TaskStep, TaskView
from cqcmd.widgets.table import Cell, Column, Line

MEASURE_COLUMNS = (
    Column(_("措施"), 8, counted=True),
    Column(_("状态"), 7),
    Column(_("起-止"), 14),
    Column(_("负责"), 0),
    Column(_("步骤"), 4, right=True),
    Column(_("为何提前"), 14),
)
STEP_COLUMNS = (
    Column("", 2, right=True),
    Column(_("步骤"), 0),
    Column(_("状态"), 7),
    Column(_("何时、谁记"), 16),
)
LOOKS = {"begun": "strong", "finished": "met", "not_needed": "dim"}
SHOWN = ("finished", "begun", "open", "not_needed")
"""States in the order in which they are counted."""


def measure_lines(tasks: Sequence[TaskView], now: datetime) -> list[Line]:
    """One line a measure; a ``!`` behind the state says that its line below tells something odd."""
    return [
        task_line(
            task,
            now,
            Cell(owner_words(task), "dim" if task.inferred else ""),
            Cell(task.progress),
            Cell(task.suggested, "dim" if task.over else "soon"),
        )
        for task in tasks
    ]


def task_line(task: TaskView, now: datetime, *more: Cell) -> Line:
    """Its name, state and times, then what its list has besides."""
    name = Cell(task.name, LOOKS.get(task.state, ""))
    return Line(
        task.code, (name, _state_cell(task), Cell(_times_words(task, now)), *more), task.clause
    )


def _state_cell(task: TaskView) -> Cell:
    """Return the state in words, with its style."""
    odd = "!" if task.mark else ""
    return Cell(task.state_name + odd, LOOKS.get(task.state, ""))


def owner_words(task: TaskView) -> str:
    """Who is responsible; 推定 where the plan does not say so itself."""
    return _("推定 {owner}").format(owner=task.owner) if task.inferred else task.owner


def _times_words(task: TaskView, now: datetime) -> str:
    """``14:05-14:20`` of today; else the one that was last, with its day."""
    begun, finished = task.begun, task.finished if task.state == "finished" else None
    if begun and finished and _today(begun, now) and _today(finished, now):
        return f"{stamp(begun, now)}-{stamp(finished, now)}"
    if finished:
        return _("{time} 止").format(time=stamp(finished, now))
    return _("{time} 起").format(time=stamp(begun, now)) if begun else ""


def _today(moment: datetime, now: datetime) -> bool:
    return local(moment).date() == local(now).date()


def counted(tasks: Sequence[TaskView]) -> str:
    """``已完成 1  进行中 3  未开始 5  不适用 1``."""
    found = Counter(task.state for task in tasks)
    return "  ".join(f"{TASK_STATES[state]} {found[state]}" for state in SHOWN)


def task_words(task: TaskView, now: datetime) -> str:
    """Everything about a task: who, when, what is odd, its steps, remarks; else its sentence."""
    parts = [*_about(task, now)]
    parts += [step_words(number, step) for number, step in enumerate(task.steps, 1)]
    if not task.steps:
        parts.append(task.text)
    return "\n".join([*parts, *_remarks(task)])


def beside_words(task: TaskView, now: datetime, cut: Collection[str]) -> str:
    """Return what a list of the steps does not say: all else, and the steps that it has cut."""
    parts = [*_about(task, now)]
    numbered = enumerate(task.steps, 1)
    parts += [step_words(number, step) for number, step in numbered if step.code in cut]
    parts += [] if task.steps else [task.text]
    return "\n".join([*parts, *_remarks(task)])


def _remarks(task: TaskView) -> list[str]:
    return [_("备注 {words}").format(words=words) for words in task.remarks]


def _about(task: TaskView, now: datetime) -> Iterator[str]:
    by = _("{who}记").format(who=task.by) if task.by else ""
    guessed = _("（推定）") if task.inferred else ""
    owner = _("负责 {owner}{guessed}").format(owner=task.owner, guessed=guessed)
    begun = _("{time} 开始").format(time=stamp(task.begun, now)) if task.begun else ""
    end = task.finished if task.state == "finished" else None
    finished = _("{time} 完成").format(time=stamp(end, now)) if end else ""
    parts = (f"{task.name} {task.clause}", task.state_name, begun, finished, by, owner)
    yield "  ".join(part for part in parts if part)
    if task.mark:
        yield _("注意：{mark}").format(mark=task.mark)
    if task.reason:
        yield _("不适用：{reason}").format(reason=task.reason)


def step_words(number: int, step: TaskStep) -> str:
    """``1 〔已完成 14:20 李敏〕`` and the plan's words."""
    said = f"{step.state_name} {step.words}".strip()
    state = _("〔{said}〕").format(said=said) if step.over else ""
    return f"{number} {state}{step.text}"


def sheet_lines(task: TaskView, now: datetime) -> list[Line]:
    """Return the task itself, then its steps."""
    name = _("整项：{name}").format(name=task.name)
    times = Cell(_times_words(task, now), "dim")
    whole = (Cell(""), Cell(name, "strong"), _state_cell(task), times)
    return [Line(task.code, whole, task.clause)] + [
        Line(
            step.code,
            (
                Cell(str(number)),
                Cell(step.text, "dim" if step.state == "not_needed" else ""),
                Cell(step.state_name, LOOKS.get(step.state, "")),
                Cell(step.words, "dim"),
            ),
            task.clause,
        )
        for number, step in enumerate(task.steps, 1)
    ]
