"""What a rating of each part of a drill may be, suggested from the score; people decide.

The parts follow the manner of AQ/T 9009-2015, annex A, which assesses an exercise function by
function. The thresholds are ours.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal, get_args

from msgspec import Struct

from cqcmd.drill.score.score import Judged, Score
from cqcmd.i18n import _

Rating = Literal["good", "fair", "middling", "poor", "none"]
"""优, 良, 中, 差, 未涉及."""

RATINGS: tuple[Rating, ...] = get_args(Rating)

RATING_NAMES: dict[Rating, str] = {
    "good": _("优"),
    "fair": _("良"),
    "middling": _("中"),
    "poor": _("差"),
    "none": _("未涉及"),
}

LIMITS: tuple[tuple[Fraction, Rating], ...] = (
    (Fraction(9, 10), "good"),
    (Fraction(3, 4), "fair"),
    (Fraction(3, 5), "middling"),
)
"""The least share of the points for a rating; below the last: poor."""

OVERALL = "overall"

PARTS = {
    "reporting": _("预警与信息报告"),
    "mobilising": _("定级与响应启动"),
    "commanding": _("指挥和协调"),
    "handling": _("事故处置"),
    "evacuating": _("人员疏散与防护"),
    "guarding": _("警戒与秩序"),
    "treating": _("医疗救治"),
    "informing": _("信息公开与舆论"),
    "recovering": _("善后与恢复"),
    OVERALL: _("总评"),
}
"""The parts that are rated, in the order of the paper."""

OF_KIND = {
    "duty": "reporting",
    "document": "reporting",
    "warning": "reporting",
    "grade": "mobilising",
    "response": "mobilising",
    "step": "mobilising",
    "command": "commanding",
    "group": "commanding",
}
OF_MEASURE = {
    "evacuation": "evacuating",
    "protection": "evacuating",
    "traffic": "guarding",
    "stability": "guarding",
    "medical": "treating",
    "opinion": "informing",
    "recovery": "recovering",
    "assessment": "recovering",
    "assessment_report": "recovering",
    "records": "recovering",
}


class Suggestion(Struct, frozen=True):
    """A part, the rating its points suggest, and why: points earned ``of`` what it was worth.

    ``capped``: why it is no better than that, empty where the points alone decide.
    """

    part: str
    rating: Rating
    points: Fraction
    of: int
    capped: str = ""


def part_of(judged: Judged) -> str:
    """Return the part of an expectation; a step of a measure belongs to its measure's part."""
    if judged.kind == "measure":
        return OF_MEASURE.get(judged.target.partition(".")[0], "handling")
    return OF_KIND.get(judged.kind, "handling")


def suggestions(score: Score) -> Iterator[Suggestion]:
    """One for each part, the whole last."""
    # What was never asked for, or not yet, must not make a part look touched, or weak.
    asked = [outcome for outcome in score.expectations if outcome.counts]
    for part in PARTS:
        mine = [outcome for outcome in asked if part in (part_of(outcome), OVERALL)]
        points = sum((outcome.points for outcome in mine), Fraction())
        yield _suggested(part, points, sum(outcome.of for outcome in mine), _cap(part, score))


def _suggested(part: str, points: Fraction, of: int, cap: tuple[Rating, str]) -> Suggestion:
    if not of:
        return Suggestion(part, "none", points, of)
    share = points / of
    rating: Rating = next((name for least, name in LIMITS if share >= least), "poor")
    worst, why = cap
    # RATINGS goes from the best to the worst: the smaller place is the better rating.
    if RATINGS.index(rating) < RATINGS.index(worst):
        return Suggestion(part, worst, points, of, why)
    return Suggestion(part, rating, points, of)


def _cap(part: str, score: Score) -> tuple[Rating, str]:
    """Return the best a part may be called, whatever its points, and why."""
    if part in ("mobilising", OVERALL) and any(grade.wrong for grade in score.grades):
        return "middling", _("定级有误")
    if part == "reporting" and any(report.missing for report in score.reports):
        return "fair", _("报告要素不全")
    return "good", ""
