"""What the form of a response step begins with (4.6-4.8)."""

from cqcmd.desk.command.forms import LEVELLED
from cqcmd.desk.command.response_words import clause_of, decider, last_of
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.wording import level_name, proposer_name
from cqcmd.i18n import _
from cqcmd.incident.command.response import ResponseLog
from cqcmd.incident.events.command import StepCode
from cqcmd.rules.plan import Plan
from cqcmd.rules.rows import ResponseLevel
from cqcmd.views.command import StepDefaults


def step_defaults(open_record: OpenRecord, ident: str, step: StepCode) -> StepDefaults:
    """Return what the form of a step begins with."""
    log = open_record.incident(ident).response
    asked = open_record.picture(ident).response
    level = _likely_level(open_record.plan, log, step, asked)
    return StepDefaults(
        level,
        _levels(open_record.plan, log, step),
        _who(open_record, log, step, level),
        _post(open_record, log, step, level),
        _why(open_record, ident, level) if step in ("proposed", "raised") else "",
        "\n".join(
            filter(
                None,
                (_hint(open_record, log, step, asked, level), _beware(open_record, ident, step)),
            )
        ),
        clause_of(open_record, step),
        last_of(log, step),
    )


def _who(
    open_record: OpenRecord, log: ResponseLog, step: StepCode, level: ResponseLevel | None
) -> str:
    """Return who approved it for a start; the officer for what is this station's own to do.

    Another organisation's proposal stands under its name, never under this officer's.
    """
    if step in ("started", "raised") and log.approved:
        return log.approved.event.who
    if step == "verified":
        verifier = open_record.plan.verifier()
        own = verifier is not None and verifier.code == open_record.org
        return open_record.ledger.officer if own else ""
    if step != "proposed" or level is None:
        return ""
    org = open_record.plan.response(level).proposer
    return open_record.ledger.officer if open_record.org == org else open_record.plan.org(org).name


def _why(open_record: OpenRecord, ident: str, level: ResponseLevel | None) -> str:
    """Return the criterion of the plan as the reason, until somebody writes another."""
    picture, rules = open_record.picture(ident), open_record.plan.responses
    rule = next((row for row in rules if row.level == level), None)
    if rule and rule.when and picture.response == level:
        return f"{rule.text}（{rule.clause}）"
    assessment, grade = picture.assessment, rule.grade if rule else None
    sure = assessment.confirmed.grade == grade
    verdict = assessment.confirmed if sure else assessment.possible
    if verdict.grade != grade:
        return ""
    return "；".join(f"{row.text}（{row.clause}）" for row in verdict.because[:1])


def _post(
    open_record: OpenRecord, log: ResponseLog, step: StepCode, level: ResponseLevel | None
) -> str:
    """Return who approves; it is lowered and ended by whoever decided on the level in force."""
    if step in ("lowered", "ended"):
        return decider(log, open_record)
    if level is None or step not in ("approved", "started", "raised"):
        return ""
    return open_record.plan.response(level).approver_post


def _hint(
    open_record: OpenRecord,
    log: ResponseLog,
    step: StepCode,
    asked: ResponseLevel | None,
    level: ResponseLevel | None,
) -> str:
    plan = open_record.plan
    parts = []
    if step in LEVELLED and asked:
        clause = plan.role("response.levels").clause
        words = _("预案要求 {level}（{clause}）")
        parts.append(words.format(level=level_name(plan, asked), clause=clause))
    if level and step == "proposed":
        rule = plan.response(level)
        parts.append(
            _("由{who}组织会商后提出，报{post}批准（{clause}）").format(
                who=proposer_name(plan, rule),
                post=rule.approver_post,
                clause=clause_of(open_record, step),
            )
        )
    if log.level:
        parts.append(_("现为 {level}").format(level=level_name(plan, log.level)))
    parts.append(_("预案未规定时限") if step in ("consulted", "approved") else "")
    return "  ".join(part for part in parts if part)


def _beware(open_record: OpenRecord, ident: str, step: StepCode) -> str:
    """Return what an officer may overlook when recording a step."""
    inside = len(open_record.incident(ident).cordon.inside)
    if step == "verified":
        return _("不属于特种设备事故的，不在这里记：按 Esc，再按 d")
    # Said, not refused: ending is recorded as it was decided, and those inside stay watched.
    if step == "ended" and inside:
        return _("警戒区内还有 {n} 队没有登记离开").format(n=inside)
    return ""


def _levels(plan: Plan, log: ResponseLog, step: StepCode) -> tuple[ResponseLevel, ...]:
    """Return the levels that may be chosen for a step."""
    scale = plan.level_scale
    if step == "raised":
        return tuple(level for level in scale.codes if log.graver_than_in_force(level, scale))
    if step == "lowered" and log.level:
        return tuple(level for level in scale.codes if scale.is_lower(level, log.level))
    return scale.codes if step in LEVELLED else ()


def _likely_level(
    plan: Plan, log: ResponseLog, step: StepCode, asked: ResponseLevel | None
) -> ResponseLevel | None:
    levels = _levels(plan, log, step)
    waiting = log.approved or log.proposed
    wanted = waiting.event.level if waiting and step != "lowered" else asked
    # They begin with the gravest: the last above is one level up, the first below one down.
    return wanted if wanted in levels else levels[-1 if step == "raised" else 0] if levels else None
