"""A drill's messages and its score in words."""

from collections import Counter
from datetime import datetime
from fractions import Fraction

from cqcmd.clock import stamp
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.drill.sentences import grade_words, target_words
from cqcmd.desk.facts.views import word_names
from cqcmd.drill.scenario.model import Case, Expect, Inject, Scenario
from cqcmd.drill.scenario.times import write_span
from cqcmd.drill.score.score import Decided, Judged, Score
from cqcmd.i18n import _
from cqcmd.rules.plan import Plan
from cqcmd.text import clean
from cqcmd.views.drill import MEANS, CallView, ScoreLine, ScoreView

RESULTS = {
    "met": _("做到"),
    "late": _("迟了"),
    "missed": _("没做"),
    "pending": _("未到期"),
    "moot": _("未涉及"),
}
NUMBERED = _("{place}) {words}")


def call_view(
    plan: Plan, inject: Inject, at: datetime, answered_at: datetime | None, spoken: str = ""
) -> CallView:
    """Return a message as shown; its facts are named as the forms name them.

    ``spoken``: how it is heard, if that is more than its words.
    """
    told = (
        _("{name}：{words}").format(name=_name(plan, code), words=clean(words, lines=False))
        for code, words in inject.facts.items()
    )
    sender, words = clean(inject.sender, lines=False), clean(inject.words)
    means = MEANS[inject.by]
    heard = clean(spoken) or words
    return CallView(inject.id, at, means, sender, words, tuple(told), answered_at, spoken=heard)


def _name(plan: Plan, code: str) -> str:
    fact = plan.index["facts"].get(code)
    if code == "received_at":
        return _("接报时间")
    return word_names(plan).get(code) or (plan.fact(code).name if fact else code)


def score_view(open_record: OpenRecord, scenario: Scenario, score: Score) -> ScoreView:
    """Return points, grades and expectations, numbered by case where there are several."""
    expects = {expectation.id: expectation for expectation in scenario.expect}
    several = len(scenario.case) > 1
    places = {case.id: place for place, case in enumerate(scenario.case, 1) if several}
    lines = tuple(
        _line(open_record, expects[outcome.id], outcome, score.end, places.get(outcome.case))
        for outcome in score.expectations
    )
    wrong = [
        _wrong(open_record.plan, case, decided)
        for case, decided in zip(scenario.case, score.grades, strict=True)
        if decided.wrong
    ]
    words = _("得分 {points} / {of}").format(points=points_words(score.points), of=score.of)
    words = f"{words}{_uncounted(score)}。"
    return ScoreView(words + "；".join(wrong), lines, cases_words(scenario) if several else "")


def _uncounted(score: Score) -> str:
    """Say how many expectations are not part of the score, and why."""
    found = Counter(outcome.result for outcome in score.expectations if not outcome.counts)
    words = _("{count} 项{why}")
    parts = [words.format(count=count, why=RESULTS[why]) for why, count in found.items()]
    return _("（{parts}，不计分）").format(parts="、".join(parts)) if parts else ""


def earned_words(points: Fraction, of: int, *, counts: bool) -> str:
    """``10/15``; ``—/15`` where nothing could be earned."""
    return f"{points_words(points) if counts else '—'}/{of}"


def cases_words(scenario: Scenario) -> str:
    """Return the cases by the numbers that stand before their expectations."""
    return "；".join(
        NUMBERED.format(place=place, words=title)
        for place, title in enumerate(case_titles(scenario).values(), 1)
    )


def case_titles(scenario: Scenario) -> dict[str, str]:
    """Return the title of each case, on one line."""
    return {case.id: clean(case.title, lines=False) for case in scenario.case}


def _wrong(plan: Plan, case: Case, decided: Decided) -> str:
    if not decided.taken:
        return _("{title}没有接报").format(title=case.title)
    return _("{title}定级应为{right}").format(
        title=case.title, right=grade_words(plan, decided.right)
    )


def _line(
    open_record: OpenRecord, expect: Expect, judged: Judged, end: datetime, place: int | None
) -> ScoreLine:
    points = earned_words(judged.points, judged.of, counts=judged.counts)
    said, words = RESULTS[judged.result], target_words(open_record, expect, judged.kind)
    if place is not None:
        words = NUMBERED.format(place=place, words=words)
    times = _times(judged, end)
    return ScoreLine(judged.id, judged.result, said, points, words, judged.clause, times)


def _times(judged: Judged, end: datetime) -> str:
    late = judged.late_by
    if late is not None and judged.at is not None:
        words = _("{at} 迟 {late}")
        return words.format(at=stamp(judged.at, end), late=write_span(late))
    if judged.at is not None:
        return stamp(judged.at, end)
    return _("应于 {due}").format(due=stamp(judged.due, end)) if judged.due else ""


def points_words(points: Fraction) -> str:
    """Write points: halves as ``.5``, whole ones without noughts."""
    return f"{float(points):g}"
