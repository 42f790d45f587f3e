"""What a review of a real incident tells on paper (复盘材料): as text, and as a Word file."""

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from cqcmd.documents.debrief.content import event_words
from cqcmd.documents.debrief.text import event_lines, legend_line, lesson_lines, picture_lines
from cqcmd.documents.file_names import file_name
from cqcmd.documents.paper import Paper, marked, wrapped
from cqcmd.i18n import _
from cqcmd.views.debrief import CheckView, OutcomeView, PictureView, ReviewView

Section = tuple[str, tuple[tuple[str, float], ...], tuple[tuple[str, ...], ...]]
"""A heading; the columns with their millimetres; the rows."""

NOTHING = _("没有记录。")


class Reviewed(Struct, frozen=True, kw_only=True):
    """What the paper is made of; ``pictures`` are drawn for Word, ``small`` ones for text."""

    view: ReviewView
    pictures: tuple[PictureView, ...]
    small: tuple[PictureView, ...]
    mark: str
    plan: str
    number: str
    made_at: datetime


def title_of(reviewed: Reviewed) -> str:
    """Return ``事件复盘材料：望江大厦电梯困人``."""
    return _("事件复盘材料：{title}").format(title=reviewed.view.title)


def origin(reviewed: Reviewed) -> str:
    """Return under which plan it was judged, and that it is no report."""
    words = _("由日志按 {plan} 生成，供评估用，不是评估报告。")
    return words.format(plan=reviewed.plan)


def sections(view: ReviewView) -> Iterator[Section]:
    """Yield what stands in tables: reports, decisions, measures, what was learned when."""
    yield (
        _("三、报告逐项"),
        ((_("结果"), 13), (_("报告"), 40), (_("应于"), 25), (_("报于"), 25), (_("迟、历时"), 53)),
        tuple(_report(outcome, view) for outcome in view.outcomes),
    )
    columns = ((_("结果"), 20.0), (_("事项"), 36.0), (_("经过"), 86.0), (_("条款"), 14.0))
    yield _("四、响应和预案对照"), columns, tuple(map(_check, view.checks))
    yield _("五、措施"), columns, tuple(map(_check, view.measures))
    yield (
        _("六、几点得知了什么"),
        ((_("得知"), 27), (_("哪方面"), 16), (_("情况"), 113)),
        tuple((view.when(event.at), event.lane, event_words(event)) for event in view.learned),
    )


def _report(outcome: OutcomeView, view: ReviewView) -> tuple[str, ...]:
    late = _("迟 {late}").format(late=outcome.late) if outcome.late else outcome.case
    due = view.when(outcome.due) if outcome.due else _("及时")
    at = view.when(outcome.at) if outcome.at else ""
    return outcome.label, outcome.words, due, at, late


def _check(check: CheckView) -> tuple[str, ...]:
    return check.label, check.what, check.details, check.clause


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
