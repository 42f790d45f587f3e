"""What is known of an incident, fact by fact, in words."""

from datetime import datetime

from cqcmd.clock import local, stamp
from cqcmd.desk.common.code_words import value_words
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.wording import fact_text, fact_words
from cqcmd.desk.facts.registered import registered_words
from cqcmd.desk.measures.taken import measures_taken
from cqcmd.i18n import _
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.growth import STARTS
from cqcmd.incident.picture import Picture
from cqcmd.incident.state import Incident
from cqcmd.rules.plan import Plan
from cqcmd.rules.rows import Fact
from cqcmd.views import FactView

_NAMES = {
    "unit": _("单位"),
    "place": _("地点"),
    "equipment": _("设备"),
    "device": _("设备登记"),
    "maintainer": _("维保"),
    "summary": _("概要"),
    "caller": _("来电人"),
    "callback": _("回拨号码"),
    "occurred_at": _("事发时间"),
    "unit_profile": _("单位概况"),
    "scene": _("现场情况"),
    "cause": _("事故原因"),
    "measures": _("采取措施"),
    "stopped_at": _("停运时刻"),
    "outage_since": _("停炉时刻"),
}
"""Names of what is not a fact of the plan, behind the district, in the order they are shown."""


UNASKED = {*STARTS.values(), "device", "maintainer"}
"""What only some equipment has, or only 登记簿 knows: no gap (待核) where it is not set."""


def word_names(plan: Plan) -> dict[str, str]:
    """Return the names of what is not a fact of the plan, in the order they are shown."""
    return {"district": plan.word("district"), **_NAMES}


def facts_of(open_record: OpenRecord, picture: Picture, now: datetime) -> tuple[FactView, ...]:
    """Return the facts of the plan that bear on the equipment; a duration has grown till now."""
    equipment = picture.incident.facts.choice("equipment")
    # What another fact's answer sets is not asked for by itself.
    decided = {fact.sets for fact in open_record.plan.facts if fact.sets}
    return tuple(
        _fact(picture, fact, now)
        for fact in open_record.plan.facts
        if (fact.equipment is None or equipment in fact.equipment) and fact.code not in decided
    )


def _fact(picture: Picture, fact: Fact, now: datetime) -> FactView:
    known = picture.incident.facts.by_code.get(fact.code)
    conflict = picture.incident.facts.conflicts.get(fact.code)
    start = picture.incident.facts.moment(STARTS.get(fact.code, ""))
    return FactView(
        fact.code,
        fact.short,
        fact_text(fact, known),
        _since(start, now) or fact_words(fact, known),
        known.source if known else "",
        known.at if known else None,
        known.actor if known else "",
        "、".join(fact_words(fact, other) for other in conflict.others) if conflict else "",
        fact.code in picture.assessment.blanks,
        fact.kind,
        start,
    )


def words_of(open_record: OpenRecord, picture: Picture, now: datetime) -> tuple[FactView, ...]:
    """Return words and moments about the incident."""
    codes = word_names(open_record.plan)
    found = (_word(open_record, picture.incident, code, now) for code in codes)
    return tuple(view for view in found if view.text or view.code not in UNASKED)


def _word(open_record: OpenRecord, incident: Incident, code: str, now: datetime) -> FactView:
    known = incident.facts.by_code.get(code)
    if known is None:
        return _detail(open_record, incident, code, now)
    text = value_words(open_record.plan, code, known.value, now) if known.value else ""
    conflict = incident.facts.conflicts.get(code)
    others = conflict.others if conflict else ()
    return FactView(
        code,
        word_names(open_record.plan)[code],
        text,
        text or _("待核"),
        known.source,
        known.at,
        known.actor,
        "、".join(value_words(open_record.plan, code, one.value, now) for one in others),
        not text,
        "words",
    )


def _detail(open_record: OpenRecord, incident: Incident, code: str, now: datetime) -> FactView:
    """Return words that somebody typed; of some with what the record shows besides."""
    text = words = incident.details.get(code, "")
    if code == "measures":
        words = measures_taken(open_record, incident)
    elif code == "device":
        words = registered_words(incident, text, local(now).date())
    entry, source = _teller(incident, code)
    conflict = incident.said.conflicts.get(code)
    others = conflict.others if conflict else ()
    return FactView(
        code,
        word_names(open_record.plan)[code],
        text,
        words or _("待核"),
        source,
        entry.occurred_at if entry and source else None,
        "",
        "、".join(one.value or _("（清空）") for one in others),
        not words,
        "words",
    )


def _teller(incident: Incident, code: str) -> tuple[Entry | None, str]:
    """Return the last entry about the words of a field, and who told them."""
    told = (pair for pair in reversed(incident.described) if code in pair[1].fields)
    entry, event = next(told, (None, None))
    return entry, event.source if event else ""


def _since(start: datetime | None, now: datetime) -> str:
    """Say how long a growing duration has lasted, and since when."""
    if start is None:
        return ""
    minutes = int((now - start).total_seconds()) // 60
    return _("{hours}时{minutes}分（自 {time} 起）").format(
        hours=minutes // 60, minutes=minutes % 60, time=stamp(start, now)
    )
