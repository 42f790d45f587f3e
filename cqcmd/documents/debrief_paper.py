"""The after-action draft of a drill (演练总结草稿): as text, as a Word file, and in short."""

from collections.abc import Iterator

from msgspec import Struct

from cqcmd.documents.file_names import file_name
from cqcmd.documents.paper import BLANK, Paper, moment, wrapped
from cqcmd.text import pad
from cqcmd.views.debrief import (
    CheckView,
    DebriefView,
    EventView,
    LessonView,
    OutcomeView,
    PictureView,
    RatingView,
)
from cqcmd.words import _

WORD_COLUMNS = 46
"""Columns of the picture in Word, of two millimetres each."""

TEXT_COLUMNS = 32
"""Columns of the picture as text: a line of 56 cells has room for a name and a result too."""

NAME, RESULT = 16, 6
"""Cells of what was expected, and of how it went, beside the picture as text."""

OBSERVED = _("记录")

LEGEND = _("图例：[ 起算  - 时限内  ] 到期  . 超时  O 做到  ! 迟了  X 没做  ? 未到时")
FIGURES = _("数字：这一格里有几件，+ 是十件以上。")
SOURCE = _(
    "评定参照 AQ/T 9009-2015《生产安全事故应急演练评估规范》附录A（实战演练评估）按功能分项评估的"
    "做法；分项、四档和建议的界线（得分占 90% 优、75% 良、60% 中，定级有误不高于中，报告要素不全"
    "不高于良）由本程序拟定，评定由评估人员决定。"
)
DRAFT = _("本件由程序按演练日志生成，为草稿，经评估人员核对、签名后有效。")
SIGNATURES = (_("导调人员"), _("评估人员"), _("受训单位值班员"), _("日期"))


class Debriefed(Struct, frozen=True, kw_only=True):
    """What the paper is made of; ``picture`` is drawn for Word, ``small`` for text.

    ``archive`` is the name of the drill's drawer: it says when it was really held.
    """

    view: DebriefView
    picture: PictureView
    small: PictureView
    mark: str
    plan: str
    digest: str
    archive: str


def debrief_paper(drawn: Debriefed) -> Paper:
    """The paper; 演练 stands in its title, on its first and last line and in its name."""

    def word() -> bytes:
        from cqcmd.documents.debrief_word import as_word

        return as_word(drawn)

    title = title_of(drawn)
    text = "\n".join(part for line in _lines(drawn) for part in wrapped(line)) + "\n"
    name = file_name(drawn.archive, _("总结草稿"), drawn.view.end, drawn.mark)
    return Paper(title, text, name, drawn.mark, _message(drawn), word)


def title_of(drawn: Debriefed) -> str:
    """``演练总结（草稿）：望江大厦电梯困人``."""
    return _("演练总结（草稿）：{title}").format(title=drawn.view.title)


def origin(drawn: Debriefed) -> str:
    """Under which plan it was judged."""
    words = _("依据：{plan}，校验码 {digest}")
    return words.format(plan=drawn.plan, digest=drawn.digest)


def marked(mark: str) -> str:
    """``〔演练〕``."""
    return _("〔{mark}〕").format(mark=mark)


def times(view: OutcomeView, drawn: DebriefView) -> str:
    """When it could be done and when it was, in words."""
    parts = []
    if view.due is not None:
        parts.append(_("应于 {due} 前").format(due=drawn.when(view.due)))
    if view.at is not None:
        parts.append(_("{at} 做到").format(at=drawn.when(view.at)))
    if view.late:
        parts.append(_("迟 {late}").format(late=view.late))
    return "，".join(parts)


def observed(view: DebriefView) -> tuple[EventView, ...]:
    """What the instructor noted."""
    return tuple(event for event in view.events if event.lane == OBSERVED)


def event_words(event: EventView) -> str:
    """What an event says; of something due, also how it went."""
    return (
        _("{words}（{said}）").format(words=event.words, said=event.said)
        if event.said
        else (event.words)
    )


def lesson_parts(lesson: LessonView) -> tuple[tuple[str, str], ...]:
    """What goes with a problem; what nobody has set yet is to be filled in."""
    return (
        (_("条款"), lesson.clause),
        (_("改进"), lesson.remedy or BLANK),
        (_("责任人"), lesson.owner or BLANK),
        (_("期限"), lesson.due or BLANK),
    )


def _lines(drawn: Debriefed) -> Iterator[str]:
    view = drawn.view
    yield from (marked(drawn.mark) + title_of(drawn), DRAFT, origin(drawn), "")
    yield _("一、演练基本情况")
    yield from (_("{name}：{words}").format(name=name, words=words) for name, words in view.facts)
    yield from ("", _("二、经过"), *_picture(drawn), "")
    yield _("三、期望逐项（{said}）").format(said=view.said)
    yield from map(_outcome, range(1, len(view.outcomes) + 1), view.outcomes, [view] * 999)
    yield from ("", _("四、定级和报告"), *map(_check, view.checks))
    yield from ("", _("五、导调记录"), *(_notes(view) or (_("没有记录。"),)))
    yield from ("", _("六、评定"), *map(_rating, view.ratings), SOURCE)
    yield from ("", _("七、问题和改进"), *(_lessons(view) or (_("没有问题。"),)))
    yield from ("", _("八、逐条经过"), *map(_event, view.events, [view] * len(view.events)))
    yield ""
    yield from (_("{name}：________________").format(name=name) for name in SIGNATURES)
    yield from ("", marked(drawn.mark))


def _picture(drawn: Debriefed) -> Iterator[str]:
    picture, results = drawn.small, {each.key: each for each in drawn.view.outcomes}
    ticks = [" "] * picture.columns
    for tick in picture.ticks:
        ticks[tick.column : tick.column + len(tick.label)] = tick.label
    yield picture.span
    yield pad("", NAME) + " " + "".join(ticks)
    for lane in picture.lanes:
        yield f"{pad(lane.name, NAME)} {lane.figures}"
    for each in picture.bars:
        result = results[each.key]
        yield f"{pad(result.words, NAME)} {each.bar} {pad(result.said, RESULT)}"
    yield from (LEGEND, FIGURES)


def _outcome(number: int, view: OutcomeView, drawn: DebriefView) -> str:
    line = _("{number}. {words}（{clause}）{said}，{points} 分；{times}")
    return line.format(
        number=number,
        words=view.words,
        clause=view.clause,
        said=view.said,
        points=view.points,
        times=times(view, drawn) or _("没有起算"),
    )


def _check(view: CheckView) -> str:
    line = _("{what}：{said}，{details}（{clause}）")
    return line.format(what=view.what, said=view.said, details=view.details, clause=view.clause)


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


def decided(view: RatingView) -> str:
    """Who gave the rating: the program suggested it, or a person decided."""
    if not view.decided:
        return _("建议")
    return _("评定，建议为{suggested}").format(suggested=view.suggested)


def _lessons(view: DebriefView) -> tuple[str, ...]:
    found = []
    for number, lesson in enumerate(view.lessons, 1):
        found.append(f"{number}. {lesson.text}")
        parts = (f"{name} {words}" for name, words in lesson_parts(lesson) if words)
        found.append("   " + "；".join(parts))
    return tuple(found)


def _event(event: EventView, view: DebriefView) -> str:
    line = _("{time} {lane} {words}")
    return line.format(time=view.when(event.at), lane=event.lane, words=event_words(event))


def _message(drawn: Debriefed) -> str:
    """Score, ratings and problems: what a telephone can carry away."""
    view = drawn.view
    rated = "；".join(f"{each.name} {each.rating}" for each in view.ratings)
    lines = (
        marked(drawn.mark) + title_of(drawn),
        drawn.archive,
        view.said,
        rated,
        *(f"{number}. {each.text}" for number, each in enumerate(view.lessons, 1)),
        marked(drawn.mark),
    )
    return "\n".join(lines)
