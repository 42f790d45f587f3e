"""`cqcmd drill`: scenarios checked and listed, drills played from scripts."""

from argparse import Namespace
from collections.abc import Sequence
from datetime import timedelta

from cqcmd.cli.drill_script.play import play
from cqcmd.cli.drill_script.player import Hold, Pace
from cqcmd.cli.drill_script.script import read_script
from cqcmd.cli.output import DONE, as_text, complain, put, refuse
from cqcmd.clock import SystemClock
from cqcmd.desk.opening import open_existing
from cqcmd.desk.plan.file import plan_in_force
from cqcmd.drill.play.simulated_time import FASTEST
from cqcmd.drill.scenario import library as box
from cqcmd.drill.scenario.model import Scenario
from cqcmd.drill.scenario.reading import BrokenScenario, read_scenario
from cqcmd.drill.scenario.schema import schema
from cqcmd.drill.scenario.times import read_span, write_span
from cqcmd.drill.score.score import as_json
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.text import cells, pad


def check(args: Namespace) -> int:
    """Print what a scenario without a fault holds, or every fault in it."""
    try:
        found = read_scenario(box.find(args.file), plan_in_force(args.plan))
    except BrokenScenario as broken:
        return refuse(broken.faults)
    complain(
        _("情景“{title}”无误：{inject} 个注入，{expect} 项期望，共 {points} 分。").format(
            title=found.title,
            inject=len(found.inject),
            expect=len(found.expect),
            points=_points(found),
        )
    )
    return DONE


def list_scenarios(args: Namespace) -> int:
    """Print a line for each scenario we bring: name, length, points, title."""
    found = box.scenarios(plan_in_force(args.plan))
    if not found:
        complain(_("随带的情景都不合这份预案；请照 docs/drills.md 写自己的，用 drill check 查验。"))
        return DONE
    width = max((cells(scenario.code) for scenario in found), default=0)
    put("\n".join(_line(scenario, width) for scenario in found))
    return DONE


def show_schema(args: Namespace) -> int:
    """Print the JSON Schema of a scenario file under a plan."""
    put(as_text(schema(plan_in_force(args.plan))))
    return DONE


def make(args: Namespace) -> int:
    """Write a scenario after a real incident to a new file, and say what is still to be edited."""
    desk = open_existing(args.data, SystemClock()).desk
    put(desk.drills.write_scenario(desk.numbered(args.number), args.file))
    return DONE


def run(args: Namespace) -> int:
    """Play a drill from a script and print its score as JSON."""
    pace = read_pace(args.speed, args.hold)
    scenario = read_scenario(box.find(args.scenario), plan_in_force(args.plan))
    script, until = read_script(args.script), _until(args.until)
    score = play(scenario, script, args.plan, pace, until)
    put(as_text(as_json(score)))
    return DONE


def read_pace(speed: int, holds: Sequence[str]) -> Pace:
    """Read how real time is to pass: the speed, and each ``moment=length`` of holding.

    Raises:
        BadInput: one of them cannot be read.
    """
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


def _until(text: str | None) -> timedelta | None:
    """Read how far into the drill it is ended. Raises BadInput."""
    try:
        return None if text is None else read_span(text)
    except BadInput as refusal:
        raise BadInput(_("--until：{why}。").format(why=refusal)) from refusal


def _line(scenario: Scenario, width: int) -> str:
    length, points = write_span(scenario.length), _points(scenario)
    return f"{pad(scenario.code, width)}  {length:>9}  {points:>3}  {_title(scenario)}"


def _title(scenario: Scenario) -> str:
    """Mark a scenario that leads a newcomer step by step."""
    guided = _("{title}（带引导）").format(title=scenario.title)
    return guided if scenario.guide else scenario.title


def _points(scenario: Scenario) -> int:
    return sum(expectation.points for expectation in scenario.expect)
