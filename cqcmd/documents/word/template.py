"""Our own template: a page of GB/T 9704-2012 with {{fields}} where the report comes."""

from functools import cache
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.oxml import serialize_part_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.section import Section
from docx.shared import Mm, Pt

from cqcmd.documents.word.styles import (
    ALTERNATIVES,
    BODY,
    DATED,
    FOOT,
    HEAD,
    ISSUER,
    PROOF,
    RULE,
    SIGNED,
    SIGNER,
    SONG,
    TITLE,
    add_styles,
    given,
    put,
)
from cqcmd.i18n import _

MILLIMETRES = {"top": 37, "bottom": 35, "left": 28, "right": 26}
"""Margins that leave 156 x 225 mm of an A4 page."""

FOOTER = 23
"""Millimetres from the page's edge to the number's line: its dash stands 7 below the text."""

PITCH = 579
"""225 mm divided by 22 lines, in twentieths of a point."""

PROOFS = (
    _("事件编号：{{事件编号}}"),
    _("依据：{{预案}}"),
    _("正文校验码：{{校验码}}"),
    _("日志链首：{{链首}}"),
)
PLACED = ("w:tblW", "w:jc", "w:tblInd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
"""What follows in the properties of a table, in the order in which it must stand."""

MARK = _("{{演练}}")


@cache
def default_template() -> bytes:
    """Return the template as a file, to be used as it is or changed in Word."""
    document = docx.Document()
    add_styles(document)
    _name_alternatives(document)
    _set_page(document.sections[0])
    document.settings.odd_and_even_pages_header_footer = True
    _write(document)
    return as_file(document)


def as_file(document: Document) -> bytes:
    """Return the document as it lies on disk."""
    packed = BytesIO()
    document.save(packed)
    return packed.getvalue()


def _write(document: Document) -> None:
    _write_head(document)
    for words, style in (
        (_("{{标题}}"), TITLE),
        ("", HEAD),
        (_("{{主送}}："), HEAD),
        (_("{{正文}}"), BODY),
        ("", HEAD),
        (_("{{署名}}"), SIGNED),
        (_("{{日期}}"), DATED),
    ):
        document.add_paragraph(words, style)
    for line in document.paragraphs[-3:-1]:
        line.paragraph_format.keep_with_next = True
    given(document.paragraphs[-1]._p.get_or_add_pPr().get_or_add_spacing(), after=280)
    _write_foot(document)
    document.add_paragraph("", PROOF)  # Word wants one behind a table


def _write_head(document: Document) -> None:
    """版头 of an upward paper: who issues it, number and signer on one line, the red rule (7.2)."""
    document.add_paragraph(MARK, HEAD)
    document.add_paragraph(_("{{署名}}"), ISSUER)
    for _blank in range(2):
        document.add_paragraph("", HEAD)
    numbered = document.add_paragraph(_("　{{文号}}\t签发人："), HEAD)
    numbered.add_run(_("{{签发人}}"), SIGNER)
    numbered.add_run("　")
    _tab_at_the_right(numbered)
    document.add_paragraph("", RULE)
    for _blank in range(2):
        document.add_paragraph("", HEAD)


def _tab_at_the_right(paragraph: Any) -> None:
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(156), WD_TAB_ALIGNMENT.RIGHT)


def _write_foot(document: Document) -> None:
    """At the foot of the last page: 抄送, and below a rule what proves the paper."""
    table = document.add_table(2, 1)
    copies, proofs = (row.cells[0] for row in table.rows)
    copies.paragraphs[0].style = FOOT
    copies.paragraphs[0].text = _("抄送：{{抄送}}。")
    indents = copies.paragraphs[0]._p.get_or_add_pPr().get_or_add_ind()
    given(indents, left=280 * 4, hanging=280 * 3, right=280)
    for number, words in enumerate(PROOFS):
        line = proofs.add_paragraph() if number else proofs.paragraphs[0]
        line.text, line.style = words, PROOF
        given(line._p.get_or_add_pPr().get_or_add_ind(), left=280)
    _rules(table)


def _rules(table: Any) -> None:
    """As wide as the text: thick ones (0.35 mm) outside, a thin one (0.25 mm) between (7.4.1)."""
    properties = table._tbl.tblPr
    for old in properties.findall(properties.tag.replace("tblPr", "tblStyle")):
        properties.remove(old)
    put(
        properties, "w:tblpPr", PLACED, vertAnchor="margin", horzAnchor="margin", tblpYSpec="bottom"
    )
    borders = put(properties, "w:tblBorders", PLACED[3:])
    for side, eighths in (("top", 8), ("bottom", 8), ("insideH", 6)):
        put(borders, f"w:{side}", val="single", sz=eighths, space=0, color="000000")
    margins = put(properties, "w:tblCellMar", ("w:tblLook",))
    for side in ("left", "right"):
        put(margins, f"w:{side}", w=0, type="dxa")


def _set_page(section: Section) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    for side, width in MILLIMETRES.items():
        setattr(section, f"{side}_margin", Mm(width))
    section.header_distance, section.footer_distance = Mm(20), Mm(FOOTER)
    given(section._sectPr.find(qn("w:docGrid")), type="lines", linePitch=PITCH)
    for header in (section.header, section.even_page_header):
        header.is_linked_to_previous = False
        # A field, not the word: what is real fills it with nothing.
        header.paragraphs[0].text = MARK
        header.paragraphs[0].alignment = 1
    _number_pages(section)


def _number_pages(section: Section) -> None:
    """Put the number on the outer side, one character from the edge of the text (7.5)."""
    for footer, odd in ((section.footer, True), (section.even_page_footer, False)):
        footer.is_linked_to_previous = False
        line = footer.paragraphs[0]
        line.alignment = 2 if odd else 0
        given(line._p.get_or_add_pPr().get_or_add_ind(), **{"right" if odd else "left": 280})
        for words in ("— ", "", " —"):
            run = line.add_run(words)
            _four(run)
            if not words:
                _page_field(run._r)


def _four(run: Any) -> None:
    run.font.name, run.font.size = SONG, Pt(14)
    run._r.rPr.rFonts.set(qn("w:eastAsia"), SONG)


def _page_field(run: Any) -> None:
    put(run, "w:fldChar", fldCharType="begin")
    put(run, "w:instrText").text = "PAGE"
    put(run, "w:fldChar", fldCharType="end")


def _name_alternatives(document: Document) -> None:
    """Faces that are not installed are replaced by like ones, not by whatever comes first."""
    fonts = parse_xml(f"<w:fonts {nsdecls('w')}/>")
    for name, others in ALTERNATIVES.items():
        put(put(fonts, "w:font", name=name), "w:altName", val=others)
    for part in document.part.package.iter_parts():
        if part.partname.endswith("/fontTable.xml"):
            # python-docx keeps this part as bytes and has no way in but these.
            part._blob = serialize_part_xml(fonts)
