"""Tables for Word built cell by cell: widths in millimetres, cells that span columns, shading."""

from collections.abc import Iterable, Sequence
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.parser import OxmlElement
from msgspec import Struct

from cqcmd.documents.word.styles import FANG_SONG, face, given, put

TWIPS = 1440 / 25.4
"""Twentieths of a point in a millimetre."""

LINE = 300
"""Exactly 15 points of a line of 10.5."""


class Cell(Struct, frozen=True):
    """Words over ``span`` columns on a ``shade``.

    ``small``: a figure or mark of the picture, in the middle and as tight as can be.
    """

    words: str = ""
    span: int = 1
    shade: str = ""
    small: bool = False
    bold: bool = False


def add_style(document: Document, name: str, points: float, line: int) -> None:
    """Add a paragraph style for cells, free of the page's grid."""
    style: Any = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    face(style, FANG_SONG, points)
    style.paragraph_format.space_before = style.paragraph_format.space_after = 0
    properties = style.element.get_or_add_pPr()
    given(properties.get_or_add_spacing(), line=line, lineRule="exact")
    put(properties, "w:snapToGrid", ("w:spacing", "w:ind", "w:jc"), val=0)


def add_table(
    document: Document,
    widths: Sequence[float],
    rows: Iterable[Sequence[Cell]],
    styles: tuple[str, str],
    *,
    ruled: bool = True,
) -> Any:
    """Add a table at the end of the document, its first row repeated on each page.

    Args:
        widths: of the columns, in millimetres.
        styles: the ids of the paragraph styles for words and for small marks.
        ruled: lines around every cell; otherwise hair lines between rows alone.
    """
    table: Any = OxmlElement("w:tbl")
    _properties(table, sum(widths), ruled)
    grid = put(table, "w:tblGrid")
    for width in widths:
        put(grid, "w:gridCol", w=round(width * TWIPS))
    for number, cells in enumerate(rows):
        _row(table, cells, widths, styles, head=number == 0)
    # Before the section's own element, which must be the last of the body.
    document.element.body.insert_element_before(table, "w:sectPr")
    return table


def _properties(table: Any, width: float, ruled: bool) -> None:
    properties = put(table, "w:tblPr")
    put(properties, "w:tblW", w=round(width * TWIPS), type="dxa")
    borders = put(properties, "w:tblBorders")
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    for side in sides if ruled else ("top", "bottom", "insideH"):
        put(borders, f"w:{side}", val="single", sz=4 if ruled else 2, space=0, color="808080")
    # Fixed, or Word makes columns as wide as their words and the axis loses its scale.
    put(properties, "w:tblLayout", type="fixed")
    margins = put(properties, "w:tblCellMar")
    for side in ("left", "right"):
        put(margins, f"w:{side}", w=60 if ruled else 0, type="dxa")


def _row(
    table: Any,
    cells: Sequence[Cell],
    widths: Sequence[float],
    styles: tuple[str, str],
    *,
    head: bool,
) -> None:
    row = put(table, "w:tr")
    # A row goes to the next page whole: half a row of the picture cannot be read.
    properties = put(row, "w:trPr")
    put(properties, "w:cantSplit")
    if head:
        put(properties, "w:tblHeader")
    column = 0
    for cell in cells:
        width = sum(widths[column : column + cell.span])
        _cell(row, cell, width, styles[1 if cell.small else 0])
        column += cell.span


def _cell(row: Any, cell: Cell, width: float, style: str) -> None:
    made = put(row, "w:tc")
    properties = put(made, "w:tcPr")
    put(properties, "w:tcW", w=round(width * TWIPS), type="dxa")
    if cell.span > 1:
        put(properties, "w:gridSpan", val=cell.span)
    if cell.shade:
        put(properties, "w:shd", val="clear", color="auto", fill=cell.shade)
    if cell.small:
        put(properties, "w:noWrap")
    put(properties, "w:vAlign", val="center")
    paragraph = put(made, "w:p")
    about = put(paragraph, "w:pPr")
    put(about, "w:pStyle", val=style)
    if cell.small:
        put(about, "w:jc", val="left" if cell.span > 1 else "center")
    run = put(paragraph, "w:r")
    if cell.bold:
        put(put(run, "w:rPr"), "w:b")
    text = put(run, "w:t")
    text.text = cell.words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
