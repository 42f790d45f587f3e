"""docs/drills.md says what the program does: its examples are read, run and scored."""

import re
from pathlib import Path

from cqcmd.cli.drill_script.play import play
from cqcmd.cli.drill_script.player import Pace
from cqcmd.cli.drill_script.script import VERBS, read_script
from cqcmd.drill.scenario.model import Case, Expect, Guide, Inject, Scenario
from cqcmd.drill.scenario.reading import read_scenario
from cqcmd.drill.scenario.targets import UNTIL
from cqcmd.rules.plan import Plan

PAGE = (Path(__file__).parents[2] / "docs" / "drills.md").read_text(encoding="utf-8")
SCENARIO, SCRIPT = re.findall(r"```toml\n(.+?)```", PAGE, re.DOTALL)


def test_the_example_is_a_good_scenario_and_its_script_a_perfect_one(
    tmp_path: Path, plan: Plan
) -> None:
    (tmp_path / "example.toml").write_text(SCENARIO, encoding="utf-8")
    (tmp_path / "script.toml").write_text(SCRIPT, encoding="utf-8")
    scenario = read_scenario(tmp_path / "example.toml", plan)
    score = play(scenario, read_script(tmp_path / "script.toml"), None, Pace())
    assert score.points == score.of == 100
    assert dict(score.injects)["chase"] is None


def test_every_field_is_explained() -> None:
    fields = {
        name
        for kind in (Scenario, Case, Inject, Expect, Guide)
        for name in kind.__struct_encode_fields__
        if name != "code"
    }
    assert [name for name in (*fields, *UNTIL) if name not in PAGE] == []


def test_every_verb_is_explained_with_its_fields() -> None:
    table = PAGE[PAGE.index("| `do` |") :]
    for verb, kind in VERBS.items():
        row = next(line for line in table.splitlines() if f"`{verb}`" in line.split("|")[1])
        if verb in ("deliver", "start_duties", "note", "promise", "undo", "take_over"):
            continue
        names = set(kind.__struct_encode_fields__) - {"at", "do", "case"}
        assert [name for name in names if f"`{name}`" not in row] == [], verb
