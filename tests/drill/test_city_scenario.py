"""A drill on the plan of another city: its grades, its levels, its duties."""

from pathlib import Path

import pytest

from cqcmd.cli.drill_script.play import play
from cqcmd.cli.drill_script.player import Pace
from cqcmd.cli.drill_script.script import read_script
from cqcmd.desk.plan.file import plan_in_force
from cqcmd.drill.scenario.reading import BrokenScenario, read_scenario
from cqcmd.drill.scenario.schema import schema

PLANS = Path(__file__).parents[1] / "fixtures" / "plans"
CITY = PLANS / "city.json"
PLAN = plan_in_force(CITY)
SCENARIO = PLANS / "city-blast.toml"


def test_a_perfect_script_scores_full_marks() -> None:
    script = read_script(PLANS / "city-blast.perfect.toml")
    score = play(read_scenario(SCENARIO, PLAN), script, CITY, Pace())
    results = {outcome.id: outcome.result for outcome in score.expectations}
    assert results == dict.fromkeys(("grade", "phone", "response"), "met")
    [decided] = score.grades
    assert (decided.right, decided.given, decided.correct) == ("C", "C", True)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            'grade = "C"\nclause',
            'grade = "III"\nclause',
            "“III”不在允许之列（A、B、C、D、E",
        ),
        ('response = "2"', 'response = "II"', "response 指的 II 不在预案的条目里"),
    ],
)
def test_codes_of_another_plan_are_named(tmp_path: Path, old: str, new: str, fault: str) -> None:
    text = SCENARIO.read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "wrong.toml"
    file.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(BrokenScenario) as caught:
        read_scenario(file, PLAN)
    assert any(fault in found for found in caught.value.faults), caught.value.faults


def test_editors_complete_the_codes_of_the_plan() -> None:
    parts = schema(PLAN)["$defs"]
    assert parts["Case"]["properties"]["grade"]["enum"] == ["A", "B", "C", "D", "E", "none"]
    responses = parts["Expect"]["properties"]["response"]["anyOf"]
    assert {"type": "string", "enum": ["1", "2", "3"]} in responses
