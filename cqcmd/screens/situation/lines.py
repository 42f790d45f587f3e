"""Lines of 态势: what to do, and the limits that leave nothing to do; columns as wide as needed."""

from collections.abc import Sequence
from datetime import datetime

from cqcmd.clock import stamp
from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.screens.common.deadline_lines import (
    LOOKS,
    STATES,
    busy_words,
    due_words,
    evidence,
    report_words,
    short_source,
    state_words,
)
from cqcmd.text import cells
from cqcmd.views import Deadline, Situation, Step
from cqcmd.views.duties import is_open
from cqcmd.views.time_words import left_words, passed_words
from cqcmd.widgets.incident_strip import stage_state
from cqcmd.widgets.table import Cell, Column, Line

STEP_KEYS = {
    "report": "F9",
    "update": "F8",
    "groups": "F4",
    "measures": "F5",
    "aftermath": "F7",
    "log": "F6",
    "safety": "F10",
}
URGENCIES = {"overdue": "overdue", "urgent": "urgent", "soon": "soon", "quiet": "dim"}


def fitted(heading: str, lines: Sequence[Line], index: int) -> Column:
    """Return a column as wide as its heading and its widest cell: no time is ever cut."""
    words = [heading, *(line.cells[index].words for line in lines if index < len(line.cells))]
    return Column(heading, max(map(cells, words)))


# What to do


def step_columns(lines: Sequence[Line]) -> tuple[Column, ...]:
    """Return the columns of 接下来做什么, the number of lines in its heading."""
    return (
        fitted(_("时间"), lines, 0),
        Column(_("接下来做什么 {n} 项").format(n=len(lines)), 0),
        fitted(_("应于"), lines, 2),
        fitted(_("按键"), lines, 3),
        fitted(_("谁"), lines, 4),
        fitted(_("条款"), lines, 5),
    )


def step_lines(desk: Desk, view: Situation, now: datetime) -> list[Line]:
    """接下来: one line a step, keyed by what it does; behind a report who is at it now."""
    duties = {deadline.rule: deadline for deadline in view.deadlines}
    return [
        _step_line(
            step,
            duties.get(step.argument),
            now,
            doubtful=view.doubtful,
            busy=busy_words(desk, view.ident, step.argument) if step.action == "report" else "",
        )
        for step in view.steps
    ]


def _step_line(
    step: Step, duty: Deadline | None, now: datetime, *, doubtful: bool, busy: str
) -> Line:
    state = stage_state(duty, now) if duty and duty.state != "passed" else ""
    state = state or ("" if duty and duty.state != "passed" else URGENCIES.get(step.urgency, ""))
    number = (duty.number or (duty.no_number and _("号码待填"))) if duty else ""
    return Line(
        f"{step.action}:{step.argument}",
        (
            Cell(_step_time(step, duty, now, doubtful=doubtful), state),
            _step_words(step, number, busy),
            Cell(_step_due(step, duty, now)),
            Cell(STEP_KEYS.get(step.action, _("回车")), "dim"),
            Cell(step.owner, "dim"),
            Cell(short_source(step.source) or step.clause, "dim"),
        ),
        step.source or step.clause,
    )


def _step_words(step: Step, number: str, busy: str) -> Cell:
    if busy:  # first: the end of a line may be cut
        return Cell(_("{busy}：{words}").format(busy=busy, words=step.words), "soon")
    return Cell(f"{step.words} {number}".rstrip(), "dim" if step.urgency == "quiet" else "")


def _step_time(step: Step, duty: Deadline | None, now: datetime, *, doubtful: bool) -> str:
    """Say it in minutes: the seconds run once, where the first deadline stands by itself."""
    if duty is not None and duty.state == "passed":
        return _("马上报")
    if step.due is not None:
        return left_words(step.due, now, doubtful=doubtful)
    since = step.since or (duty.start if duty else None)
    return passed_words(since, now) if since else ""


def _step_due(step: Step, duty: Deadline | None, now: datetime) -> str:
    if duty is not None:
        return due_words(duty, now)
    due = stamp(step.due, now) if step.due else ""
    # Some sentences name the moment themselves.
    return _("{time} 前").format(time=due) if due and due not in step.words else ""


def step_detail(view: Situation, line: Line, *, listed: bool) -> str:
    """Return from when the limit of a report counts, and what became of it.

    A step that is not ``listed`` whole stands before that, uncut.
    """
    rule = line.key.partition(":")[2]
    about = [
        words
        for duty in view.deadlines
        if duty.rule == rule
        for words in (_("{anchor} 起算").format(anchor=duty.anchor), duty.fate)
    ]
    parts = about
    if not listed:
        parts = [cell.words for cell in line.cells[1:3]] + about
        parts += [cell.words for cell in line.cells[3:5]] + [line.clause]
    return "  ".join(part for part in parts if part)


# What leaves nothing to do


def deadline_columns(lines: Sequence[Line]) -> tuple[Column, ...]:
    """Return the columns of the other limits, their number in the heading."""
    return (
        fitted(_("时限"), lines, 0),
        fitted(_("其他报告 {n} 项").format(n=len(lines)), lines, 1),
        fitted(_("应于"), lines, 2),
        Column(_("凭据"), 0),
    )


def deadline_lines(desk: Desk, view: Situation, now: datetime) -> list[Line]:
    """Every duty that is no step: what was reported, and what others owe."""
    shown = desk.watchlist.shown(view.ident, view.deadlines)
    return [_deadline_line(desk, one, now) for one in shown if not (one.mine and is_open(one))]


def _deadline_line(desk: Desk, deadline: Deadline, now: datetime) -> Line:
    state = LOOKS.get(deadline.state) or stage_state(deadline, now)
    return Line(
        deadline.rule,
        (
            Cell(_state_words(deadline, now), state),
            Cell(report_words(desk, deadline), "" if deadline.mine else "dim"),
            Cell(due_words(deadline, now), "dim"),
            Cell(
                f"{evidence(deadline)} {short_source(deadline.source)}".strip(),
                "met" if deadline.proof else "",
            ),
        ),
        deadline.clause,
    )


def _state_words(deadline: Deadline, now: datetime) -> str:
    if deadline.state in STATES or deadline.ended_by:
        return state_words(deadline, now)
    if deadline.due is None:
        return passed_words(deadline.start, now)
    return left_words(deadline.due, now, doubtful=deadline.doubtful)
