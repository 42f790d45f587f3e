"""Deadlines an officer carries away: reports owed by this station, promises with a time."""

from collections.abc import Iterator

from cqcmd.clock import local
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.register.cases import case_of
from cqcmd.documents.calendar import Appointment, event_code
from cqcmd.documents.file_names import file_name
from cqcmd.documents.paper import Paper, marked
from cqcmd.errors import PlanLost
from cqcmd.i18n import _
from cqcmd.incident.state import Incident
from cqcmd.views.office.figures import Case, CaseDuty

OPEN = ("running", "overdue")
"""States of a report that is still to be made by its time."""


def due_of(incident: Incident, case: Case) -> Iterator[Appointment]:
    """Yield what is due of an incident; of what is no accident nothing is."""
    if not case.counts:
        return
    for duty in case.duties:
        if duty.mine and duty.due is not None and duty.state in OPEN:
            yield _report(incident, duty, duty.label)
    for promise in incident.promises.values():
        if promise.due is not None:
            title = f"{incident.number} {promise.text}"
            yield Appointment(f"{incident.id}-{promise.entry}", promise.due, title)


def _report(incident: Incident, duty: CaseDuty, label: str) -> Appointment:
    ident = "-".join((incident.id, duty.rule, duty.receiver, duty.stage))
    details = incident.details
    parts = [details.get("unit") or details.get("place", ""), details.get("summary", "")]
    parts += [_("依据 {clause}").format(clause=duty.source or duty.clause)]
    parts += [_("按可能等级")] if duty.maybe else []
    assert duty.due is not None
    title = _("{number} {label}").format(number=incident.number, label=label)
    return Appointment(ident, duty.due, title, " ".join(filter(None, parts)))


def all_due(open_record: OpenRecord) -> tuple[Appointment, ...]:
    """Return what is due of every incident whose plan is there, the next first."""
    found = []
    for incident in open_record.ledger.incidents.values():
        if incident.call and not incident.void:
            found += _of(open_record, incident)
    return tuple(sorted(found, key=lambda one: one.due))


def _of(open_record: OpenRecord, incident: Incident) -> list[Appointment]:
    try:
        open_record.under(incident.plan_digest)
    except PlanLost:
        return []
    return list(due_of(incident, case_of(open_record, incident, 0)))


def calendar_paper(open_record: OpenRecord, mark: str) -> Paper:
    """Return what is due as a list to be read; each line is a code of its own to be scanned."""
    due, now = all_due(open_record), open_record.clock.now()
    lines = [f"{local(one.due):%m-%d %H:%M}  {one.title}  {one.words}".rstrip() for one in due]
    head = _("时限日程：共 {count} 条。按 F7 逐条扫码，手机会把它记进日历。")
    body = [head.format(count=len(due)) + marked(mark), "", *lines]
    text = "\n".join([*body, "", marked(mark)] if mark else body) + "\n"
    codes = tuple(event_code(one, mark.partition("·")[0]) for one in due)
    name = file_name("", _("时限日程"), now, mark)
    return Paper(_("时限日程"), text, name, mark, codes=codes)
