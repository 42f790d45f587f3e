"""The level the plan asks for, its headquarters, and the course of a response (4.3-4.10)."""

import pytest

from cqcmd.rules.plan import Plan, load_plan
from cqcmd.rules.response import headquarters_of, response_course, response_to
from cqcmd.rules.rows import Grade
from cqcmd.rules.suggested_measures import ranked_measures
from tests.support.plan_tables import TEXT, read_tables


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan(read_tables(), TEXT, name="cq-2023.json", digest="d" * 64)


@pytest.mark.parametrize(
    ("confirmed", "possible", "level"),
    [
        ("I", "I", "I"),
        ("III", "I", "I"),
        (None, "II", "II"),
        ("IV", "III", "III"),
        ("IV", "IV", "IV"),
        (None, "IV", None),  # a possible IV is a blue warning, no response (4.5)
        (None, None, None),
    ],
)
def test_possible_starts_one_to_three_and_only_an_actual_accident_four(
    plan: Plan, confirmed: Grade | None, possible: Grade | None, level: Grade | None
) -> None:
    assert response_to(plan, confirmed, possible) == level


def test_the_city_leads_one_and_two_the_district_three_and_four(plan: Plan) -> None:
    assert [headquarters_of(plan, level) for level in ("I", "II", "III", "IV", None)] == [
        "city",
        "city",
        "district",
        "district",
        None,
    ]


def test_what_is_lower_stands_further_down(plan: Plan) -> None:
    is_lower = plan.level_scale.is_lower
    assert is_lower("III", "II")
    assert not is_lower("II", "II")
    assert not is_lower("I", "II")


def states(*reached: str) -> str:
    marks = {"done": "x", "now": ">", "ahead": "."}
    return "".join(marks[state] for _stage, state in response_course({"call", *reached}))


@pytest.mark.parametrize(
    ("reached", "shown"),
    [
        ((), "x>........"),
        (("verified",), "xx>......."),
        (("consulted",), "xxx>......"),
        (("proposed",), "xxxx>....."),
        (("approved",), "xxxxx>...."),
        (("verified", "consulted", "proposed", "approved"), "xxxxx>...."),
        (("started",), "xxxxxx>..."),  # what was skipped lies behind
        (("started", "raised"), "xxxxxx>..."),
        (("started", "ended"), "xxxxxxxx>."),
        (("started", "ended", "recovery", "assessment"), "xxxxxxxxxx"),
    ],
)
def test_the_course_marks_where_we_are(reached: tuple[str, ...], shown: str) -> None:
    assert states(*reached) == shown


def test_each_stage_of_the_course_names_a_clause_of_the_plan(plan: Plan) -> None:
    clauses = [plan.role(stage.role).clause for stage, _state in response_course(())]
    assert set(clauses) <= set(plan.clauses)
    assert (clauses[0], clauses[-1]) == ("4.1.1", "5.2")


def first(plan: Plan, equipment: str | None, *facts: str) -> list[str]:
    return [row.code for row, why in ranked_measures(plan, equipment, facts) if why]


def test_toxic_release_brings_pollution_and_protection_to_the_top(plan: Plan) -> None:
    assert set(first(plan, None, "toxic_leak")[:2]) == {"pollution", "protection"}


def test_without_any_reason_the_plan_keeps_its_order(plan: Plan) -> None:
    assert [row for row, _why in ranked_measures(plan, None, ())] == list(plan.measures)


def test_every_measure_is_always_there(plan: Plan) -> None:
    ranked = ranked_measures(plan, "pressure_vessel", {"exploded", "deaths"})
    assert {row.code for row, _why in ranked} == set(plan.index["measures"])
    assert len(ranked) == 10
