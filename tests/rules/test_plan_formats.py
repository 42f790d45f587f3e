"""Formats of plan files: what format 1 takes for granted, and what format 2 must bring itself."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from cqcmd.desk.plan.file import plan_in_force
from cqcmd.errors import BrokenPlan
from cqcmd.rules.roles import MAY_LACK, ROLES
from tests.support.plan_tables import TEXT, Tables, own_tables, read_tables, written


def faults_of(path: Path) -> tuple[str, ...]:
    with pytest.raises(BrokenPlan) as caught:
        plan_in_force(path)
    return caught.value.faults


def second(tables: Tables) -> Tables:
    """The built-in plan as a file of format 2, which brings every table itself."""
    tables["meta"][0]["format"] = 2
    return tables


def test_a_plan_of_format_1_is_read_with_what_it_takes_for_granted(tmp_path: Path) -> None:
    path = written(tmp_path, own_tables())
    plan = plan_in_force(path)
    assert plan.role("report.contents").clause == "4.1.2"
    assert set(plan.index["roles"]) == {*ROLES, *MAY_LACK}
    assert plan.digest == sha256(path.read_bytes()).hexdigest()


def test_a_plan_of_format_1_may_have_clauses_of_its_own(tmp_path: Path) -> None:
    text = TEXT.replace("### 4.9 ", "### 4.99 ")
    tables = own_tables()
    for row in tables["aftermath"]:
        row["clause"] = row["clause"].replace("4.9", "4.99")
    assert "4.9" not in plan_in_force(written(tmp_path, tables, text)).clauses


def test_a_plan_of_format_1_has_no_tables_of_format_2(tmp_path: Path) -> None:
    tables = own_tables()
    tables["roles"] = [{"code": "grading", "clause": "1.5"}]
    tables["headquarters"] = []
    assert faults_of(written(tmp_path, tables)) == tuple(
        f"表 {table} 属于格式 2：请在 meta 里写 format 为 2，"
        "并写全 roles、org_levels、headquarters、words、grades。"
        for table in ("roles", "headquarters")
    )


def test_a_plan_of_format_2_says_where_everything_stands(tmp_path: Path) -> None:
    tables = second(read_tables())
    next(row for row in tables["roles"] if row["code"] == "grading")["clause"] = "1.4"
    assert plan_in_force(written(tmp_path, tables)).role("grading").clause == "1.4"


def test_a_plan_of_format_2_without_its_roles_is_told_each_of_them(tmp_path: Path) -> None:
    found = faults_of(written(tmp_path, second(own_tables())))
    for code, name in ROLES.items():
        assert f"表 roles 缺少 {code}（{name}）" in found


def test_a_role_that_nobody_plays_is_named(tmp_path: Path) -> None:
    tables = second(read_tables())
    tables["roles"].append({"code": "report.sms", "clause": "4.1"})
    assert faults_of(written(tmp_path, tables)) == ("表 roles 的 report.sms：没有这种角色",)


def test_a_role_in_a_clause_that_is_not_there_is_named(tmp_path: Path) -> None:
    tables = second(read_tables())
    tables["roles"][0]["clause"] = "9.9"
    assert faults_of(written(tmp_path, tables)) == ("表 roles 的 scope：预案正文中没有条款 9.9",)


def test_a_role_says_whose_it_is_where_it_is_somebodys(tmp_path: Path) -> None:
    tables = second(read_tables())
    roles = {row["code"]: row for row in tables["roles"]}
    roles["response.verify"].pop("org")
    roles["grading"]["org"] = "district_regulator"
    assert faults_of(written(tmp_path, tables)) == (
        "表 roles 的 grading：不得写单位 org",
        "表 roles 的 response.verify：须写明单位 org",
    )


def test_an_organisation_stands_on_a_level_of_the_plan(tmp_path: Path) -> None:
    tables = own_tables()
    tables["orgs"][0]["level"] = "street"
    [fault] = faults_of(written(tmp_path, tables))
    assert fault == "表 orgs 的 site：level 指向的 street 不在表 org_levels 中"


def test_a_plan_of_format_1_may_be_without_whoever_verifies(tmp_path: Path) -> None:
    text = json.dumps(own_tables(), ensure_ascii=False)
    plan = plan_in_force(written(tmp_path, json.loads(text.replace("district_reg", "town_reg"))))
    assert plan.verifier() is None
    # The office whose place nobody takes is no reason to refuse what was read before.
    assert plan.org("town_regulator").name == "区县市场监管部门"


def test_words_for_the_area_are_those_of_the_plan(tmp_path: Path) -> None:
    tables = second(read_tables())
    tables["words"] = [
        {"code": "district", "clause": "2.1", "word": ""},
        {"code": "town", "clause": "2.1", "word": "镇"},
        *tables["words"][1:],
    ]
    assert faults_of(written(tmp_path, tables)) == (
        "表 words 缺少 district（下级行政区的统称，其单位名称以此开头）",
        "表 words 的 town：没有这种词",
    )


def test_headquarters_are_those_of_the_plan(tmp_path: Path) -> None:
    tables = second(read_tables())
    tables["headquarters"][0]["groups_clause"] = "9.9"
    tables["responses"][0]["headquarters"] = "province"
    tables["headquarters_acts"][0]["headquarters"] = ["province", "city"]
    assert faults_of(written(tmp_path, tables)) == (
        "表 headquarters 的 city：预案正文中没有条款 9.9",
        "表 responses 的 response.I：headquarters 指向的 province 不在表 headquarters 中",
        "表 headquarters_acts 的 closure：headquarters 指向的 province 不在表 headquarters 中",
    )


def test_a_plan_of_format_2_has_some_headquarters(tmp_path: Path) -> None:
    tables = second(read_tables())
    tables["headquarters"] = []
    assert "表 headquarters 没有可用的行" in faults_of(written(tmp_path, tables))


def test_a_format_that_is_not_known_is_refused(tmp_path: Path) -> None:
    tables = read_tables()
    tables["meta"][0]["format"] = 3
    assert any(
        "format：值 3 不在允许之列" in fault for fault in faults_of(written(tmp_path, tables))
    )
