"""Entries of the assessment in words: lessons, the report on it, who has that report (5.2)."""

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.i18n import _
from cqcmd.incident import events


def say_assessed(open_record: OpenRecord, event: events.AssessmentEvent) -> str:
    """Return what an entry of the assessment says, in one line."""
    match event:
        case events.LessonKept():
            return _lesson(event)
        case events.AssessmentIssued():
            words = _("第{version}版《{title}》 {number} 签发人 {signer} 校验码 {digest}")
            return words.format(
                version=event.version,
                title=event.title,
                number=event.number,
                signer=event.signer,
                digest=event.digest[:12],
            )
        case events.AssessmentDelivered():
            # A plan of later may know the organisation no more.
            names = {org.code: org.name for org in open_record.plan.orgs}
            who = f"{names.get(event.org, event.org)} {event.person} {event.how}"
            return _("评估报告送达 {who}").format(who=who.strip())


def _lesson(lesson: events.LessonKept) -> str:
    if lesson.dropped:
        return _("不算问题：{text}（{why}）").format(text=lesson.text, why=lesson.reason)
    parts = (
        lesson.text,
        _("改进：{words}").format(words=lesson.remedy) if lesson.remedy else "",
        _("责任人 {name}").format(name=lesson.owner) if lesson.owner else "",
        _("{day} 前").format(day=lesson.due) if lesson.due else "",
    )
    return "；".join(part for part in parts if part)
