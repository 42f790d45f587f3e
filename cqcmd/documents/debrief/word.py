"""The after-action draft of a drill as a Word file: on our page, with its picture and tables."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

import docx
from docx.document import Document

from cqcmd.documents.debrief.content import (
    DRAFT,
    NO_CHECKS,
    SIGNATURES,
    SOURCE,
    Debriefed,
    decided,
    event_words,
    lesson_parts,
    observed,
    origin,
    span_words,
    title_of,
)
from cqcmd.documents.paper import marked, moment
from cqcmd.documents.word import timeline as word_picture
from cqcmd.documents.word.properties import set_properties
from cqcmd.documents.word.styles import BODY, HEI, TITLE, face
from cqcmd.documents.word.tables import LINE, Cell, add_style, add_table
from cqcmd.documents.word.template import as_file, default_template
from cqcmd.documents.word.template_fields import fill, paragraphs, roots
from cqcmd.i18n import _
from cqcmd.views.debrief import DebriefView, OutcomeView, PictureView

WORDS, SMALL = _("表格文字"), _("表格标记")
HEADING = _("总结标题")
HEADER = "E7E6E6"
Row = tuple[str, ...]


def as_word(drawn: Debriefed) -> bytes:
    """Write the paper as a .docx; every page says 演练."""
    document = blank(drawn.mark)
    _first(document, drawn)
    _pictures(document, drawn)
    _judged(document, drawn)
    _decided(document, drawn)
    _last(document, drawn)
    set_properties(document, title_of(drawn), "", drawn.view.end, drawn.mark)
    return as_file(document)


def blank(mark: str) -> Document:
    """Return our page with its header and numbers, nothing on it."""
    document = docx.Document(BytesIO(default_template()))
    body = document.element.body
    for element in list(body):
        # The section stays: it carries the page, its margins and its headers.
        if element is not body.sectPr:
            body.remove(element)
    for root in roots(document):
        for found in paragraphs(root):
            # 演练 is the only thing a header has to say here; no field may be left standing.
            if found.fields:
                fill(found, dict.fromkeys(found.fields, marked(mark)))
    add_style(document, WORDS, 10.5, LINE)
    add_style(document, SMALL, 7, 180)
    add_style(document, HEADING, 14, 480)
    face(document.styles[HEADING], HEI, 14)
    document.styles[HEADING].paragraph_format.keep_with_next = True
    return document


def _first(document: Document, drawn: Debriefed) -> None:
    document.add_paragraph(f"{marked(drawn.mark)}\n{title_of(drawn)}", TITLE)
    document.add_paragraph(DRAFT, WORDS)
    document.add_paragraph(origin(drawn), WORDS)
    heading(document, _("一、演练基本情况"))
    table(document, (30, 126), (_("项目"), _("内容")), iter(drawn.view.facts))


def _pictures(document: Document, drawn: Debriefed) -> None:
    heading(document, _("二、经过"))
    put_pictures(document, drawn.pictures, drawn.view.outcomes)


def put_pictures(
    document: Document, pictures: Sequence[PictureView], outcomes: Sequence[OutcomeView]
) -> None:
    """Add each picture as a table, and what its marks mean."""
    for picture in pictures:
        line = document.add_paragraph(span_words(picture), WORDS)
        line.paragraph_format.keep_with_next = True
        cells = word_picture.rows(picture, outcomes)
        add_table(document, word_picture.widths(picture), cells, _ids(document), ruled=False)
    document.add_paragraph(word_picture.legend_words(pictures), WORDS)


def _outcomes(view: DebriefView) -> Iterator[Row]:
    """Each expectation: what, how it went, its points, its clause, by when, and when."""
    for number, outcome in enumerate(view.outcomes, 1):
        due = view.when(outcome.due) if outcome.due is not None else ""
        done = view.when(outcome.at) if outcome.at is not None else ""
        late = _("迟 {late}").format(late=outcome.late) if outcome.late else ""
        at = " ".join(part for part in (done, late) if part)
        yield str(number), outcome.words, outcome.label, outcome.points, outcome.clause, due, at


def _judged(document: Document, drawn: Debriefed) -> None:
    view = drawn.view
    heading(document, _("三、期望逐项"))
    document.add_paragraph(view.label, WORDS)
    head: Row = tuple(_("序号 期望 结果 得分 条款 应于 做到").split())
    table(document, (10, 50, 13, 13, 14, 25, 31), head, _outcomes(view))
    heading(document, _("四、定级和报告"))
    head = (_("内容"), _("结果"), _("说明"), _("条款"))
    checks = [(check.what, check.label, check.details, check.clause) for check in view.checks]
    listed(document, (60, 20, 60, 16), head, checks, NO_CHECKS)
    heading(document, _("五、导调记录"))
    notes = [(moment(event.at), event.words) for event in observed(view)]
    listed(document, (36, 120), (_("演练时间"), _("记录")), notes, _("没有记录。"))


def _decided(document: Document, drawn: Debriefed) -> None:
    view = drawn.view
    heading(document, _("六、评定"))
    head: Row = (_("分项"), _("评定"), _("由谁"), _("依据"), _("评语"))
    ratings = (
        (rating.name, rating.rating, decided(rating), rating.why, rating.remark)
        for rating in view.ratings
    )
    table(document, (34, 16, 28, 38, 40), head, ratings)
    document.add_paragraph(SOURCE, WORDS)
    _lessons(document, view)


def _lessons(document: Document, view: DebriefView) -> None:
    heading(document, _("七、问题和改进"))
    put_lessons(document, view)


def put_lessons(document: Document, view: DebriefView) -> None:
    """Add the lessons with their remedies, or say that there are none."""
    if not view.lessons:
        document.add_paragraph(_("没有问题。"), WORDS)
        return
    head: Row = (_("序号"), _("问题"), _("条款"), _("改进"), _("责任人"), _("期限"))
    lessons = (
        (str(number), lesson.text, *(words for _name, words in lesson_parts(lesson)))
        for number, lesson in enumerate(view.lessons, 1)
    )
    table(document, (10, 56, 14, 36, 18, 22), head, lessons)


def _last(document: Document, drawn: Debriefed) -> None:
    view = drawn.view
    heading(document, _("八、逐条经过"))
    head = (_("时间"), _("哪方面"), _("内容"), _("条款"))
    events = (
        (view.when(event.at), event.lane, event_words(event), event.clause) for event in view.events
    )
    table(document, (27, 14, 101, 14), head, events)
    for name in SIGNATURES:
        line = document.add_paragraph(_("{name}：________________").format(name=name), BODY)
        line.paragraph_format.keep_with_next = True
    document.add_paragraph(marked(drawn.mark), WORDS)


def heading(document: Document, words: str) -> None:
    """Add a heading that stays with what follows."""
    document.add_paragraph(words, HEADING)


def table(document: Document, widths: tuple[float, ...], head: Row, rows: Iterator[Row]) -> None:
    """Add a table under its headings; ``widths`` in millimetres."""
    first = [Cell(words, shade=HEADER, bold=True) for words in head]
    lines = ([Cell(words) for words in row] for row in rows)
    add_table(document, widths, (first, *lines), _ids(document))


def listed(
    document: Document, widths: tuple[float, ...], head: Row, rows: Sequence[Row], empty: str
) -> None:
    """Add a table, or say that there is nothing to list."""
    if rows:
        table(document, widths, head, iter(rows))
    else:
        document.add_paragraph(empty, WORDS)


def _ids(document: Document) -> tuple[str, str]:
    styles: Any = document.styles
    return styles[WORDS].style_id, styles[SMALL].style_id
