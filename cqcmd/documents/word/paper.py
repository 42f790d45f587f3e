"""A written report as a paper: its text, and the way to make it a Word file."""

from collections.abc import Callable

from msgspec.structs import replace

from cqcmd.documents.file_names import file_name
from cqcmd.documents.paper import Paper
from cqcmd.documents.report.content import WrittenReport
from cqcmd.documents.report.plain_text import as_message, as_page, as_text
from cqcmd.i18n import _

DRAFT = _("草稿")


def report_paper(report: WrittenReport, template: Callable[[], bytes | None]) -> Paper:
    """Make the paper; ``template`` is asked for the office's own one when Word is wanted."""

    def word() -> bytes:
        from cqcmd.documents.word.report import as_word  # late: it loads python-docx

        # Asked only now: a template with faults keeps nobody from reading the text.
        return as_word(report, template())

    name = file_name(report.incident, report.title, report.made_at, report.mark)
    page = as_page(report)
    made = Paper(report.title, as_text(report), name, report.mark, as_message(report), page=page)
    return replace(made, word=word, templated=True)


def draft_paper(report: WrittenReport, template: Callable[[], bytes | None]) -> Paper:
    """Make the paper of a report not issued yet: every page and its name say that it is a draft."""
    mark = "·".join(mark for mark in (report.mark, DRAFT) if mark)
    title = _("{title}（草稿）").format(title=report.title)
    # By the mark of a drill alone: that it is a draft the title says already.
    name = file_name(report.incident, title, report.made_at, report.mark)
    return replace(report_paper(replace(report, mark=mark), template), file_name=name)
