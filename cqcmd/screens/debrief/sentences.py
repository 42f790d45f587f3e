"""The line under the cursor of a debrief in full: what its columns have no room for."""

from cqcmd.clock import local
from cqcmd.i18n import _
from cqcmd.views.debrief import (
    CheckView,
    DebriefView,
    EventView,
    LessonView,
    OutcomeView,
    RatingView,
    ReviewView,
)

SOURCE = _("参照 AQ/T 9009-2015 附录A 按功能分项；分项和建议的界线由本程序拟定。")


def detail_words(page: str, key: str, view: DebriefView) -> str:
    """Describe the line of a page by its key; empty where there is none any more."""
    found: dict[str, str] = {}
    match page:
        case "events":
            found = {event_key(n, event): event_words(event) for n, event in enumerate(view.events)}
        case "ratings":
            found = {rating.part: rating_words(rating) for rating in view.ratings}
        case "learned" if isinstance(view, ReviewView):
            found = {
                event_key(n, event): event_words(event) for n, event in enumerate(view.learned)
            }
        case "lessons":
            found = {
                lesson.ident: lesson_words(lesson) for lesson in (*view.lessons, *view.dropped)
            }
        case _other:
            measures = view.measures if isinstance(view, ReviewView) else ()
            found = {check.key: check_words(check) for check in (*view.checks, *measures)}
            found |= {outcome.key: outcome_words(outcome, view) for outcome in view.outcomes}
    return found.get(key, "")


def event_key(number: int, event: EventView) -> str:
    """Of an event among the others: a message is there twice, as it came and as it was taken."""
    return f"{number}:{event.key}"


def outcome_words(outcome: OutcomeView, view: DebriefView) -> str:
    """Describe an expectation in full, as it stands under the chart."""
    parts = [
        _("起算 {at}").format(at=view.when(outcome.begin)) if outcome.begin else "",
        _("应于 {at} 前").format(at=view.when(outcome.due)) if outcome.due else "",
        _("{at} 做到").format(at=view.when(outcome.at)) if outcome.at else outcome.label,
        _("迟 {late}").format(late=outcome.late) if outcome.late else "",
        _("{points} 分").format(points=outcome.points) if outcome.points else "",
    ]
    head = _("{words}（{clause}）{case}").format(
        words=outcome.words, clause=outcome.clause, case=outcome.case
    )
    return head + "\n" + "，".join(part for part in parts if part)


def event_words(event: EventView) -> str:
    """Describe an event in full."""
    said = _("（{said}）").format(said=event.label) if event.label else ""
    return f"{local(event.at):%Y-%m-%d %H:%M:%S} {event.lane}  {event.words}{said}"


def check_words(check: CheckView) -> str:
    """Describe a grade or a report in full."""
    return _("{what}：{said}\n{details}（{clause}）").format(
        what=check.what, said=check.label, details=check.details, clause=check.clause
    )


def rating_words(rating: RatingView) -> str:
    """Describe a rating in full, and whose thresholds it follows."""
    by = _("评定") if rating.decided else _("程序建议，回车评定")
    head = _("{name}：{rating}（{by}）{why}").format(
        name=rating.name, rating=rating.rating, by=by, why=rating.why
    )
    return "\n".join(words for words in (head, rating.remark, SOURCE) if words)


def lesson_words(lesson: LessonView) -> str:
    """Describe a lesson in full."""
    blank = _("待填")
    words = _("改进：{remedy}\n责任人：{owner}   期限：{due}   条款：{clause}")
    return f"{lesson.text}\n" + words.format(
        remedy=lesson.remedy or blank,
        owner=lesson.owner or blank,
        due=lesson.due or blank,
        clause=lesson.clause or blank,
    )
