"""What is odd about a step of the response and was recorded all the same (4.6-4.8)."""

from cqcmd.desk.common.wording import level_name
from cqcmd.i18n import _
from cqcmd.incident.events.command import ResponseStepped
from cqcmd.incident.response import CHANGES, ResponseLog, Step
from cqcmd.rules.response import is_lower
from cqcmd.rules.rows import Grade


def marks_of(log: ResponseLog, step: Step) -> str:
    """What is odd about a step that was recorded all the same."""
    before = log.steps[: log.steps.index(step)]
    found = []
    event = step.event
    if event.step == "approved" and not _earlier(before, ("proposed",), event.level):
        found.append(_("未见建议记录"))
    if event.step in ("started", "raised") and not _earlier(before, ("approved",), event.level):
        found.append(_("未见批准记录"))
    if event.step == "started" and _below(event):
        found.append(_("低于预案要求的{level}").format(level=level_name(event.asked or "I")))
    twice = _twice(before, step)
    if twice is not None:
        found.append(_("另有{who}的记录").format(who=twice.event.who))
    if before and step.at < before[-1].at:
        found.append(_("时间早于上一步"))
    return "，".join(found)


def _below(event: ResponseStepped) -> bool:
    """Whether the plan asked for more when it was decided; what comes later changes nothing."""
    return bool(event.level and event.asked and is_lower(event.level, event.asked))


def _twice(before: list[Step], step: Step) -> Step | None:
    """The same decision on the same level, already written down before this one."""
    for each in reversed(before):
        if each.event.step in CHANGES:
            return None
        if each.event.step == step.event.step == "approved":
            return each if each.event.level == step.event.level else None
    return None


def _earlier(before: list[Step], codes: tuple[str, ...], level: Grade | None) -> bool:
    return any(each.event.step in codes and each.event.level == level for each in before)
