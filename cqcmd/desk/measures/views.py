"""What 措施 and 善后 show: each task with its steps, times, owner, and what is odd about it."""

from collections.abc import Iterator

from cqcmd.clock import stamp
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.measures.forms import TASK_STATES
from cqcmd.desk.measures.rescue import limit_words, tiers_of
from cqcmd.i18n import _
from cqcmd.incident.command.tasks import Task
from cqcmd.incident.state import Incident
from cqcmd.rules.rows import Aftermath, Measure, RescueTier, Step
from cqcmd.rules.suggested_measures import ranked_measures
from cqcmd.views.command import TaskStep, TaskView


def measure_views(open_record: OpenRecord, incident: Incident) -> tuple[TaskView, ...]:
    """Return the tiers of rescue, first handling (4.4), the nine of 4.7: suggested ones first."""
    equipment = incident.facts.choice("equipment")
    holding = open_record.reader.holding(incident.facts)
    ranked = ranked_measures(open_record.plan, equipment, holding)
    shown = [_measure(open_record, incident, row, why) for row, why in ranked]
    # Stable: first handling moves to the front, the rest stays as it was ranked.
    first = open_record.plan.role("measures.first").clause
    measures = sorted(shown, key=lambda task: task.clause != first)
    return (*_tiers(open_record, incident), *measures)


def _tiers(open_record: OpenRecord, incident: Incident) -> Iterator[TaskView]:
    """Yield who comes to people shut in, and whether a limit is set."""
    for row in tiers_of(open_record.plan, incident):
        task = incident.tasks.of(row.code)
        yield _view(open_record, task, row, "、".join(row.owners))


def aftermath_views(open_record: OpenRecord, incident: Incident) -> tuple[TaskView, ...]:
    """Return what remains after the response (4.9, 5)."""
    return tuple(
        _view(open_record, incident.tasks.of(row.code), row, "、".join(row.owners))
        for row in open_record.plan.aftermath
    )


def _measure(
    open_record: OpenRecord, incident: Incident, row: Measure, why: tuple[str, ...]
) -> TaskView:
    plan = open_record.plan
    groups = [plan.group(code).name for code in row.groups]
    units = [plan.unit(code).name for code in row.units]
    steps = tuple(_step(open_record, incident, step) for step in row.steps)
    owner = "、".join(groups or units)
    task = incident.tasks.of(row.code)
    return _view(open_record, task, row, owner, bool(groups), steps, "、".join(why))


def _step(open_record: OpenRecord, incident: Incident, step: Step) -> TaskStep:
    task, now = incident.tasks.of(step.code), open_record.clock.now()
    words = ""
    if task.state == "finished" and task.finished:
        words = f"{stamp(task.finished, now)} {task.by}"
    elif task.state == "not_needed":
        words = task.reason
    return TaskStep(step.code, step.text, task.state, TASK_STATES[task.state], words)


def _view(
    open_record: OpenRecord,
    task: Task,
    row: Measure | Aftermath | RescueTier,
    owner: str,
    inferred: bool = False,
    steps: tuple[TaskStep, ...] = (),
    suggested: str = "",
) -> TaskView:
    now = open_record.clock.now()
    return TaskView(
        row.code,
        row.name,
        task.state,
        TASK_STATES[task.state],
        task.begun,
        task.finished,
        task.by,
        task.owner or owner,
        inferred and not task.owner,
        steps,
        tuple(f"{stamp(at, now)} {who} {words}" for at, words, who in task.remarks),
        task.reason,
        suggested,
        _mark(task, steps),
        *_basis(row),
    )


def _basis(row: Measure | Aftermath | RescueTier) -> tuple[str, str]:
    """Return the clause and its words; of what is not the plan's its own source, and the limit."""
    if not isinstance(row, RescueTier):
        return row.clause, row.text
    source = row.source.text if row.source else row.text
    clause = row.source.name if row.source else row.clause
    return clause, _("{limit}。{source}").format(limit=limit_words(row), source=source)


def _mark(task: Task, steps: tuple[TaskStep, ...]) -> str:
    """Return in words what contradicts itself in a task but was recorded all the same."""
    if task.unbegun:
        return _("未见开始记录")
    if task.begun and task.finished and task.finished < task.begun:
        return _("完成早于开始")
    if task.state == "open" and any(step.state == "finished" for step in steps):
        return _("步骤已做，未记开始")
    if task.state == "finished" and not all(step.over for step in steps):
        return _("尚有步骤未勾")
    return ""
