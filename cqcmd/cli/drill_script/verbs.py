"""`cqcmd drill`: scenarios checked and listed, drills played from scripts."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from cqcmd.cli.drill_script.play import play
from cqcmd.cli.drill_script.player import Hold, Pace
from cqcmd.cli.drill_script.script import read_script
from cqcmd.desk.plan.file import plan_in_force
from cqcmd.drill.play.simulated_time import FASTEST
from cqcmd.drill.scenario import library as box
from cqcmd.drill.scenario.model import Scenario
from cqcmd.drill.scenario.reading import read_scenario
from cqcmd.drill.scenario.schema import schema
from cqcmd.drill.scenario.times import read_span, write_span
from cqcmd.drill.score.score import as_json
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.text import cells, pad


def check(file: str, plan: Path | None) -> str:
    """What a scenario without a fault holds. Raises BadInput, BrokenScenario."""
    found = read_scenario(box.find(file), plan_in_force(plan))
    return _("情景“{title}”无误：{inject} 个注入，{expect} 项期望，共 {points} 分。").format(
        title=found.title,
        inject=len(found.inject),
        expect=len(found.expect),
        points=_points(found),
    )


def list_of_scenarios(plan: Path | None) -> str:
    """A line a scenario in the box: name, length, points, title."""
    found = box.scenarios(plan_in_force(plan))
    width = max((cells(row.code) for row in found), default=0)
    return "\n".join(
        f"{pad(row.code, width)}  {write_span(row.length):>9}  {_points(row):>3}  {_title(row)}"
        for row in found
    )


def schema_of_scenarios(plan: Path | None) -> str:
    """The schema of a scenario file under a plan, as JSON."""
    return msgspec.json.format(msgspec.json.encode(schema(plan_in_force(plan))), indent=2).decode()


def run(name: str, script: Path, plan: Path | None, pace: Pace) -> str:
    """The score of a drill played from a script, as JSON. Raises BadInput, BrokenScenario."""
    scenario = read_scenario(box.find(name), plan_in_force(plan))
    score = play(scenario, read_script(script), plan, pace)
    return msgspec.json.format(msgspec.json.encode(as_json(score)), indent=2).decode()


def read_pace(speed: int, holds: Sequence[str]) -> Pace:
    """How real time is to pass. Raises BadInput."""
    if not 0 <= speed <= FASTEST:
        raise BadInput(_("--speed 须在 0（逐项跳转）到 {most} 之间。").format(most=FASTEST))
    return Pace(speed, tuple(map(_hold, holds)))


def _hold(text: str) -> Hold:
    at, equals, lasting = text.partition("=")
    if not equals:
        raise BadInput(_("--hold 须写成 时刻=时长，例如 0:30:00=72:00:00。"))
    try:
        return Hold(read_span(at), read_span(lasting))
    except BadInput as refusal:
        raise BadInput(_("--hold：{why}。").format(why=refusal)) from refusal


def _title(scenario: Scenario) -> str:
    """With a word where it leads a newcomer step by step."""
    guided = _("{title}（带引导）").format(title=scenario.title)
    return guided if scenario.guide else scenario.title


def _points(scenario: Scenario) -> int:
    return sum(expectation.points for expectation in scenario.expect)
