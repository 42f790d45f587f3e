"""The review of a real incident as a paper (复盘材料): as text, and the way to a Word file."""

from collections.abc import Iterator

from cqcmd.documents.debrief.review_content import (
    NOTHING,
    Reviewed,
    origin,
    sections,
    title_of,
)
from cqcmd.documents.debrief.text import event_lines, legend_line, lesson_lines, picture_lines
from cqcmd.documents.file_names import file_name
from cqcmd.documents.paper import Paper, marked, wrapped
from cqcmd.i18n import _


def review_paper(reviewed: Reviewed) -> Paper:
    """Make the paper; where it is of a drill 演练 stands on it as on all others."""

    def word() -> bytes:
        from cqcmd.documents.debrief.review_word import as_word  # late: it loads python-docx

        return as_word(reviewed)

    text = "\n".join(part for line in _lines(reviewed) for part in wrapped(line)) + "\n"
    name = file_name(reviewed.number, _("复盘材料"), reviewed.made_at, reviewed.mark)
    return Paper(title_of(reviewed), text, name, reviewed.mark, _message(reviewed), word)


def _lines(reviewed: Reviewed) -> Iterator[str]:
    view, mark = reviewed.view, marked(reviewed.mark)
    yield from (mark + title_of(reviewed), origin(reviewed), "", _("一、基本情况"))
    yield from (_("{name}：{words}").format(name=name, words=words) for name, words in view.facts)
    yield from ("", _("二、经过"))
    for picture in reviewed.small:
        yield from picture_lines(picture, view)
    yield from (legend_line(reviewed.small), view.label)
    for heading, _columns, rows in sections(view):
        lines = ["  ".join(filter(None, row)) for row in rows]
        yield from ("", heading, *(lines or (NOTHING,)))
    yield from ("", _("七、问题和改进"), *(lesson_lines(view) or (_("没有问题。"),)))
    yield from ("", _("八、逐条经过"), *event_lines(view), "", mark)


def _message(reviewed: Reviewed) -> str:
    """Return how reports went and the problems: what a telephone can carry away."""
    problems = (f"{n}. {lesson.text}" for n, lesson in enumerate(reviewed.view.lessons, 1))
    mark = marked(reviewed.mark)
    return "\n".join((mark + title_of(reviewed), reviewed.view.label, *problems, mark))
