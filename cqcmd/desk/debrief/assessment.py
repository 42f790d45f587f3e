"""The assessment report (5.2): composed, signed, delivered; each version its own entry."""

from datetime import datetime
from hashlib import sha256

from msgspec.structs import replace

from cqcmd.clock import stamp
from cqcmd.desk.common.assessment_owed import (
    assessment_owed,
    assessment_tasks,
    receivers_of,
)
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.record_writer import RecordWriter
from cqcmd.desk.common.wording import level_name
from cqcmd.desk.debrief.assessment_text import AssessmentComposer
from cqcmd.desk.papers.desk import PapersDesk
from cqcmd.desk.reports.forms import Issued, IssueForm
from cqcmd.desk.reports.issued import IssuedReports
from cqcmd.desk.reports.template_fields import fields_known, fields_named
from cqcmd.desk.reports.written import HEAD, WrittenDesk, addressees, complete
from cqcmd.documents.report.content import Element
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.incident.events import AssessmentDelivered, AssessmentIssued
from cqcmd.incident.events.command import TaskMoved, TaskState
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.state import Incident
from cqcmd.parsing.person_fields import check_name
from cqcmd.text import clean
from cqcmd.views.time_words import span_words


class AssessmentReports(IssuedReports):
    """The assessment reports of an incident as they were signed, and who has which."""

    def every(self, ident: str) -> tuple[Issued, ...]:
        """Return every version, the first first."""
        incident = self._open_record.incident(ident)
        return tuple(self._version(incident, *one) for one in incident.assessment.issued)

    def _version(self, incident: Incident, entry: Entry, event: AssessmentIssued) -> Issued:
        sheet = self._composer.report(
            incident,
            stage="assessment",
            title=event.title,
            body=event.body,
            number=event.number,
            made_at=entry.occurred_at,
        )
        report = replace(
            sheet,
            serial=event.version,
            to=event.to,
            sender=event.sender,
            signer=event.signer,
            digest=event.digest,
            head=event.head,
            elements=self._told(event),
            fields=fields_named(self._open_record.plan, event.fields),
        )
        return Issued(entry.id, entry.occurred_at, report, self._delivered(incident, entry.id))

    def _told(self, event: AssessmentIssued) -> tuple[Element, ...]:
        """Return the elements of a report as the version told them when it was signed."""
        rows = (row for row in self._open_record.plan.contents if row.report == "written")
        return tuple(Element(row.code, "", row.name, event.told.get(row.code, "")) for row in rows)

    def _delivered(self, incident: Incident, document: str) -> str:
        """Return ``市市监局 07-26 09:00 周建国（机要）``, everybody who has it."""
        open_record = self._open_record
        orgs = {org.code: org.short for org in open_record.plan.orgs}
        said = []
        for (of, org), (entry, event) in incident.assessment.delivered.items():
            if of == document:
                how = _("（{how}）").format(how=event.how) if event.how else ""
                time = stamp(entry.occurred_at, open_record.clock.now())
                said.append(f"{orgs.get(org, org)} {time} {event.person}{how}")
        return "；".join(said)

    def waiting_for_copy(self, ident: str, document: str) -> tuple[str, ...]:
        """Return nobody: the plan wants no copies of it."""
        return ()

    def receivers(self, ident: str, document: str) -> tuple[str, ...]:
        """Return the organisations it goes to, those first that have not got it."""
        incident = self._open_record.incident(ident)
        every = receivers_of(self._open_record.plan, incident, self._open_record.org)
        had = incident.assessment.had_by(document)
        return tuple(sorted(every, key=lambda org: org in had))


class AssessmentDesk(WrittenDesk):
    """The verbs of 评估报告; texts, papers and drafts are made as those of any written report."""

    def __init__(self, open_record: OpenRecord, papers: PapersDesk, mark: str) -> None:
        super().__init__(open_record, papers, mark)
        self.composer = AssessmentComposer(open_record, mark)
        self.issued = AssessmentReports(open_record, self.composer)

    def standing(self, ident: str) -> str:
        """Return how it stands with the report, in a line: what is owed, to whom, for how long."""
        open_record = self._open_record
        incident, plan = open_record.incident(ident), open_record.plan
        owed = assessment_owed(plan, incident, open_record.org)
        if incident.response.level is not None:
            return _("响应还没有终止；终止以后签发评估报告")
        if owed is not None:
            names = "、".join(plan.org(org).short for org in owed.missing)
            words = _("评估报告未送{names}") if owed.document else _("评估报告未签发，应送{names}")
            span = span_words(open_record.clock.now() - owed.since)
            passed = _("；终止后 {span}，预案未规定时限").format(span=span)
            return words.format(names=names) + passed
        count = len(incident.assessment.issued)
        return _("评估报告已签发 {n} 版").format(n=count) if count else _("没有评估报告")

    def changed_since(self, ident: str) -> str:
        """Return what the record tells otherwise than the version signed last; empty if nothing."""
        issued = self._open_record.incident(ident).assessment.issued
        told = issued[-1][1].told if issued else {}
        return self.composer.news(ident, "assessment", told) if told else ""

    def put_draft(self, ident: str) -> str:
        """Put the report as it would be now on disk in Word; its name, empty if none is owed.

        Raises:
            BadInput: what is wrong with the office's template.
            Unwritable: the disk is full or may not be written.
        """
        open_record = self._open_record
        if assessment_owed(open_record.plan, open_record.incident(ident), open_record.org) is None:
            return ""
        draft = self.composer.draft(ident, "assessment")
        # Word takes a moment, and the disk may take several: the screen goes on meanwhile.
        return open_record.journal.access.off_screen(lambda: self.save_draft(draft, {}))

    def issue(self, ident: str, form: IssueForm) -> Issued:
        """Record a version as signed; those before stay as they are.

        Raises:
            BadInput: no text, nobody signed, the response goes on, or somebody signed meanwhile.
        """
        open_record = self._open_record
        complete(form)
        with open_record.act() as write:
            incident = open_record.incident(ident)
            self._may_be_signed(incident, form)
            composed, _copies = self.composer.receivers(incident)
            to = composed if form.to is None else addressees(form.to, composed)
            serving = open_record.ledger.serving
            # Cleaned before it is hashed, as append() cleans it: the hash must fit the entry.
            body = clean(form.body).strip()
            event = AssessmentIssued(
                version=len(incident.assessment.issued) + 1,
                title=form.title.strip(),
                to=to,
                body=body,
                digest=sha256(body.encode()).hexdigest(),
                head=write.head[1][:HEAD],
                sender=serving.name if serving else "",
                signer=form.signer.strip(),
                post=form.post.strip(),
                how=form.how,
                number=form.number.strip(),
                told=dict(form.told or self.composer.words(ident, "assessment")),
                fields=fields_known(open_record, ident),
            )
            entry = write.append(event, ident)
            self._move_tasks(write, incident, "begun", ("open",))
        return self.issued.one(ident, entry.id)

    def _may_be_signed(self, incident: Incident, form: IssueForm) -> None:
        level, plan = incident.response.level, self._open_record.plan
        if level is not None:
            words = _("{level}响应还在进行，没有签发；终止以后再签（{clause}）。内容还在。")
            clause = plan.role("assessment").clause
            raise BadInput(words.format(level=level_name(plan, level), clause=clause))
        # Another terminal signed one meanwhile: this text was composed before that.
        if len(incident.assessment.issued) != form.base:
            entry, event = incident.assessment.issued[-1]
            words = _("{actor} 在 {time} 已签发第{n}版。内容还在，请按 Esc 返回后重新核对。")
            time = stamp(entry.occurred_at, self._open_record.clock.now())
            raise BadInput(words.format(actor=entry.writer, time=time, n=event.version))

    def deliver(
        self, ident: str, document: str, org: str, person: str, how: str, at: datetime, reason: str
    ) -> None:
        """Record that an organisation has a version: who took it, how, when.

        Raises:
            BadInput: nobody took it, it has it already, or the version is not there.
            NeedsReason: that was more than 15 minutes ago.
        """
        open_record = self._open_record
        if not person.strip():
            raise BadInput(_("请填签收人；没有签收人，报送没有凭据。"), "person")
        check_name(person, "person")
        open_record.check_time(at, reason)
        with open_record.act() as write:
            incident = open_record.incident(ident)
            self._may_be_delivered(incident, document, org)
            event = AssessmentDelivered(
                document=document,
                org=org,
                person=person.strip(),
                how=how.strip(),
                late_reason=reason,
            )
            write.append(event, ident, at)
            had = {*incident.assessment.had_by(document), org}
            # The last version alone tells all: an older one handed in late settles nothing.
            last = incident.assessment.issued[-1][0].id == document
            if last and had.issuperset(receivers_of(open_record.plan, incident, open_record.org)):
                self._move_tasks(write, incident, "finished", ("open", "begun"))

    def _may_be_delivered(self, incident: Incident, document: str, org: str) -> None:
        issued = {entry.id: event for entry, event in incident.assessment.issued}
        if document not in issued:
            raise BadInput(_("没有这一版评估报告，请先签发。"))
        found = incident.assessment.delivered.get((document, org))
        if found is not None:
            entry, event = found
            words = _("第{n}版已送到：{time} {person}，{actor}记。")
            time = stamp(entry.occurred_at, self._open_record.clock.now())
            raise BadInput(
                words.format(
                    n=issued[document].version, time=time, person=event.person, actor=entry.writer
                )
            )

    def _move_tasks(
        self, write: RecordWriter, incident: Incident, state: TaskState, of: tuple[str, ...]
    ) -> None:
        """Move the items of the assessment on with it, so that nobody has to tick them too."""
        for code in assessment_tasks(self._open_record.plan):
            if incident.tasks.of(code).state in of:
                write.append(TaskMoved(task=code, state=state), incident.id)
