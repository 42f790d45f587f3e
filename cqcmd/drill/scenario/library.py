"""The scenarios in the box."""

from contextlib import suppress
from pathlib import Path

from cqcmd.drill.scenario.model import Scenario
from cqcmd.drill.scenario.reading import BrokenScenario, read_scenario
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.rules.plan import Plan

BOX = Path(__file__).parents[1] / "scenarios"


def names() -> tuple[str, ...]:
    """List the names of the scenarios we bring."""
    return tuple(sorted(path.stem for path in BOX.glob("*.toml")))


def find(name: str) -> Path:
    """Find the file of a scenario: one that we bring by its name, else the file of that path.

    Raises:
        BadInput: neither.
    """
    if name in names():
        return BOX / f"{name}.toml"
    # Only with its ending is it a path: a misspelt name is answered with the names there are.
    if name.endswith(".toml"):
        return Path(name)
    words = _("没有“{name}”这个情景；随带的有 {names}，自己的请写文件名（.toml）。")
    raise BadInput(words.format(name=name[:60], names="、".join(names())))


def scenarios(plan: Plan) -> tuple[Scenario, ...]:
    """Every scenario in the box that fits the plan, by name; those that lead a newcomer first.

    They are written for the plan that comes with the program: under another one there may be none.
    """
    found: list[Scenario] = []
    for name in names():
        with suppress(BrokenScenario):
            found.append(read_scenario(find(name), plan))
    # Sorting is stable: within both kinds they stay by name.
    return tuple(sorted(found, key=lambda scenario: not scenario.guide))
