"""What stands beside a plan is laid over it: its bytes and its own words stay."""

import json
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from cqcmd.desk.plan.file import plan_in_force
from cqcmd.paths import beside_plan_file, plan_file
from cqcmd.rules.beside_plan import BesidePlan, laid_over
from cqcmd.rules.plan import Plan, load_plan
from cqcmd.rules.response import asked_for
from cqcmd.rules.rows import Grade
from tests.support.plan_tables import TEXT, read_tables

BESIDE = msgspec.json.decode(beside_plan_file().read_bytes(), type=BesidePlan)


@pytest.fixture(scope="module")
def bare() -> Plan:
    return load_plan(read_tables(), TEXT, name="cq-2023.json", digest="d" * 64)


def test_name_digest_and_clauses_stay_those_of_the_file(bare: Plan) -> None:
    plan = laid_over(bare, BESIDE)
    assert (plan.name, plan.digest, plan.clauses) == (bare.name, bare.digest, bare.clauses)
    assert plan.duties is bare.duties


def test_every_laid_over_row_is_found_by_its_code(bare: Plan) -> None:
    plan = laid_over(bare, BESIDE)
    for table in ("districts", "responses", "headquarters_acts"):
        assert tuple(plan.index[table].values()) == getattr(plan, table)


def test_a_plan_that_has_the_act_or_the_day_itself_keeps_them(tmp_path: Path, bare: Plan) -> None:
    tables = json.loads(plan_file().read_text(encoding="utf-8"))
    acts = tables["headquarters_acts"]
    acts[str(len(acts) + 1)] = {
        "code": "neighbours",
        "clause": "1.2",
        "name": "本区通报办法",
        "headquarters": ["district"],
    }
    for row in tables["districts"].values():
        if row["code"] == "500105":
            row["until"] = "2026-03-01"
    own = tmp_path / "own.json"
    own.write_text(json.dumps(tables, ensure_ascii=False), encoding="utf-8")
    (tmp_path / bare.meta.text_file).write_text(TEXT, encoding="utf-8")
    plan = plan_in_force(own)
    assert plan.headquarters_act("neighbours").name == "本区通报办法"
    assert plan.district("500105").until == "2026-03-01"
    assert plan.district("500112").until == "2026-01-25"


def test_an_act_of_the_plan_needs_its_clause_one_of_a_law_does_not(bare: Plan) -> None:
    assert {"neighbours", "support_asked"} <= _acts(bare)
    for clauses in ({}, bare.clauses | {"4.7": bare.clauses["4.8"]}):
        codes = _acts(msgspec.structs.replace(bare, clauses=clauses))
        assert "neighbours" in codes
        assert "support_asked" not in codes, "its clause says something else, or is not there"


def _acts(plan: Plan) -> set[str]:
    return set(laid_over(plan, BESIDE).index["headquarters_acts"])


@pytest.mark.parametrize(
    ("possible", "asked"), [("I", True), ("II", True), ("III", False), (None, False)]
)
def test_neighbours_are_told_from_a_possible_ii_up(
    bare: Plan, possible: Grade | None, asked: bool
) -> None:
    row = laid_over(bare, BESIDE).headquarters_act("neighbours")
    assert asked_for(bare, row, possible) is asked


def test_only_the_city_s_proposals_are_inferred(bare: Plan) -> None:
    plan = laid_over(bare, BESIDE)
    assert {row.level for row in plan.responses if row.inferred} == {"I", "II"}


def test_quotations_of_acts_beside_the_plan_stand_in_it(bare: Plan) -> None:
    for row in BESIDE.headquarters_acts:
        assert row.text in bare.clauses[row.clause].text


def test_organs_are_named_in_full_by_the_plans_own_words(bare: Plan) -> None:
    plan = laid_over(bare, BESIDE)
    assert {org.name: org.full_name for org in plan.orgs if org.full_name} == {
        "区县政府": "区县人民政府",
        "市市场监管局": "重庆市市场监督管理局",
        "市政府": "重庆市人民政府",
        "市应急局": "重庆市应急管理局",
    }


def test_a_plan_that_names_an_organ_in_full_keeps_its_name(bare: Plan) -> None:
    orgs = tuple(replace(org, full_name="自己写的") for org in bare.orgs)
    plan = laid_over(replace(bare, orgs=orgs), BESIDE)
    assert {org.full_name for org in plan.orgs} == {"自己写的"}
    assert all(plan.index["orgs"][org.code] is org for org in plan.orgs)
