"""The checklist of measures (4.4, 4.7): each with its steps, times, owner, remarks and reasons."""

from collections.abc import Iterator

from cqcmd.documents.paper import Head, Paper, moment, paper
from cqcmd.i18n import _
from cqcmd.views.command import TaskStep, TaskView


def checklist(head: Head, incident: str, tasks: tuple[TaskView, ...]) -> Paper:
    """Every measure, in the order in which the room shows them; ``incident`` says what happened."""
    body = [incident]
    for number, task in enumerate(tasks, 1):
        body += ["", *_task(number, task)]
    return paper(_("应急措施清单"), head, body)


COLUMNS = (
    (_("序号"), 12),
    (_("措施和步骤"), 66),
    (_("状态"), 22),
    (_("负责"), 28),
    (_("开始"), 14),
    (_("完成"), 14),
)
"""The columns of the list as a table: heading, width in millimetres; 156 together."""


def rows(tasks: tuple[TaskView, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the list as the rows of a table: a measure, then its steps and what is said of it."""
    yield tuple(heading for heading, _width in COLUMNS)
    for number, task in enumerate(tasks, 1):
        name = _("{name}（{clause}）").format(name=task.name, clause=task.clause)
        times = (moment(at)[5:] if at else "" for at in (task.begun, task.finished))
        owner = task.owner + (_("（推定）") if task.inferred else "")
        yield str(number), name, task.state_name, owner, *times
        for place, step in enumerate(task.steps, 1):
            said = f"{step.state_name} {step.words}".strip()
            yield "", _("（{place}）{text}").format(place=place, text=step.text), said, "", "", ""
        for name, words in _beside(task):
            yield "", _("{name}：{words}").format(name=name, words=words), "", "", "", ""


def _beside(task: TaskView) -> Iterator[tuple[str, str]]:
    """Yield what has no column of its own."""
    held = {_("负责"), _("开始"), _("完成")}
    return ((name, words) for name, words in _about(task) if words and name not in held)


def _task(number: int, task: TaskView) -> Iterator[str]:
    yield _("{number}. {name}（{clause}）〔{state}〕").format(
        number=number, name=task.name, clause=task.clause, state=task.state_name
    )
    for name, words in _about(task):
        if words:
            yield _("   {name}：{words}").format(name=name, words=words)
    for place, step in enumerate(task.steps, 1):
        yield _step(place, step)


def _about(task: TaskView) -> Iterator[tuple[str, str]]:
    yield _("负责"), task.owner + (_("（推定）") if task.inferred else "")
    yield _("开始"), moment(task.begun) if task.begun else ""
    yield _("完成"), moment(task.finished) if task.finished else ""
    yield _("记录人"), task.by
    yield _("不适用的原因"), task.reason
    yield _("为何提前"), task.suggested
    yield _("注意"), task.mark
    for remark in task.remarks:
        yield _("备注"), remark


def _step(place: int, step: TaskStep) -> str:
    said = _("{state} {words}").format(state=step.state_name, words=step.words).strip()
    line = _("   （{place}）〔{said}〕{text}")
    return line.format(place=place, said=said, text=step.text)
