"""Broken plan files: every fault is named, several at once, and sound ones are not."""

import random
from typing import Any

import pytest

from cqcmd.errors import BrokenPlan
from cqcmd.rules.plan import Plan, load_plan
from cqcmd.rules.proofs.plan_check import check, decision_table, load_checked
from tests.support.plan_blunders import BLUNDERS
from tests.support.plan_mutations import MUTATIONS, Mutation, row, when
from tests.support.plan_tables import TEXT, Tables, read_tables

JUNK: list[Any] = [None, True, -1, 1.5, float("nan"), 10**400, "", "I", "\x1b", [], {}, ["x"]]


def faults_of(tables: Tables, text: str = TEXT) -> tuple[str, ...]:
    with pytest.raises(BrokenPlan) as caught:
        load_checked(tables, text, name="区县.json", digest="")
    assert all(fault in str(caught.value) for fault in caught.value.faults)
    return caught.value.faults


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_checked(read_tables(), TEXT, name="cq-2023.json", digest="")


def test_the_built_in_plan_has_no_fault(plan: Plan) -> None:
    assert check(plan) == ()


@pytest.mark.parametrize(
    ("mutate", "named"),
    [slip[1:] for slip in MUTATIONS + BLUNDERS],
    ids=[slip[0] for slip in MUTATIONS + BLUNDERS],
)
def test_a_fault_is_named(mutate: Mutation, named: list[str]) -> None:
    tables = read_tables()
    mutate(tables)
    found = faults_of(tables)
    for words in named:
        assert any(words in fault for fault in found), found


def test_faults_of_every_sort_are_named_at_once() -> None:
    tables = read_tables()
    row(tables, "facts", "overturned").pop("name")
    row(tables, "scope", "rail").update(clause="9.9")
    row(tables, "groups", "medical").update(leads=["nobody"])
    when(tables, "III.deaths").update(below=9)
    row(tables, "criteria", "I.boiler_explosion").update(grade="IV")
    named = ("缺少字段 name", "没有条款 9.9", "nobody", "空档：9 至 10", "更重")
    found = faults_of(tables)
    assert len(found) == len(named)
    for words, fault in zip(named, found, strict=False):
        assert any(words in fault for fault in found), (words, fault)


def test_a_bad_row_does_not_make_those_that_name_it_look_bad() -> None:
    tables = read_tables()
    row(tables, "facts", "overturned").pop("name")
    found = faults_of(tables)
    assert len(found) == 1


def test_faults_are_fit_for_a_terminal() -> None:
    tables = read_tables()
    row(tables, "aftermath", "records").update(code="\x1b]0;x\x07" + "长" * 500)
    [fault] = faults_of(tables)
    assert fault.isprintable()
    assert len(fault) <= 300


def test_a_clause_headed_twice_is_named() -> None:
    found = faults_of(read_tables(), TEXT + "\n### 4.7 响应措施\n\n另一段。\n")
    assert found == ("预案正文中条款 4.7 出现不止一次。",)


def test_the_quick_reading_names_rows_references_and_clauses() -> None:
    tables = read_tables()
    row(tables, "duties", "site.unit.any").update(to="mayor")
    row(tables, "scope", "rail").update(clause="9.9")
    with pytest.raises(BrokenPlan) as caught:
        load_plan(tables, TEXT, name="x", digest="")
    assert len(caught.value.faults) == 2


def test_the_decision_table_has_every_criterion_under_its_equipment(plan: Plan) -> None:
    table = decision_table(plan)
    blocks = dict(zip(["", *(e.code for e in plan.equipment)], table.split("\n\n"), strict=True))
    for criterion in plan.criteria:
        for kind in criterion.equipment or ("",):
            assert f" {criterion.code} " in blocks[kind]
    assert (
        "II   1.5.2  II.boiler_outage    锅炉容量 ≥ 600 兆瓦，因安全故障中断运行时长 ≥ 240 小时"
        in (blocks["boiler"])
    )
    assert "滞留时长 ≥ 3.5 小时 且 < 12" in blocks["ropeway"]
    assert len(table.splitlines()) < 100


@pytest.mark.parametrize("kind", ["boiler", "crane"])
def test_a_plan_may_leave_out_tables_it_does_not_need(kind: str) -> None:
    tables = read_tables()
    for table in ("districts", "scope", "aftermath", "warning_items", "contents"):
        del tables[table]
    assert load_checked(tables, TEXT, name="x", digest="").kind(kind).code == kind


def test_whatever_stands_in_a_file_is_a_plan_or_named_faults() -> None:
    """Seeded damage: values of the wrong kind anywhere, fields and rows taken out."""
    chance = random.Random(2023)
    found: list[str] = []
    for _round in range(150):
        tables = read_tables()
        for _blow in range(chance.choice((1, 3))):
            damage(tables, chance)
        try:
            decision_table(load_checked(tables, TEXT, name="x", digest=""))
        except BrokenPlan as fault:
            found += fault.faults
    assert len(found) > 100
    assert all(words.isprintable() for words in found)


def damage(tables: Tables, chance: random.Random) -> None:
    """Break one field of one row."""
    found = tables[chance.choice([table for table in tables if tables[table]])]
    broken = chance.choice(found)
    if not isinstance(broken, dict) or not broken:
        return
    field = chance.choice(list(broken))
    if chance.random() < 0.2:
        del broken[field]
    else:
        broken[field] = chance.choice(JUNK)
