"""Lines of 报告: the duties with their proof, and the reports that were issued."""

from datetime import datetime

from cqcmd.clock import stamp
from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.screens.common.deadline_lines import (
    LOOKS,
    due_words,
    evidence,
    report_words,
    short_source,
)
from cqcmd.views import Deadline
from cqcmd.views.reports import PaperLine
from cqcmd.widgets.chain import deadline_words
from cqcmd.widgets.incident_strip import stage_state
from cqcmd.widgets.table import Cell, Column, Line

DUTY_COLUMNS = (
    Column(_("时限"), 16),
    Column(_("报告"), 21),
    Column(_("应于"), 13),
    Column(_("条款"), 6),
    Column(_("号码、凭据"), 0),
)
PAPER_COLUMNS = (
    Column(_("签发"), 11),
    Column(_("书面报告"), 0),
    Column(_("签发人"), 10),
    Column(_("送达"), 14),
    Column(_("抄送"), 10),
)


def duty_line(desk: Desk, each: Deadline, now: datetime) -> Line:
    """How it stands, from whom to whom, until when, why, and the proof."""
    look = LOOKS.get(each.state) or stage_state(each, now)
    return Line(
        each.rule,
        (
            Cell(deadline_words(each, now).partition("（")[0], look),
            Cell(report_words(desk, each), "" if each.mine else "dim"),
            Cell(due_words(each, now), "dim"),
            Cell(short_source(each) or each.clause, "dim"),
            Cell(evidence(each), "met" if each.proof else ""),
        ),
        each.clause,
    )


def paper_line(each: PaperLine, now: datetime) -> Line:
    """When it was signed, what it is, by whom, who has it and who has a copy."""
    return Line(
        each.entry,
        (
            Cell(stamp(each.at, now), "met"),
            Cell(each.title),
            Cell(each.signer),
            Cell(each.delivered or _("未送达"), "" if each.delivered else "soon"),
            Cell(each.copied or _("未抄送"), "dim"),
        ),
        "4.1.2",
    )
