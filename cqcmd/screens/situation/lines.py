"""Lines of 态势: steps, countdowns, facts and margins, from what the desk shows."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from cqcmd.clock import countdown, stamp
from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.screens.common.deadline_lines import (
    LOOKS,
    due_words,
    evidence,
    report_words,
    short_source,
    state_words,
)
from cqcmd.views import Deadline, FactView, Situation, Step
from cqcmd.widgets.incident_strip import stage_state
from cqcmd.widgets.table import HEADING, Cell, Column, Line

STEP_COLUMNS = (
    Column(_("还有时:分"), 10),
    Column(_("接下来做什么"), 0),
    Column(_("谁"), 10),
    Column(_("按键"), 4),
    Column(_("条款"), 6),
)
DEADLINE_COLUMNS = (
    Column(_("时限"), 11),
    Column(_("报告"), 21),
    Column(_("应于"), 13),
    Column(_("起算"), 15),
    Column(_("号码、凭据"), 0),
)
FACT_COLUMNS = (
    Column(_("事实"), 8),
    Column(_("确认与可能"), 0),
    Column(_("来源、时间"), 15),
)

PRECEDENTS = "precedents:"
"""The key of the line that leads to 判例参考: it stands where the grade is explained."""

STEP_KEYS = {
    "report": "F9",
    "update": "F8",
    "groups": "F4",
    "measures": "F5",
    "aftermath": "F7",
    "safety": "F10",
}
URGENCIES = {"overdue": "overdue", "urgent": "urgent", "soon": "soon", "quiet": "dim"}


def step_lines(view: Situation, now: datetime) -> list[Line]:
    """接下来: one line a step, keyed by what it does."""
    duties = {deadline.rule: deadline for deadline in view.deadlines}
    return [_step_line(step, duties.get(step.argument), now) for step in view.steps]


def _step_line(step: Step, duty: Deadline | None, now: datetime) -> Line:
    state = stage_state(duty, now) if duty and duty.state != "passed" else ""
    state = state or ("" if duty and duty.state != "passed" else URGENCIES.get(step.urgency, ""))
    return Line(
        f"{step.action}:{step.argument}",
        (
            Cell(_step_time(step, duty, now), state),
            Cell(step.words, "dim" if step.urgency == "quiet" else ""),
            Cell(step.owner, "dim"),
            Cell(STEP_KEYS.get(step.action, _("回车")), "dim"),
            Cell(short_source(step.source) or step.clause, "dim"),
        ),
        step.source or step.clause,
    )


def _step_time(step: Step, duty: Deadline | None, now: datetime) -> str:
    """In minutes: the seconds run in the countdowns, once."""
    if duty is not None and duty.state == "passed":
        return _("立即")
    if step.due is not None:
        left = countdown(step.due - now)
        return left.rpartition(":")[0] or left
    since = step.since or (duty.start if duty else None)
    return _("已 {time}").format(time=countdown(now - since).rpartition(":")[0]) if since else ""


def deadline_lines(desk: Desk, view: Situation, now: datetime) -> list[Line]:
    """Every duty; the desk ranks them: this station's open ones first."""
    shown = desk.watchlist.shown(view.ident, view.deadlines)
    return [_deadline_line(desk, deadline, now) for deadline in shown]


def _deadline_line(desk: Desk, deadline: Deadline, now: datetime) -> Line:
    state = LOOKS.get(deadline.state) or stage_state(deadline, now)
    label = report_words(desk, deadline)
    return Line(
        deadline.rule,
        (
            Cell(state_words(deadline, now), state),
            Cell(label, "" if deadline.mine else "dim"),
            Cell(due_words(deadline, now), "dim"),
            Cell(deadline.anchor, "dim"),
            Cell(
                f"{evidence(deadline)} {short_source(deadline.source)}".strip(),
                "met" if deadline.proof else "",
            ),
        ),
        deadline.clause,
    )


def fact_lines(view: Situation, grading: str, now: datetime) -> list[Line]:
    """Facts, how far the next grade is, where precedents are, and the words of the report.

    ``grading`` is the clause of the grades, under which precedents stand.
    """
    return [
        *(_fact_line(fact, now) for fact in view.facts),
        *_headed(_("距上一等级"), _margin_lines(view)),
        Line(PRECEDENTS, (Cell(_("── 判例参考：同类事故官方怎么定，按 g"), "dim"),), grading),
        *_headed(_("报告内容"), [_fact_line(fact, now) for fact in view.words]),
    ]


def _headed(heading: str, lines: Sequence[Line]) -> Iterator[Line]:
    if lines:
        yield Line(f"{HEADING}{heading}", (Cell(_("── {words}").format(words=heading), "dim"),))
        yield from lines


def _margin_lines(view: Situation) -> list[Line]:
    said = [(projection.words, projection.clause, "soon") for projection in view.projections]
    said += [(margin.words, margin.clause, "") for margin in view.margins]
    return [
        Line(f"margin:{words}", (Cell(f"{words}  {clause}", state),), clause)
        for words, clause, state in said
    ]


def _fact_line(fact: FactView, now: datetime) -> Line:
    words, state = fact.words, ""
    if fact.conflict:
        words = _("{words}（另处 {other}）").format(words=words, other=fact.conflict)
        state = "urgent"
    elif fact.blank:
        words, state = _("待核"), "soon" if fact.kind != "words" else "dim"
    elif not fact.text:
        state = "dim"
    return Line(
        f"fact:{fact.code}",
        (Cell(fact.name, "dim"), Cell(words, state), Cell(_told(fact, now), "dim")),
    )


def _told(fact: FactView, now: datetime) -> str:
    parts = (fact.source or fact.actor, stamp(fact.at, now) if fact.at else "")
    return " ".join(part for part in parts if part)
