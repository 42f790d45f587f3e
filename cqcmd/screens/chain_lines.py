"""The chain as lines: an indented tree with two columns, 电话 and 书面."""

from datetime import datetime

from cqcmd.views.reports import ChainCell, ChainStep
from cqcmd.widgets.chain_words import cell_look, duty_words
from cqcmd.widgets.table import Cell, Column, Line
from cqcmd.words import _

CHAIN_COLUMNS = (
    Column(_("报送链（据4.1.1条文画出）"), 30),
    Column(_("电话"), 22),
    Column(_("书面"), 0),
)


def key_of(step: ChainStep) -> str:
    """The key of a step's line."""
    return f"step:{step.sender}:{step.receiver}"


def chain_line(step: ChainStep, now: datetime) -> Line:
    """``  区县市监 报 区县政府 *本站``, and how both duties stand."""
    own = _(" *本站") if step.mine else ""
    words = _("{sender} 报 {receiver}{own}").format(
        sender=step.sender_name, receiver=step.receiver_name, own=own
    )
    copies = _("抄送{names}").format(names=step.copies) if step.copies else ""
    return Line(
        key_of(step),
        (
            Cell("  " * step.depth + words, "strong" if step.mine else ""),
            _cell(step.cell("phone"), step.mine, now),
            _cell(step.cell("written"), step.mine, now, copies),
        ),
        step.clause,
    )


def _cell(cell: ChainCell | None, mine: bool, now: datetime, behind: str = "") -> Cell:
    if cell is None:
        return Cell(behind, "dim")
    words = duty_words(cell, now)
    if cell.deadline is None:
        words = _("{limit}（未开始）").format(limit=words)
    look = cell_look(cell, mine, now).replace("quiet", "dim")
    return Cell(f"{words} {behind}".strip(), look)
