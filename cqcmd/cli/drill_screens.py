"""The verbs of `cqcmd drill` that open a screen: start, resume and watch."""

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from cqcmd.app.launch_drill import open_drill
from cqcmd.desk.common.operator import given_operator
from cqcmd.desk.drill.drawer import DrillFolder, latest, latest_of_all
from cqcmd.desk.drill.presence import Role
from cqcmd.desk.drill_opening import start_drill


def start(args: Namespace) -> int:
    """Begin a drill of a scenario and stay in it."""

    def find(data: Path) -> DrillFolder:
        # As a function: a terminal that cannot show it is refused before a folder is made.
        return start_drill(data, args.scenario, args.plan)

    return _opened(args, find)


def resume(args: Namespace) -> int:
    """Go on with a drill, the latest one if none is named."""
    place: Path | None = args.directory

    def find(data: Path) -> DrillFolder:
        return DrillFolder(place.absolute()) if place else latest(data)

    return _opened(args, find)


def watch(args: Namespace) -> int:
    """Open the instructor's screen on a drill, the latest one if none is named."""
    place: Path | None = args.directory
    found = DrillFolder(place.absolute()) if place else None
    return _opened(args, lambda data: found or latest_of_all(data), "instructor")


def _opened(args: Namespace, find: Callable[[Path], DrillFolder], role: Role = "trainee") -> int:
    """Stay in the drill; who sits here and where the centre is was said before the verb."""
    operator = given_operator(args.operator, args.role)
    ending: Path | None = getattr(args, "ending", None)
    return open_drill(args.data, find, role, ending, operator, args.journal)
