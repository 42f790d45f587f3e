"""The after-action draft of a drill as plain text, a line a paragraph."""

from collections.abc import Iterable, Iterator

from cqcmd.documents.debrief.content import (
    DRAFT,
    FIGURE,
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
    times,
    title_of,
)
from cqcmd.documents.paper import marked, moment
from cqcmd.i18n import _
from cqcmd.text import clean, pad
from cqcmd.views.debrief import (
    COUNTED,
    CheckView,
    DebriefView,
    OutcomeView,
    PictureView,
    RatingView,
    legend,
)

NAME, RESULT = 16, 6
"""Cells of what was expected, and of how it went, beside the picture."""


def as_text(drawn: Debriefed) -> str:
    """Write the whole paper; 演练 stands on its first and last line."""
    return "\n".join(clean(line, lines=False).rstrip() for line in _lines(drawn)) + "\n"


def _lines(drawn: Debriefed) -> Iterator[str]:
    view = drawn.view
    yield from (marked(drawn.mark) + title_of(drawn), DRAFT, origin(drawn), "")
    yield _("一、演练基本情况")
    yield from (_("{name}：{words}").format(name=name, words=words) for name, words in view.facts)
    yield from ("", _("二、经过"))
    for picture in drawn.small:
        yield from picture_lines(picture, view)
    yield from (legend_line(drawn.small), "")
    yield _("三、期望逐项")
    yield view.label
    yield from (_outcome(number, outcome, view) for number, outcome in enumerate(view.outcomes, 1))
    checks = tuple(map(_check, view.checks)) or (NO_CHECKS,)
    yield from ("", _("四、定级和报告"), *checks)
    yield from ("", _("五、导调记录"), *(_notes(view) or (_("没有记录。"),)))
    yield from ("", _("六、评定"), *map(_rating, view.ratings), SOURCE)
    yield from ("", _("七、问题和改进"), *(lesson_lines(view) or (_("没有问题。"),)))
    yield from ("", _("八、逐条经过"), *event_lines(view), "")
    yield from (_("{name}：________________").format(name=name) for name in SIGNATURES)
    yield from ("", marked(drawn.mark))


def legend_line(pictures: Iterable[PictureView]) -> str:
    """Say ``图例：[ 起算  O 做到``: what is drawn above, and nothing else."""
    marks = (f"{FIGURE if mark == COUNTED else mark} {name}" for mark, name in legend(pictures))
    return _("图例：{marks}").format(marks="  ".join(marks))


def picture_lines(picture: PictureView, view: DebriefView) -> Iterator[str]:
    """Yield a picture in plain characters, a line a bar."""
    results = {outcome.key: outcome for outcome in view.outcomes}
    ticks = [" "] * picture.columns
    for tick in picture.ticks:
        ticks[tick.column : tick.column + len(tick.label)] = tick.label
    yield from ("", span_words(picture))
    yield f"{pad(_('时间'), NAME)} {''.join(ticks)}"
    for lane in picture.lanes:
        yield f"{pad(lane.name, NAME)} {lane.figures}"
    for bar in picture.bars:
        result = results[bar.key]
        yield f"{pad(result.words, NAME)} {bar.bar} {pad(result.label, RESULT)}"


def _outcome(number: int, view: OutcomeView, drawn: DebriefView) -> str:
    line = _("{number}. {words}（{clause}）{said}，{points} 分；{times}")
    return line.format(
        number=number,
        words=view.words,
        clause=view.clause,
        said=view.label,
        points=view.points,
        times=times(view, drawn) or _("没有起算"),
    )


def _check(view: CheckView) -> str:
    line = _("{what}：{said}，{details}（{clause}）")
    return line.format(what=view.what, said=view.label, details=view.details, clause=view.clause)


def _notes(view: DebriefView) -> tuple[str, ...]:
    return tuple(f"{moment(event.at)} {event.words}" for event in observed(view))


def _rating(view: RatingView) -> str:
    line = _("{name}：{rating}（{decided}；{why}）{remark}")
    return line.format(
        name=view.name,
        rating=view.rating,
        decided=decided(view),
        why=view.why,
        remark=view.remark,
    )


def lesson_lines(view: DebriefView) -> tuple[str, ...]:
    """Return each lesson with its remedy, its owner and its date."""
    found = []
    for number, lesson in enumerate(view.lessons, 1):
        found.append(f"{number}. {lesson.text}")
        parts = (f"{name} {words}" for name, words in lesson_parts(lesson) if words)
        found.append("   " + "；".join(parts))
    return tuple(found)


def event_lines(view: DebriefView) -> Iterator[str]:
    """Yield a line an event, in order of time."""
    line = _("{time} {lane} {words}")
    for event in view.events:
        at, words = view.when(event.at), event_words(event)
        yield line.format(time=at, lane=event.lane, words=words)
