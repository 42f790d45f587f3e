"""The review of a real incident as a Word file: its picture and its tables on our page."""

from docx.document import Document

from cqcmd.documents.debrief.content import event_words
from cqcmd.documents.debrief.review_content import NOTHING, Reviewed, origin, sections, title_of
from cqcmd.documents.debrief.word import (
    WORDS,
    blank,
    heading,
    listed,
    put_lessons,
    put_pictures,
    table,
)
from cqcmd.documents.paper import marked
from cqcmd.documents.word.properties import set_properties
from cqcmd.documents.word.styles import TITLE
from cqcmd.documents.word.template import as_file
from cqcmd.i18n import _
from cqcmd.views.debrief import ReviewView


def as_word(reviewed: Reviewed) -> bytes:
    """Write the paper as a .docx; of a drill every page says 演练."""
    document, view, mark = blank(reviewed.mark), reviewed.view, marked(reviewed.mark)
    document.add_paragraph(f"{mark}\n{title_of(reviewed)}" if mark else title_of(reviewed), TITLE)
    document.add_paragraph(origin(reviewed), WORDS)
    heading(document, _("一、基本情况"))
    table(document, (30, 126), (_("项目"), _("内容")), iter(view.facts))
    heading(document, _("二、经过"))
    put_pictures(document, reviewed.pictures, view.outcomes)
    document.add_paragraph(view.label, WORDS)
    for words, columns, rows in sections(view):
        heading(document, words)
        head = tuple(name for name, _width in columns)
        listed(document, tuple(width for _name, width in columns), head, rows, NOTHING)
    heading(document, _("七、问题和改进"))
    put_lessons(document, view)
    _events(document, view)
    set_properties(document, title_of(reviewed), "", reviewed.made_at, reviewed.mark)
    return as_file(document)


def _events(document: Document, view: ReviewView) -> None:
    heading(document, _("八、逐条经过"))
    head = (_("时间"), _("哪方面"), _("内容"), _("条款"))
    rows = (
        (view.when(event.at), event.lane, event_words(event), event.clause) for event in view.events
    )
    table(document, (27, 14, 101, 14), head, rows)
