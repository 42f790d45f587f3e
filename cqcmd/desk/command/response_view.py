"""The response's steps as 指挥 shows them: taken, waiting, or ahead (4.5-4.8)."""

from collections.abc import Iterator

from cqcmd.desk.command.forms import STEP_NAMES
from cqcmd.desk.command.response_words import clause_of, decider, label
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.wording import level_name, proposer_name
from cqcmd.i18n import _
from cqcmd.incident.command.response import ResponseLog, Step
from cqcmd.incident.events.command import CHANGES, ResponseStepped, StepCode
from cqcmd.incident.picture import Picture
from cqcmd.rules.plan import Plan
from cqcmd.rules.rows import ResponseLevel
from cqcmd.views.command import CommandLine, Look


def marks_of(plan: Plan, log: ResponseLog, step: Step) -> str:
    """Return what is odd about a step that was recorded all the same."""
    before = log.steps[: log.steps.index(step)]
    found = []
    event = step.event
    if event.step == "approved" and not _earlier(before, ("proposed",), event.level):
        found.append(_("未见建议记录"))
    if event.step in ("started", "raised") and not _earlier(before, ("approved",), event.level):
        found.append(_("未见批准记录"))
    if event.step == "started" and _below(plan, event):
        asked = level_name(plan, event.asked or plan.level_scale.codes[0])
        found.append(_("低于预案要求的{level}").format(level=asked))
    twice = _twice(before, step)
    if twice is not None:
        found.append(_("另有{who}的记录").format(who=twice.event.who))
    if before and step.at < before[-1].at:
        found.append(_("时间早于上一步"))
    return "，".join(found)


def _below(plan: Plan, event: ResponseStepped) -> bool:
    """Return whether the plan asked for more at the time; what comes later changes nothing."""
    return bool(event.level and event.asked and plan.level_scale.is_lower(event.level, event.asked))


def _twice(before: list[Step], step: Step) -> Step | None:
    """Return the approval of this level recorded before this one, if there is one."""
    for other in reversed(before):
        # A start or a change ends the round: an approval before it was for another decision.
        if other.event.step in CHANGES:
            return None
        if other.event.step == step.event.step == "approved":
            return other if other.event.level == step.event.level else None
    return None


def _earlier(before: list[Step], codes: tuple[str, ...], level: ResponseLevel | None) -> bool:
    return any(step.event.step in codes and step.event.level == level for step in before)


def response_lines(open_record: OpenRecord, picture: Picture) -> Iterator[CommandLine]:
    """Yield each step: as it was taken, or whose it is by the plan."""
    log = picture.incident.response
    following = log.following(picture.response, open_record.plan.level_scale)
    for code in _codes(picture):
        step = next(
            (step for step in reversed(log.response_course) if step.event.step == code), None
        )
        # What is due comes before what was taken: a raise asks for approval a second time.
        if following and following[0] == code:
            yield _ahead(open_record, picture, code, following[1], "strong")
        elif step is not None:
            yield _taken(open_record, picture, code, step)
        else:
            yield _ahead(open_record, picture, code, None, "dim")


def _codes(picture: Picture) -> tuple[StepCode, ...]:
    """Return the codes of the steps to be listed."""
    log = picture.incident.response
    changes: tuple[StepCode, ...] = ("raised", "lowered", "ended")
    # Nothing in force can be raised, lowered or ended; what was done before the end stays listed.
    if log.level is None:
        taken = {step.event.step for step in log.response_course} if log.ended else set()
        changes = tuple(code for code in changes if code in taken)
    return ("verified", "consulted", "proposed", "approved", "started", *changes)


def _taken(open_record: OpenRecord, picture: Picture, code: StepCode, step: Step) -> CommandLine:
    level = level_name(open_record.plan, step.event.level) if step.event.level else ""
    mark = marks_of(open_record.plan, picture.incident.response, step)
    words = " ".join(part for part in (label(step, open_record), step.event.words) if part)
    return CommandLine(
        f"step:{code}",
        STEP_NAMES[code],
        _("{level} 已记").format(level=level).strip(),
        words,
        clause_of(open_record, code),
        "urgent" if mark else "met",
        mark,
        " ".join(
            part
            for part in (words, step.event.items, step.event.duration, step.event.measures)
            if part
        ),
    )


def _ahead(
    open_record: OpenRecord,
    picture: Picture,
    code: StepCode,
    level: ResponseLevel | None,
    look: Look,
) -> CommandLine:
    state = _("待办") if look == "strong" else ""
    words = _whose(open_record, code, level or picture.response)
    # Whoever decided on the level in force decides on lowering and ending it (4.8).
    if code in ("lowered", "ended"):
        words = _decided_by(open_record, decider(picture.incident.response, open_record))
    if level:
        state = _("{level} {state}").format(level=level_name(open_record.plan, level), state=state)
    return CommandLine(
        f"step:{code}", STEP_NAMES[code], state, words, clause_of(open_record, code), look
    )


def _whose(open_record: OpenRecord, code: StepCode, level: ResponseLevel | None) -> str:
    """Return whose step it is by the plan."""
    plan = open_record.plan
    if code == "verified":
        verifier = plan.verifier()
        return _own(open_record, verifier.code, verifier.name) if verifier else ""
    if level is None:
        return ""
    rule = plan.response(level)
    if code in ("consulted", "proposed"):
        return _own(open_record, rule.proposer, proposer_name(plan, rule))
    return _own(open_record, rule.approver, rule.approver_post)


def _decided_by(open_record: OpenRecord, post: str) -> str:
    """Return a post as it was recorded; where it is the plan's, whether it is this station's."""
    rules = open_record.plan.responses
    org = next((rule.approver for rule in rules if rule.approver_post == post), "")
    return _own(open_record, org, post)


def _own(open_record: OpenRecord, org: str, name: str) -> str:
    """Return the name, and whether it is this station's own decision."""
    return _("{name}（本站）").format(name=name) if org == open_record.org else name
