"""The words of the response's steps (4.6-4.8): their names, clauses, and who took one when."""

from cqcmd.clock import stamp
from cqcmd.desk.command.forms import HOW_NAMES
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.i18n import _
from cqcmd.incident.command.response import ResponseLog, Step
from cqcmd.incident.events.command import StepCode

_ROLES: dict[StepCode, str] = {
    "verified": "response.verify",
    "consulted": "response.decide",
    "proposed": "response.decide",
    "approved": "response.decide",
    "started": "response.start",
    "raised": "response.change",
    "lowered": "response.change",
    "ended": "response.end",
}


def clause_of(open_record: OpenRecord, step: StepCode) -> str:
    """Return where the plan speaks of a step."""
    return open_record.plan.role(_ROLES[step]).clause


def decider(log: ResponseLog, open_record: OpenRecord) -> str:
    """Return the post that decided on the level in force, as recorded, else as the plan has it."""
    if log.level is None or log.started is None:
        return ""
    return log.started.event.post or open_record.plan.response(log.level).approver_post


def last_of(log: ResponseLog, step: StepCode) -> str:
    """Return the entry of the latest step of a kind; empty if there is none."""
    found = log.last(step)
    return found.entry.id if found else ""


def label(step: Step, open_record: OpenRecord) -> str:
    """Return ``14:32 王副区长（区县政府，电话），李敏记``."""
    event = step.event
    about = "，".join(
        part for part in (event.post, HOW_NAMES[event.how] if event.how else "") if part
    )
    who = event.who + (f"（{about}）" if about else "")
    time, actor = stamp(step.at, open_record.clock.now()), step.entry.writer
    # Whoever wrote down his own step need not be named twice.
    if actor == event.who:
        return f"{time} {who}"
    return _("{time} {who}，{actor}记").format(time=time, who=who, actor=actor)
