"""Any paper as a Word document on our own page (GB/T 9704): a title, its paragraphs, who signs."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn
from msgspec import Struct

from cqcmd.documents.paper import Head, marked
from cqcmd.documents.report.plain_text import one_line, written_date
from cqcmd.documents.report.titles import title_lines
from cqcmd.documents.word.properties import mark_every_page, set_properties
from cqcmd.documents.word.report import TITLE_CELLS, signature_left
from cqcmd.documents.word.styles import (
    BODY,
    CHARACTER,
    DATED,
    FIRST_LEVEL,
    HEAD,
    PROOF,
    SIGNED,
    TITLE,
    given,
    indent,
)
from cqcmd.documents.word.tables import LINE, Cell, add_style, add_table
from cqcmd.documents.word.template import as_file, default_template
from cqcmd.documents.word.template_check import MARK_FIELD, opened
from cqcmd.documents.word.template_fields import fill, paragraphs, roots
from cqcmd.i18n import _
from cqcmd.text import clean

CELLS = _("表格文字")
"""The style of the words in a table."""

STEP = 3
"""Blanks by which a line of a list stands in, a level deeper each."""

DEEPEST = 4
"""Levels; what somebody typed with more blanks stands no further in."""


class Sheet(Struct, frozen=True, kw_only=True):
    """What a paper says: ``body`` and ``foot`` a line a paragraph.

    ``sender`` signs where there is one, with ``dated`` below; without a date nobody does.
    ``table`` stands behind the body: its rows, the first of headings, and widths in millimetres.
    """

    title: str
    body: tuple[str, ...]
    foot: tuple[str, ...] = ()
    sender: str = ""
    dated: datetime | None = None
    terms: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    widths: tuple[float, ...] = ()


def as_word(sheet: Sheet, head: Head) -> bytes:
    """Write the paper as a .docx in our own layout."""
    document = _blank()
    mark = marked(head.mark)
    title = title_lines(sheet.title, TITLE_CELLS, sheet.terms)
    document.add_paragraph("\n".join([mark, *title] if mark else title), TITLE)
    document.add_paragraph("", HEAD)
    # Paragraphs stand line on line: the blank ones between parts of a text carry its end over.
    _add(document, [line for line in sheet.body if line.strip()], BODY)
    if sheet.table:
        _add_table(document, sheet)
    if sheet.dated is not None:
        document.add_paragraph("", HEAD)
        _sign(document, one_line(sheet.sender), written_date(sheet.dated))
    if sheet.foot:
        document.add_paragraph("", HEAD)
        _add(document, sheet.foot, PROOF)
    mark_every_page(document, head.mark)
    for root in roots(document):
        for found in paragraphs(root):
            fill(found, {MARK_FIELD: mark})
    set_properties(document, sheet.title, sheet.sender, head.made_at, head.mark)
    return as_file(document)


def _blank() -> Document:
    """Our page with its header and numbers, nothing on it."""
    document = opened(default_template())
    body = document.element.body
    for element in list(body):
        if element.tag != qn("w:sectPr"):  # the page stays, what stands on it goes
            body.remove(element)
    return document


def _add(document: Document, lines: Sequence[str], style: str) -> None:
    """Add a paragraph a line; one over deeper lines, or in 【】, is a heading that stays there."""
    levels = [*map(_level, lines), 0]
    for line, level, following in zip(lines, levels, levels[1:], strict=False):
        words = clean(line, lines=False).strip()
        made: Any = document.add_paragraph("", style)
        heading = not level and (following > 0 or words.startswith(_("【")))
        made.add_run(words, FIRST_LEVEL if heading else None)
        made.paragraph_format.keep_with_next = heading or None
        if level:
            given(made._p.get_or_add_pPr().get_or_add_ind(), left=2 * level * CHARACTER)


def _level(line: str) -> int:
    words = clean(line, lines=False).rstrip()
    return min((len(words) - len(words.lstrip(" "))) // STEP, DEEPEST)


def _add_table(document: Document, sheet: Sheet) -> None:
    """Add the table; a row with its first cell filled is bold over those below it."""
    add_style(document, CELLS, 10.5, LINE)
    rows = (
        [Cell(clean(words, lines=False), bold=bool(row[0])) for words in row] for row in sheet.table
    )
    ids = {style.name: style.style_id for style in document.styles}
    add_table(document, sheet.widths, rows, (ids[CELLS], ids[CELLS]))


def _sign(document: Document, sender: str, date: str) -> None:
    """署名 and 成文日期 of a paper without a seal (7.3.5.2)."""
    for words, style in ((sender, SIGNED), (date, DATED))[0 if sender else 1 :]:
        line = document.add_paragraph(words, style)
        indent(line._p, left=signature_left(style, sender, date))
        if style == SIGNED:
            line.paragraph_format.keep_with_next = True
