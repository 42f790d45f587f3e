"""What posts said differently apart: what each thing is called, and how it is settled."""

from datetime import datetime
from typing import Any

from msgspec.structs import replace

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.record_writer import RecordWriter
from cqcmd.desk.facts.views import word_names
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.incident.events import ConflictSettled, FactsSet
from cqcmd.incident.events.said import told_again
from cqcmd.incident.known import Conflict, Known, KnownFacts, Said
from cqcmd.incident.state import Incident
from cqcmd.rules.facts import Amount
from cqcmd.rules.plan import Plan

_NAMES = {
    "override": _("人工定级"),
    "scope": _("适用范围"),
    "dismissed": _("是否特种设备事故"),
    "closed": _("办结"),
    "plan": _("适用预案"),
    "response": _("响应"),
    "seat": _("指挥部地点"),
    "act": _("指挥部行动"),
    "supplier": _("单位名称"),
    "duty": _("单位职责"),
    "group": _("工作组"),
    "assigned": _("编组"),
    "leader": _("组长"),
    "task": _("措施"),
    "owner": _("措施负责人"),
    "family": _("家属"),
    "lesson": _("问题改进"),
    "need": _("需求"),
    "spent": _("支出"),
}
"""Names of what is said in decisions and records, by the first part of its code."""


def said_name(plan: Plan, code: str) -> str:
    """Return what a fact, a word or a decision is called; of one that no plan here has its code."""
    if code in plan.index["facts"]:
        return plan.fact(code).short
    names = word_names(plan) | _NAMES
    return names.get(code) or names.get(code.partition(":")[0], code)


def settle(write: RecordWriter, open_record: OpenRecord, ident: str, code: str, entry: str) -> None:
    """Let the value shown stand, where stations set it apart; or that of another ``entry``.

    Raises BadInput: nothing is set apart.
    """
    incident = open_record.incident(ident)
    conflict = incident.conflicts.get(code)
    if conflict is None:
        raise BadInput(_("这一项没有待定的不一致。"))
    stands, against = conflict.shown.entry, conflict.others
    chosen = next((one for one in conflict.others if one.entry == entry), None)
    if chosen is not None:
        # Said anew, so that it is the latest: all that was there gives way to it.
        event, at = _told_again(incident, code, chosen, open_record.clock.now())
        stands, against = write.append(event, ident, at).id, _every(conflict)
    settled = tuple(one.entry for one in against)
    write.append(ConflictSettled(fact=code, entry=stands, against=settled), ident)


def _every(conflict: Conflict[Any]) -> tuple[Any, ...]:
    return (conflict.shown, *conflict.others)


def _told_again(
    incident: Incident, code: str, chosen: Known | Said, now: datetime
) -> tuple[Any, datetime]:
    """Return the event that says once more what was said, and when it came to be so."""
    if isinstance(chosen, Said):
        return told_again(chosen.told, code), chosen.told.occurred_at
    event = FactsSet(source=chosen.source, learned_at=now)
    match chosen.value:
        case Amount() as amount:
            event = replace(event, amounts={code: amount})
        case datetime() as moment:
            event = replace(event, moments={code: moment})
        case choice:
            event = replace(event, choices={code: choice})
    return seen(event, incident.facts), chosen.at


def seen(event: FactsSet, facts: KnownFacts) -> FactsSet:
    """Return the entry with which entries' values its writer saw and replaces."""
    codes = facts.by_code.keys() & {*event.amounts, *event.choices, *event.moments}
    over = {code: facts.by_code[code].entry for code in sorted(codes)}
    beside = {code: same for code in over if (same := facts.agreeing(code))}
    return replace(event, over=over, beside=beside)
