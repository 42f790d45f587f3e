"""Each scenario in the box: done well it scores all, done badly it loses just what it must."""

import tomllib
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

from cqcmd.cli.drill_script.play import play
from cqcmd.cli.drill_script.player import Pace
from cqcmd.cli.drill_script.script import VERBS, read_script
from cqcmd.cli.scenarios import read_pace
from cqcmd.desk.plan.file import plan_in_force
from cqcmd.drill.scenario import library as box
from cqcmd.drill.scenario.model import Scenario
from cqcmd.drill.scenario.reading import read_scenario
from cqcmd.drill.score.score import Score, as_json
from tools import pack

HERE = Path(__file__).parent
NEGLIGENCE: dict[str, dict[str, str]] = tomllib.loads(
    (HERE / "negligence.toml").read_text(encoding="utf-8")
)
JUMPING = Pace()
KINDS = {
    "boiler",
    "pressure_vessel",
    "pressure_piping",
    "elevator",
    "crane",
    "ropeway",
    "amusement_ride",
    "site_vehicle",
}


@cache
def scenario(name: str) -> Scenario:
    return read_scenario(box.find(name), plan_in_force())


@cache
def scored(name: str, kind: str, pace: Pace = JUMPING) -> Score:
    script = read_script(HERE / "scripts" / f"{name}.{kind}.toml")
    return play(scenario(name), script, None, pace)


def told(score: Score) -> bytes:
    return msgspec.json.encode(as_json(score))


@pytest.mark.parametrize("name", box.names())
def test_a_perfect_script_scores_full_marks(name: str) -> None:
    score = scored(name, "perfect")
    assert {
        outcome.id: outcome.result for outcome in score.expectations if outcome.result != "met"
    } == {}
    assert (score.points, score.of) == (Fraction(100), 100)
    assert all(grade.correct and grade.since for grade in score.grades)


@pytest.mark.parametrize("name", box.names())
def test_a_negligent_script_loses_exactly_where_it_was_negligent(name: str) -> None:
    score = scored(name, "negligent")
    lost = {outcome.id: outcome.result for outcome in score.expectations if outcome.result != "met"}
    assert lost == NEGLIGENCE[name]
    for expectation in score.expectations:
        earned = {"met": expectation.of, "late": expectation.of / 2, "missed": 0}
        assert float(expectation.points) == earned[expectation.result]
        assert (expectation.late_by is not None) == (expectation.result == "late")


@pytest.mark.parametrize("name", box.names())
def test_speed_and_holds_and_jumps_change_nothing(name: str) -> None:
    expected = told(scored(name, "negligent"))
    three_days = ["0:00:01=72:00:00", "0:37:00=72:00:00"]
    assert told(scored(name, "negligent", read_pace(60, three_days))) == expected
    assert told(scored(name, "negligent", read_pace(0, three_days))) == expected


def test_odd_speeds_change_nothing_either() -> None:
    name = "ropeway-stranding"
    for speed in (1, 7, 59):
        assert told(scored(name, "perfect", read_pace(speed, []))) == told(scored(name, "perfect"))


def test_there_is_one_for_each_kind_of_criterion() -> None:
    found = [scenario(name) for name in box.names()]
    assert len(found) >= 10
    assert {case.equipment for other in found for case in other.case} >= KINDS
    assert any(len(other.case) > 1 for other in found)
    assert any(expect.warning for other in found for expect in other.expect)
    assert set(NEGLIGENCE) == set(box.names())


@pytest.mark.parametrize("name", box.names())
def test_every_script_works_in_what_arrived(name: str) -> None:
    """A call and the facts of a message are typed by somebody, as the message said them."""
    script: list[dict[str, Any]] = tomllib.loads(
        (HERE / "scripts" / f"{name}.perfect.toml").read_text(encoding="utf-8")
    )["act"]
    worked = {act["inject"]: act["fields"] for act in script if "fields" in act}
    for inject in scenario(name).inject:
        if inject.facts and inject.id in worked:
            assert worked[inject.id] == inject.facts, inject.id


def test_a_message_that_was_not_needed_does_not_come() -> None:
    came = dict(scored("boiler-explosion", "negligent").injects)
    spared = dict(scored("boiler-explosion", "perfect").injects)
    assert spared["chase"] is None
    assert str(came["chase"]).startswith("2026-07-25 06:35:00"), "at 0:35, for want of a report"


def test_the_scenarios_travel_with_the_program(tmp_path: Path) -> None:
    pack.copy_program(tmp_path)
    carried = {path.stem for path in (tmp_path / "cqcmd/drill/scenarios").glob("*.toml")}
    assert carried == set(box.names())


def test_every_verb_can_be_done() -> None:
    script = read_script(HERE / "scripts" / "every-verb.toml")
    score = play(scenario("several-at-once"), script, None, JUMPING)
    assert [(grade.case, grade.given) for grade in score.grades] == [
        ("tank", "II"),
        ("lift", "IV"),
        ("crane", "none"),
    ]
    perfect = [read_script(HERE / "scripts" / f"{name}.perfect.toml") for name in box.names()]
    done = {line.act.do for lines in (script, *perfect) for line in lines}
    assert done == set(VERBS)
