"""{{fields}} of a Word template: found however Word split them, replaced by plain words."""

import re
from collections.abc import Container, Iterator, Mapping
from copy import deepcopy
from typing import Any

from docx.document import Document
from docx.oxml.parser import parse_xml
from msgspec import Struct

FIELD = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
COUNTED = re.compile(r"(\d[\d.,]*)(\D{1,4})")
"""A number and its unit."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Paragraph(Struct, frozen=True, eq=False):
    """A paragraph of the template: its element, and its pieces of text in order."""

    element: Any
    pieces: tuple[Any, ...]

    @property
    def text(self) -> str:
        """All of its words."""
        return "".join(piece.text or "" for piece in self.pieces)

    @property
    def fields(self) -> list[str]:
        """The fields in it, in order."""
        return FIELD.findall(self.text)


def roots(document: Document) -> Iterator[Any]:
    """Yield the body, then every header, footer and note of the document."""
    yield document.element
    for part in document.part.package.iter_parts():
        if part.partname.startswith(("/word/header", "/word/footer")):
            yield part.element
        elif part.partname.endswith(("/footnotes.xml", "/endnotes.xml")):
            yield parse_xml(part.blob)


def paragraphs(root: Any) -> Iterator[Paragraph]:
    """Every paragraph, those in tables and text boxes too."""
    # A list first: paragraphs are taken out and added while they are gone through.
    for element in list(root.iter(f"{W}p")):
        yield paragraph(element)


def paragraph(element: Any) -> Paragraph:
    """Return the paragraph without those in a text box that is anchored in it."""
    # A text box lies within the paragraph that anchors it; its words are not that one's.
    pieces = (t for t in element.iter(f"{W}t") if next(t.iterancestors(f"{W}p")) is element)
    return Paragraph(element, tuple(pieces))


def fill(
    found: Paragraph, values: Mapping[str, str], of_a_form: Container[str] = frozenset()
) -> None:
    """Put the values in. A paragraph of which no field has one goes, its labels with it.

    One with a field ``of_a_form`` stays: its cell is left blank, to be filled in by hand.
    """
    names = found.fields
    blank = not any(values.get(name, "") for name in names)
    if names and blank and not any(name in of_a_form for name in names):
        take_out(found)
        return
    # From the end: what is put in moves only the places behind it.
    for match in reversed(list(FIELD.finditer(found.text))):
        words = without_unit(values.get(match[1], ""), found.text[match.end() :])
        replace(found, match.start(), match.end(), words)
    for piece in found.pieces:
        _break_lines(piece)


def without_unit(words: str, behind: str) -> str:
    """Return a number without its unit where the form has that behind the field: ``死亡__人``."""
    counted = COUNTED.fullmatch(words)
    return counted[1] if counted and behind.lstrip().startswith(counted[2]) else words


def replace(found: Paragraph, start: int, end: int, words: str) -> None:
    """Put words in the place of others; they look as the first character there did."""
    place = 0
    for piece in found.pieces:
        text = piece.text or ""
        first, last = max(start - place, 0), min(end - place, len(text))
        if first < last:
            piece.text = text[:first] + words + text[last:]
            # Otherwise Word drops blanks at either end.
            piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            words = ""
        place += len(text)


def _break_lines(piece: Any) -> None:
    """Lines of one value stay in one paragraph."""
    first, *others = (piece.text or "").split("\n")
    piece.text = first
    for line in reversed(others):
        more = deepcopy(piece)
        more.text = line
        piece.addnext(more)
        piece.addnext(piece.makeelement(f"{W}br"))


def take_out(found: Paragraph) -> None:
    """Remove a paragraph, and a row of a table that held nothing else.

    The only one of a header, a box or a table stays, empty, since it must.
    """
    for piece in found.pieces:
        piece.text = ""
    parent = found.element.getparent()
    if len(parent.findall(f"{W}p")) > 1 and not found.element.findall(f".//{W}sectPr"):
        parent.remove(found.element)
    elif parent.tag == f"{W}tc":
        row = parent.getparent()
        table = row.getparent()
        if len(row.findall(f"{W}tc")) == 1 and len(table.findall(f"{W}tr")) > 1:
            table.remove(row)
