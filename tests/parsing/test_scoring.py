"""The scoring of readings: what is right, silently wrong, asked about, or missed."""

from typing import Any

import pytest

from tests.parsing.scoring import Case, Outcome, judge, load_cases, score

OUTCOMES: list[tuple[tuple[str | None, ...], str | None, bool, Outcome | None]] = [
    (("3",), "3", False, "right"),
    (("3",), "3", True, "right"),
    (("3", None), "3", False, "right"),
    (("3",), "4", False, "wrong"),
    (("3",), "4", True, "asked"),
    (("3",), "?4", False, "asked"),
    (("3",), "3-4", False, "asked"),
    (("3",), "0.5-1.25", False, "asked"),
    (("?3",), "?3", False, "right"),
    (("3",), None, False, "missed"),
    ((None,), None, False, None),
    ((None, "3"), None, False, None),
    ((None,), "3", False, "wrong"),
    ((None,), "0", False, "wrong"),
    ((None,), "3", True, "asked"),
    (("yes",), "possible", False, "wrong"),
]


def answered(fields: dict[str, str], *asked: str) -> dict[str, Any]:
    return {"fields": fields, "asked": dict.fromkeys(asked, "?"), "rest": ""}


def case(whole: bool = True, **allowed: tuple[str | None, ...]) -> Case:
    return Case("c", {"line": "", "now": ""}, allowed, whole)


@pytest.mark.parametrize(("allowed", "value", "asked", "outcome"), OUTCOMES)
def test_a_value_is_judged(
    allowed: tuple[str | None, ...], value: str | None, asked: bool, outcome: Outcome | None
) -> None:
    answer = answered({} if value is None else {"deaths": value}, *(["deaths"] if asked else []))
    found = [one.outcome for one in judge(case(deaths=allowed), answer)]
    assert found == ([] if outcome is None else [outcome])


def test_a_zero_nobody_spoke_of_is_wrong() -> None:
    [found] = judge(case(), answered({"deaths": "0"}))
    assert (found.field, found.outcome, found.moves) == ("deaths", "wrong", True)


def test_a_minimal_case_judges_its_own_field_alone() -> None:
    answer = answered({"deaths": "3", "missing": "9"})
    assert [one.field for one in judge(case(False, deaths=("3",)), answer)] == ["deaths"]


def test_a_place_is_judged_only_where_the_case_names_it() -> None:
    answer = answered({"place": "石桥铺"})
    assert judge(case(), answer) == []
    [found] = judge(case(place=("观音桥",)), answer)
    assert (found.outcome, found.moves) == ("wrong", False)


def test_a_telephone_number_with_a_hyphen_is_no_range() -> None:
    [found] = judge(case(), answered({"callback": "023-63210000"}))
    assert found.outcome == "wrong"


def test_the_sums() -> None:
    first = case(deaths=("3",), missing=("1", None), unit=("气站",), district=("500101",))
    second = case(deaths=("2",), trapped=("4",), stranded=("5",))
    summed = score([
        (first, answered({"deaths": "3", "unit": "站", "district": "500101"})),
        (second, answered({"deaths": "9", "trapped": "?4"})),
    ])  # fmt: skip
    assert [summed.count(one) for one in ("right", "wrong", "asked", "missed")] == [2, 2, 1, 1]
    assert summed.count("wrong", "deaths") == 1
    assert summed.precision == 2 / 4
    assert summed.recall == 2 / 6
    assert [(one.field, one.value) for one in summed.silent] == [("deaths", "9")]
    assert summed.fields() == ["deaths", "district", "stranded", "trapped", "unit"]


@pytest.mark.parametrize(
    ("allowed", "value", "needless"),
    [
        (("3",), "3", True),
        (("3",), "4", False),
        (("?3",), "?3", False),
        (("3", None), "3", False),
        (("unclear",), "unclear", False),
    ],
)
def test_a_question_is_needless_where_one_sure_answer_stood_already(
    allowed: tuple[str | None, ...], value: str, needless: bool
) -> None:
    asked = (case(deaths=allowed), answered({"deaths": value}, "deaths"))
    quiet = (case(deaths=allowed), answered({"deaths": value}))
    assert score([asked, quiet]).needless_share == needless / 2


def test_one_good_question_makes_a_line_s_questions_needed() -> None:
    doubtful = case(deaths=("3",), missing=("?2",))
    answer = answered({"deaths": "3", "missing": "?2"}, "deaths", "missing")
    assert score([(doubtful, answer)]).needless == 0


def test_no_case_is_no_fault() -> None:
    empty = score([])
    assert (empty.precision, empty.recall, empty.needless_share) == (1, 1, 0)


@pytest.mark.parametrize(("name", "whole"), [("notices", True), ("minimal", False)])
def test_the_cases_are_whole(name: str, whole: bool) -> None:
    cases = load_cases(name)
    assert len({one.name for one in cases}) == len(cases) > 40
    for one in cases:
        assert one.whole == whole
        assert {"line", "now"} <= set(one.given)
        assert all(one.allowed.values())
