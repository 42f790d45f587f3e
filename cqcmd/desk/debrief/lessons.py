"""Lessons (问题和改进): suggested from what went wrong, changed, added and dropped by people."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from cqcmd import chance
from cqcmd.drill.score.debrief_file import Lesson
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.rules.plan import Plan
from cqcmd.text import clean, half_width
from cqcmd.views.debrief import CheckView, LessonView, OutcomeView, when

_DATE = re.compile(_(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"), re.ASCII)


def suggested(
    outcomes: Iterable[OutcomeView], checks: Iterable[CheckView], start: datetime, end: datetime
) -> Iterator[Lesson]:
    """Suggest a lesson for whatever was late or missed, and for each check that is not good.

    Their ids say what they come from, so that a changed one stands in the place of its own.
    """
    for outcome in outcomes:
        if outcome.result in ("late", "missed"):
            due = when(outcome.due, start, end) if outcome.due else ""
            text = _went_wrong(outcome, due)
            yield Lesson(id=f"expect:{outcome.key}", text=text, clause=outcome.clause)
    for check in checks:
        if not check.good:
            text = _("{what}：{details}").format(what=check.what, details=check.details)
            yield Lesson(id=check.key, text=text, clause=check.clause)


def _went_wrong(outcome: OutcomeView, due_at: str) -> str:
    due, words = _("（应于 {due} 前）").format(due=due_at) if due_at else "", outcome.words
    if outcome.late:
        return _("{words}：迟了 {late}{due}").format(words=words, late=outcome.late, due=due)
    said = _("{words}：没有做{due}") if outcome.at is None else _("{words}：迟了{due}")
    return said.format(words=words, due=due)


def merged(suggestions: Iterator[Lesson], kept: Sequence[Lesson]) -> tuple[LessonView, ...]:
    """Return suggested lessons as changed, then added ones; dropped ones too."""
    stored = {lesson.id: lesson for lesson in kept}
    first = [stored.pop(suggestion.id, suggestion) for suggestion in suggestions]
    # Asked of the kept ones: a suggestion is nobody's own until somebody has changed it.
    theirs = {lesson.id for lesson in kept}
    return tuple(_view(lesson, own=lesson.id in theirs) for lesson in (*first, *stored.values()))


def _view(lesson: Lesson, *, own: bool) -> LessonView:
    texts = (lesson.text, lesson.clause, lesson.remedy, lesson.owner, lesson.due)
    text, clause, remedy, owner, due = (clean(text, lines=False) for text in texts)
    return LessonView(lesson.id, text, clause, remedy, owner, due, own, lesson.dropped)


def lesson_of(plan: Plan, lesson: LessonView) -> Lesson:
    """Return a lesson as it would be kept; without an id, a new one.

    Raises:
        BadInput: what is wrong, and in which field.
    """
    text, remedy, owner, clause = (
        clean(text, lines=False).strip()
        for text in (lesson.text, lesson.remedy, lesson.owner, lesson.clause)
    )
    if not text:
        raise BadInput(_("还没有写问题。"), "text")
    if clause and clause not in plan.clauses:
        words = _("预案里没有条款 {clause}；不清楚就空着。")
        raise BadInput(words.format(clause=clause[:20]), "clause")
    return Lesson(
        id=lesson.ident or f"own:{chance.uuid()}",
        text=text,
        clause=clause,
        remedy=remedy,
        owner=owner,
        due=read_due(lesson.due),
    )


def read_due(typed: str) -> str:
    """Return a day as an ISO date. Years are written out: a drill has its own today.

    Raises:
        BadInput: no day that there is.
    """
    text = half_width(typed).strip()
    if not text:
        return ""
    found = _DATE.fullmatch(text)
    try:
        if found is None:
            raise ValueError(text)
        return date(*map(int, found.groups())).isoformat()
    except ValueError:
        words = _("期限写成 2026-12-31 的样子，年、月、日都要写；不定就空着。")
        raise BadInput(words, "due") from None
