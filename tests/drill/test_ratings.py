"""Suggested ratings: thresholds to the point, and what keeps a part from being called better."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest

from cqcmd.drill.score.ratings import PARTS, Suggestion, part_of, suggestions
from cqcmd.drill.score.score import Complete, Decided, Judged, Result, Score

NOW = datetime(2026, 9, 18, 1, 30, tzinfo=UTC)


def judged(
    points: int, of: int, kind: str = "duty", target: str = "", result: Result = "met"
) -> Judged:
    return Judged("x", "c", kind, target, "4.1.1", result, Fraction(points), of)


def suggested(
    part: str, *expectations: Judged, right: bool = True, told: bool = True
) -> Suggestion:
    grades = (Decided("c", "III", "III" if right else "IV", None),)
    missing = () if told else ("事故原因",)
    reports = (Complete("c", "phone", "r", "initial", NOW, 7, 7, missing),)
    score = Score("s", "t", NOW, NOW, Fraction(), 0, expectations, grades, reports, ())
    return next(suggestion for suggestion in suggestions(score) if suggestion.part == part)


@pytest.mark.parametrize(
    ("points", "rating"),
    [
        (100, "good"),
        (90, "good"),
        (89, "fair"),
        (75, "fair"),
        (74, "middling"),
        (60, "middling"),
        (59, "poor"),
        (0, "poor"),
    ],
)
def test_the_share_of_points_gives_the_rating(points: int, rating: str) -> None:
    for part in ("reporting", "overall"):
        assert suggested(part, judged(points, 100)).rating == rating


def test_what_no_expectation_is_about_is_not_rated() -> None:
    assert suggested("treating", judged(5, 10)).rating == "none"
    assert suggested("reporting", judged(0, 10, result="moot")).rating == "none", "never asked for"


def test_a_wrong_grade_and_an_incomplete_report_cap_the_rating() -> None:
    wrong = suggested("overall", judged(10, 10), right=False)
    assert (wrong.rating, wrong.capped) == ("middling", "定级有误")
    assert suggested("mobilising", judged(0, 10, "grade"), right=False).rating == "poor"
    found = suggested("reporting", judged(10, 10), told=False)
    assert (found.rating, found.capped) == ("fair", "报告要素不全")
    assert suggested("overall", judged(10, 10), told=False).rating == "good"


@pytest.mark.parametrize(
    ("kind", "target", "part"),
    [
        ("document", "initial", "reporting"),
        ("response", "III", "mobilising"),
        ("group", "rescue", "commanding"),
        ("measure", "medical.2", "treating"),
        ("measure", "evacuation", "evacuating"),
        ("measure", "search_rescue", "handling"),
        ("measure", "records", "recovering"),
    ],
)
def test_each_expectation_belongs_to_a_part(kind: str, target: str, part: str) -> None:
    assert part_of(judged(1, 1, kind, target)) == part
    assert part in PARTS
