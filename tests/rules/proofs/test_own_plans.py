"""Plans of other places pass every proof, and a post runs on them through all its rooms."""

from pathlib import Path

import pytest

from cqcmd.cli.read import reading
from cqcmd.rules.proofs.plan_check import decision_table
from tests.support.own_plans import NAMES, leaks, own_plan, plan_file
from tests.support.plan_walk import walk

NOW = "2026-01-22T14:30:00+08:00"
CALL = "青石街道云水热力锅炉房爆管，停暖1200户，伤了1个，张强13800000001"


@pytest.mark.parametrize("name", NAMES)
def test_a_post_runs_on_it(name: str, tmp_path: Path) -> None:
    desk = walk(plan_file(name), tmp_path)
    assert desk.plan.name == f"{name}.json"
    assert desk.board().rows


@pytest.mark.parametrize("name", NAMES)
def test_its_own_clauses_are_told_from_ours(name: str) -> None:
    assert leaks(name, "依据 4.1.1 报区县政府") == ["依据 4.1.1 报区县政府"]
    own = own_plan(name).role("report.first").clause
    assert leaks(name, f"依据 {own}，用 4.1.1 条") != []
    assert leaks(name, f"依据 {own}，在 14:05 之前") == []


def test_the_district_telephones_within_a_quarter_of_an_hour() -> None:
    plan = own_plan("district")
    assert {row.minutes for row in plan.duties if row.channel == "phone"} == {15}
    assert len(plan.groups) == 9
    assert plan.org_level("township").of_district
    assert "停暖户数 ≥ 2,000 户" in decision_table(plan)


def test_the_county_has_two_organisations_and_one_headquarters() -> None:
    plan = own_plan("county")
    assert [row.code for row in plan.orgs] == ["operator", "county_office"]
    assert plan.ranking == ("county",)


def test_a_call_is_read_by_the_words_of_the_plan() -> None:
    found = reading(own_plan("district"))({"line": CALL, "now": NOW})
    assert found["fields"]["homes_cold"] == "1200"
    assert found["fields"]["district"] == "t1"
    assert found["asked"] == {}
    doubtful = reading(own_plan("district"))({"line": "锅炉爆管，又停暖200户", "now": NOW})
    assert "新增的还是总数" in doubtful["asked"]["homes_cold"]


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("锅炉爆管", "没有说镇街，是本站所在的镇街吗？"),
        ("青石街道、柳林镇锅炉爆管", "提到了几个镇街，请核对是哪一个；如是两起，请分开受理。"),
        ("青石大厦锅炉爆管", "“青石”只在名称里出现，镇街请核对。"),
    ],
)
def test_districts_are_asked_about_by_the_plans_own_word(line: str, asked: str) -> None:
    found = reading(own_plan("district"))({"line": line, "now": NOW, "district": "t2"})
    assert found["asked"]["district"] == asked


def test_what_the_plan_has_no_fact_for_stays_in_the_summary() -> None:
    county = reading(own_plan("county"))
    found = county({"line": "柳河商厦电梯困2人70分钟，损失300万元", "now": NOW})
    assert found["fields"].keys() == {"unit", "equipment", "stranded", "stranded_hours"}
    assert "损失300万元" in found["rest"]
    assert found["fields"]["stranded_hours"] == "1.1667", "nobody asks how long a boiler was out"
