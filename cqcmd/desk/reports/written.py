"""Written reports (4.1.2, 4.1.3) signed, copied and handed over; each its own entry."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from msgspec.structs import replace

from cqcmd.clock import stamp
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.papers.desk import Paper, PapersDesk
from cqcmd.desk.reports.compose import Composer
from cqcmd.desk.reports.forms import Issued, IssueForm
from cqcmd.desk.reports.issued import IssuedReports
from cqcmd.desk.reports.template_fields import fields_known
from cqcmd.documents.report.content import WrittenReport
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.incident.events import CopySent, ReportIssued
from cqcmd.incident.state import Incident
from cqcmd.parsing.person_fields import check_name
from cqcmd.patterns import regex
from cqcmd.text import clean

LONGEST = 10_000
"""Characters of a text that are entered whole."""
_BETWEEN = regex(r"[、，,;；：:\n]+")
"""Stands between the names of organs; at the end of them the colon of a paper is typed as well."""

HEAD = 16
"""Characters of the chain's head that are printed."""


class WrittenDesk:
    """The verbs of 书面报告; ``composer`` makes the texts, ``issued`` are those signed."""

    def __init__(self, open_record: OpenRecord, papers: PapersDesk, mark: str) -> None:
        self._open_record = open_record
        self._papers = papers
        self.composer = Composer(open_record, mark)
        self.issued = IssuedReports(open_record, self.composer)

    def issue(self, ident: str, form: IssueForm) -> Issued:
        """Record the report as signed: the exact text, its hash, the chain's head.

        Raises:
            BadInput: no text, nobody signed, or somebody issued one meanwhile.
        """
        open_record = self._open_record
        complete(form)
        assert form.stage != "assessment"  # which has an event of its own
        with open_record.act() as write:
            incident = open_record.incident(ident)
            # Under the lock, or two terminals could sign the same follow-up.
            self._open(incident, form)
            composed, copies = self.composer.receivers(incident)
            to = composed if form.to is None else addressees(form.to, composed)
            serving = open_record.ledger.serving
            # Cleaned before it is hashed, as append() cleans it: the hash must fit the entry.
            body = clean(form.body).strip()
            event = ReportIssued(
                stage=form.stage,
                serial=len(incident.documents) + 1,
                title=form.title.strip(),
                to=to,
                copies=copies,
                body=body,
                digest=sha256(body.encode()).hexdigest(),
                # The head before this entry: no text can carry the hash of the entry that holds it.
                head=write.head[1][:HEAD],
                sender=serving.name if serving else "",
                signer=form.signer.strip(),
                post=form.post.strip(),
                how=form.how,
                number=form.number.strip(),
                # The next follow-up compares with what this text told of each element (4.1.3).
                elements=self._told(ident, form),
                fields=fields_known(open_record, ident),
            )
            entry = write.append(event, ident)
        return self.issued.one(ident, entry.id)

    def _told(self, ident: str, form: IssueForm) -> dict[str, str]:
        return dict(self.composer.words(ident, form.stage) if form.told is None else form.told)

    def _open(self, incident: Incident, form: IssueForm) -> None:
        # Another terminal signed one meanwhile: this text was composed before that report.
        if len(incident.documents) != form.base:
            entry, event = incident.documents[-1]
            words = _("{actor} 在 {time} 已签发《{title}》。内容还在，请按 Esc 返回后重新核对。")
            raise BadInput(
                words.format(
                    actor=entry.writer,
                    time=stamp(entry.occurred_at, self._open_record.clock.now()),
                    title=event.title,
                )
            )

    def copied(
        self, ident: str, document: str, org: str, person: str, how: str, at: datetime, reason: str
    ) -> None:
        """Record that a copy arrived; it delays nothing and meets no duty."""
        open_record = self._open_record
        if not person.strip():
            raise BadInput(_("请填签收人；没有签收人，抄送没有凭据。"), "person")
        check_name(person, "person")
        open_record.check_time(at, reason)
        with open_record.act() as write:
            incident = open_record.incident(ident)
            if document not in {entry.id for entry, _event in incident.documents}:
                raise BadInput(_("没有这份报告，请先签发。"))
            if (document, org) in incident.copies:
                entry, event = incident.copies[document, org]
                words = _("已抄送：{time} {person}，{actor}记。")
                time = stamp(entry.occurred_at, open_record.clock.now())
                raise BadInput(words.format(time=time, person=event.person, actor=entry.writer))
            event = CopySent(
                document=document, org=org, person=person.strip(), how=how, late_reason=reason
            )
            write.append(event, ident, at)

    # Handing over

    def paper(self, report: WrittenReport) -> Paper:
        """Return the report as a text and in Word, to be saved and handed over."""
        return self._papers.report(report)

    def save_draft(self, composed: WrittenReport, shown: Mapping[str, str]) -> str:
        """Put a report as its form shows it on disk in Word, marked as a draft.

        ``shown`` has title, number, to and body; returns the file's name.
        """
        names = ("title", "number", "body")
        changed = {name: clean(shown[name]) for name in names if name in shown}
        to = _names(shown["to"]) if "to" in shown else composed.to
        return self._papers.save_report_draft(replace(composed, to=to, **changed))


def _names(typed: str) -> tuple[str, ...]:
    """Return the organs that were typed in one line, each once."""
    names = (clean(name, lines=False).strip() for name in _BETWEEN.split(typed))
    return tuple(dict.fromkeys(filter(None, names)))


def addressees(typed: str, composed: tuple[str, ...]) -> tuple[str, ...]:
    """Return whom a report is addressed to. Raises BadInput: nobody, though the plan says whom."""
    if not (names := _names(typed)) and composed:
        words = _("请填主送机关，例如 {example}；几个之间用顿号。")
        raise BadInput(words.format(example="、".join(composed)), "to")
    return names


def complete(form: IssueForm) -> None:
    """Refuse what cannot be signed. Raises BadInput with the field that is wrong."""
    required: Mapping[str, tuple[str, str]] = {
        "title": (form.title, _("请填标题。")),
        "body": (form.body, _("正文是空的，没有签发。")),
        "signer": (form.signer, _("请填签发人；没有签发人，报告不能发出。")),
    }
    for field, (text, words) in required.items():
        if not text.strip():
            raise BadInput(words, field)
    check_name(form.signer, "signer")
    if len(form.body) > LONGEST:
        raise BadInput(_("正文超过 {n} 字，请删减后再签发。").format(n=LONGEST), "body")
