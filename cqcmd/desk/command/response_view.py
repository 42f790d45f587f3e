"""The response's steps as 指挥 shows them: taken, waiting, or ahead (4.5-4.8)."""

from collections.abc import Iterator

from cqcmd.desk.command.response_marks import marks_of
from cqcmd.desk.command.response_words import CLAUSES, STEP_NAMES, decider, said
from cqcmd.desk.common.office import Office
from cqcmd.desk.common.wording import level_name
from cqcmd.i18n import _
from cqcmd.incident.events.command import StepCode
from cqcmd.incident.picture import Picture
from cqcmd.incident.response import Step
from cqcmd.rules.rows import Grade
from cqcmd.views.command import CommandLine, Look


def response_lines(office: Office, picture: Picture) -> Iterator[CommandLine]:
    """Each step: as it was taken, or whose it is by the plan."""
    log = picture.incident.response
    following = log.following(picture.response)
    for code in _codes(picture):
        step = next((each for each in reversed(log.course) if each.event.step == code), None)
        if following and following[0] == code:
            yield _ahead(office, picture, code, following[1], "strong")
        elif step is not None:
            yield _taken(office, picture, code, step)
        else:
            yield _ahead(office, picture, code, None, "dim")


def _codes(picture: Picture) -> tuple[StepCode, ...]:
    """The steps that mean something now."""
    log = picture.incident.response
    changes: tuple[StepCode, ...] = ("raised", "lowered", "ended")
    if log.level is None:
        taken = {step.event.step for step in log.course} if log.ended else set()
        changes = tuple(code for code in changes if code in taken)
    return ("verified", "consulted", "proposed", "approved", "started", *changes)


def _taken(office: Office, picture: Picture, code: StepCode, step: Step) -> CommandLine:
    level = level_name(step.event.level) if step.event.level else ""
    mark = marks_of(picture.incident.response, step)
    words = " ".join(part for part in (said(step, office), step.event.words) if part)
    return CommandLine(
        f"step:{code}",
        STEP_NAMES[code],
        _("{level} 已记").format(level=level).strip(),
        words,
        CLAUSES[code],
        "urgent" if mark else "met",
        mark,
        " ".join(
            part
            for part in (words, step.event.items, step.event.duration, step.event.measures)
            if part
        ),
    )


def _ahead(
    office: Office, picture: Picture, code: StepCode, level: Grade | None, look: Look
) -> CommandLine:
    state = _("待办") if look == "strong" else ""
    words = _whose(office, code, level or picture.response)
    if code in ("lowered", "ended"):
        words = _decided_by(office, decider(picture.incident.response, office))
    if level:
        state = _("{level} {state}").format(level=level_name(level), state=state)
    return CommandLine(f"step:{code}", STEP_NAMES[code], state, words, CLAUSES[code], look)


def _whose(office: Office, code: StepCode, level: Grade | None) -> str:
    """Whose step it is by the plan."""
    plan = office.plan
    if code == "verified":
        return _own(office, "district_regulator", plan.org("district_regulator").name)
    if level is None:
        return ""
    rule = plan.response(level)
    if code in ("consulted", "proposed"):
        return _own(office, rule.proposer, plan.org(rule.proposer).name)
    return _own(office, rule.approver, rule.approver_post)


def _decided_by(office: Office, post: str) -> str:
    """A post as it was recorded; where it is the plan's, whether it is this station's."""
    rules = office.plan.responses
    org = next((rule.approver for rule in rules if rule.approver_post == post), "")
    return _own(office, org, post)


def _own(office: Office, org: str, name: str) -> str:
    """The name, and whether it is this station's own decision."""
    return _("{name}（本站）").format(name=name) if org == office.org else name
