"""Reports made and heard of: what meets a duty, and what starts another organisation's clock."""

from datetime import datetime

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.reports.forms import Earlier, ReportForm
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.incident.events import DutiesStarted, Received, Reported
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.picture import Picture
from cqcmd.parsing.person_fields import check_name, check_phones


class ReportingDesk:
    """The verbs of 4.1."""

    def __init__(self, open_record: OpenRecord) -> None:
        self._open_record = open_record

    def record(self, ident: str, form: ReportForm, *, reason: str = "") -> Earlier | None:
        """Record a report as made; returns the earlier one if the duty was already met.

        Raises:
            BadInput: nobody named as having taken it, unknown organisations, an impossible time,
                a struck receipt.
            NeedsReason: it was made more than 15 minutes ago.
        """
        open_record = self._open_record
        _check(open_record, form)
        open_record.check_time(form.at, reason)
        with open_record.act() as write:
            # Asked before it is written, or this report would be found as its own earlier one.
            earlier = _earlier(open_record.picture(ident), form)
            event = Reported(
                sender=form.sender,
                receiver=form.receiver,
                channel=form.channel,
                person=form.person.strip(),
                number=form.number.strip(),
                read_back=form.read_back,
                remark=form.remark,
                stage=form.stage,
                document=form.document,
                late_reason=reason,
            )
            write.append(event, ident, form.at)
        return earlier

    def record_notification(
        self, ident: str, org: str, at: datetime, *, source: str = "", reason: str = ""
    ) -> None:
        """Record that another organisation learned of the accident at ``at``."""
        open_record = self._open_record
        if org not in open_record.plan.index["orgs"]:
            raise BadInput(_("不认识的单位，请从列表里选。"))
        open_record.check_time(at, reason)
        with open_record.act() as write:
            # From whomever: the clock of an organisation starts at its first receipt (4.1.1).
            write.append(Received(org=org, source=source, late_reason=reason), ident, at)

    def start_duties(self, ident: str, reason: str = "") -> None:
        """Start the duties before time alone makes the event an accident."""
        open_record = self._open_record
        with open_record.act() as write:
            if not open_record.picture(ident).waiting:
                raise BadInput(_("报告时限已经在走，不必再启动。"))
            write.append(DutiesStarted(reason=reason), ident)


def _check(open_record: OpenRecord, form: ReportForm) -> None:
    orgs = open_record.plan.index["orgs"]
    if form.sender not in orgs or form.receiver not in orgs:
        raise BadInput(_("不认识的单位，请从列表里选。"))
    if not form.person.strip():
        raise BadInput(_("请填对方接报人姓名；没有接报人，报告不算完成。"), "person")
    check_name(form.person, "person")
    # On paper it is the number of the letter.
    if form.channel == "phone":
        check_phones(form.number, "number")


def _earlier(picture: Picture, form: ReportForm) -> Earlier | None:
    """Return the report that met the duty: a first one by its channel, a later by any."""
    incident = picture.incident
    refs = _answers(picture, form) if form.stage != "initial" else None
    same: list[tuple[Entry, Reported]] = [
        (entry, event)
        for entry, event in incident.reports
        if (event.sender, event.receiver) == (form.sender, form.receiver)
        and (
            (event.stage, event.channel) == ("initial", form.channel)
            if refs is None
            else entry.id in refs
        )
    ]
    if not same:
        return None
    # By when they were made, not written down: the first one stays the proof.
    entry, event = min(same, key=lambda pair: pair[0].occurred_at)
    return Earlier(entry.writer, event.person, entry.occurred_at)


def _answers(picture: Picture, form: ReportForm) -> set[str]:
    """Return the proofs of this later report; none while one of its kind is still owed."""
    asked = [
        report_owed.duty.proof
        for report_owed in picture.reports_owed
        if (report_owed.stage, report_owed.duty.rule.sender, report_owed.duty.rule.receiver)
        == (form.stage, form.sender, form.receiver)
    ]
    # While one is owed, this report is going to be its proof, and no second one (又报).
    return {proof.ref for proof in asked if proof} if all(asked) else set()
