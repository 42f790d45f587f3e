"""The glossary's terms are those of the code and of the plan."""

import io
import re
import tokenize
from pathlib import Path
from typing import get_args

import pytest

from cqcmd.desk.plan.file import plan_in_force
from cqcmd.incident.report_owed import State
from cqcmd.screens.common.deadline_lines import STATES

ROOT = Path(__file__).parents[2]
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
PLAN = plan_in_force()


def rows(heading: str = "") -> list[tuple[str, list[str], str]]:
    """Chinese, terms in code, meaning; of the section whose heading begins so, else of all."""
    text = re.split(r"\n##+ ", GLOSSARY.partition(f"# {heading}")[2])[0] if heading else GLOSSARY
    lines = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("| ")]
    return [
        (chinese.strip(), re.findall(r"`([^`]+)`", code), meaning.strip())
        for chinese, code, meaning in lines
        if chinese.strip() != "中文"
    ]


def words_of_the_code() -> set[str]:
    """Names, and texts that are one word, of every module; comments and docstrings are neither."""
    found = set()
    for path in (ROOT / "cqcmd").rglob("*.py"):
        found |= {path.stem, path.parent.name}
        for token in tokenize.generate_tokens(io.StringIO(path.read_text("utf-8")).readline):
            if token.type == tokenize.NAME:
                found.add(token.string)
            elif token.type == tokenize.STRING:
                found.add(token.string.strip("\"'"))
    return found


def words_of_the_plan() -> set[str]:
    return {row.code for row in (*PLAN.orgs, *PLAN.equipment)}


def test_every_term_occurs_in_the_code() -> None:
    known = words_of_the_code() | words_of_the_plan()
    assert {term for _chinese, terms, _meaning in rows() for term in terms} - known == set()


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_every_row_is_whole(row: tuple[str, list[str], str]) -> None:
    assert all(row), "Chinese, at least one term, its meaning"


def test_the_codes_are_the_plans() -> None:
    for heading, table in (("Codes of org", PLAN.orgs), ("Codes of equip", PLAN.equipment)):
        assert [(name, terms) for name, terms, _meaning in rows(heading)] == [
            (row.name, [row.code]) for row in table
        ]


def test_the_states_of_a_duty_are_those_a_screen_names() -> None:
    found = {terms[0]: name for name, terms, _meaning in rows("States of a duty")}
    assert set(found) == set(get_args(State))
    assert {code: name for code, name in found.items() if name[0] != "("} == STATES


def test_no_term_stands_twice() -> None:
    names = [name for name, _terms, _meaning in rows()]
    assert len(names) == len(set(names)), "one thing has one name"
