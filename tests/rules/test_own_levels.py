"""Levels of response of a plan's own: their number, names, and what asks for them."""

import json
from pathlib import Path
from typing import Any

import pytest

from cqcmd.cli.main import main
from cqcmd.desk.common.wording import level_name
from cqcmd.desk.plan.file import plan_in_force
from cqcmd.errors import BrokenPlan
from cqcmd.rules.facts import Amount
from cqcmd.rules.grading import Grader
from cqcmd.rules.plan import Plan
from cqcmd.rules.response import response_to
from tests.support.plan_tables import Tables, read_tables, written


def tables() -> Tables:
    """The built-in plan with three levels: the second is asked for by numbers, not by a grade."""
    found = read_tables()
    found["meta"][0]["format"] = 2
    found["responses"] = found["responses"][:3]
    first, second, third = found["responses"]
    first |= {"level": "1", "name": "一级", "grade": "II"}
    second |= {"level": "2", "name": "二级", "when": [numbers("deaths", 3)]}
    second.pop("grade")
    third |= {"level": "3", "name": "三级", "grade": "IV", "on_possible": False}
    third["text"] = second["text"] = ""
    second["when"].append(numbers("serious_injuries", 20))
    found["warnings"] = found["warnings"][:3]
    return found


def numbers(fact: str, least: int) -> list[dict[str, Any]]:
    return [{"fact": fact, "at_least": least}]


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return plan_in_force(written(tmp_path, tables()))


@pytest.mark.parametrize(
    ("facts", "level"),
    [
        ({"deaths": (10, 10)}, "1"),
        ({"deaths": (0, 10)}, "1"),
        ({"deaths": (3, 9)}, "2"),
        ({"deaths": (2, 3)}, "2"),
        ({"serious_injuries": (20, 20)}, "2"),
        ({"deaths": (2, 2), "serious_injuries": (19, 19)}, "3"),
        ({"deaths": (0, 1)}, None),
        ({}, None),
    ],
)
def test_a_level_is_asked_for_by_its_own_conditions(
    plan: Plan, facts: dict[str, tuple[int, int]], level: str | None
) -> None:
    grader = Grader(plan)
    found = grader.fact_set(None, {code: Amount(*pair) for code, pair in facts.items()})
    confirmed, possible = grader.grades(found)
    asked = response_to(plan, confirmed.grade, possible.grade, grader.levels_met(found))
    assert asked == level


def test_a_level_bears_its_own_name(plan: Plan) -> None:
    assert [level_name(plan, row.level) for row in plan.responses] == ["一级", "二级", "三级"]
    assert level_name(plan, "IV") == "IV级"


def test_the_batch_answers_in_the_codes_of_the_plan(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = tmp_path / "cases.jsonl"
    cases.write_text('{"id": 1, "deaths": 3}\n', encoding="utf-8")
    file = written(tmp_path, tables())
    assert main(["grade", str(cases), "--plan", str(file)]) == 0
    assert json.loads(capsys.readouterr().out)["response"] == "2"


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"grade": "III"}, "表 responses 的 response.II（4.5）：grade 和 when 须写其中一样"),
        ({"when": []}, "表 responses 的 response.II（4.5）：grade 和 when 须写其中一样"),
        ({"when": [[]]}, "表 responses 的 response.II（4.5）：when 里有一组没有任何条件"),
        ({"when": [numbers("missing", 3)]}, "missing：不是分级事实"),
        ({"when": [numbers("ghosts", 3)]}, "when 指向的 ghosts 不在表 facts 中"),
        (
            {"when": [[{"fact": "deaths", "at_least": 3, "below": 10}]]},
            "deaths：响应的条件不写 below",
        ),
        ({"level": "1"}, "表 responses 中级别 1 须正好一行，现有 2 行"),
    ],
)
def test_what_cannot_ask_for_a_level_is_named(
    tmp_path: Path, changes: dict[str, Any], fault: str
) -> None:
    wrong = tables()
    wrong["responses"][1] |= changes
    with pytest.raises(BrokenPlan) as caught:
        plan_in_force(written(tmp_path, wrong))
    assert any(fault in found for found in caught.value.faults), caught.value.faults


def test_a_lower_grade_stands_below_a_graver_one(tmp_path: Path) -> None:
    wrong = tables()
    wrong["responses"].reverse()
    with pytest.raises(BrokenPlan) as caught:
        plan_in_force(written(tmp_path, wrong))
    assert caught.value.faults == ("表 responses 须从最高一级到最低一级排列",)


def test_the_numbers_of_warnings_leave_no_gap(tmp_path: Path) -> None:
    wrong = tables()
    wrong["warnings"][2]["level"] = 4
    with pytest.raises(BrokenPlan) as caught:
        plan_in_force(written(tmp_path, wrong))
    assert caught.value.faults == ("表 warnings 中级别 3 须正好一行，现有 0 行",)
