"""A plan that asks after people who are up, or a boiler out, and grades by neither."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from cqcmd.desk.intake.form import read_form
from cqcmd.incident.grades import GradeReader
from cqcmd.rules.plan import Plan
from cqcmd.rules.proofs.plan_check import load_checked
from tests.desk.calls import LIFT
from tests.support.plan_tables import TEXT, read_tables


def without(*facts: str, keep: bool) -> Plan:
    tables = read_tables()
    named = set(facts)
    tables["criteria"] = [
        row for row in tables["criteria"] if named.isdisjoint(c["fact"] for c in row["when"])
    ]
    tables["facts"] = [
        row | ({"graded": False} if row["code"] in named else {})
        for row in tables["facts"]
        if keep or row["code"] not in named
    ]
    for table in ("followups", "contents", "measures"):
        for row in tables[table]:
            for field in ("facts", "fields", "first_for"):
                if field in row:
                    row[field] = [code for code in row[field] if keep or code not in named]
    return load_checked(tables, TEXT, name="x", digest="")


PLANS: list[Callable[[], Plan]] = [
    lambda: without("stranded", "stranded_hours", "outage_hours", keep=True),
    lambda: without("stranded_hours", "outage_hours", keep=True),
    lambda: without("stranded", "stranded_hours", "outage_hours", keep=False),
]


@pytest.mark.parametrize("make", PLANS)
def test_time_raises_no_grade_that_the_plan_does_not_have(make: Callable[[], Plan]) -> None:
    plan = make()
    call = datetime(2026, 7, 25, 6, 5, tzinfo=UTC)
    texts = LIFT | {"stranded_hours": "3", "outage_hours": "300"}
    facts = read_form(plan, texts, call, call).facts()
    reader = GradeReader(plan)
    later = call + timedelta(hours=50)
    assert reader.assess(facts, call, later).confirmed.grade is None
    assert reader.projections(facts, call, later, possible=True) == ()
