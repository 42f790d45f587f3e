"""What the after-action draft of a drill is made of, and the words its forms share."""

from msgspec import Struct

from cqcmd.documents.paper import BLANK
from cqcmd.i18n import _
from cqcmd.views.debrief import (
    DebriefView,
    EventView,
    LessonView,
    OutcomeView,
    PictureView,
    RatingView,
)

WORD_COLUMNS = 46
"""Columns of the picture in Word, of two millimetres each."""

TEXT_COLUMNS = 32
"""Columns of the picture as text: a line of 56 cells has room for a name and a result too."""

OBSERVED = _("记录")

FIGURE = _("数字")
"""What stands in a legend for any figure."""
SOURCE = _(
    "评定参照 AQ/T 9009-2015《生产安全事故应急演练评估规范》附录A（实战演练评估）按功能分项评估的"
    "做法；分项、四档和建议的界线（得分占 90% 优、75% 良、60% 中，定级有误不高于中，报告要素不全"
    "不高于良）由本程序拟定，评定由评估人员决定。"
)
DRAFT = _("本件由程序按演练日志生成，为草稿，经评估人员核对、签名后有效。")
NO_CHECKS = _("没有可以评的定级和报告。")
SIGNATURES = (_("导调人员"), _("评估人员"), _("受训单位值班员"), _("日期"))


class Debriefed(Struct, frozen=True, kw_only=True):
    """What the paper is made of; ``pictures`` are drawn for Word, ``small`` ones for text.

    ``archive`` is the name of the drill's drawer: it says when it was really held.
    """

    view: DebriefView
    pictures: tuple[PictureView, ...]
    small: tuple[PictureView, ...]
    mark: str
    plan: str
    digest: str
    archive: str


def title_of(drawn: Debriefed) -> str:
    """``演练总结（草稿）：望江大厦电梯困人``."""
    return _("演练总结（草稿）：{title}").format(title=drawn.view.title)


def origin(drawn: Debriefed) -> str:
    """Under which plan it was judged."""
    words = _("依据：{plan}，校验码 {digest}")
    return words.format(plan=drawn.plan, digest=drawn.digest)


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
    """Return what the instructor noted."""
    return tuple(event for event in view.events if event.lane == OBSERVED)


def event_words(event: EventView) -> str:
    """Say what happened; of something due, also how it went."""
    words = _("{words}（{said}）").format(words=event.words, said=event.label)
    return words if event.label else event.words


def span_words(picture: PictureView) -> str:
    """From when to when it shows, and that it is a part where it is one."""
    if picture.times == 1:
        return picture.span
    return _("最忙的一段：{span}").format(span=picture.span)


def lesson_parts(lesson: LessonView) -> tuple[tuple[str, str], ...]:
    """List what goes with a problem; what nobody has set yet is to be filled in."""
    return (
        (_("条款"), lesson.clause),
        (_("改进"), lesson.remedy or BLANK),
        (_("责任人"), lesson.owner or BLANK),
        (_("期限"), lesson.due or BLANK),
    )


def decided(view: RatingView) -> str:
    """Who gave the rating: the program suggested it, or a person decided."""
    if not view.decided:
        return _("建议")
    return _("评定，建议为{suggested}").format(suggested=view.suggested)
