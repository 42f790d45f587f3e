"""How a duty of the chain stands, in few words."""

from datetime import datetime

from cqcmd.clock import countdown, stamp
from cqcmd.views.reports import ChainCell
from cqcmd.widgets.strip import stage_state
from cqcmd.words import _

LOOKS = {"met": "met", "late": "soon", "unknown": "quiet", "passed": "urgent", "ended": "quiet"}


def cell_look(cell: ChainCell, mine: bool, now: datetime) -> str:
    """The look of a duty; another organisation's without a proof is quiet."""
    deadline = cell.deadline
    if deadline is None or not (mine or deadline.proof):
        return "quiet"
    return LOOKS.get(deadline.state) or stage_state(deadline, now)


def duty_words(cell: ChainCell, now: datetime) -> str:
    """``已报 14:11``, ``00:18:00``, ``超 00:02:10``, ``迟报 14:40``, ``未获知（应于14:41前）``."""
    deadline = cell.deadline
    if deadline is None:
        return _("{limit}").format(limit=cell.limit)
    due = stamp(deadline.due, now) if deadline.due else ""
    match deadline.state:
        case "met":
            return _("已报 {at}").format(at=_reported_at(deadline.proof))
        case "late":
            return _("迟报 {at}").format(at=_reported_at(deadline.proof))
        case "unknown":
            return _("未获知（应于{due}前）").format(due=due) if due else _("未获知（立即）")
        case "passed":
            return _("已过 {due}，立即报").format(due=due)
        case "ended":
            return _("已终止")
    if deadline.due is None:
        return _("已 {time}").format(time=countdown(now - deadline.start))
    return countdown(deadline.due - now)


def _reported_at(proof: str) -> str:
    """The time a proof begins with, without its day."""
    return next((word for word in proof.split(" ") if ":" in word), "")
