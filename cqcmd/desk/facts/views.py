"""What is known of an incident, fact by fact, in words."""

from datetime import datetime

from cqcmd.clock import stamp
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.wording import fact_text, fact_words, moment_words
from cqcmd.desk.intake.form import STARTS
from cqcmd.i18n import _
from cqcmd.incident.picture import Picture
from cqcmd.rules.rows import Fact
from cqcmd.views import FactView

WORDS = {
    "district": _("区县"),
    "unit": _("单位"),
    "place": _("地点"),
    "equipment": _("设备"),
    "summary": _("概要"),
    "caller": _("来电人"),
    "callback": _("回拨号码"),
    "occurred_at": _("事发时间"),
    "unit_profile": _("单位概况"),
    "scene": _("现场情况"),
    "cause": _("事故原因"),
    "stopped_at": _("停运时刻"),
    "outage_since": _("停炉时刻"),
}
"""Names of what is not a fact of the plan, in the order they are shown."""


def facts_of(open_record: OpenRecord, picture: Picture) -> tuple[FactView, ...]:
    """Return the facts of the plan that bear on the equipment."""
    equipment = picture.incident.facts.choice("equipment")
    # What another fact's answer sets is not asked for by itself.
    decided = {fact.sets for fact in open_record.plan.facts if fact.sets}
    return tuple(
        _fact(picture, fact)
        for fact in open_record.plan.facts
        if (fact.equipment is None or equipment in fact.equipment) and fact.code not in decided
    )


def _fact(picture: Picture, fact: Fact) -> FactView:
    known = picture.incident.facts.by_code.get(fact.code)
    conflict = picture.incident.facts.conflicts.get(fact.code)
    return FactView(
        fact.code,
        fact.short,
        fact_text(fact, known),
        _since(fact, picture) or fact_words(fact, known),
        known.source if known else "",
        known.at if known else None,
        known.actor if known else "",
        fact_words(fact, conflict.other) if conflict else "",
        fact.code in picture.assessment.blanks,
        fact.kind,
    )


def words_of(open_record: OpenRecord, picture: Picture, now: datetime) -> tuple[FactView, ...]:
    """Return words and moments about the incident."""
    incident = picture.incident
    found = []
    for code, name in WORDS.items():
        known = incident.facts.by_code.get(code)
        text = incident.details.get(code, "")
        if known is not None:
            text = (
                open_record.plan.kind(str(known.value)).name
                if code == "equipment" and known.value
                else moment_words(known.value, now)
            )
        # Moments that only some equipment has are no gap (待核) where they are not set.
        if text or code not in ("stopped_at", "outage_since"):
            found.append(
                FactView(
                    code,
                    name,
                    text,
                    text or _("待核"),
                    known.source if known else "",
                    known.at if known else None,
                    known.actor if known else "",
                    "",
                    not text,
                    "words",
                )
            )
    return tuple(found)


def _since(fact: Fact, picture: Picture) -> str:
    """Say how long a growing duration has lasted, and since when."""
    start = picture.incident.facts.moment(STARTS.get(fact.code, ""))
    if start is None:
        return ""
    minutes = int((picture.at - start).total_seconds()) // 60
    return _("{hours}时{minutes}分（自 {time} 起）").format(
        hours=minutes // 60, minutes=minutes % 60, time=stamp(start, picture.at)
    )
