"""``cqcmd grade`` against a second reading of the plan, hand-written cases and bad lines."""

import json
import tomllib
from decimal import Decimal, localcontext
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.oracle import bad_lines, generate, grade_oracle
from tests.oracle.clause_1_5 import PEOPLE_AND_YUAN
from tests.oracle.command import Talk, run, run_raw
from tests.oracle.grade_reading import graver

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "grading.toml").read_text(encoding="utf-8"),
    parse_float=Decimal,
)["case"]
SEED = 20230520


def exact(found: Any) -> Any:
    """Every printed number as a fraction, so that 3.50 is 3.5 and nothing is rounded."""
    if isinstance(found, Decimal):
        return Fraction(found)
    if isinstance(found, dict):
        return {name: exact(value) for name, value in found.items()}
    if isinstance(found, list):
        return [exact(value) for value in found]
    return found


def assert_same(lines: list[bytes], answers: list[dict[str, Any]]) -> None:
    assert len(answers) == len(lines)
    wrong = [
        (line.decode(), found, expected)
        for line, found in zip(lines, answers, strict=True)
        if exact(found) != exact(expected := grade_oracle.answer(line))
    ]
    assert not wrong, f"{len(wrong)} of {len(lines)} differ, first: {wrong[0]}"


def spoken(facts: dict[str, Any]) -> bytes:
    """Facts of a case as one JSON line, decimals as written in the case."""

    def word(value: Any) -> str:
        if isinstance(value, list):
            return "[" + ", ".join(map(word, value)) + "]"
        return str(value) if isinstance(value, Decimal) else json.dumps(value)

    return ("{" + ", ".join(f'"{name}": {word(facts[name])}' for name in facts) + "}").encode()


@pytest.fixture(scope="module")
def case_answers() -> dict[str, dict[str, Any]]:
    answers, status = run("grade", [spoken(case["facts"]) for case in CASES])
    assert status == 0
    return {case["title"]: found for case, found in zip(CASES, answers, strict=True)}


def assert_case(case: dict[str, Any], found: dict[str, Any]) -> None:
    assert (found["grade"] or "none") == case["grade"]
    assert (found["possible_grade"] or "none") == case["possible"]
    assert found["clauses"] == case["clauses"]
    for name, margin in case.get("next", {}).items():
        assert exact(found["next"].get(name, {})) == exact(margin)
    if case["grade"] == "I":
        assert found["next"] == {}
    for name in ("response", "hq"):
        if name in case:
            assert (found[name] or "none") == case[name]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_hand_written_case(case: dict[str, Any], case_answers: dict[str, dict[str, Any]]) -> None:
    assert_case(case, case_answers[case["title"]])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_second_reading_agrees_with_hand_written_case(case: dict[str, Any]) -> None:
    assert_case(case, grade_oracle.answer(spoken(case["facts"])))


def test_titles_are_distinct() -> None:
    assert len({case["title"] for case in CASES}) == len(CASES)


def test_random_fact_sets_are_read_alike() -> None:
    lines = list(generate.fact_sets(SEED, 20_000))
    answers, status = run("grade", lines)
    assert status == 0
    assert_same(lines, answers)


def beside(name: str, at: Decimal) -> Decimal:
    """The value just under a margin's end."""
    with localcontext() as wide:
        wide.prec = 60
        return at - (1 if name in PEOPLE_AND_YUAN else Decimal("1e-30"))


def test_next_is_the_smallest_value_that_raises() -> None:
    lines = list(generate.fact_sets(SEED + 1, 400))
    answers, _ = run("grade", lines)
    tried: list[tuple[bytes, str | None, str | None]] = []
    for line, found in zip(lines, answers, strict=True):
        given = json.loads(line, parse_float=Decimal, parse_int=Decimal)
        for name, margin in found["next"].items():
            over = spoken({**given, name: margin["at"]})
            tried.append((over, margin["grade"], None))
            under = spoken({**given, name: beside(name, margin["at"])})
            tried.append((under, None, found["grade"]))
    again, status = run("grade", [line for line, _, _ in tried])
    assert status == 0
    assert len(tried) > 1000
    for (line, raised, kept), found in zip(tried, again, strict=True):
        if raised is not None:
            assert found["grade"] == raised, line
        else:
            assert not graver(found["grade"], kept), line


def test_bad_lines_are_refused_and_the_rest_answered_in_order() -> None:
    bad = bad_lines.bad_facts()
    lines = bad_lines.among(bad, iter(list(generate.fact_sets(SEED + 2, 500))))
    answers, status = run("grade", lines)
    assert status == 2
    assert_same(*bad_lines.left_over(bad, lines, answers))


def test_good_lines_alone_end_with_status_0_and_carry_no_error() -> None:
    answers, status = run("grade", [b'{"id": "a"}', b'{"id": "a", "deaths": 3.0}', b"{}"])
    assert status == 0
    assert [found["id"] for found in answers] == ["a", "a", None]
    assert [found["grade"] for found in answers] == [None, "III", None]
    assert not any("error" in found for found in answers)


def test_one_bad_line_is_enough_for_status_2() -> None:
    answers, status = run("grade", [b'{"id": 1}', b'{"id": 2, "deaths": -1}', b'{"id": 3}'])
    assert status == 2
    assert [(found["id"], "error" in found) for found in answers] == [
        (1, False),
        (2, True),
        (3, False),
    ]


@pytest.mark.parametrize("arguments", [(), ("-",)], ids=["none", "dash"])
def test_blank_lines_crlf_and_a_last_line_without_end(arguments: tuple[str, ...]) -> None:
    given = b'\n\r\n   \n{"id": 1}\r\n  {"id": 2}  \r\n\n{"id": 3, "deaths": 1}'
    answers, status = run_raw("grade", given, *arguments)
    assert status == 0
    assert [found["id"] for found in answers] == [1, 2, 3]
    assert answers[2]["grade"] == "IV"


def test_no_lines_give_no_answers() -> None:
    assert run_raw("grade", b"") == ([], 0)
    assert run_raw("grade", b"\n \n") == ([], 0)


def test_a_file_is_read_like_the_input(tmp_path: Path) -> None:
    lines = list(generate.fact_sets(SEED + 3, 50))
    path = tmp_path / "事实 一.jsonl"
    path.write_bytes(b"\n".join(lines))
    answers, status = run("grade", [], str(path))
    assert status == 0
    assert_same(lines, answers)


def test_a_file_that_is_not_there_is_bad_usage(tmp_path: Path) -> None:
    assert run("grade", [], str(tmp_path / "没有.jsonl")) == ([], 2)


@pytest.mark.parametrize("coding", ["ascii", "latin-1", "gbk", "utf-16"])
def test_the_terminal_coding_does_not_matter(coding: str) -> None:
    lines = b'{"id": "\xe6\xb8\x9d \xf0\x9f\x9a\xa8", "deaths": 3}\n{"id": 2, "deaths": -1}\n'
    answers, status = run_raw("grade", lines, PYTHONIOENCODING=coding, LC_ALL="C")
    assert status == 2
    assert answers[0]["id"] == "渝 \U0001f6a8"
    assert answers[1]["error"]


@pytest.mark.parametrize("name", ["编号", "a\u2028b\u2029c", "a\x85b\x0bc", "\u202eid\u200b", " "])
def test_an_id_comes_back_as_given(name: str) -> None:
    raw = json.dumps({"id": name, "deaths": 3}, ensure_ascii="\x0b" in name).encode()
    answers, status = run("grade", [raw, b'{"id": 2}'])
    assert status == 0
    assert [(found["id"], found["grade"]) for found in answers] == [(name, "III"), (2, None)]


def test_a_lone_surrogate_in_an_id_gets_one_answer() -> None:
    answers, _ = run("grade", [b'{"id": "\\ud800", "deaths": 1}', b'{"id": 2}'])
    assert [found["id"] for found in answers] in (["\ud800", 2], [None, 2])


@pytest.mark.parametrize("value", ["1e-999999999", "0e999999999", "-0", "1." + "0" * 5_000])
def test_strange_but_legal_numbers_get_one_answer_at_once(value: str) -> None:
    line = f'{{"id": 1, "equipment": "elevator", "stranded_hours": {value}}}'.encode()
    answers, status = run("grade", [line, b'{"id": 2}'])
    assert status in (0, 2)
    assert [found["id"] for found in answers] in ([1, 2], [None, 2])
    assert answers[0].get("grade") is None


def test_a_line_is_answered_before_the_input_ends() -> None:
    with Talk("grade") as talk:
        assert talk.ask(b'{"id": 1, "deaths": 3}')["grade"] == "III"
        assert "error" in talk.ask(b"no")
        assert talk.ask(b'{"id": 2, "deaths": 30}')["grade"] == "I"
