"""Officially graded accidents: every row is whole, and read by the letter of the plan."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from cqcmd.desk.plan.file import plan_in_force
from cqcmd.errors import BadInput
from cqcmd.local_store import read_document
from cqcmd.paths import precedents_file
from cqcmd.rules.facts import Amount
from cqcmd.rules.grading import Grader
from cqcmd.rules.precedents import OFFICIAL, Precedent, Weighed, nearest, read_precedents, weigh
from cqcmd.rules.rows import Grade

PLAN = plan_in_force()
GRADER = Grader(PLAN)
ROWS = read_document(precedents_file())[0]["precedents"]
PRECEDENTS = read_precedents(ROWS)

BY_THE_LETTER: dict[str, Grade] = {
    "2007-04-18 crane": "I",
    "2012-08-15 pressure_vessel": "III",
    "2015-07-26 elevator": "IV",
    "2016-04-13 crane": "II",
    "2017-06-05 pressure_vessel": "II",
    "2017-07-22 crane": "III",
    "2021-09-23 elevator": "IV",
    "2022-01-08 pressure_vessel": "III",
    "2022-11-27 pressure_piping": "IV",
    "2023-01-15 pressure_piping": "II",
    "2023-06-21 pressure_vessel": "I",
    "2023-08-09 site_vehicle": "IV",
    "2023-09-07 pressure_piping": "II",
    "2023-10-18 elevator": "III",
    "2023-10-27 amusement_ride": "IV",
    "2024-05-14 crane": "IV",
    "2025-02-18 elevator": "IV",
    "2025-07-01 site_vehicle": "IV",
}
"""Worked out by hand from 1.5, whatever was decided officially."""


def name(precedent: Precedent) -> str:
    return f"{precedent.date} {precedent.equipment}"


def weighed(precedent: Precedent) -> Weighed:
    found = weigh(PLAN, GRADER, precedent)
    assert found is not None
    return found


def made(**changes: Any) -> Precedent:
    """One death in a lift, with these changes."""
    row = {
        "date": "2020-01-01",
        "place": "某区",
        "equipment": "elevator",
        "what": "坠落",
        "facts": {"deaths": 1},
        "grade": "IV",
        "basis": "某口径",
    }
    return read_precedents([row | changes])[0]


@pytest.mark.parametrize("precedent", PRECEDENTS, ids=name)
def test_every_row_is_whole_and_of_this_plan(precedent: Precedent) -> None:
    assert precedent.equipment in {row.code for row in PLAN.equipment}
    assert date(2000, 1, 1) < precedent.date < datetime.now(tz=UTC).date()
    assert precedent.grade in OFFICIAL
    assert all((precedent.place, precedent.what, precedent.basis, precedent.facts))
    facts = {fact.code: fact for fact in PLAN.facts if fact.graded}
    assert set(precedent.facts) <= set(facts)
    for code in precedent.facts:
        kinds = facts[code].equipment
        assert kinds is None or precedent.equipment in kinds, code
    assert not precedent.scope or precedent.scope in {row.code for row in PLAN.scope}
    assert precedent.injured is None or precedent.injured >= precedent.facts.get(
        "serious_injuries", 0
    )
    assert "http" not in str(precedent), "no link is shown"


def test_no_two_rows_are_one_accident() -> None:
    assert len({(row.date, row.place) for row in PRECEDENTS}) == len(PRECEDENTS) == len(ROWS)


def test_the_letter_of_the_plan_is_what_one_works_out_by_hand() -> None:
    assert {name(row): weighed(row).verdict.grade for row in PRECEDENTS} == BY_THE_LETTER


def test_what_was_decided_otherwise_than_the_letter_is_known() -> None:
    differing = {name(row) for row in PRECEDENTS if not weighed(row).agrees}
    building_sites = {"2017-07-22 crane", "2024-05-14 crane"}
    assert differing == {"2022-01-08 pressure_vessel"} | building_sites
    assert {name(row) for row in PRECEDENTS if weighed(row).outside} == building_sites


def test_a_row_that_is_not_well_formed_is_refused() -> None:
    for fault in (
        {"grade": "V"},
        {"date": "2020-13-01"},
        {"link": "x"},
        {"facts": {"deaths": "1"}},
    ):
        with pytest.raises(BadInput):
            made(**fault)


def test_a_value_that_cannot_be_is_refused() -> None:
    for facts in ({"deaths": -1}, {"deaths": True}, {"exploded": 1}, {"deaths": 1.5}):
        with pytest.raises(BadInput):
            weigh(PLAN, GRADER, made(equipment="pressure_vessel", facts=facts))


def test_hours_are_read_exactly() -> None:
    facts = {"stranded": 4, "stranded_hours": 3.5}
    read = weighed(made(equipment="ropeway", facts=facts))
    assert read.verdict.grade == "IV"
    less = weighed(made(equipment="ropeway", facts=facts | {"stranded_hours": 3.4}))
    assert less.verdict.grade is None
    assert less.amounts["stranded_hours"].confirmed == Decimal("3.4")


def test_a_plan_that_lacks_the_equipment_or_a_fact_reads_what_it_knows() -> None:
    assert weigh(PLAN, GRADER, made(equipment="rocket")) is None
    assert weighed(made(facts={"deaths": 1, "unheard": 5})).verdict.grade == "IV"


def at_hand(equipment: str | None, **facts: int) -> Any:
    return GRADER.fact_set(equipment, {code: Amount(n, n) for code, n in facts.items()})


def order(rows: list[Precedent], equipment: str | None, grade: Grade | None, **facts: int) -> str:
    """The words of the rows, nearest first."""
    found = nearest(
        [weighed(row) for row in rows], at_hand(equipment, **facts), grade, PLAN.grade_scale
    )
    return "".join(one.precedent.what for one in found)


def test_the_same_kind_of_equipment_comes_first_whatever_its_grade() -> None:
    rows = [
        made(what="甲", equipment="crane"),
        made(what="乙", facts={"deaths": 30}, grade="I"),
    ]
    assert order(rows, "elevator", "IV", deaths=1) == "乙甲"
    assert order(rows, "crane", "IV", deaths=1) == "甲乙"


def test_then_the_nearest_grade_the_official_one_or_that_of_the_letter() -> None:
    vessel = {"equipment": "pressure_vessel"}
    rows = [
        made(what="甲", **vessel, facts={"deaths": 30}, grade="I"),
        made(what="乙", **vessel, facts={"deaths": 1, "exploded": True}, grade="IV"),
        made(what="丙", **vessel, facts={"deaths": 10}, grade="II"),
    ]
    assert order(rows, "pressure_vessel", "III", deaths=9) == "乙丙甲"
    assert order(rows, "pressure_vessel", "IV", deaths=1) == "乙丙甲"
    assert order(rows, "pressure_vessel", "I", deaths=31) == "甲丙乙"
    assert order(rows, "pressure_vessel", None) == "乙丙甲"
    graver = made(what="丁", **vessel, facts={"deaths": 3}, grade="III")
    assert order([graver, rows[1]], "pressure_vessel", "IV", deaths=2) == "乙丁"


def test_then_the_nearest_facts_and_what_is_blank_here_tells_nothing() -> None:
    rows = [
        made(what="亡", date="2024-01-01"),
        made(what="困", facts={"deaths": 0, "stranded": 2, "stranded_hours": 7}),
    ]
    assert order(rows, "elevator", "IV", stranded=2, stranded_hours=3) == "困亡"
    assert order(rows, "elevator", "IV", deaths=2) == "亡困"
    assert order(rows, "elevator", "IV") == "亡困", "the later one first"
    lossy = replace(rows[0], what="损", facts={"deaths": 1, "loss_yuan": 10**6})
    assert order([lossy, rows[1]], "elevator", "IV", deaths=1) == "损困"


def test_all_injured_grade_by_a_plan_that_does_not_part_them() -> None:
    city = plan_in_force(Path(__file__).parents[1] / "fixtures" / "plans" / "city.json")
    found = weigh(city, Grader(city), made(facts={"deaths": 1}, injured=50, equipment="elevator"))
    assert found is not None
    assert (found.verdict.grade, found.name, found.agrees) == ("B", "重大", False)
