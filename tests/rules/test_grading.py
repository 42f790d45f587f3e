"""Grading as a whole: more harm never lowers it, margins are the least that raises it."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from cqcmd.desk.plan.file import plan_in_force
from cqcmd.rules.facts import Amount
from cqcmd.rules.grading import Grader
from cqcmd.rules.rows import Condition, Grade

PLAN = plan_in_force()
GRADER = Grader(PLAN)
KINDS = [None, *(row.code for row in PLAN.equipment)]

number: st.SearchStrategy[int | Decimal] = st.sampled_from(
    [0, 1, 2, 3, 9, 10, 30, 49, 50, 99, 100, 499, 500, 600, 9_999, 10_000, 10**7, 10**8, 150_000]
) | st.sampled_from([Decimal("3.4999"), Decimal("3.5"), 12, 24, 48, 240])
amount = st.one_of(
    st.just(Amount()),
    number.map(lambda n: Amount(n, n)),
    st.tuples(number, number).map(lambda pair: Amount(min(pair), max(pair))),
)
amounts = st.dictionaries(st.sampled_from([fact.code for fact in GRADER.facts]), amount, max_size=6)


def at_least(**bounds: int | None) -> tuple[Condition, ...]:
    return tuple(Condition(fact=fact, at_least=bound) for fact, bound in bounds.items())


def rank(grade: Grade | None) -> int:
    """0 for the gravest."""
    return PLAN.grade_scale.rank(grade)


@settings(max_examples=500)
@given(st.sampled_from(KINDS), amounts, st.sampled_from(GRADER.facts), number)
def test_more_harm_never_lowers_the_grade(kind, known, fact, more) -> None:  # type: ignore[no-untyped-def]
    before = GRADER.assess(GRADER.fact_set(kind, known)).confirmed.grade
    value = max(known.get(fact.code, Amount()).confirmed or fact.implied or 0, more)
    after = GRADER.assess(GRADER.fact_set(kind, known | {fact.code: Amount(value, value)}))
    assert rank(after.confirmed.grade) <= rank(before)


@settings(max_examples=500)
@given(st.sampled_from(KINDS), amounts)
def test_possible_is_never_below_confirmed(kind, known) -> None:  # type: ignore[no-untyped-def]
    found = GRADER.assess(GRADER.fact_set(kind, known))
    assert rank(found.possible.grade) <= rank(found.confirmed.grade)


@settings(max_examples=500)
@given(st.sampled_from(KINDS), amounts)
def test_a_margin_raises_the_grade_and_anything_less_does_not(kind, known) -> None:  # type: ignore[no-untyped-def]
    found = GRADER.assess(GRADER.fact_set(kind, known))
    for margin in found.margins:
        at = Amount(margin.at, margin.at)
        less = Amount(margin.at - Decimal("0.0001"), margin.at)
        raised = GRADER.assess(GRADER.fact_set(kind, known | {margin.fact: at}))
        short = GRADER.assess(GRADER.fact_set(kind, known | {margin.fact: less}))
        assert raised.confirmed.grade == margin.grade
        assert rank(margin.grade) < rank(found.confirmed.grade)
        assert rank(short.confirmed.grade) >= rank(found.confirmed.grade)


@settings(max_examples=300)
@given(st.sampled_from(KINDS), amounts)
def test_blanks_that_do_not_matter_really_do_not(kind, known) -> None:  # type: ignore[no-untyped-def]
    found = GRADER.assess(GRADER.fact_set(kind, known))
    unlisted = {
        fact.code: Amount(None, 10**12)
        for fact in GRADER.facts
        if fact.code not in found.blanks and known.get(fact.code, Amount()).possible is None
    }
    again = GRADER.assess(GRADER.fact_set(kind, known | unlisted))
    assert again.possible.grade == found.possible.grade


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        ({}, ["outage_hours", "capacity_mw"]),
        # With the explosion 600 MW make it I whatever the outage; with fewer no outage counts.
        ({"exploded": Amount(1, 1)}, ["capacity_mw"]),
        ({"exploded": Amount(0, 1)}, ["capacity_mw"]),
        ({"exploded": Amount(1, 1), "capacity_mw": Amount(100, 100)}, []),
        ({"capacity_mw": Amount(600, 600)}, ["outage_hours"]),
        # What an explosion alone brings is less grave, so the capacity is asked for beside it.
        ({"outage_hours": Amount(0, 0)}, ["capacity_mw"]),
    ],
)
def test_a_blank_is_not_asked_for_where_another_makes_it_as_grave(known, asked) -> None:  # type: ignore[no-untyped-def]
    found = GRADER.assess(GRADER.fact_set("boiler", known))
    assert [code for code in found.blanks if code in ("outage_hours", "capacity_mw")] == asked


def test_a_blank_that_brings_no_more_than_is_possible_is_quiet() -> None:
    found = GRADER.assess(GRADER.fact_set("crane", {"deaths": Amount(0, 3)}))
    assert found.blanks == ("serious_injuries", "loss_yuan")


def test_a_fact_on_its_bound_leaves_the_other_to_be_asked_for() -> None:
    known = {"relocated": Amount(500, 500)}
    assert "toxic_leak" in GRADER.assess(GRADER.fact_set("pressure_vessel", known)).blanks
    known = {"relocated": Amount(499, 499)}
    assert "toxic_leak" not in GRADER.assess(GRADER.fact_set("pressure_vessel", known)).blanks


@pytest.mark.parametrize(
    ("code", "change", "asked"),
    [
        # Between 600 and 700 MW the outage would still bring II.
        ("I.boiler_explosion", {"when": at_least(exploded=None, capacity_mw=700)}, True),
        ("I.boiler_explosion", {"when": at_least(exploded=None, capacity_mw=500)}, False),
        ("II.boiler_outage", {"grade": "I"}, False),
    ],
)
def test_only_a_part_that_is_met_sooner_and_as_grave_makes_a_blank_needless(  # type: ignore[no-untyped-def]
    code, change, asked
) -> None:
    rows = (replace(row, **change) if row.code == code else row for row in PLAN.criteria)
    grader = Grader(replace(PLAN, criteria=tuple(rows)))
    found = grader.assess(grader.fact_set("boiler", {"exploded": Amount(1, 1)}))
    assert ("outage_hours" in found.blanks) == asked


@pytest.mark.parametrize(
    ("kind", "known", "clause"),
    [
        ("boiler", {"exploded": Amount(1, 1), "capacity_mw": Amount(600, 600)}, "1.5.1"),
        ("crane", {"overturned": Amount(1, 1), "hoist_dropped": Amount(1, 1)}, "1.5.3"),
        ("elevator", {"stranded_hours": Amount(2, 2)}, "1.5.4"),
        ("pressure_vessel", {"toxic_leak": Amount(1, 1), "relocated": Amount(500, 500)}, "1.5.4"),
    ],
)
def test_the_clause_that_gives_it(kind, known, clause) -> None:  # type: ignore[no-untyped-def]
    verdict = GRADER.assess(GRADER.fact_set(kind, known)).confirmed
    assert verdict.clauses == (clause,)


def test_all_criteria_that_give_the_grade_are_named() -> None:
    known = {"deaths": Amount(3, 3), "serious_injuries": Amount(10, 10), "exploded": Amount(1, 1)}
    verdict = GRADER.assess(GRADER.fact_set("boiler", known)).confirmed
    assert [row.code for row in verdict.because] == [
        "III.deaths",
        "III.serious_injuries",
        "III.explosion",
    ]


def test_what_is_short_counts_from_nothing_where_nothing_is_known() -> None:
    found = GRADER.assess(GRADER.fact_set("crane", {}))
    deaths = next(margin for margin in found.margins if margin.fact == "deaths")
    assert (deaths.at, deaths.short) == (1, 1)


def test_what_is_short_is_exact_to_the_last_digit() -> None:
    hours = Decimal("0." + "0" * 59 + "1")
    known = {"stranded": Amount(1, 1), "stranded_hours": Amount(hours, hours)}
    found = GRADER.assess(GRADER.fact_set("elevator", known))
    margin = next(margin for margin in found.margins if margin.fact == "stranded_hours")
    assert margin.short == Decimal("1." + "9" * 60)


@settings(max_examples=300)
@given(st.sampled_from(KINDS), amounts, st.sampled_from(GRADER.facts))
def test_each_fact_that_alone_raises_the_grade_has_a_margin(kind, known, fact) -> None:  # type: ignore[no-untyped-def]
    found = GRADER.assess(GRADER.fact_set(kind, known))
    most = GRADER.assess(GRADER.fact_set(kind, known | {fact.code: Amount(10**12, 10**12)}))
    raises = rank(most.confirmed.grade) < rank(found.confirmed.grade)
    assert (fact.code in {margin.fact for margin in found.margins}) == (
        raises and fact.kind != "flag"
    )
