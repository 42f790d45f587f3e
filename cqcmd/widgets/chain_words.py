"""How a step of the reporting chain stands, in words and looks."""

from datetime import datetime

from cqcmd.clock import countdown, local, stamp
from cqcmd.i18n import _
from cqcmd.views import Deadline
from cqcmd.views.duties import ENDED_BY
from cqcmd.views.reports import ChainCell, ChainStep
from cqcmd.views.time_words import MINUTE, passed_words, span_words
from cqcmd.widgets.incident_strip import stage_state

LOOKS = {"met": "met", "late": "soon", "unknown": "quiet", "passed": "urgent", "ended": "quiet"}


def cell_look(cell: ChainCell, mine: bool, now: datetime) -> str:
    """Return the style of a duty; another organisation's without a proof is quiet."""
    deadline = cell.deadline
    if deadline is None or not (mine or deadline.proof):
        return "quiet"
    return LOOKS.get(deadline.state) or stage_state(deadline, now)


def copy_look(step: ChainStep) -> str:
    """Return the style of the station's own copy, which has no limit and holds nothing up."""
    return "met" if step.copied.startswith(_("已抄送")) else "soon"


def duty_words(cell: ChainCell, now: datetime) -> str:
    """How a duty of the chain stands; of one that has not begun the plan's limit."""
    return deadline_words(cell.deadline, now) if cell.deadline else cell.limit


def deadline_words(deadline: Deadline, now: datetime) -> str:
    """``已报 14:11``, ``00:18:00``, ``超 00:02:10``, ``迟报 14:40 迟5分``, ``未获知（…）``."""
    due = stamp(deadline.due, now) if deadline.due else ""
    match deadline.state:
        case "met":
            return _("已报 {at}").format(at=_clock(deadline.reported_at))
        case "late":
            return _("迟报 {at} {by}").format(
                at=_clock(deadline.reported_at), by=_late_by(deadline)
            )
        case "unknown":
            return _("未获知（应于{due}前）").format(due=due) if due else _("未获知（立即）")
        case "passed":
            return _("已过 {due}，立即报").format(due=due)
        case "ended":
            return ENDED_BY[deadline.ended_by]
    if deadline.due is None:
        return passed_words(deadline.start, now)
    return countdown(deadline.due - now, doubtful=deadline.doubtful)


def _clock(at: datetime | None) -> str:
    return f"{local(at):%H:%M}" if at else ""


def _late_by(deadline: Deadline) -> str:
    """``迟5分``, ``迟3时05分``: whole minutes, at least one."""
    if deadline.reported_at is None or deadline.due is None:
        return ""
    late = max(MINUTE, deadline.reported_at - deadline.due)
    return _("迟{span}").format(span=span_words(late))
