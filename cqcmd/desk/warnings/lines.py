"""A warning in one line, for the board and the list of warnings."""

from cqcmd.clock import stamp
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.wording import warning_name
from cqcmd.desk.warnings.forms import STEP_NAMES
from cqcmd.i18n import _
from cqcmd.incident.warnings import Issue, Warned
from cqcmd.views.office.warnings import WarningStage

STAGES: tuple[WarningStage, ...] = ("in_force", "preparing", "lifted")
"""What stands first of warnings."""


def stage_of(warned: Warned) -> WarningStage:
    """Return whether a warning is on its way, in force or at its end."""
    if warned.lifted is not None:
        return "lifted"
    return "in_force" if warned.issues else "preparing"


def warning_lines(open_record: OpenRecord) -> tuple[str, ...]:
    """Return the warnings that the board tells: in force, on their way, with measures left."""
    found = open_record.ledger.warnings.by_id.values()
    told = [warned for warned in found if warned.lifted is None or _left(warned)]
    told.sort(key=lambda warned: (STAGES.index(stage_of(warned)), warned.level, warned.since))
    return tuple(_board_line(open_record, warned) for warned in told)


def handed_over(open_record: OpenRecord) -> list[str]:
    """Return what whoever takes the watch must know: warnings, and hazards past their limit."""
    now = open_record.clock.now()
    told = [_("预警 {words}").format(words=words) for words in warning_lines(open_record)]
    for hazard in open_record.ledger.hazards.by_id.values():
        found = hazard.found
        if hazard.removed is None and found.due is not None and found.due <= now:
            told.append(
                _("隐患逾期 {place}：{words}（{time} 前，{owner}）").format(
                    place=found.place,
                    words=found.words,
                    time=stamp(found.due, now),
                    owner=found.owner or _("没有定谁"),
                )
            )
    return told


def line_of(open_record: OpenRecord, warned: Warned) -> str:
    """Return a warning as last issued, or how far it has got on its way."""
    if warned.issues:
        return issue_words(open_record, warned.issues[-1])
    spoken, last = warned.spoken, warned.steps[-1]
    return _("{level} {category}（{time} {step}，未发布）").format(
        level=warning_name(open_record.plan, warned.level),
        category=spoken.category if spoken else "",
        time=stamp(last.at, open_record.clock.now()),
        step=STEP_NAMES[last.event.step],
    )


def issue_words(open_record: OpenRecord, issue: Issue) -> str:
    """Return an issue: its level, of what, from when on, by whom."""
    issuer = issue.event.issuer
    if issue.event.higher:
        issuer = _("{issuer}，上级政府调整").format(issuer=issuer)
    return _("{level} {category}（{time} 起，{issuer}）").format(
        level=warning_name(open_record.plan, issue.event.level),
        category=issue.event.category,
        time=stamp(issue.event.starts_at or issue.at, open_record.clock.now()),
        issuer=issuer,
    )


def _board_line(open_record: OpenRecord, warned: Warned) -> str:
    words = line_of(open_record, warned)
    if left := _left(warned):
        return _("{words}已解除，还有 {n} 项措施没撤").format(words=words, n=left)
    return words


def _left(warned: Warned) -> int:
    """Return how many actions are still to be withdrawn after a warning was lifted."""
    return len(warned.actions.keys() - warned.withdrawn.keys()) if warned.lifted else 0
