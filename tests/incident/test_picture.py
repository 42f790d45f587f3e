"""An incident read through the plan: what is blank, how the grades went, what waits."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from cqcmd.desk.plan.file import plan_in_force
from cqcmd.incident import events
from cqcmd.incident.follow_up_duties import follow_ups
from cqcmd.incident.grades import GradeChange, GradeReader
from cqcmd.incident.picture import draw, has_value, missing_elements
from cqcmd.rules.facts import Amount
from tests.incident.entries import START, entry, facts, incident

PLAN = plan_in_force()
READER = GradeReader(PLAN)


def learned(minutes: int, **parts: dict[str, object]) -> events.FactsSet:
    return events.FactsSet(learned_at=START + timedelta(minutes=minutes), **parts)  # type: ignore[arg-type]


def test_what_lies_ahead_of_a_clock_that_is_behind_makes_another_picture_at_its_moment() -> None:
    found = incident(learned(0, amounts={"deaths": Amount(1, 1)}))
    behind = START - timedelta(hours=1)
    assert draw(READER, found, "district_regulator", behind).until == START
    assert draw(READER, found, "district_regulator", START).until != START


def test_words_alone_fill_a_field() -> None:
    found = incident(events.DetailsSet(fields={"unit": "望江物业", "place": None}))
    assert has_value(found, "unit")
    assert not has_value(found, "place")


def test_a_fact_fills_a_field_until_it_is_taken_back() -> None:
    chosen = learned(0, choices={"equipment": "elevator"})
    assert has_value(incident(chosen), "equipment")
    assert not has_value(incident(chosen, learned(0, choices={"equipment": None})), "equipment")


def test_an_element_is_filled_by_any_of_its_fields() -> None:
    rows = [row for row in missing_elements(PLAN.contents, incident()) if len(row.fields) > 1]
    assert rows
    for row in rows:
        for name in row.fields:
            told = incident(events.DetailsSet(fields={name: "已知"}))
            assert row not in missing_elements(PLAN.contents, told)


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [("III", "I", "I"), ("IV", "III", "III"), (None, "II", "II"), ("II", None, "II"), (None,) * 3],
)
def test_the_graver(one: str | None, other: str | None, found: str | None) -> None:
    assert PLAN.grade_scale.graver(one, other) == found


def test_a_call_without_facts_has_one_turn_from_the_receipt() -> None:
    assert READER.grade_changes(incident(), START) == (
        GradeChange(START, None, None, False, "facts"),
    )


def test_each_turn_says_whether_facts_or_time_made_it() -> None:
    up = learned(
        0,
        choices={"equipment": "elevator"},
        moments={"stopped_at": START},
        amounts={"stranded": Amount(3, 3)},
    )
    turns = READER.grade_changes(incident(up), START + timedelta(hours=3))
    assert [(turn.at, turn.confirmed, turn.waits, turn.cause) for turn in turns] == [
        (START, None, True, "facts"),
        (START + timedelta(hours=2), "IV", False, "time"),
    ]


def test_what_is_cleared_up_is_told_under_the_first_rule_for_other_news() -> None:
    news = next(
        rule for rule in PLAN.followups if rule.report == "follow_up" and rule.minutes is None
    )
    plan = replace(PLAN, followups=(*PLAN.followups, replace(news, code="more")))
    told = events.Reported(
        sender="unit", receiver="district_regulator", channel="phone", person="王", number="1"
    )
    found = incident(facts(deaths=1), told, events.DetailsSet(fields={"unit": "望江物业"}))
    owed = follow_ups(GradeReader(plan), found, (), "unit", entry(9, told).occurred_at)
    assert {other.because[0].rule.code for other in owed if other.because} == {news.code}


def test_a_final_report_with_a_limit_is_due_counted_from_the_end() -> None:
    final = next(rule for rule in PLAN.followups if rule.report == "final")
    plan = replace(PLAN, followups=(replace(final, minutes=60),))
    told = events.Reported(
        sender="unit", receiver="district_regulator", channel="phone", person="王", number="1"
    )
    found = incident(facts(deaths=1), told, events.Closed(reason="处置结束"))
    closed = START + timedelta(minutes=3)
    for after, state in ((60, "running"), (61, "overdue")):
        (owed,) = follow_ups(
            GradeReader(plan), found, (), "unit", closed + timedelta(minutes=after)
        )
        assert (owed.stage, owed.state) == ("final", state)
        assert owed.duty.due == closed + timedelta(minutes=60)
        assert (owed.duty.rule.clause, owed.duty.rule.text) == (final.clause, final.text)
    silent = incident(facts(deaths=1), events.Closed(reason="处置结束"))
    assert follow_ups(GradeReader(plan), silent, (), "unit", closed) == ()


@pytest.mark.parametrize(
    ("equipment", "reading", "held"),
    [
        ("boiler", "explosion", True),
        ("boiler", "deflagration", True),
        ("boiler", "rupture", False),
        ("elevator", "explosion", False),
    ],
)
def test_what_a_choice_makes_hold_depends_on_the_equipment(
    equipment: str, reading: str, held: bool
) -> None:
    found = incident(learned(0, choices={"equipment": equipment, "explosion": reading}))
    assert ("exploded" in READER.holding(found.facts)) is held


def test_what_holds_is_above_nothing_and_not_denied() -> None:
    found = incident(facts(deaths=0, serious_injuries=2, relocation_planned=5))
    assert READER.holding(found.facts) == {"serious_injuries", "relocation_planned"}


@pytest.mark.parametrize(("up", "grows"), [(3, True), (0, False)])
def test_time_brings_a_grade_only_while_somebody_is_up(up: int, grows: bool) -> None:
    said = learned(
        0,
        choices={"equipment": "elevator"},
        moments={"stopped_at": START},
        amounts={"stranded": Amount(up, up)},
    )
    assert bool(READER.projections(incident(said).facts, START, START)) is grows
