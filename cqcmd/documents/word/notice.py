"""The notice of a warning as a Word document, set as our reports are (GB/T 9704)."""

from docx.document import Document
from docx.oxml.ns import qn

from cqcmd.documents.paper import Head, marked
from cqcmd.documents.report.plain_text import one_line, title_lines, written_date
from cqcmd.documents.warning.content import Notice
from cqcmd.documents.warning.notice import body_of, title_of
from cqcmd.documents.word.properties import mark_every_page, set_properties
from cqcmd.documents.word.report import TITLE_CELLS, signature_left
from cqcmd.documents.word.styles import BODY, DATED, HEAD, SIGNED, TITLE, indent
from cqcmd.documents.word.template import as_file, default_template
from cqcmd.documents.word.template_check import MARK_FIELD, opened
from cqcmd.documents.word.template_fields import fill, paragraphs, roots
from cqcmd.text import clean


def as_word(notice: Notice, head: Head) -> bytes:
    """Write the notice as a .docx in our own layout."""
    document = opened(default_template())
    body = document.element.body
    for element in list(body):
        if element.tag != qn("w:sectPr"):  # the page stays, what stands on it goes
            body.remove(element)
    mark = marked(head.mark)
    title = title_lines(title_of(notice), TITLE_CELLS)
    document.add_paragraph("\n".join([mark, *title] if mark else title), TITLE)
    document.add_paragraph("", HEAD)
    for line in body_of(notice):
        document.add_paragraph(one_line(clean(line)), BODY)
    document.add_paragraph("", HEAD)
    _sign(document, notice.issuer, written_date(notice.issued_at or head.made_at))
    mark_every_page(document, head.mark)
    for root in roots(document):
        for found in paragraphs(root):
            fill(found, {MARK_FIELD: mark})
    set_properties(document, title_of(notice), notice.issuer, head.made_at, head.mark)
    return as_file(document)


def _sign(document: Document, sender: str, date: str) -> None:
    """署名 and 成文日期 of a paper without a seal (7.3.5.2)."""
    for words, style in ((one_line(sender), SIGNED), (date, DATED)):
        line = document.add_paragraph(words, style)
        indent(line._p, left=signature_left(style, one_line(sender), date))
        if style == SIGNED:
            line.paragraph_format.keep_with_next = True
