"""What posts said differently apart, each value in words: who said so, when, at which post."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime

from cqcmd.clock import stamp
from cqcmd.desk.common.code_words import value_words
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.facts.settling import said_name
from cqcmd.desk.log.lines import say
from cqcmd.errors import PlanLost
from cqcmd.i18n import _
from cqcmd.incident.events import DetailsSet
from cqcmd.incident.known import Known, Said
from cqcmd.incident.state import Incident
from cqcmd.views.conflict import ConflictLine


def conflict_lines(
    open_record: OpenRecord, incident: Incident, names: Mapping[str, str] | None = None
) -> Iterator[ConflictLine]:
    """Yield what posts set apart of an incident, until somebody settles it; of a void one too.

    ``names`` of stations, where there are others than those in the record.
    """
    if not incident.conflicts:
        return
    with suppress(PlanLost):  # then read through the plan in force: codes it has not stand as such
        open_record = open_record.under(incident.plan_digest)
    names = open_record.ledger.names if names is None else names
    for code, conflict in incident.conflicts.items():
        values = []
        for one in (conflict.shown, *conflict.others):
            post = names.get(one.station) or one.station
            values.append((one.entry, _told(open_record, incident, code, one, post)))
        name = said_name(open_record.plan, code)
        yield ConflictLine(incident.id, incident.number, code, name, tuple(values))


def _told(
    open_record: OpenRecord, incident: Incident, code: str, told: Known | Said, post: str
) -> str:
    now = open_record.clock.now()
    if isinstance(told, Said):
        who, at = told.told.writer, told.told.occurred_at
        value = _said(open_record, incident, told, now)
    else:
        who, at = told.actor, told.at
        value = value_words(open_record.plan, code, told.value, now)
    words = _("{value}（{who} {time}，{post}）")
    return words.format(value=value, who=who, time=stamp(at, now), post=post)


def _said(open_record: OpenRecord, incident: Incident, told: Said, now: datetime) -> str:
    """Return words as they were typed, and a decision or a record as the log has it."""
    if told.told.kind == DetailsSet.kind:
        return told.value or _("（清空）")
    with suppress(KeyError):  # a code of the other post's plan
        return say(open_record, incident, told.told, now)
    return told.value or _("没有")
