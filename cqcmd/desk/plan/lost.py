"""What is known of an incident without the plan it is under: its last picture, words and notes.

The last picture is the record kept with the last act: what was shown then, not judged anew. What
another plan lends is the names of codes that it has, too, never what it says.
"""

from collections.abc import Iterator
from contextlib import suppress

from cqcmd.clock import stamp
from cqcmd.desk.common.code_words import duty_words, value_words
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.facts.views import word_names
from cqcmd.errors import PlanLost
from cqcmd.i18n import _
from cqcmd.incident import events
from cqcmd.incident.events import GradeShown, VerdictKept
from cqcmd.incident.state import Incident
from cqcmd.incident.verdicts import last_verdict
from cqcmd.rules.plan import Plan
from cqcmd.rules.precedents import OFFICIAL
from cqcmd.rules.rows import Fact, Grade


def known_without_plan(open_record: OpenRecord, ident: str) -> tuple[str, ...]:
    """Return what people told and what was last shown; nothing of it is judged by a plan."""
    incident = open_record.ledger.one(ident)
    return (
        *_call(open_record, incident),
        *_facts(open_record, incident),
        *_last_shown(open_record, incident),
        *_notes(open_record, incident),
    )


def last_shown(incident: Incident) -> VerdictKept | None:
    """Return the record kept with the last act on an incident."""
    found = last_verdict(incident)
    return found[1] if found else None


def grades_last_shown(incident: Incident) -> tuple[str, str]:
    """Return the names of the grade as last shown and of the possible one; empty without one."""
    record = last_shown(incident)
    if record is None:
        return "", ""
    sure = record.confirmed.grade if record.confirmed else None
    maybe = record.possible.grade if record.possible else None
    words = _name(record.decided.grade if record.decided else sure)
    return words, _name(maybe) if maybe else ""


def told_since(incident: Incident) -> bool:
    """Whether facts were told that the grade as last shown was not judged by."""
    record = last_shown(incident)
    if record is None or not incident.learned:
        return False
    # What is kept with an act is what stood before the officer, so a change comes after it.
    told = incident.learned[-1][0]
    return told.seq >= record.since and told.id not in {used.entry for used in record.facts}


def _name(grade: Grade | None) -> str:
    # What the plan calls its grades is lost with it: those of the state are named, others as kept.
    return OFFICIAL.get(grade, grade) if grade else _("未达")


def _last_shown(open_record: OpenRecord, incident: Incident) -> Iterator[str]:
    record, now = last_shown(incident), open_record.clock.now()
    if record is None:
        return
    sure, maybe = grades_last_shown(incident)
    words = _("最后一次判定（{time}，当时所示，未重算）：{grade}")
    words = words.format(time=stamp(record.at, now), grade=sure)
    words += _("，可能{grade}").format(grade=maybe) if maybe else ""
    yield words + (_("；此后又有新情况，没有判定过") if told_since(incident) else "")
    because = (record.confirmed or record.possible or GradeShown(grade=None)).because
    if because:
        yield _("依据条款 {clauses}").format(clauses="、".join(dict.fromkeys(because.values())))
    plans = _readable(open_record)
    for duty in record.duties:
        due = _("，{time} 到时").format(time=stamp(duty.due, now)) if duty.due else ""
        rule = duty_words(_naming(plans, "duties", duty.rule), duty.rule)
        words = _("当时未报：{rule}（{clause}）{due}")
        yield words.format(rule=rule, clause=duty.clause, due=due)


def _call(open_record: OpenRecord, incident: Incident) -> Iterator[str]:
    if incident.call is None:
        return
    words = _("{number}  {received} 接报  按 {plan}")
    now = open_record.clock.now()
    yield words.format(
        number=incident.number,
        received=stamp(incident.received_at, now) if incident.received_at else "",
        plan=_plan_name(open_record, incident, incident.call.plan),
    )
    if incident.details:
        yield "，".join(incident.details.values())


def _plan_name(open_record: OpenRecord, incident: Incident, code: str) -> str:
    """Return the plan it is under, which need not be the one the call was taken under."""
    digest = incident.plan_digest
    kept = open_record.ledger.plans.get(digest)
    if kept is None:
        return f"{code} {digest[:12]}"
    words = _("{code} 第{version}版 {digest}")
    return words.format(code=kept.code, version=kept.version, digest=digest[:12])


def _facts(open_record: OpenRecord, incident: Incident) -> Iterator[str]:
    """Yield each fact as it was last told, also those told after the last verdict."""
    plans, now = _readable(open_record), open_record.clock.now()
    for code, known in incident.facts.by_code.items():
        plan = _naming(plans, "facts", code)
        if code == "equipment":
            plan = _naming(plans, "equipment", str(known.value))
        row = plan.index["facts"].get(code)
        name = row.short if isinstance(row, Fact) else word_names(plan).get(code, code)
        told = " ".join(part for part in (known.source, stamp(known.at, now)) if part)
        yield f"{name} {value_words(plan, code, known.value, now)}（{told}）"


def _readable(open_record: OpenRecord) -> list[Plan]:
    """Return the plan in force, and every other that is kept here whole: they lend names."""
    plans = [open_record.plan]
    for digest in reversed(open_record.ledger.plans):
        with suppress(PlanLost):
            plans.append(open_record.under(digest).plan)
    return plans


def _naming(plans: list[Plan], table: str, code: str) -> Plan:
    """Return the first plan that has a code; the one in force if none does."""
    return next((plan for plan in plans if code in plan.index[table]), plans[0])


def _notes(open_record: OpenRecord, incident: Incident) -> Iterator[str]:
    now = open_record.clock.now()
    for entry in incident.entries:
        if entry.kind == events.Noted.kind and entry.id not in incident.struck:
            note = events.read(events.Noted, entry)
            yield f"{stamp(entry.occurred_at, now)} {note.text}（{entry.writer}）"
