"""Decisions in words, for the log: grade, scope, closing, what was signed and sent."""

from cqcmd.desk.common.office import Office
from cqcmd.desk.common.wording import GRADE_NAMES
from cqcmd.desk.log.log_facts import fact_name
from cqcmd.desk.log.log_station import say_station
from cqcmd.i18n import _
from cqcmd.incident import events


def say_decision(office: Office, event: events.Event) -> str:
    """What a decision says, in one line; any other entry is one of the station."""
    match event:
        case events.GradeOverridden(lifted=True) as each:
            return _("撤销人工定级（{who}：{why}）").format(who=each.decided_by, why=each.reason)
        case events.GradeOverridden() as each:
            grade = GRADE_NAMES[each.grade] if each.grade else _("未达分级标准")
            return _("人工定为{grade}（{who}：{why}）").format(
                grade=grade, who=each.decided_by, why=each.reason
            )
        case events.DutiesStarted(reason=reason):
            return _("提前启动报告时限") + (f"：{reason}" if reason else "")
        case events.ScopeJudged(out=out, rule=rule):
            name = office.plan.index["scope"][rule].name if rule else ""  # type: ignore[attr-defined]
            return _("不适用本预案：{name}").format(name=name) if out else _("适用本预案")
        case events.Dismissed(lifted=lifted) as each:
            verb = _("恢复为特种设备事故") if lifted else _("查证不属于特种设备事故")
            return f"{verb}（{each.decided_by}：{each.reason}）"
        case events.Closed(reason=reason, reopened=reopened) as each:
            verb = (
                _("重新打开") if reopened else _("办结") if each.finished else _("无需处置，办结")
            )
            return verb + (f"：{reason}" if reason else "")
        case events.ReportIssued() as each:
            words = _("《{title}》 {number} 签发人 {signer} 校验码 {digest}")
            return words.format(
                title=each.title, number=each.number, signer=each.signer, digest=each.digest[:12]
            )
        case events.CopySent(org=org, person=person):
            return f"{office.plan.org(org).short} {person}".strip()
        case events.ConflictSettled(fact=fact):
            return _("核定不一致：{fact}").format(fact=fact_name(office, fact))
        case other:
            return say_station(office, other)
