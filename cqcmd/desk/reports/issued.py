"""Reports that were issued: the text as signed, to whom it went, who has a copy."""

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.duties.copies import copied_words
from cqcmd.desk.duties.deadlines import deadlines
from cqcmd.desk.reports.compose import Composer
from cqcmd.desk.reports.forms import Issued
from cqcmd.i18n import _
from cqcmd.incident.events import ReportIssued
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.state import Incident
from cqcmd.rules.urgency import STAGE_MINUTES
from cqcmd.views import Deadline
from cqcmd.views.duties import is_open
from cqcmd.views.reports import PaperLine


class IssuedReports:
    """The issued reports of an incident, and which of them is still to be delivered."""

    def __init__(self, open_record: OpenRecord, composer: Composer) -> None:
        self._open_record = open_record
        self._composer = composer

    def every(self, ident: str) -> tuple[Issued, ...]:
        """Return every issued report, the first first."""
        incident = self._open_record.incident(ident)
        return tuple(self._issued(incident, entry, event) for entry, event in incident.documents)

    def one(self, ident: str, entry: str) -> Issued:
        """Return one of them."""
        return next(issued for issued in self.every(ident) if issued.entry == entry)

    def _issued(self, incident: Incident, entry: Entry, event: ReportIssued) -> Issued:
        report = self._composer.report(
            incident,
            stage=event.stage,
            title=event.title,
            body=event.body,
            number=event.number,
            made_at=entry.occurred_at,
            issued=event,
        )
        orgs = dict.fromkeys([*self._composer.copied_to, *self._had_copy(incident, entry.id)])
        words = copied_words(self._open_record, incident, entry.id, tuple(orgs))
        return Issued(entry.id, entry.occurred_at, report, words)

    def _had_copy(self, incident: Incident, document: str) -> list[str]:
        return [org for (copy_of, org) in incident.copies if copy_of == document]

    def waiting_for_copy(self, ident: str, document: str) -> tuple[str, ...]:
        """Return codes of those who are to have a copy and are not recorded as having it (4.1.1).

        Where all have it, all of them: a record of it again is refused with who took it.
        """
        had = self._had_copy(self._open_record.incident(ident), document)
        everybody = self._composer.copied_to
        return tuple(org for org in everybody if org not in had) or everybody

    def lines(self, ident: str) -> tuple[PaperLine, ...]:
        """Return what was issued, and to whom it was delivered."""
        incident, plan = self._open_record.incident(ident), self._open_record.plan
        delivered: dict[str, list[str]] = {}
        for _entry, event in incident.reports:
            if event.document:
                delivered.setdefault(event.document, []).append(plan.org(event.receiver).short)
        return tuple(
            PaperLine(
                issued.entry,
                issued.at,
                issued.report.title,
                issued.report.number,
                issued.report.signer,
                "、".join(dict.fromkeys(delivered.get(issued.entry, ()))),
                issued.copied if self._composer.copied_to else _("不用抄送"),
            )
            for issued in self.every(ident)
        )

    def undelivered(self, ident: str, deadline: Deadline) -> str:
        """Return the last report issued for a duty and not yet delivered; else empty."""
        incident = self._open_record.incident(ident)
        issued = [entry.id for entry, event in incident.documents if event.stage == deadline.stage]
        if not issued:
            return ""
        last = issued[-1]
        had = any(
            event.document == last and event.receiver == deadline.receiver
            for _entry, event in incident.reports
        )
        return "" if had else last

    def receivers(self, ident: str, document: str) -> tuple[str, ...]:
        """Return codes of those a report may be delivered to: those owed it first."""
        incident, open_record = self._open_record.incident(ident), self._open_record
        stage = next(event.stage for entry, event in incident.documents if entry.id == document)
        mine = [row.receiver for row in open_record.plan.duties if row.sender == open_record.org]
        # Only who is owed what is asked here, so the minutes of the stages do not matter.
        shown = deadlines(open_record, open_record.picture(ident), STAGE_MINUTES)
        waiting = [
            deadline.receiver
            for deadline in shown
            if deadline.mine
            and is_open(deadline)
            and deadline.stage == stage
            # Each channel is a duty of its own, and paper does not meet the one by telephone.
            and deadline.channel != "phone"
        ]
        had = {event.receiver for _e, event in incident.reports if event.document == document}
        every = dict.fromkeys((*waiting, *mine))
        # Stable: behind go those who had it; of the others those who are owed it stay in front.
        return tuple(sorted(every, key=lambda org: org in had))
