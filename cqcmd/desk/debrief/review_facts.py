"""What a review tells of a real incident itself: its basics, and what became known when."""

from collections.abc import Iterator
from datetime import datetime

from cqcmd.clock import ON_PAPER, stamp
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.wording import address_words, fact_words, grade_name, level_name
from cqcmd.desk.log.entry_sentences import facts_words
from cqcmd.documents.paper import moment
from cqcmd.i18n import _
from cqcmd.incident.grades import GradeChange
from cqcmd.incident.picture import Picture
from cqcmd.incident.state import Incident
from cqcmd.text import clean
from cqcmd.views.debrief import EventView
from cqcmd.views.time_words import span_words

LEARNED, GRADED = _("得知"), _("等级")
CAUSES = {"facts": _("因情况"), "time": _("到时")}


def basics(open_record: OpenRecord, picture: Picture) -> tuple[tuple[str, str], ...]:
    """Return the incident's basics, each a name and words; what is unknown is left out."""
    incident, plan = picture.incident, open_record.plan
    details, log = incident.details, incident.response
    kind = incident.facts.choice("equipment")
    happened = incident.facts.moment("occurred_at")
    ended = _("{start} 启动，{end} 终止")
    lasted = (
        ended.format(start=moment(started), end=moment(log.ended.at))
        if log.ended and (started := _started(incident))
        else level_name(plan, log.level) + _("响应进行中")
        if log.level
        else ""
    )
    found = (
        (_("编号"), incident.number),
        (_("单位"), details.get("unit", "")),
        (_("地点"), address_words(details.get("district", ""), details.get("place", ""))),
        (_("设备"), plan.kind(kind).name if kind else ""),
        (_("概要"), details.get("summary", "")),
        (_("等级"), grade_name(plan, picture.confirmed, picture.assessment.standing)),
        (_("伤亡"), casualties(open_record, incident)),
        (_("事发"), moment(happened) if happened else ""),
        (_("接报"), moment(incident.called_at)),
        (_("响应"), lasted),
    )
    return tuple((name, clean(words, lines=False)) for name, words in found if words.strip())


def casualties(open_record: OpenRecord, incident: Incident) -> str:
    """Return ``死亡1人，重伤确认3人，可能5人``: what is known by now."""
    known = incident.facts.by_code
    return "，".join(
        fact.short + fact_words(fact, known[fact.code])
        for fact in open_record.plan.casualties
        if fact.code in known and known[fact.code].value is not None
    )


def _started(incident: Incident) -> datetime | None:
    steps = incident.response.steps
    return next((step.at for step in steps if step.event.step == "started"), None)


def learned(open_record: OpenRecord, picture: Picture) -> tuple[EventView, ...]:
    """Return what became known and how the grade turned, by when it did."""
    found = [*_facts(open_record, picture.incident), *_turns(open_record, picture)]
    return tuple(sorted(found, key=lambda event: event.at))


def _facts(open_record: OpenRecord, incident: Incident) -> Iterator[EventView]:
    clause = open_record.plan.role("grading").clause
    for entry, event in incident.learned:
        words = facts_words(open_record, entry, event, ON_PAPER)
        behind = event.learned_at - entry.occurred_at
        if behind.total_seconds() >= 60:
            words += _("；{at} 的情况，{span}后得知").format(
                at=stamp(entry.occurred_at, ON_PAPER), span=span_words(behind)
            )
        yield EventView(entry.id, event.learned_at, LEARNED, words, clause, None, "")


def _turns(open_record: OpenRecord, picture: Picture) -> Iterator[EventView]:
    clause = open_record.plan.role("grading").clause
    for number, turn in enumerate(picture.grade_changes):
        words = _turn_words(open_record, turn)
        yield EventView(f"grade:{number}", turn.at, GRADED, words, clause, None, "")


def _turn_words(open_record: OpenRecord, turn: GradeChange) -> str:
    plan = open_record.plan
    words = grade_name(plan, turn.confirmed) if turn.confirmed else _("未到分级标准或待判")
    if turn.possible != turn.confirmed and turn.possible:
        words += _("，可能{grade}").format(grade=grade_name(plan, turn.possible))
    return _("{cause}为 {words}").format(cause=CAUSES[turn.cause], words=words)
