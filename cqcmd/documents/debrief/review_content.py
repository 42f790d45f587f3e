"""What a review of a real incident tells on paper: its parts, the same in text and in Word."""

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from cqcmd.documents.debrief.content import event_words
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
