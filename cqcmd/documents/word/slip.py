"""A slip as a Word document: a table of names and what holds, under the title of our reports."""

from docx.document import Document
from docx.oxml.ns import qn

from cqcmd.documents.paper import Head, marked
from cqcmd.documents.report.plain_text import one_line
from cqcmd.documents.report.titles import title_lines
from cqcmd.documents.slip import Slip, filled, signed
from cqcmd.documents.word.properties import mark_every_page, set_properties
from cqcmd.documents.word.report import TITLE_CELLS
from cqcmd.documents.word.styles import BODY, FOOT, HEAD, TITLE
from cqcmd.documents.word.tables import Cell, add_style, add_table
from cqcmd.documents.word.template import as_file, default_template
from cqcmd.documents.word.template_check import MARK_FIELD, opened
from cqcmd.documents.word.template_fields import fill, paragraphs, roots
from cqcmd.i18n import _
from cqcmd.text import clean

IN_TABLE = _("单据栏目")
"""The style of cells."""

POINTS, LINE, WIDTHS = 14, 460, (36, 120)
"""Four-and-a-bit 号, its line in twentieths of a point, the columns in millimetres."""


def as_word(slip: Slip, head: Head) -> bytes:
    """Write the slip as a .docx in our own layout."""
    document = opened(default_template())
    body = document.element.body
    for element in list(body):
        if element.tag != qn("w:sectPr"):  # the page stays, what stands on it goes
            body.remove(element)
    mark = marked(head.mark)
    title = title_lines(slip.title, TITLE_CELLS)
    document.add_paragraph("\n".join([mark, *title] if mark else title), TITLE)
    document.add_paragraph("", HEAD)
    _add(document, slip.opening, BODY)
    add_style(document, IN_TABLE, POINTS, LINE)
    style = document.styles[IN_TABLE].style_id
    rows = [(Cell(name, bold=True), Cell(one_line(clean(filled(w))))) for name, w in slip.rows]
    add_table(document, WIDTHS, rows, (style, style))
    document.add_paragraph("", HEAD)
    for signer in slip.signers:
        _add(document, signed(signer), HEAD)
    for note in slip.notes:
        _add(document, note, FOOT)
    mark_every_page(document, head.mark)
    for root in roots(document):
        for found in paragraphs(root):
            fill(found, {MARK_FIELD: mark})
    set_properties(document, slip.title, "", head.made_at, head.mark)
    return as_file(document)


def _add(document: Document, words: str, style: str) -> None:
    document.add_paragraph(one_line(clean(words)), style)
