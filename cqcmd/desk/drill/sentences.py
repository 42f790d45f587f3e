"""What is expected of a trainee, or waited for, in the words of the plan."""

from cqcmd.clock import stamp
from cqcmd.desk.command.forms import STEP_NAMES
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.wording import decided_name, level_name
from cqcmd.desk.duties.deadlines import label_of
from cqcmd.drill.scenario.model import Inject, Scenario
from cqcmd.drill.scenario.support import kinds_of, rows_about
from cqcmd.drill.scenario.targets import CONDITIONS, Condition, Target
from cqcmd.drill.scenario.times import utc_of, write_span
from cqcmd.i18n import _
from cqcmd.rules.plan import Plan

REPORTS = {"initial": _("书面报告"), "follow_up": _("续报"), "final": _("终报")}


def grade_words(plan: Plan, code: str) -> str:
    """Return ``较大``; for ``none``, that it reaches no grade."""
    return decided_name(plan, code if code in plan.grade_scale.codes else None)


def target_words(open_record: OpenRecord, target: Target, kind: str) -> str:
    """Return a target of one of EXPECTED: ``电话 区政府``, ``定级 较大``, ``响应 III级`` ..."""
    plan, value = open_record.plan, str(getattr(target, kind))
    match kind:
        case "duty":
            return _duty(open_record, value)
        case "grade":
            possible = _("可能 ") if target.possible else ""
            return _("定级 {words}").format(words=possible + grade_words(plan, value))
        case "response":
            return _("响应 {words}").format(words=level_name(plan, value))
        case "step":
            return _("响应 {words}").format(words=STEP_NAMES.get(value, value))
        case "command":
            return _("指挥 {words}").format(words=plan.headquarters_name(value))
        case "group":
            return _("成立 {words}").format(words=_group(plan, target, value))
        case "measure":
            return _("措施 {words}").format(words=_measure(plan, value))
        case "document":
            return _("签发 {words}").format(words=REPORTS.get(value, value))
        case "warning":
            return _("发布预警 {words}级").format(words=value)
    return value


def when_words(open_record: OpenRecord, scenario: Scenario, inject: Inject) -> str:
    """Return when a message comes: ``09:50``, ``“响应 III级”后 0:10:00`` ..."""
    start, now = utc_of(scenario.start), open_record.clock.now()
    parts = [] if inject.at is None else [stamp(start + inject.at, now)]
    if inject.after is not None:
        words = _("“{done}”后 {delay}")
        delay = write_span(inject.after.delay)
        parts.append(words.format(done=_condition(open_record, inject.after), delay=delay))
    if inject.unless is not None:
        words = _("到 {by} 还没有“{done}”才来")
        by = stamp(start + inject.unless.by, now)
        parts.append(words.format(done=_condition(open_record, inject.unless), by=by))
    return "，".join(parts)


def _condition(open_record: OpenRecord, condition: Condition) -> str:
    if condition.inject is not None:
        return _("消息 {name} 到").format(name=condition.inject)
    if condition.opened is not None:
        return _("{case} 已接报").format(case=condition.opened)
    return target_words(open_record, condition, kinds_of(condition, CONDITIONS)[0])


def _group(plan: Plan, target: Target, code: str) -> str:
    rows = rows_about(plan, "group", target)
    return str(getattr(rows[0], "name", code)) if rows else code


def _measure(plan: Plan, code: str) -> str:
    """Return the name of a measure, a step of one, or an item of the aftermath."""
    names = {row.code: row.name for row in plan.measures}
    names |= {row.code: row.name for row in plan.aftermath}
    steps = {step.code: step.text for row in plan.measures for step in row.steps}
    return names.get(code) or steps.get(code, code)


def _duty(open_record: OpenRecord, code: str) -> str:
    rule = open_record.plan.index["duties"].get(code)
    if rule is not None:
        duty = next(row for row in open_record.plan.duties if row.code == code)
        return label_of(open_record, duty.channel, duty.receiver)
    # Later reports are no rows of their own: their code is the rule's and the receiver's.
    name, _colon, receiver = code.partition(":")
    report = next((row.report for row in open_record.plan.followups if row.code == name), "final")
    return f"{REPORTS[report]} {open_record.plan.org(receiver).short}"
