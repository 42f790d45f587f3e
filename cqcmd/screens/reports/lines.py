"""Lines of 报告: the duties with their proof, and the reports that were issued."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from cqcmd.clock import stamp
from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.screens.common.deadline_lines import (
    LOOKS,
    busy_words,
    due_words,
    evidence,
    report_words,
    short_source,
)
from cqcmd.views import Deadline
from cqcmd.views.reports import ChainCell, ChainStep, PaperLine
from cqcmd.widgets.chain_words import cell_look, copy_look, deadline_words, duty_words
from cqcmd.widgets.incident_strip import stage_state
from cqcmd.widgets.table import Cell, Column, Line

DUTY_COLUMNS = (
    Column(_("时限"), 16),
    Column(_("报告"), 21, counted=True),
    Column(_("应于"), 13),
    Column(_("条款"), 6),
    Column(_("号码、凭据"), 0),
)
PAPER_COLUMNS = (
    Column(_("签发"), 11),
    Column(_("书面报告"), 0, counted=True),
    Column(_("签发人"), 10),
    Column(_("送达"), 14),
    Column(_("抄送"), 10),
)


def duty_line(desk: Desk, ident: str, deadline: Deadline, now: datetime) -> Line:
    """How it stands, from whom to whom, until when, why, who is at it now, and the proof."""
    look = LOOKS.get(deadline.state) or stage_state(deadline, now)
    return Line(
        deadline.rule,
        (
            Cell(deadline_words(deadline, now).partition("（")[0], look),
            Cell(report_words(desk, deadline), "" if deadline.mine else "dim"),
            Cell(due_words(deadline, now), "dim"),
            Cell(short_source(deadline.source) or deadline.clause, "dim"),
            _evidence(busy_words(desk, ident, deadline.rule), deadline),
        ),
        deadline.clause,
    )


def _evidence(busy: str, deadline: Deadline) -> Cell:
    words = evidence(deadline)
    return Cell(f"{busy} {words}", "soon") if busy else Cell(words, "met" if deadline.proof else "")


def paper_line(line: PaperLine, clause: str, now: datetime) -> Line:
    """When it was signed, what it is, by whom, who has it and who has a copy."""
    return Line(
        line.entry,
        (
            Cell(stamp(line.at, now), "met"),
            Cell(line.title),
            Cell(line.signer),
            Cell(line.delivered or _("未送达"), "" if line.delivered else "soon"),
            Cell(line.copied or _("未抄送"), "dim"),
        ),
        clause,
    )


def chain_columns(clause: str) -> tuple[Column, ...]:
    """Return the columns of the chain, which is drawn from that clause."""
    heading = _("报送链（据{clause}条文画出）").format(clause=clause)
    return (Column(heading, 30), Column(_("电话"), 22), Column(_("书面"), 0))


def chain_lines(steps: Iterable[ChainStep], now: datetime) -> Iterator[Line]:
    """Return a line for each step; the station's own copy has its own line under its step."""
    for step in steps:
        yield _step_line(step, now)
        if step.copied:
            words = _("抄送 {names}").format(names=step.copies)
            cells = (
                Cell("  " * (step.depth + 1) + words, "strong"),
                Cell(""),
                Cell(step.copied, copy_look(step)),
            )
            yield Line(f"copy:{step.key}", cells, step.clause)


def _step_line(step: ChainStep, now: datetime) -> Line:
    """``  区县市监 报 区县政府 *本站``, and how both duties stand."""
    phone, written = step.cell("phone"), step.cell("written")
    return Line(
        step.key,
        (
            _name(step),
            _cell(phone, step.mine, now) if phone else Cell(""),
            Cell(step.source, "dim") if step.source else _written(written, step, now),
        ),
        step.clause,
    )


def _name(step: ChainStep) -> Cell:
    """From whom to whom; what another source asks for stands under the plan's step."""
    sentence = _("{sender} 报 {receiver}{own}") if not step.source else _("  另报 {receiver}{own}")
    words = sentence.format(
        sender=step.sender_name,
        receiver=step.receiver_name,
        own=_(" *本站") if step.mine else "",
    )
    return Cell("  " * step.depth + words, "strong" if step.mine else "")


def _written(cell: ChainCell | None, step: ChainStep, now: datetime) -> Cell:
    """Of another organisation's report with a copy the shorter words, so that both stand whole."""
    if cell is None:
        return Cell("")
    shown = _cell(cell, step.mine, now)
    if not step.copies or step.copied:
        return shown
    words = _("{words} 抄送{names}")
    short = shown.words.partition("（")[0]
    return Cell(words.format(words=short, names=step.copies), shown.state)


def _cell(cell: ChainCell, mine: bool, now: datetime) -> Cell:
    words = duty_words(cell, now)
    if cell.deadline is None:
        words = _("{limit}（未开始）").format(limit=words)
    return Cell(words, cell_look(cell, mine, now).replace("quiet", "dim"))
