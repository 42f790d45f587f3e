"""What the strip says of an incident besides its grade: title, toll, response, standing."""

from datetime import timedelta

from cqcmd.clock import day_of, stamp
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.wording import decided_name, grade_name, level_name
from cqcmd.desk.duties.deadlines import next_deadline
from cqcmd.desk.situation.toll import title_toll
from cqcmd.i18n import _
from cqcmd.incident.command.response import ResponseLog
from cqcmd.incident.follow_up_reasons import watched_until
from cqcmd.incident.picture import Picture
from cqcmd.incident.state import Incident
from cqcmd.rules.plan import Plan
from cqcmd.rules.rows import ResponseLevel
from cqcmd.views import Deadline

FORMER_PLAN = _("〔原预案〕")
"""Before the title where another plan has come into force since; 处置 tells which."""


def title_of(open_record: OpenRecord, incident: Incident) -> str:
    """Return unit, equipment and what happened, on one line."""
    kind = incident.facts.choice("equipment")
    parts = [
        incident.details.get("unit") or incident.details.get("district", ""),
        open_record.plan.kind(kind).short if kind else "",
        incident.details.get("summary", ""),
        title_toll(open_record.plan, incident.facts),
    ]
    return " ".join(part for part in parts if part) or _("（未填）")


def override_words(open_record: OpenRecord, picture: Picture) -> str:
    """Return who decided on another grade, and why."""
    if picture.incident.override is None:
        return ""
    event = picture.incident.override[1]
    grade = decided_name(open_record.plan, event.grade)
    return _("人工定级 {grade}（{who}：{why}）").format(
        grade=grade, who=event.decided_by, why=event.reason
    )


def response_words(open_record: OpenRecord, picture: Picture) -> str:
    """Return ``应启III级``, ``已建议``, ``已批``, ``已启``, then what the plan asks beyond it."""
    incident, log = picture.incident, picture.incident.response
    over = bool(incident.closed or incident.dismissed or incident.out_of_scope)
    # None of these ends a response: that takes a decision of its own (4.8).
    ahead = _ahead(open_record.plan, picture) if not over else _("未终止") if log.level else ""
    if log.level:
        words = _("已启{level}").format(level=level_name(open_record.plan, log.level))
        return f"{words} {ahead}".strip()
    if over:
        return ""
    return ahead or (_("响应已终止") if log.ended else "")


def _ahead(plan: Plan, picture: Picture) -> str:
    """Return what lies beyond the level in force: approved, proposed, or only asked by the plan."""
    log = picture.incident.response
    # The furthest step first: an approval says more than the proposal beneath it.
    for step, words in ((log.approved, _("已批{level}")), (log.proposed, _("已建议{level}"))):
        if step is not None and step.event.level:
            return words.format(level=level_name(plan, step.event.level))
    wanted = log.wanted(picture.response, plan.level_scale)
    return asked_words(plan, log, wanted) if wanted else ""


def asked_words(plan: Plan, log: ResponseLog, level: ResponseLevel) -> str:
    """Return ``应启III级``; where a response is in force ``应升III级``."""
    words = _("应升{level}") if log.level else _("应启{level}")
    return words.format(level=level_name(plan, level))


def status_words(open_record: OpenRecord, picture: Picture, shown: tuple[Deadline, ...]) -> str:
    """Return why nothing is due, where nothing is."""
    incident = picture.incident
    # A struck call comes first: of one that does not stand nothing else is worth saying.
    if incident.void:
        return _("接报已作废")
    if incident.closed:
        return _("已办结")
    if incident.dismissed:
        return _("非特种设备事故")
    if incident.out_of_scope:
        return _("不适用本预案")
    if picture.waiting:
        return _waiting_words(open_record, picture)
    if any(deadline.mine for deadline in shown) and next_deadline(shown) is None:
        return _("本单位已报")
    return ""


def _waiting_words(open_record: OpenRecord, picture: Picture) -> str:
    """Return ``11:40 起为一般`` of what only time can make an accident."""
    first = next(iter(picture.forecast), None)
    if first is None:
        return _("未达分级标准")
    sentence = _("{time} 起可能{grade}") if first.possible else _("{time} 起为{grade}")
    return sentence.format(
        time=stamp(first.moment, open_record.clock.now()),
        grade=grade_name(open_record.plan, first.grade),
    )


def watched_words(open_record: OpenRecord, incident: Incident) -> str:
    """Return ``观察至 08-24 24:00``: day 30, the day of the accident not counted (4.1.3)."""
    until = watched_until(open_record.plan, incident)
    over = incident.void or incident.dismissed or incident.out_of_scope
    if until is None or over or open_record.clock.now() >= until:
        return ""
    # The end of day 30 is 00:00 of the day after, under which nobody would look for it.
    day = day_of(until - timedelta(minutes=1), open_record.clock.now())
    return _("观察至 {day} 24:00").format(day=day)
