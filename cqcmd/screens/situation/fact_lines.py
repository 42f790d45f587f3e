"""Lines of 态势: facts with their sources beside them, how far the next grade is, the report."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from cqcmd.clock import stamp
from cqcmd.i18n import _
from cqcmd.text import cells
from cqcmd.views import FactView, Situation
from cqcmd.widgets.table import HEADING, Cell, Column, Line

PRECEDENTS = "precedents:"
"""The key of the line that leads to 判例参考: it stands where the grade is explained."""

NAME, LEAST = 8, 10
"""Cells of a fact's name, and of its value at least."""


def fact_columns(lines: Sequence[Line], width: int) -> tuple[Column, ...]:
    """Return the columns on a list so wide: a source stands right behind its value."""
    rows = [line.cells for line in lines if len(line.cells) == 3]
    value, told = (max((cells(row[at].words) for row in rows), default=LEAST) for at in (1, 2))
    blank = sum(row.cells[1].words == _("待核") for row in lines if len(row.cells) > 1)
    heading = _("值，待核 {n} 项").format(n=blank) if blank else _("值")
    most = max(LEAST, width - NAME - told - 2)
    return (
        Column(_("事实"), NAME),
        Column(heading, min(max(value, cells(heading)), most)),
        Column(_("来源、时间"), 0),
    )


def fact_lines(view: Situation, grading: str, now: datetime) -> list[Line]:
    """Facts, how far the next grade is, where precedents are, and the words of the report.

    ``grading`` is the clause of the grades, under which precedents stand.
    """
    return [
        *(_fact_line(fact, now) for fact in view.facts),
        *_headed(_("距上一等级"), _margin_lines(view)),
        Line(PRECEDENTS, (Cell(_("判例参考：同类事故官方怎么定，按 g"), "dim"),), grading),
        *_headed(_("报告内容"), [_fact_line(fact, now) for fact in view.words]),
    ]


def _headed(name: str, lines: Sequence[Line]) -> Iterator[Line]:
    if lines:
        words = _("{name} {n} 项").format(name=name, n=len(lines))
        yield Line(f"{HEADING}{name}", (Cell(words, "strong"),))
        yield from lines


def _margin_lines(view: Situation) -> list[Line]:
    # What only time can make an accident is a step already, with its moment.
    steps = {step.due for step in view.steps if step.action == "start_duties"}
    ahead = (projection for projection in view.projections if projection.moment not in steps)
    said = [(projection.words, projection.clause, "soon") for projection in ahead]
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
    told = _told(fact, now)
    # Without a source its words may reach to the edge.
    source = (Cell(told, "dim"),) if told else ()
    return Line(f"fact:{fact.code}", (Cell(fact.name, "dim"), Cell(words, state), *source))


def _told(fact: FactView, now: datetime) -> str:
    # Who wrote it down is not who told it: of a blank source that is said.
    noted = _("{actor}记").format(actor=fact.actor) if fact.actor else ""
    parts = (fact.source or noted, stamp(fact.at, now) if fact.at else "")
    return " ".join(part for part in parts if part)
