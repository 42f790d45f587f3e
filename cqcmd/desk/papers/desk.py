"""文书: texts made of what is written down, to be read, saved and handed over."""

from itertools import count
from pathlib import Path

from cqcmd.desk.command.forms import HOW_NAMES
from cqcmd.desk.command.headquarters import CommandDesk
from cqcmd.desk.common.addressed import addressed
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.wording import level_name
from cqcmd.desk.measures.views import measure_views
from cqcmd.desk.papers.word_template import template_in
from cqcmd.desk.situation.views import SituationViews
from cqcmd.documents.checklist import COLUMNS, checklist, rows
from cqcmd.documents.file_names import file_name
from cqcmd.documents.paper import BLANK, Head, take_over
from cqcmd.documents.paper import Paper as Paper
from cqcmd.documents.pictures import offline, titled
from cqcmd.documents.report.content import WrittenReport
from cqcmd.documents.report.start_order import Decision, start_order
from cqcmd.documents.unit_duties import unit_duties
from cqcmd.documents.word.paper import draft_paper, report_paper
from cqcmd.documents.word.sheet_paper import Signing, in_word
from cqcmd.i18n import _
from cqcmd.incident.command.response import ResponseLog, Step
from cqcmd.incident.events import ResponseStepped
from cqcmd.incident.state import Incident
from cqcmd.local_store import write_whole
from cqcmd.paths import PAPERS
from cqcmd.rules.plan import Plan
from cqcmd.rules.rows import Content

FOLDER = PAPERS
"""Where papers lie inside the data folder."""

ORDER_FIELDS = ("items", "duration", "measures")
"""What a step of the response says of the start order beside its level."""


class PapersDesk:
    """The verbs of 文书."""

    def __init__(
        self,
        open_record: OpenRecord,
        views: SituationViews,
        command: CommandDesk,
        data: Path,
        mark: str,
    ) -> None:
        self._open_record, self._views, self._command = open_record, views, command
        self._mark = mark
        self.folder = data / FOLDER

    def checklist(self, ident: str) -> Paper:
        """Return every measure with its steps (4.4, 4.7)."""
        tasks = measure_views(self._open_record, self._open_record.incident(ident))
        head, title = self.head(ident), self._title(ident)
        table, widths = tuple(rows(tasks)), tuple(width for _name, width in COLUMNS)
        made = checklist(head, title, tasks)
        return in_word(made, head, body=(title,), table=table, widths=widths)

    def start_order(self, ident: str) -> Paper:
        """Return the order that started the response; before it, what is known of it (4.6)."""
        decision = self._decision(self._open_record.incident(ident))
        head, rows = self.head(ident), self.elements("start_order")
        signing = Signing(decision.organ, decision.at) if decision.at else None
        return in_word(start_order(head, self._title(ident), rows, decision), head, signing)

    def take_over(self, ident: str) -> Paper:
        """Return the sheet that whoever takes command over must read (2.2)."""
        head = self.head(ident)
        return in_word(take_over(head, self._command.sheet(ident)), head)

    def unit_duties(self, ident: str) -> Paper:
        """Return who commands, where headquarters sit, and every unit's duties (annex 1)."""
        head, units = self.head(ident), self._command.units.every(ident)
        headquarters = self._command.headquarters(ident)
        return in_word(unit_duties(head, self._title(ident), headquarters, units), head)

    def report(self, report: WrittenReport) -> Paper:
        """Return a written report (4.1.2), in Word too by the office's template if it has one."""
        return report_paper(report, lambda: template_in(self.folder.parent))

    def dialling(self, number: str) -> Paper:
        """Return a number as a link that a telephone dials. Raises BadInput: there is none."""
        # late: segno brings the whole of urllib, which no first screen waits for
        from cqcmd.documents.codes import tel

        name = file_name("", _("拨号"), self._open_record.clock.now(), self._mark)
        return Paper(number, number, name, mark=self._mark, message=tel(number))

    def save_report_draft(self, report: WrittenReport) -> str:
        """Put a report that is not issued yet on disk in Word, marked so; returns the name.

        Raises:
            BadInput: what is wrong with the office's template.
            Unwritable: the disk is full or may not be written.
        """
        paper = draft_paper(report, lambda: template_in(self.folder.parent))
        path = free((self.folder / paper.file_name).with_suffix(".docx"))
        write_whole(path, paper.word() if paper.word else b"")
        return path.name

    def elements(self, report: str) -> tuple[Content, ...]:
        """Return what the plan wants in a text: ``press`` (4.7) or ``start_order`` (4.6)."""
        return tuple(row for row in self._open_record.plan.contents if row.report == report)

    def save(self, paper: Paper, folder: Path | None = None) -> Path:
        """Put a paper on disk, whole or not at all; another of the same name stays.

        Raises:
            Unwritable: the disk is full or may not be written.
        """
        path = free((folder or self.folder) / paper.file_name)
        write_whole(path, text_bytes(paper))
        return path

    def save_picture(self, svg: str) -> Path:
        """Put a picture of the screen on disk, beside the papers.

        Raises:
            Unwritable: the disk is full or may not be written.
        """
        name = file_name("", _("屏幕"), self._open_record.clock.now(), self._mark)
        path = free((self.folder / name).with_suffix(".svg"))
        title = " ".join(part for part in (self._mark, path.stem) if part)
        write_whole(path, titled(offline(svg), title).encode())
        return path

    def head(self, ident: str) -> Head:
        """Return what every paper of an incident names, as it is now."""
        open_record = self._open_record
        incident = open_record.incident(ident)
        remark = open_record.damage.words_of(incident)
        now = open_record.clock.now()
        return Head(incident.number, now, open_record.plan, self._mark, remark)

    def _title(self, ident: str) -> str:
        return self._views.strip(ident).title

    def _decision(self, incident: Incident) -> Decision:
        log, plan = incident.response, self._open_record.plan
        step = log.started or log.approved or log.proposed
        if step is None:
            return Decision(fields={})
        decided = step.event
        level = {"level": level_name(plan, decided.level)} if decided.level else {}
        fields = level | {name: _told(log, step, name) for name in ORDER_FIELDS}
        # A proposal is nobody's decision yet, so the order names nobody as having decided.
        if decided.step == "proposed":
            return Decision(fields=fields)
        return Decision(
            step=decided.step,
            fields=fields,
            who=decided.who,
            post=decided.post,
            how=HOW_NAMES[decided.how] if decided.how else "",
            organ=_organ(plan, decided, incident.details.get("district", "")),
            # Before the start there is no moment at which it took effect.
            at=step.at if log.started else None,
        )


def _organ(plan: Plan, decided: ResponseStepped, district: str) -> str:
    """Return whose decision a level is by the plan (4.6), as papers address it.

    Whose it is to lower one, the plan does not say: that is left to be written.
    """
    row = next((row for row in plan.responses if row.level == decided.level), None)
    if row is None or decided.step == "lowered":
        return BLANK
    return addressed(plan, plan.org(row.approver), district)


def _told(log: ResponseLog, step: Step, name: str) -> str:
    """Return the last wording of a field: of that step, or an earlier one on its level."""
    for other in reversed(log.steps[: log.steps.index(step) + 1]):
        words: str = getattr(other.event, name)
        if other.event.level == step.event.level and words:
            return words
    return ""


def text_bytes(paper: Paper) -> bytes:
    """Encode the text, a line a paragraph: whoever opens it folds it to his own page."""
    return file_bytes(paper.text)


def file_bytes(text: str) -> bytes:
    """Encode a text with a BOM and CRLF, so that old editors on Windows read it."""
    return text.replace("\n", "\r\n").encode("utf-8-sig", "replace")


def free(path: Path) -> Path:
    """Return the path, or a numbered one where a file lies there already."""
    names = (path.with_stem(f"{path.stem}-{n}") if n > 1 else path for n in count(1))
    try:
        return next(name for name in names if not name.exists())
    except OSError:  # whoever writes there will be told why it cannot be
        return path
