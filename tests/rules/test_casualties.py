"""Who is a casualty: one rule for titles, the board, what stands open and the telephone."""

import pytest
from msgspec.structs import replace

from cqcmd.rules.plan import Plan, load_plan
from tests.support.plan_tables import TEXT, read_tables


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan(read_tables(), TEXT, name="cq-2023.json", digest="d" * 64)


def test_casualties_are_those_of_the_written_report(plan: Plan) -> None:
    people = {fact.code for fact in plan.facts if fact.kind == "people"}
    [element] = [
        row for row in plan.contents if row.report == "written" and people >= set(row.fields)
    ]
    assert [fact.code for fact in plan.casualties] == list(element.fields)


def test_whoever_was_moved_or_is_to_be_moved_is_none(plan: Plan) -> None:
    assert not plan.fact("relocated").counts_casualties
    assert not plan.fact("relocation_planned").counts_casualties
    assert plan.fact("stranded").counts_casualties


def test_what_is_not_counted_in_persons_is_none(plan: Plan) -> None:
    assert not replace(plan.fact("missing"), unit="户").counts_casualties
    assert not plan.fact("loss_yuan").counts_casualties
