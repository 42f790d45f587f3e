"""A judged drill in words: expectations, grades, completeness of reports, ratings."""

from collections.abc import Iterator, Mapping
from operator import attrgetter

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.wording import CHANNELS
from cqcmd.desk.drill.sentences import grade_words
from cqcmd.desk.drill.views import RESULTS, case_titles, earned_words, points_words
from cqcmd.drill.scenario.model import Scenario
from cqcmd.drill.scenario.times import micros, write_span
from cqcmd.drill.score.debrief_file import Rated
from cqcmd.drill.score.ratings import PARTS, RATING_NAMES, Suggestion
from cqcmd.drill.score.score import Complete, Decided, Judged, Score
from cqcmd.i18n import _
from cqcmd.rules.plan import Plan
from cqcmd.text import clean
from cqcmd.views.debrief import CheckView, OutcomeView, RatingView, when

STAGES = {"initial": _("首报"), "follow_up": _("续报"), "final": _("终报")}


def outcome(judged: Judged, words: str, case: str) -> OutcomeView:
    """Return an expectation with everything that decided it; ``case`` is the title of its case."""
    late = judged.late_by
    return OutcomeView(
        judged.id,
        judged.result,
        RESULTS[judged.result],
        earned_words(judged.points, judged.of, counts=judged.counts),
        words,
        case,
        judged.clause,
        judged.begin,
        judged.due,
        judged.at,
        write_span(late) if late is not None else "",
    )


def checks(open_record: OpenRecord, scenario: Scenario, score: Score) -> Iterator[CheckView]:
    """Yield each grade that could be asked for, then each report."""
    titles = case_titles(scenario)
    clauses = {case.id: case.clause for case in scenario.case}
    for decided in filter(attrgetter("asked"), score.grades):
        yield _graded(open_record.plan, decided, titles[decided.case], clauses[decided.case], score)
    for report in score.reports:
        yield _reported(open_record, report, score)


def _graded(plan: Plan, decided: Decided, title: str, clause: str, score: Score) -> CheckView:
    right, given = grade_words(plan, decided.right), grade_words(plan, decided.given)
    if not decided.taken:
        details = _("没有接报，应为{right}").format(right=right)
    elif not decided.correct:
        details = _("应为{right}，结束时是{given}").format(right=right, given=given)
    elif decided.since is not None:
        since = when(decided.since, score.start, score.end)
        details = _("{right}，{time} 起正确").format(right=right, time=since)
    else:
        details = right
    said = _("正确") if decided.correct else _("有误")
    what = _("定级 {title}").format(title=title)
    return CheckView(f"grade:{decided.case}", what, said, decided.correct, details, clause)


def _reported(open_record: OpenRecord, report: Complete, score: Score) -> CheckView:
    receiver = open_record.plan.org(report.receiver).short if report.receiver else ""
    parts = (CHANNELS.get(report.channel, ""), STAGES.get(report.stage, ""), receiver)
    what = " ".join(part for part in (*parts, when(report.at, score.start, score.end)) if part)
    said = _("{told}/{of} 项").format(told=report.told, of=report.of)
    missing = "、".join(report.missing)
    details = _("缺：{names}").format(names=missing) if missing else _("要素齐全")
    # Its moment too: a report may be written twice in one stage.
    about = (report.case, report.channel, report.stage, report.receiver, micros(report.at))
    key = ":".join(map(str, ("report", *about)))
    clause = open_record.plan.role("report.contents").clause
    return CheckView(key, what, said, not missing, details, clause)


def rating(found: Suggestion, decided: Mapping[str, Rated]) -> RatingView:
    """Return the suggested rating, and the one in force."""
    mine = decided.get(found.part, Rated(part=found.part))
    stands = mine.rating or found.rating
    return RatingView(
        found.part,
        PARTS[found.part],
        RATING_NAMES[found.rating],
        _why(found),
        stands,
        RATING_NAMES[stands],
        mine.rating is not None,
        clean(mine.remark, lines=False),
    )


def _why(found: Suggestion) -> str:
    if not found.of:
        return _("没有这方面的期望")
    words = _("得 {points}/{of} 分").format(points=points_words(found.points), of=found.of)
    return _("{words}，{why}").format(words=words, why=found.capped) if found.capped else words
