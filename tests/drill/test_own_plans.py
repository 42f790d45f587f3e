"""A drill under a plan of another place: its own scenario, played well, scores everything."""

from pathlib import Path

import pytest

from cqcmd.app.command_post import CommandPost
from cqcmd.cli.drill_script.play import play
from cqcmd.cli.drill_script.player import Pace
from cqcmd.cli.drill_script.script import read_script
from cqcmd.cli.main import main
from cqcmd.clock import FixedClock
from cqcmd.desk.opening import Opening
from cqcmd.drill.scenario import library as box
from cqcmd.drill.scenario.reading import read_scenario
from cqcmd.drill.scenario.schema import schema
from cqcmd.drill.score.score import Score, as_json
from tests.screens.conftest import START
from tests.support.own_plans import FOLDER, NAMES, leaks, own_plan, plan_file
from tests.support.pilots import AppPilot, notices, press


def played(name: str, acts: int | None = None) -> Score:
    """The drill as the perfect script has it, or as far as the first acts of it."""
    scenario = read_scenario(FOLDER / f"{name}.toml", own_plan(name))
    script = read_script(FOLDER / f"{name}.perfect.toml")
    return play(scenario, script[:acts], plan_file(name), Pace())


@pytest.mark.parametrize("name", NAMES)
def test_played_well_it_scores_all(name: str) -> None:
    score = played(name)
    missed = {one.id: one.result for one in score.expectations if one.result != "met"}
    assert missed == {}
    assert score.points == score.of == 100
    assert all(grade.correct for grade in score.grades)
    assert leaks(name, str(as_json(score))) == []


@pytest.mark.parametrize("name", NAMES)
def test_only_the_call_taken_does_not(name: str) -> None:
    score = played(name, 1)
    assert 0 < score.points < 50


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_speaks_of_this_plan_alone(name: str) -> None:
    assert leaks(name, str(schema(own_plan(name)))) == []


@pytest.mark.parametrize("name", NAMES)
def test_scenarios_written_for_another_plan_are_not_listed(
    name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert box.scenarios(own_plan(name)) == ()
    assert main(["drill", "list", "--plan", str(plan_file(name))]) == 0
    out, err = capfd.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "随带的情景都不合这份预案" in err


async def test_a_post_says_that_no_scenario_fits_its_plan(tmp_path: Path) -> None:
    opening = Opening(tmp_path / "data", plan_file("district"), FixedClock(START))
    opening.read_journal()
    opening.desk.station.set_up("bureau", "", None, {}, "陈晓")
    app = CommandPost(opening)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f11")
        assert "随带的情景都不合现行预案" in notices(AppPilot(app))[-1]
    opening.close()
