"""Which drills can be begun, and which taken up again."""

from collections.abc import Iterator
from pathlib import Path

from cqcmd.desk.drill_drawer import DRILLS, unfinished
from cqcmd.drill import box
from cqcmd.drill.span import write_span
from cqcmd.rules.plan import Plan
from cqcmd.text import clean
from cqcmd.views.drill import Choice
from cqcmd.words import _

START, RESUME = "start:", "resume:"


def choices(data: Path, plan: Plan) -> Iterator[Choice]:
    """Drills that have not ended, then the scenarios in the box.

    Raises:
        Refusal: a scenario in the box does not fit the plan in force.
    """
    for drawer, marker in unfinished(data):
        title = clean(marker.title, lines=False)
        begun = _("接着做：{name}").format(name=drawer.place.name)
        yield Choice(RESUME + drawer.place.name, title, "", begun)
    for each in box.scenarios(plan):
        yield Choice(START + each.code, each.title, write_span(each.length), each.trains)


def place_of(data: Path, name: str) -> Path:
    """The directory of a drill by its name."""
    return data / DRILLS / Path(name).name
