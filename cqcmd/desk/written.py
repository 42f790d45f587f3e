"""Written reports (4.1.2, 4.1.3): composed, signed, delivered, copied; each its own entry."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from msgspec import Struct
from msgspec.structs import replace

from cqcmd.clock import stamp
from cqcmd.desk.deadlines import STAGES, deadlines, is_open
from cqcmd.desk.office import Office
from cqcmd.desk.papers import Paper, PapersDesk
from cqcmd.desk.report_elements import elements
from cqcmd.documents.report import Element, PhoneReport, WrittenReport
from cqcmd.errors import BadInput
from cqcmd.incident.command_events import How
from cqcmd.incident.entry import Entry
from cqcmd.incident.events import CopySent, ReportIssued
from cqcmd.incident.incident_events import Stage
from cqcmd.incident.state import Incident
from cqcmd.rules.stages import STAGE_MINUTES
from cqcmd.text import clean
from cqcmd.views import Deadline
from cqcmd.views.reports import PaperLine
from cqcmd.words import _

UNNUMBERED = _("待编号")
LONGEST = 10_000
"""Characters of a text that are entered whole."""
HEAD = 16
"""Characters of the chain's head that are printed."""


class IssueForm(Struct, frozen=True, kw_only=True):
    """A report as it is to be signed; ``base``: how many had been issued when it was opened."""

    stage: Stage
    title: str
    body: str
    signer: str
    post: str = ""
    how: How = ""
    number: str = ""
    base: int


class Issued(Struct, frozen=True):
    """An issued report with its entry, and when the copy went out, if it did."""

    entry: str
    at: datetime
    report: WrittenReport
    copied: str


class WrittenDesk:
    """The verbs of 书面报告."""

    def __init__(self, office: Office, papers: PapersDesk, mark: str) -> None:
        self._office = office
        self._papers = papers
        self._mark = mark

    # Composing

    def stage(self, ident: str) -> Stage:
        """Which report is next: initial, then follow-ups; final once the handling ended."""
        incident = self._office.incident(ident)
        if incident.response.ended is not None:
            return "final"
        return "follow_up" if incident.documents else "initial"

    def elements(self, ident: str, stage: Stage) -> tuple[Element, ...]:
        """Every element of 4.1.2 (1)-(5); of a follow-up with what the last report said."""
        found = elements(self._office, ident, "written")
        documents = self._office.incident(ident).documents
        if stage != "follow_up" or not documents:
            return found
        before = documents[-1][1].elements
        return tuple(replace(each, before=before.get(each.code, "")) for each in found)

    def draft(self, ident: str, stage: Stage) -> WrittenReport:
        """The report as composed from the facts, to be read and changed before it is signed."""
        from cqcmd.documents.body import compose

        incident = self._office.incident(ident)
        documents = incident.documents
        continues = f"《{documents[-1][1].title}》" if documents else ""
        return self._report(
            incident,
            stage=stage,
            title=self._title(incident, stage),
            body=compose(self.elements(ident, stage), stage, continues),
            number=UNNUMBERED,
            made_at=self._office.clock.now(),
        )

    def missing(self, ident: str, stage: Stage, body: str) -> tuple[str, ...]:
        """Names of elements that the text tells as 待核, or no longer tells at all."""
        from cqcmd.documents.body import missing_in, told_in, unmarked

        told = told_in(self.elements(ident, stage), stage)
        found = (*unmarked(body, told), *missing_in(body, told))
        return tuple(dict.fromkeys(each.name for each in found))

    def phone(self, ident: str, receiver: str) -> PhoneReport:
        """What to say on the telephone now."""
        office = self._office
        serving = office.ledger.serving
        return PhoneReport(
            to=office.plan.org(receiver).name,
            sender=serving.name if serving else "",
            elements=elements(office, ident, "phone"),
            mark=self._mark,
        )

    def spoken(self, report: PhoneReport) -> tuple[tuple[str, str, str, bool], ...]:
        """The sentences: element, its name, the words, and whether something is missing."""
        from cqcmd.documents.phone_script import sentences

        names = {each.code: each.name for each in report.elements}
        return tuple(
            (each.code, names.get(each.code, ""), each.words, each.missing)
            for each in sentences(report)
        )

    def _title(self, incident: Incident, stage: Stage) -> str:
        unit = incident.details.get("unit") or incident.details.get("district", "")
        kind = incident.facts.choice("equipment")
        name = self._office.plan.kind(kind).short if kind else _("特种设备")
        serial = len([1 for _e, each in incident.documents if each.stage == stage]) + 1
        which = STAGES[stage] + (str(serial) if stage == "follow_up" else "")
        return _("关于{unit}{kind}事故情况的报告（{which}）").format(
            unit=unit, kind=name, which=which
        )

    def _report(
        self,
        incident: Incident,
        *,
        stage: Stage,
        title: str,
        body: str,
        number: str,
        made_at: datetime,
        issued: ReportIssued | None = None,
    ) -> WrittenReport:
        office = self._office
        serving = office.ledger.serving
        to, copies = self._receivers()
        return WrittenReport(
            kind=stage,
            serial=issued.serial if issued else len(incident.documents) + 1,
            title=title,
            to=issued.to if issued else to,
            copies=issued.copies if issued else copies,
            body=body,
            sender=issued.sender if issued else serving.name if serving else "",
            signer=issued.signer if issued else "",
            number=number,
            made_at=made_at,
            incident=incident.number,
            plan=f"{office.plan.meta.title} {office.plan.digest[:12]}",
            digest=issued.digest if issued else "",
            head=issued.head if issued else "",
            mark=self._mark,
        )

    def _receivers(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Names of those the station's written reports go to, and who has a copy (4.1.1)."""
        plan = self._office.plan
        mine = [
            row
            for row in plan.duties
            if row.sender == self._office.org
            and row.channel in ("written", "any")
            and row.anchor == "receipt"
        ]
        to = dict.fromkeys(plan.org(row.receiver).name for row in mine)
        copies = dict.fromkeys(plan.org(row.cc).name for row in mine if row.cc)
        return tuple(to), tuple(copies)

    @property
    def copied_to(self) -> str:
        """Who has a copy of this station's written reports; empty if nobody (4.1.1)."""
        rows = (row for row in self._office.plan.duties if row.sender == self._office.org)
        return next((row.cc for row in rows if row.cc), "")

    def lines(self, ident: str) -> tuple[PaperLine, ...]:
        """What was issued, and to whom it was delivered."""
        incident, plan = self._office.incident(ident), self._office.plan
        delivered: dict[str, list[str]] = {}
        for _entry, event in incident.reports:
            if event.document:
                delivered.setdefault(event.document, []).append(plan.org(event.receiver).short)
        return tuple(
            PaperLine(
                each.entry,
                each.at,
                each.report.title,
                each.report.number,
                each.report.signer,
                "、".join(dict.fromkeys(delivered.get(each.entry, ()))),
                each.copied if self.copied_to else _("不用抄送"),
            )
            for each in self.every(ident)
        )

    def undelivered(self, ident: str, deadline: Deadline) -> str:
        """The last issued report, where its receiver has not had it yet; else empty."""
        incident = self._office.incident(ident)
        if not incident.documents:
            return ""
        last = incident.documents[-1][0].id
        had = any(
            event.document == last and event.receiver == deadline.receiver
            for _entry, event in incident.reports
        )
        return "" if had else last

    def next_delivery(self, ident: str) -> str:
        """The rule of the written duty that is still owed; empty if none is."""
        shown = deadlines(self._office, self._office.picture(ident), STAGE_MINUTES)
        waiting = [each for each in shown if each.mine and is_open(each)]
        written = [each for each in waiting if each.channel == "written"]
        return next((each.rule for each in (*written, *waiting)), "")

    # Issuing

    def issue(self, ident: str, form: IssueForm) -> Issued:
        """Record the report as signed: the exact text, its hash, the chain's head.

        Raises:
            BadInput: no text, nobody signed, or somebody issued one meanwhile.
        """
        office = self._office
        _complete(form)
        with office.act() as write:
            incident = office.incident(ident)
            self._open(incident, form)
            to, copies = self._receivers()
            serving = office.ledger.serving
            body = clean(form.body).strip()
            event = ReportIssued(
                stage=form.stage,
                serial=len(incident.documents) + 1,
                title=form.title.strip(),
                to=to,
                copies=copies,
                body=body,
                digest=sha256(body.encode()).hexdigest(),
                head=write.head[1][:HEAD],
                sender=serving.name if serving else "",
                signer=form.signer.strip(),
                post=form.post.strip(),
                how=form.how,
                number=form.number.strip() or UNNUMBERED,
                elements={e.code: e.words for e in self.elements(ident, form.stage)},
            )
            entry = write.append(event, ident)
        return self.issued(ident, entry.id)

    def _open(self, incident: Incident, form: IssueForm) -> None:
        if incident.void:
            raise BadInput(_("接报已作废，不能再签发报告；要恢复请在日志里恢复那一条。"))
        if len(incident.documents) != form.base:
            entry, event = incident.documents[-1]
            words = _("{actor} 在 {time} 已签发《{title}》。内容还在，请按 Esc 返回后重新核对。")
            raise BadInput(
                words.format(
                    actor=entry.actor,
                    time=stamp(entry.occurred_at, self._office.clock.now()),
                    title=event.title,
                )
            )

    def copied(
        self, ident: str, document: str, org: str, person: str, how: str, at: datetime, reason: str
    ) -> None:
        """A copy reached who is to have one; it delays nothing and meets no duty."""
        office = self._office
        office.check_time(at, reason)
        with office.act() as write:
            incident = office.incident(ident)
            if document not in {entry.id for entry, _event in incident.documents}:
                raise BadInput(_("没有这份报告，请先签发。"))
            if (document, org) in incident.copies:
                entry, event = incident.copies[document, org]
                words = _("已抄送：{time} {person}，{actor}记。")
                time = stamp(entry.occurred_at, office.clock.now())
                raise BadInput(words.format(time=time, person=event.person, actor=entry.actor))
            event = CopySent(
                document=document, org=org, person=person.strip(), how=how, late_reason=reason
            )
            write.append(event, ident, at)

    # Handing over

    def paper(self, report: WrittenReport) -> Paper:
        """The report as a text and in Word, to be saved and handed over."""
        return self._papers.report(report)

    def save_draft(self, report: WrittenReport) -> str:
        """Put the composed text on disk in Word, marked as a draft; returns the file's name."""
        return self._papers.save_report_draft(report)

    # What was issued

    def every(self, ident: str) -> tuple[Issued, ...]:
        """Every issued report, the first first."""
        incident = self._office.incident(ident)
        return tuple(self._issued(incident, entry, event) for entry, event in incident.documents)

    def issued(self, ident: str, entry: str) -> Issued:
        """One of them."""
        return next(each for each in self.every(ident) if each.entry == entry)

    def _issued(self, incident: Incident, entry: Entry, event: ReportIssued) -> Issued:
        report = self._report(
            incident,
            stage=event.stage,
            title=event.title,
            body=event.body,
            number=event.number,
            made_at=entry.occurred_at,
            issued=event,
        )
        now = self._office.clock.now()
        copies = [
            each for (document, _org), each in incident.copies.items() if document == entry.id
        ]
        copied = "；".join(f"{stamp(e.occurred_at, now)} {c.person}".strip() for e, c in copies)
        return Issued(entry.id, entry.occurred_at, report, copied)


def _complete(form: IssueForm) -> None:
    required: Mapping[str, tuple[str, str]] = {
        "title": (form.title, _("请填标题。")),
        "body": (form.body, _("正文是空的，没有签发。")),
        "signer": (form.signer, _("请填签发人；没有签发人，报告不能发出。")),
    }
    for field, (text, words) in required.items():
        if not text.strip():
            raise BadInput(words, field)
    if len(form.body) > LONGEST:
        raise BadInput(_("正文超过 {n} 字，请删减后再签发。").format(n=LONGEST), "body")
