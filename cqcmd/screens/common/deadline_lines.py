"""What is said of a duty to report: its name, how it stands, until when, the proof."""

from datetime import datetime

from cqcmd.clock import countdown, stamp
from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.views import Deadline
from cqcmd.views.duties import ENDED_BY

STATES = {
    "met": _("已报"),
    "late": _("迟报"),
    "unknown": _("未获知"),
    "passed": _("立即电话报告"),
}
LOOKS = {"met": "met", "late": "soon", "unknown": "dim", "passed": "urgent", "ended": "dim"}


def state_words(deadline: Deadline, now: datetime) -> str:
    """Return the countdown, what became of the duty, or for how long it has been owed."""
    if deadline.state in STATES:
        return STATES[deadline.state]
    if deadline.ended_by:
        return ENDED_BY[deadline.ended_by]
    if deadline.due is None:
        return _("已过 {time}").format(time=countdown(now - deadline.start))
    return countdown(deadline.due - now, doubtful=deadline.doubtful)


def due_words(deadline: Deadline, now: datetime) -> str:
    """Return ``14:35 前``; on the possible grade only ``可能 14:35 前``."""
    if deadline.due is None:
        return _("立即")
    due = stamp(deadline.due, now)
    if deadline.state == "passed":
        return _("{time} 已过").format(time=due)
    # A date fills the column to its edge: ``11-29 21:37前``.
    due += "" if " " in due else " "
    return _("可能 {time}前").format(time=due) if deadline.maybe else _("{time}前").format(time=due)


def chain_words(desk: Desk, deadline: Deadline) -> str:
    """``区县政府报市政府 电话``: a duty of another organisation."""
    plan = desk.plan
    return _("{sender}报{receiver} {channel}").format(
        sender=plan.org(deadline.sender).short,
        receiver=plan.org(deadline.receiver).short,
        channel=deadline.label.partition(" ")[0],
    )


def report_words(desk: Desk, deadline: Deadline) -> str:
    """Return a duty's name; for another organisation's, sender and receiver."""
    return deadline.label if deadline.mine else chain_words(desk, deadline)


def evidence(deadline: Deadline) -> str:
    """Return the proof, or what became of it, or the number to call, and reports made again."""
    again = _("又报{n}").format(n=deadline.again) if deadline.again else ""
    number = deadline.number or deadline.no_number
    number = "" if deadline.proof or deadline.ended_by else number
    return " ".join(part for part in (again, deadline.proof, deadline.fate, number) if part)


def busy_words(desk: Desk, ident: str, rule: str) -> str:
    """``王强正在报``: who at another terminal is meeting a duty now; empty in the past."""
    return "" if desk.past else desk.colleagues.meeting(ident, rule)


def short_source(source: str) -> str:
    """``条例28``, ``法62``: the end of another source's title, its article; a clause as it is."""
    title, _blank, article = source.rpartition(" ")
    return title[-1 if title.endswith(_("法")) else -2 :] + article


def deadline_detail(desk: Desk, deadline: Deadline, now: datetime) -> str:
    """Everything about a duty on one line; a source beside the plan first, so that it is uncut."""
    label = report_words(desk, deadline)
    state = state_words(deadline, now)
    due = due_words(deadline, now)
    if deadline.state == "unknown":
        state = _("{state}（应于 {due}）").format(state=state, due=due)
    else:
        state = _("{state} {due}").format(state=state, due=due)
    maybe = _("（可能等级）") if deadline.maybe else ""
    clause = "" if deadline.source else deadline.clause
    parts = (label + maybe, deadline.source, state, deadline.anchor, evidence(deadline), clause)
    return "  ".join(part for part in dict.fromkeys(parts) if part)
