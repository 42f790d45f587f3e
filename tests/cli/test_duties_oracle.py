"""``cqcmd duties`` against a second reading of 4.1.1, hand-written cases and bad lines."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.oracle import bad_lines, duties_oracle, generate
from tests.oracle.command import Talk, run, run_raw

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "duties.toml").read_text(encoding="utf-8")
)["case"]
SEED = 20230520
KEYS = {"from", "to", "channel", "due", "status", "cc", "source"}
PLAN = "4.1.1"
COMPANION = "重庆市突发事件应对条例 28"
Duty = tuple[str, str, str, int, str, str | None, str]


def flat(duty: dict[str, Any], due: int) -> Duty:
    return (
        duty["from"],
        duty["to"],
        duty["channel"],
        due,
        duty["status"],
        duty["cc"],
        duty["source"],
    )


def printed(found: dict[str, Any]) -> list[Duty]:
    """Duties as the command printed them, in a fixed order."""
    assert set(found) == {"id", "duties"}, found
    for duty in found["duties"]:
        assert set(duty) == KEYS
        assert duty["due"].endswith("+08:00")
    duties = [flat(duty, duties_oracle.instant(duty["due"])) for duty in found["duties"]]
    return sorted(duties, key=str)


def expected(line: bytes) -> list[Duty]:
    """The second reading's duties, in the same order."""
    duties = duties_oracle.answer(line)["duties"]
    return sorted((flat(duty, duty["due"]) for duty in duties), key=str)


def assert_same(lines: list[bytes], answers: list[dict[str, Any]]) -> None:
    assert len(answers) == len(lines)
    wrong = [
        (line.decode(), printed(found), expected(line))
        for line, found in zip(lines, answers, strict=True)
        if found["id"] != json.loads(line).get("id") or printed(found) != expected(line)
    ]
    assert not wrong, f"{len(wrong)} of {len(lines)} differ, first: {wrong[0]}"


def moment(text: str) -> str:
    """A case's time: a bare hour is that of 2026-07-25 in Chongqing."""
    if "T" in text:
        return text
    return f"2026-07-25T{text}{':00' if text.count(':') == 1 else ''}+08:00"


def spoken(case: dict[str, Any]) -> bytes:
    given: dict[str, Any] = {
        "id": case["title"],
        "receipts": {org: moment(at) for org, at in case["receipts"].items()},
        "reports": [{**report, "at": moment(report["at"])} for report in case["reports"]],
        "now": moment(case["now"]),
    }
    if "grade" in case:
        given["grade"] = case["grade"]
    if "occurred_at" in case:
        given["occurred_at"] = moment(case["occurred_at"])
    return json.dumps(given, ensure_ascii=False).encode()


def wanted(case: dict[str, Any]) -> list[Duty]:
    """The duties that a case's lines name."""
    found: list[Duty] = []
    for line in case["duties"]:
        one, to, channel, due, status, *rest = line.split()
        companion = rest == ["重庆市突发事件应对条例28"]
        cc = rest[0] if rest and not companion else None
        source = COMPANION if companion else PLAN
        found.append((one, to, channel, duties_oracle.instant(moment(due)), status, cc, source))
    return sorted(found, key=str)


@pytest.fixture(scope="module")
def case_answers() -> dict[str, dict[str, Any]]:
    answers, status = run("duties", [spoken(case) for case in CASES])
    assert status == 0
    return {found["id"]: found for found in answers}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_hand_written_case(case: dict[str, Any], case_answers: dict[str, dict[str, Any]]) -> None:
    assert printed(case_answers[case["title"]]) == wanted(case)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_second_reading_agrees_with_hand_written_case(case: dict[str, Any]) -> None:
    assert expected(spoken(case)) == wanted(case)


def test_titles_are_distinct() -> None:
    assert len({case["title"] for case in CASES}) == len(CASES)


def test_random_chains_are_read_alike() -> None:
    lines = list(generate.chains(SEED, 3_000))
    answers, status = run("duties", lines)
    assert status == 0
    assert_same(lines, answers)


def test_bad_lines_are_refused_and_the_rest_answered_in_order() -> None:
    bad = bad_lines.bad_chains()
    lines = bad_lines.among(bad, iter(list(generate.chains(SEED + 1, 300))))
    answers, status = run("duties", lines)
    assert status == 2
    assert_same(*bad_lines.left_over(bad, lines, answers))


@pytest.mark.parametrize(
    "at",
    ["9999-12-31T23:59:59Z", "9999-12-31T23:30:00+08:00", "0001-01-01T00:00:00+08:00"],
)
def test_the_ends_of_the_calendar_get_one_answer(at: str) -> None:
    line = json.dumps({"id": 1, "receipts": {"unit": at}, "reports": [], "now": at}).encode()
    answers, status = run("duties", [line, line])
    assert status in (0, 2)
    assert [found["id"] for found in answers] == [1, 1]


def test_blank_lines_crlf_and_a_last_line_without_end() -> None:
    one = b'{"id": 1, "receipts": {}, "reports": [], "now": "2026-07-25T14:00:00Z"}'
    answers, status = run_raw("duties", b"\r\n  \n" + one + b"\r\n\n" + one, "-")
    assert status == 0
    assert answers == [{"id": 1, "duties": []}] * 2


def test_a_line_is_answered_before_the_input_ends() -> None:
    lines = list(generate.chains(SEED + 2, 3))
    with Talk("duties") as talk:
        for line in lines:
            assert_same([line], [talk.ask(line)])
        assert "error" in talk.ask(b"no")
