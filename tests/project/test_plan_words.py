"""What a plan says stands in its file alone: the code names no clause, organisation or place.

Docstrings and comments may cite the plan that comes with the program; ``cqcmd/parsing`` holds the
vocabulary of speech.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from cqcmd.desk.plan.file import plan_in_force
from cqcmd.rules.roles import MAY_LACK, ROLES, WORDS

PACKAGE = Path(__file__).parents[2] / "cqcmd"
MODULES = {
    name: path
    for path in sorted(PACKAGE.rglob("*.py"))
    if not (name := path.relative_to(PACKAGE).as_posix()).startswith("parsing/")
}

PLAN = plan_in_force()
# People and unit at the scene bear names that are words of every kind of code.
OFFICES = [org.code for org in PLAN.orgs if not PLAN.org_level(org.code).at_scene]

SEARCHES = {
    "a clause": r"(?<![\d.])\d+(?:\.\d+){1,2}(?![\d.])|附件\s*\d",
    "a headquarters": "|".join(row.name for row in PLAN.headquarters),
    "a district": "|".join(row.name for row in PLAN.districts),
    "the area": "区县|重庆|渝|市政府",
    "an organisation": rf"\b({'|'.join(OFFICES)})\b",
}

EXCEPTIONS = {
    "a clause": {
        "__init__.py": "the version of the program",
        "cli/main.py": "an example in the help of a verb, for whoever has not seen a clause yet",
        "documents/warning/cap.py": "the version of the protocol, in its namespace",
        "cli/plain_values.py": "how fine a number is that is still read",
        "documents/calendar.py": "the version of iCalendar",
        "screens/common/fact_edit.py": "an example of hours",
        "terminal/driver.py": "the version of Textual",
    },
    "a headquarters": {},
    "a district": {},
    "the area": {
        "desk/resources/holdings.py": "the provinces, as number plates begin with them",
    },
    "an organisation": {},
}
"""Where a search finds something all the same, and why; what it no longer finds goes."""


@cache
def tree(name: str) -> ast.Module:
    return ast.parse(MODULES[name].read_text(encoding="utf-8"))


@cache
def strings(name: str) -> tuple[str, ...]:
    """The strings of a module that are not docstrings."""
    return tuple(_strings(name))


def _strings(name: str) -> Iterator[str]:
    bodies = [getattr(node, "body", None) for node in ast.walk(tree(name))]
    lines = [line for body in bodies if isinstance(body, list) for line in body]
    told = {id(line.value) for line in lines if isinstance(line, ast.Expr)}
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


@pytest.mark.parametrize("search", SEARCHES)
def test_what_a_plan_says_is_found_nowhere_else(search: str) -> None:
    found = {
        name: words
        for name in MODULES
        if (words := [words for words in strings(name) if re.search(SEARCHES[search], words)])
    }
    exceptions = EXCEPTIONS[search]
    assert {name: words for name, words in found.items() if name not in exceptions} == {}
    assert exceptions.keys() - found.keys() == set()


@pytest.mark.parametrize(
    ("search", "words", "seen"),
    [
        ("a clause", "4.1.1", True),
        ("a clause", "由单位报告（4.9）。", True),
        ("a clause", "职责（附件1）", True),
        ("a clause", "10.30.1.2", False),
        ("a clause", "2时30分", False),
        ("an organisation", "district_regulator", True),
        ("an organisation", "city_government.phone", True),
        ("an organisation", "regulator", False),
        ("a district", "例：渝中区长江化工", True),
        ("a district", "区长", False),
        ("the area", "没有说区县", True),
        ("the area", "报市政府", True),
        ("the area", "城市", False),
        ("a headquarters", "移交市指挥部", True),
        ("a headquarters", "移交指挥部", False),
    ],
)
def test_the_search_sees_what_it_is_to_see(search: str, words: str, seen: bool) -> None:
    assert bool(re.search(SEARCHES[search], words)) == seen


def asked(*verbs: str) -> set[str]:
    """What is asked for by name: the first argument of a call of one of these verbs."""
    return {
        node.args[0].value
        for name in MODULES
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in verbs
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


def test_every_role_that_is_asked_for_is_one() -> None:
    found = asked("role", "clause", "_clause", "clause_of")
    assert len(found) > 10
    assert found <= {*ROLES, *MAY_LACK}
    assert asked("word") == set(WORDS)


def test_every_role_is_asked_for() -> None:
    named = {words for name in MODULES if name != "rules/roles.py" for words in strings(name)}
    assert {*ROLES, *MAY_LACK} <= named
