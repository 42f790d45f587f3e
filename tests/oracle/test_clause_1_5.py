"""The oracle's table of clause 1.5 is the text's, whole, and owes nothing to the program."""

import ast
import re
from fractions import Fraction
from math import inf
from pathlib import Path

import pytest

from tests.oracle.clause_1_5 import CASES, CLAUSE, NUMBERS, Case

HERE = Path(__file__).parent
TEXT = (HERE.parents[1] / "cqcmd" / "rules" / "plans" / "cq-2023.md").read_text("utf-8")
TENS = {"": 1, "万": 10**4, "亿": 10**8}
BETWEEN = "，或者；。 "


@pytest.mark.parametrize("grade", CLAUSE)
def test_nothing_of_the_clause_is_left_out(grade: str) -> None:
    paragraph = TEXT.split(f"#### {CLAUSE[grade]}\n")[1].split("#")[0]
    cases = paragraph.split("特种设备事故：")[1].strip()
    for case in CASES:
        if case.grade == grade:
            assert cases.count(case.words) == 1
            cases = cases.replace(case.words, "")
    assert set(cases) <= set(BETWEEN)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.words)
def test_the_numbers_of_a_case_are_those_of_its_words(case: Case) -> None:
    said = {
        Fraction(number) * TENS[tens]
        for number, tens in re.findall(r"([\d.]+) (万|亿|)", case.words)
    }
    ends = {end for name in case.ranges if name in NUMBERS for end in case.ranges[name]} - {inf}
    assert said <= ends
    assert ends - said <= {1}  # somebody; at least one


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.words)
def test_an_upper_end_is_said_as_one(case: Case) -> None:
    below = [below for _least, below in case.ranges.values() if below != inf]
    assert len(below) == case.words.count("以下")


@pytest.mark.parametrize("name", ["clause_1_5", "grade_reading", "grade_oracle"])
def test_the_oracle_imports_nothing_of_the_program(name: str) -> None:
    tree = list(ast.walk(ast.parse((HERE / f"{name}.py").read_text("utf-8"))))
    modules = {node.module or "" for node in tree if isinstance(node, ast.ImportFrom)}
    modules |= {alias.name for node in tree if isinstance(node, ast.Import) for alias in node.names}
    ours = {module for module in modules if module.split(".")[0] in ("cqcmd", "tests")}
    assert ours <= {"tests.oracle.clause_1_5", "tests.oracle.grade_reading"}
