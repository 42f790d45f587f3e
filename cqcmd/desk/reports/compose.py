"""Written reports composed from the facts (4.1.2, 4.1.3), and what to say on the telephone."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec.structs import replace

from cqcmd.desk.common.addressed import addressed
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.reports.elements import ElementReader, elements
from cqcmd.desk.reports.phone_script import casualties, changed
from cqcmd.desk.reports.template_fields import fields_known, fields_named
from cqcmd.documents.report.content import Element, Kind, PhoneReport, WrittenReport
from cqcmd.documents.report.titles import terms_of
from cqcmd.i18n import _
from cqcmd.incident.events import ReportIssued
from cqcmd.incident.follow_up_reasons import ended_at
from cqcmd.incident.state import Incident
from cqcmd.views.duties import REPORT_STAGES

UNNUMBERED = _("待编号")
"""What entries of earlier versions have where no number was given."""


class Composer:
    """Reports as this station would give them now; nothing here is written down."""

    def __init__(self, open_record: OpenRecord, mark: str) -> None:
        self._open_record = open_record
        self._mark = mark

    def stage(self, ident: str) -> Kind:
        """Return which report is next: initial, then follow-ups; one final once the handling ended.

        A follow-up with a time limit (4.1.3) that is still owed goes first.
        """
        incident = self._open_record.incident(ident)
        finished = any(document.stage == "final" for _entry, document in incident.documents)
        if ended_at(incident) is not None and not finished and not self._pressing(ident):
            return "final"
        return "follow_up" if incident.documents else "initial"

    def _pressing(self, ident: str) -> bool:
        return any(
            report_owed.mine
            and report_owed.stage == "follow_up"
            and report_owed.duty.due
            and report_owed.duty.proof is None
            for report_owed in self._open_record.picture(ident).reports_owed
        )

    def elements(self, ident: str, stage: Kind) -> tuple[Element, ...]:
        """Return every element of 4.1.2 (1)-(5); of a follow-up with what the last report said."""
        found = elements(self._open_record, ident, "written")
        documents = self._open_record.incident(ident).documents
        if stage != "follow_up" or not documents:
            return found
        before = documents[-1][1].elements
        return tuple(replace(element, before=before.get(element.code, "")) for element in found)

    def words(self, ident: str, stage: Kind) -> dict[str, str]:
        """Return the words of each element, by code."""
        return {element.code: element.words for element in self.elements(ident, stage)}

    def news(self, ident: str, stage: Kind, told: Mapping[str, str]) -> str:
        """Return what became known since a text was composed of ``told``: it may be missing."""
        return "；".join(
            _("{name} 原“{before}”，现“{now}”").format(
                name=element.name, before=told[element.code], now=element.words
            )
            for element in self.elements(ident, stage)
            # What the text never told of cannot have changed since: its own words stand in.
            if element.words != told.get(element.code, element.words)
        )

    def draft(self, ident: str, stage: Kind) -> WrittenReport:
        """Compose the report from the facts, to be read and changed before it is signed."""
        # late: the board stands before anybody composes a report; so below
        from cqcmd.documents.report.body import compose

        incident = self._open_record.incident(ident)
        documents = incident.documents
        continues = f"《{documents[-1][1].title}》" if documents else ""
        return self.report(
            incident,
            stage=stage,
            title=self.title(incident, stage),
            body=compose(self.elements(ident, stage), stage, continues),
            number="",
            made_at=self._open_record.clock.now(),
        )

    def missing(self, ident: str, stage: Kind, body: str) -> tuple[str, ...]:
        """Return names of elements that the text tells as 待核, or no longer tells at all."""
        # late: as in `draft`
        from cqcmd.documents.report.body import missing_in, told_in, unmarked

        told = told_in(self.elements(ident, stage), stage)
        found = (*unmarked(body, told), *missing_in(body, told))
        return tuple(dict.fromkeys(element.name for element in found))

    def unknown_fields(self, ident: str) -> dict[str, str]:
        """Return what the facts lack by element's name: the field to fill, empty if it has none."""
        reader = ElementReader(self._open_record, ident)
        rows = [row for row in self._open_record.plan.contents if row.report == "written"]
        return {
            row.name: next(iter(reader.blank_fields(row)), "")
            for row in rows
            if reader.element(row).missing
        }

    def phone(self, ident: str, receiver: str, stage: str = "initial") -> PhoneReport:
        """Return what to say on the telephone; of a later report first what has changed."""
        open_record = self._open_record
        serving = open_record.ledger.serving
        return PhoneReport(
            to=open_record.plan.org(receiver).name,
            sender=serving.name if serving else "",
            elements=elements(open_record, ident, "phone"),
            mark=self._mark,
            changed=changed(open_record, ident, receiver, stage),
            casualties=casualties(open_record, ident),
        )

    def spoken(self, report: PhoneReport) -> tuple[tuple[str, str, str, bool], ...]:
        """Return the sentences: element, name, words, and whether something is missing."""
        # late: as in `draft`
        from cqcmd.documents.report.phone_script import CHANGE, LEFT, sentences

        names = {element.code: element.name for element in report.elements}
        names |= {CHANGE: _("变化情况"), LEFT: _("概要其余")}
        return tuple(
            (sentence.code, names.get(sentence.code, ""), sentence.words, sentence.missing)
            for sentence in sentences(report)
        )

    def is_optional(self, code: str) -> bool:
        """Return whether the sentence need not be read: what was left of a long summary."""
        from cqcmd.documents.report.phone_script import LEFT  # late: as in `draft`

        return code == LEFT

    def judged(self, lacking: Sequence[str]) -> tuple[str, ...]:
        """Return those of the lacking elements that no fact can fill: people judge them."""
        return ()

    def title(self, incident: Incident, stage: Kind) -> str:
        unit = incident.details.get("unit") or incident.details.get("district", "")
        kind = incident.facts.choice("equipment")
        name = self._open_record.plan.kind(kind).short if kind else _("特种设备")
        serial = len([1 for _e, document in incident.documents if document.stage == stage]) + 1
        which = REPORT_STAGES[stage] + (str(serial) if stage == "follow_up" else "")
        return _("关于{unit}{kind}事故情况的报告（{which}）").format(
            unit=unit, kind=name, which=which
        )

    def report(
        self,
        incident: Incident,
        *,
        stage: Kind,
        title: str,
        body: str,
        number: str,
        made_at: datetime,
        issued: ReportIssued | None = None,
    ) -> WrittenReport:
        """Return a report's sheet: an issued one exactly as signed, else as it stands now."""
        open_record = self._open_record
        serving = open_record.ledger.serving
        to, copies = self.receivers(incident)
        return WrittenReport(
            kind=stage,
            serial=issued.serial if issued else len(incident.documents) + 1,
            title=title,
            to=issued.to if issued else to,
            copies=issued.copies if issued else copies,
            body=body,
            sender=issued.sender if issued else serving.name if serving else "",
            signer=issued.signer if issued else "",
            number="" if number == UNNUMBERED else number,
            made_at=made_at,
            incident=incident.number,
            plan=f"{open_record.plan.meta.title} {open_record.plan.digest[:12]}",
            digest=issued.digest if issued else "",
            head=issued.head if issued else "",
            mark=self._mark,
            terms=self._terms(incident),
            elements=self._elements_of(incident, issued),
            fields=self._fields_of(incident, issued),
        )

    def _elements_of(self, incident: Incident, issued: ReportIssued | None) -> tuple[Element, ...]:
        """Return what a report tells: an issued one as it was signed."""
        if issued is None:
            return elements(self._open_record, incident.id, "written")
        rows = (row for row in self._open_record.plan.contents if row.report == "written")
        return tuple(
            Element(row.code, "", row.name, issued.elements.get(row.code, "")) for row in rows
        )

    def _fields_of(self, incident: Incident, issued: ReportIssued | None) -> dict[str, str]:
        open_record = self._open_record
        known = fields_known(open_record, incident.id) if issued is None else issued.fields
        return fields_named(open_record.plan, known)

    def _terms(self, incident: Incident) -> tuple[str, ...]:
        """Return the words that a title is not cut in: the plan's, and the names of this case."""
        serving = self._open_record.ledger.serving
        names = (incident.details.get("unit", ""), incident.details.get("place", ""))
        every = (*terms_of(self._open_record.plan), *names, serving.name if serving else "")
        return tuple(filter(None, every))

    def receivers(self, incident: Incident) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return full names of those the station's reports go to, and who has a copy (4.1.1)."""
        plan, district = self._open_record.plan, incident.details.get("district", "")
        mine = [
            row
            for row in plan.duties
            if row.sender == self._open_record.org
            and row.channel in ("written", "any")
            # Those that count from the occurrence are of a companion rule, not of 4.1.1.
            and row.anchor == "receipt"
        ]
        to = dict.fromkeys(addressed(plan, plan.org(row.receiver), district) for row in mine)
        copied = (row.cc for row in mine if row.cc)
        copies = dict.fromkeys(addressed(plan, plan.org(org), district) for org in copied)
        return tuple(to), tuple(copies)

    def short_names(self, ident: str) -> dict[str, str]:
        """Return the short name that screens use of each organ, by its name on papers."""
        plan = self._open_record.plan
        district = self._open_record.incident(ident).details.get("district", "")
        return {addressed(plan, org, district): org.short for org in plan.orgs}

    @property
    def copied_to(self) -> tuple[str, ...]:
        """Codes of all who have a copy of this station's written reports (4.1.1)."""
        rows = (row for row in self._open_record.plan.duties if row.sender == self._open_record.org)
        return tuple(dict.fromkeys(row.cc for row in rows if row.cc))
