"""Plans of our own making: a district's of nine groups, a county's of two organisations.

The third, another city's with other grades, is asked for by name.
"""

import re
from functools import cache
from pathlib import Path

from cqcmd.desk.plan.file import plan_in_force
from cqcmd.rules.plan import Plan

FOLDER = Path(__file__).parents[1] / "fixtures" / "plans"
NAMES = ("district", "county")

HERE = r"重庆|渝|区县|市政府|市指挥部|市市场监管|市应急局|cq-2023"
"""Words of the plan that comes with the program, and of no other."""


def plan_file(name: str) -> Path:
    """The plan's own file."""
    return FOLDER / f"{name}.json"


@cache
def own_plan(name: str) -> Plan:
    """The plan, proved."""
    return plan_in_force(plan_file(name))


@cache
def foreign(name: str) -> re.Pattern[str]:
    """What may not be shown under that plan: words of ours, and clauses of ours it has not."""
    clauses = set(plan_in_force().clauses) - set(own_plan(name).clauses)
    numbers = "|".join(sorted(re.escape(number) for number in clauses if "." in number))
    # What the plan says itself is its own, as another city has a 市政府, too.
    own = plan_file(name).read_text(encoding="utf-8")
    here = "|".join(word for word in HERE.split("|") if word not in own)
    return re.compile(rf"{here}|(?<![\d.:])(?:{numbers})(?![\d.:])")


def leaks(name: str, words: str) -> list[str]:
    """The lines that say what the plan in force does not."""
    return [line for line in words.splitlines() if foreign(name).search(line)]
