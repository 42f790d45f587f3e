"""What a Word document says of itself: 演练 on every page, its author and day, nothing else."""

from datetime import datetime

from docx.document import Document

from cqcmd.documents.paper import marked
from cqcmd.documents.report.plain_text import one_line
from cqcmd.documents.word.template import MARK
from cqcmd.documents.word.template_fields import paragraphs

APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'extended-properties"><Application>cqcmd</Application></Properties>'
)
LONGEST = 255
"""Characters of a property."""


def mark_every_page(document: Document, mark: str) -> None:
    """Mark every page of what is not real, also where the template forgot to."""
    if not mark.strip():
        return
    for section in document.sections:
        headers = [section.header]
        # Word shows these headers only where the settings ask for them.
        if document.settings.odd_and_even_pages_header_footer:
            headers.append(section.even_page_header)
        if section.different_first_page_header_footer:
            headers.append(section.first_page_header)
        for header in headers:
            if MARK not in "".join(paragraph.text for paragraph in paragraphs(header._element)):
                header.add_paragraph(MARK)


def set_properties(document: Document, title: str, author: str, at: datetime, mark: str) -> None:
    """Set what, who and when from the paper; nothing of the machine or of the template's author."""
    properties = document.core_properties
    # All of it goes: who made the template, and when it was printed, is nobody's business.
    for node in list(properties._element):
        properties._element.remove(node)
    properties.title = (marked(mark) + one_line(title))[:LONGEST]
    properties.author = properties.last_modified_by = one_line(author)[:LONGEST]
    properties.created = properties.modified = at.replace(tzinfo=None)
    properties.revision = 1
    package = document.part.package
    for part in package.iter_parts():
        if part.partname == "/docProps/app.xml":
            part._blob = APP
    for name, relation in list(package.rels.items()):
        # A thumbnail shows the template as it was; custom properties may name people.
        if relation.reltype.endswith(("/thumbnail", "/custom-properties")):
            del package.rels[name]
