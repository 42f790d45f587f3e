"""A written report as a Word document: a template, its fields filled with plain words."""

import re
from copy import deepcopy
from typing import Any

from docx.document import Document

from cqcmd.documents.paper import marked
from cqcmd.documents.report.body import told_of
from cqcmd.documents.report.content import WrittenReport
from cqcmd.documents.report.plain_text import (
    grouped_digest,
    one_line,
    signature_indents,
    written_date,
)
from cqcmd.documents.report.titles import title_lines
from cqcmd.documents.word.properties import mark_every_page, set_properties
from cqcmd.documents.word.styles import (
    DATED,
    FIRST_LEVEL,
    ISSUER,
    SECOND_LEVEL,
    SIGNED,
    SIZES,
    indent,
    put,
)
from cqcmd.documents.word.template import as_file, default_template
from cqcmd.documents.word.template_check import BODY_FIELD, FIELDS, opened
from cqcmd.documents.word.template_fields import Paragraph, W, fill, paragraph, paragraphs, roots
from cqcmd.i18n import _
from cqcmd.text import cells, clean

TITLE_CELLS = 38
"""Characters of 二号 on a line, in cells, with room at both sides."""

COLUMNS = 28
"""Characters of a line."""

KEPT = 3 * 2 * COLUMNS
"""Cells of a last paragraph that goes to the next page whole; of a longer one a part does."""

LINE_POINTS = 440
"""Points of a line of 156 mm, a little less than it has."""

WIDEST = 24
"""Characters to which a signature is placed; a longer one goes on in the next line."""

TO_SIGN = "\u3000" * 4
"""Room for a name that is written by hand: the line must not go with its label."""

_LEVELS = (
    (re.compile(_(r"[一二三四五六七八九十]+、[^。；：]*(?:。|$)")), FIRST_LEVEL),
    (re.compile(_(r"（[一二三四五六七八九十]+）[^。；：]*(?:。|$)")), SECOND_LEVEL),
)
"""A heading ends with its sentence, whether or not the paragraph goes on behind it."""


def as_word(report: WrittenReport, template: bytes | None = None) -> bytes:
    """Write the report as a .docx, in our own layout (GB/T 9704-2012) or the office's template.

    Raises:
        BadInput: what is wrong with the template, a line each.
    """
    own = own_values(report)
    document = opened(default_template() if template is None else template, own)
    mark_every_page(document, report.mark)
    values = own | values_of(report)
    for root in roots(document):
        for found in paragraphs(root):
            if BODY_FIELD in found.fields:
                _put_body(document, found, report)
            elif found.fields:
                _place_signature(document, found, report)
                fill(found, values, own)
                _set_issuer(document, found, report)
    set_properties(document, report.title, report.sender, report.made_at, report.mark)
    return as_file(document)


def values_of(report: WrittenReport) -> dict[str, str]:
    """Every field but the body, each as one line."""
    mark = marked(report.mark)
    title = "\n".join(title_lines(report.title, TITLE_CELLS, report.terms))
    values = (
        f"{mark}\n{title}" if mark else title,
        one_line(report.number),
        "、".join(map(one_line, report.to)),
        "、".join(map(one_line, report.copies)),
        "",
        one_line(report.sender),
        written_date(report.made_at),
        one_line(report.signer) or TO_SIGN,
        one_line(report.incident),
        grouped_digest(report.digest),
        grouped_digest(report.head),
        one_line(report.plan),
        mark,
    )
    return dict(zip(FIELDS, values, strict=True))


def own_values(report: WrittenReport) -> dict[str, str]:
    """Every fact and element by its name, each as one line.

    An element as the text tells it, which somebody may have changed; a follow-up tells changes
    alone, so there it is as it stands.
    """
    told = told_of(report.body, report.elements) if report.kind != "follow_up" else {}
    elements = {one.name: told.get(one.code) or one.words for one in report.elements}
    return {name: one_line(words) for name, words in (*report.fields.items(), *elements.items())}


def _put_body(document: Document, found: Paragraph, report: WrittenReport) -> None:
    """As many paragraphs as the body has lines, each as the template's own one."""
    styles = {style.name: style.style_id for style in document.styles}
    for line in map(one_line, clean(report.body).split("\n")):
        # The office's own paragraph, copied: face, size and indents stay as it set them.
        made = deepcopy(found.element)
        found.element.addprevious(made)
        fill(paragraph(made), {BODY_FIELD: line or "\u3000"})
        _set_heading(made, line, styles)
    if cells(line) <= KEPT:  # no page with a signature alone
        made.get_or_add_pPr().get_or_add_keepNext()
    found.element.getparent().remove(found.element)


def _set_heading(element: Any, line: str, styles: dict[str | None, str]) -> None:
    """Set the heading in the face of its level, in a run of its own."""
    for pattern, style in _LEVELS:
        heading = pattern.match(line)
        if heading is None or style not in styles:
            continue
        # Face and size belong to a run, so the heading gets one of its own in front.
        text = next(piece for piece in paragraph(element).pieces if piece.text)
        run = text.getparent()
        first = deepcopy(run)
        run.addprevious(first)
        text.text = text.text[heading.end() :]
        next(t for t in first.iter(f"{W}t") if t.text).text = heading[0]
        first.style = styles[style]


def _style_of(document: Document, found: Paragraph) -> str:
    properties = found.element.pPr
    style = properties.style if properties is not None else None
    named = {style.style_id: style.name for style in document.styles}
    return str(named.get(style or "") or "")


def _set_issuer(document: Document, found: Paragraph, report: WrittenReport) -> None:
    """Set the issuer's name as large as its line has room for (7.2.4), where the style asks."""
    points = int(LINE_POINTS / max(cells(one_line(report.sender)) / 2, 1))
    if _style_of(document, found) == ISSUER and points < SIZES[ISSUER]:
        for piece in found.pieces:
            properties = piece.getparent().get_or_add_rPr()
            for tag in ("w:sz", "w:szCs"):
                put(
                    properties, tag, ("w:highlight", "w:u", "w:vertAlign", "w:lang"), val=2 * points
                )


def _place_signature(document: Document, found: Paragraph, report: WrittenReport) -> None:
    """署名 and 成文日期 of a paper without a seal (7.3.5.2), where the styles ask for it."""
    named = _style_of(document, found)
    if named not in (SIGNED, DATED):
        return
    left = signature_left(named, one_line(report.sender), written_date(report.made_at))
    indent(found.element, left=left)


def signature_left(style: str, sender: str, date: str) -> float:
    """Return how many characters 署名 or 成文日期 stand in from the left, by its style."""
    widths = min(cells(sender) / 2, WIDEST), cells(date) / 2
    behind = signature_indents(*widths)
    at = 0 if style == SIGNED else 1
    return max(0, COLUMNS - behind[at] - widths[at])
