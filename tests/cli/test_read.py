"""``cqcmd read``: lines in; plain values, questions and the rest out; a bad line answered."""

import json
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqcmd.cli.plain_values import plain_value
from cqcmd.cli.read import reading
from cqcmd.desk.plan.file import plan_in_force
from cqcmd.parsing.words.scanned_line import LONGEST
from cqcmd.rules.rows import Fact, FactKind
from tests.oracle import bad_lines
from tests.oracle.command import Talk, run, run_raw
from tests.parsing.scoring import load_cases
from tests.support.plan_tables import PLANS, TEXT

NOW = "2026-11-22T14:30:00+08:00"
AT = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
CALL = "14:05渝中区长江化工 储罐爆炸 1死3重伤 李明13800000000"
Answer = Callable[[dict[str, Any]], dict[str, Any]]
AMOUNTS: list[tuple[FactKind, str, str]] = [
    ("people", "3", "3"),
    ("people", "3人-1万", "3-10000"),
    ("people", "?5", "?5"),
    ("people", "5-5", "5"),
    ("people", "0", "0"),
    ("yuan", "5000万", "50000000"),
    ("yuan", "30万-1.5亿", "300000-150000000"),
    ("yuan", "?8万", "?80000"),
    ("yuan", "500", "500"),
    ("hours", "40分", "0.6667"),
    ("hours", "10分", "0.1667"),
    ("hours", "1.5", "1.5"),
    ("hours", "2", "2"),
    ("hours", "10", "10"),
    ("hours", "?2时10分", "?2.1667"),
    ("hours", "2时-2时30分", "2-2.5"),
    ("megawatts", "600", "600"),
    ("megawatts", "1.25", "1.25"),
    ("megawatts", "1千瓦", "0.001"),
]
SHAPE = {
    "people": r"\?\d+|\d+(-\d+)?",
    "yuan": r"\?\d+|\d+(-\d+)?",
    "hours": r"\?\d+(\.\d{1,4})?|\d+(\.\d{1,4})?(-\d+(\.\d{1,4})?)?",
    "megawatts": r"\?\d+(\.\d+)?|\d+(\.\d+)?(-\d+(\.\d+)?)?",
    "flag": "yes|possible|no",
}
MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00"
CALLS: tuple[dict[str, object], ...] = (
    {"line": None},
    {"line": 3},
    {"line": ["锅炉"]},
    {"line": {"text": "锅炉"}},
    {"now": None},
    {"now": ""},
    {"now": "14:30"},
    {"now": "2026-11-22"},
    {"now": "2026-11-22T14:30:00"},
    {"now": 1_785_000_000},
    {"now": "2026-02-30T16:00:00+08:00"},
    {"district": "渝中区"},
    {"district": ""},
    {"district": "500199"},
    {"district": 500103},
    {"district": ["500103"]},
    {"line": "锅炉\0爆炸"},
    {"Line": "锅炉"},
    {"home": "500103"},
    {"error": "x"},
)


@cache
def facts() -> dict[str, Fact]:
    return {fact.code: fact for fact in plan_in_force().facts}


@pytest.fixture(scope="module")
def answer() -> Answer:
    return reading(plan_in_force())


def asking(line: str, **more: object) -> dict[str, Any]:
    return {"line": line, "now": NOW, **more}


def spoken(**case: object) -> bytes:
    return json.dumps(case, ensure_ascii=False).encode()


def test_a_call_is_read_into_fields_questions_and_the_rest() -> None:
    [found], status = run("read", [spoken(id=["any", 1], **asking(CALL))])
    assert status == 0
    assert set(found) == {"id", "fields", "asked", "rest"}
    assert found["id"] == ["any", 1]
    assert found["fields"] == {
        "occurred_at": "2026-11-22T14:05:00+08:00",
        "district": "500103",
        "unit": "长江化工",
        "equipment": "pressure_vessel",
        "explosion": "explosion",
        "deaths": "1",
        "serious_injuries": "3",
        "caller": "李明",
        "callback": "13800000000",
    }
    assert found["asked"].keys() <= found["fields"].keys()
    assert found["rest"] == "储罐爆炸"


@pytest.mark.parametrize(("kind", "value", "plain"), AMOUNTS)
def test_an_amount_has_no_unit(kind: FactKind, value: str, plain: str) -> None:
    assert plain_value(value, "loss_yuan", kind, AT) == plain


def test_a_time_has_its_offset_and_a_word_stays() -> None:
    assert plain_value("2026-11-21 22:10", "occurred_at", None, AT) == "2026-11-21T22:10:00+08:00"
    assert plain_value("5-6", "unit", None, AT) == "5-6"
    assert plain_value("possible", "toxic_leak", "flag", AT) == "possible"


def test_what_is_in_doubt_is_asked_and_what_is_sure_is_not(answer: Answer) -> None:
    found = answer(asking("渝中区锅炉爆炸，3人死亡，5余人受伤"))
    assert "injuries_unclear" in found["asked"]
    assert "deaths" not in found["asked"]
    assert all(question for question in found["asked"].values())


def test_the_moment_of_the_case_is_the_reader_s_own(answer: Answer) -> None:
    found = answer({"line": "昨天22:10锅炉爆炸", "now": "2024-03-01T00:30:00Z"})
    assert "2024-02-29T22:10:00+08:00" in found["fields"].values()


def test_the_station_s_district_is_offered_where_none_is_said(answer: Answer) -> None:
    silent = answer(asking("电梯困2人", district="500103"))
    assert silent["fields"]["district"] == "500103"
    assert silent["asked"]["district"]
    said = answer(asking("万州区电梯困2人", district="500103"))
    assert (said["fields"]["district"], "district" in said["asked"]) == ("500101", False)
    for nobody in ({}, {"district": None}):
        assert "district" not in answer(asking("电梯困2人", **nobody))["fields"]


@pytest.mark.parametrize("line", ["", "   ", "\u3000", "\n"])
def test_a_line_that_says_nothing_has_no_fields(answer: Answer, line: str) -> None:
    assert answer(asking(line)) == {"fields": {}, "asked": {}, "rest": ""}


def test_escapes_do_not_come_out(answer: Answer) -> None:
    found = answer(asking("\x1b[31m渝中区\n电梯困2人\r\n[/]"))
    assert not re.search(r"[\x00-\x1f\x7f]", str(found))
    assert found["fields"]["stranded"] == "2"


@pytest.mark.parametrize("many", [LONGEST + 1, 5 * LONGEST, 2_000_000])
def test_of_a_very_long_line_what_is_read_is_doubted_and_nothing_is_lost(
    answer: Answer, many: int
) -> None:
    found = answer(asking((CALL + " ").ljust(many - 5, "某") + "末尾又三人"))
    assert found["fields"]["deaths"] == "1"
    assert found["asked"].keys() == found["fields"].keys()
    assert "一万字" in found["asked"]["deaths"]
    assert found["rest"].replace(" ", "").endswith("末尾又三人")
    assert found["rest"].count("某") == many - len(CALL) - 6


def test_a_line_of_the_longest_length_is_read_whole(answer: Answer) -> None:
    found = answer(asking((CALL + " ").ljust(LONGEST, "某")))
    assert "deaths" not in found["asked"]


def test_a_long_line_that_composing_lengthens_loses_nothing(answer: Answer) -> None:
    found = answer(asking("\ufb2c" * LONGEST + "末尾"))
    assert found["rest"].endswith("末尾")
    assert "截断" not in found["rest"]


def test_combining_marks_cost_no_time(answer: Answer) -> None:
    start = time.process_time()
    answer(asking("e" + "\u0316\u0301" * 500_000))
    assert time.process_time() - start < 30


def test_bad_lines_are_refused_and_the_rest_answered_in_order() -> None:
    refused = [spoken(**{"id": f"r{n}", **asking("锅炉"), **case}) for n, case in enumerate(CALLS)]
    refused += [b'{"id": "missing", "line": "x"}', b'{"id": "missing", "now": "%s"}' % NOW.encode()]
    halves = [b'{"id": "h", ' + part + b"}" for part in bad_lines.HALF_READABLE]
    good = (spoken(id=number, **asking(CALL)) for number in range(1000))
    lines: list[bytes] = []
    for line in (*bad_lines.UNREADABLE, *halves, *refused):
        lines += [line, *islice(good, 2)]
    answers, status = run("read", lines)
    assert status == 2
    assert len(answers) == len(lines)
    kept = [found for place, found in enumerate(answers) if place % 3]
    assert [found["id"] for found in kept] == list(range(len(kept)))
    assert all("error" not in found for found in kept)
    wrong = answers[::3]
    assert [found for found in wrong if set(found) != {"id", "error"} or not found["error"]] == []
    told = [found["id"] for found in wrong[-len(refused) :]]
    assert told == [*(f"r{n}" for n in range(len(CALLS))), "missing", "missing"]


def test_blank_lines_crlf_and_a_last_line_without_end() -> None:
    one = spoken(id=1, **asking("电梯困2人"))
    answers, status = run_raw("read", b"\r\n  \n" + one + b"\r\n\n" + one, "-")
    assert status == 0
    assert [found["fields"]["stranded"] for found in answers] == ["2", "2"]


def test_a_line_is_answered_before_the_input_ends() -> None:
    with Talk("read") as talk:
        for count in ("2", "3"):
            found = talk.ask(spoken(**asking(f"电梯困{count}人")))
            assert (found["id"], found["fields"]["stranded"]) == (None, count)
        assert "error" in talk.ask(b"no")


@pytest.mark.parametrize("at", ["1900-01-01T08:00:00+08:00", "2999-12-31T23:59:59+08:00"])
@pytest.mark.parametrize("line", ["昨天22:10锅炉爆炸", "刚才", "100小时前 锅炉爆炸", "12-31 8:00"])
def test_the_ends_of_the_calendar_are_answered(answer: Answer, at: str, line: str) -> None:
    assert set(answer({"line": line, "now": at})) == {"fields", "asked", "rest"}


BITS = st.sampled_from(
    re.findall(r"\S+", """
    14:05 昨天 26日22时 11-21 凌晨 24:00 刚才 20分钟前 渝中区 江北 两江新区 长江化工 锅炉 电梯
    储罐 索道 塔吊 爆炸 爆管 泄漏 氯气 疑似 可能 未 排除 倾覆 断裂 约 近 1 3 十 七八 几 5000 1.5
    余 多 万 亿 人 名 死亡 重伤 轻伤 受伤 失踪 失联 被困 困 滞留 转移 准备 2小时 半个 40分钟 停运
    损失 元 600MW 又 共 不对 改成 ， 。 、 李明 13800000000 电话
    """)
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(BITS, max_size=25).map("".join) | st.text(max_size=60))
def test_every_value_is_of_its_shape(answer: Answer, typed: str) -> None:
    assert_shape(answer(asking(typed, district="500103")))


@pytest.mark.parametrize("name", ["notices", "minimal"])
def test_every_beginning_of_a_line_is_answered_in_shape(answer: Answer, name: str) -> None:
    for case in load_cases(name):
        line = case.given["line"]
        for end in range(len(line) + 1):
            assert_shape(answer({**case.given, "line": line[:end]}))


def assert_shape(found: dict[str, Any]) -> None:
    assert found["asked"].keys() <= found["fields"].keys()
    for field, value in found["fields"].items():
        if field.endswith("_at"):
            assert re.fullmatch(MOMENT, value)
        elif fact := facts().get(field):
            choices = "|".join(choice.code for choice in fact.choices)
            assert re.fullmatch(SHAPE.get(fact.kind, f"{choices}|no"), value), (field, value)


def test_a_plan_of_one_s_own_gives_the_words(tmp_path: Path) -> None:
    tables = json.loads((PLANS / "cq-2023.json").read_text(encoding="utf-8"))
    elevator = next(row for row in tables["equipment"].values() if row["code"] == "elevator")
    elevator["words"].append("升降笼子")
    (tmp_path / "cq-2023.md").write_text(TEXT, encoding="utf-8")
    plan = tmp_path / "own.json"
    plan.write_text(json.dumps(tables, ensure_ascii=False), encoding="utf-8")
    ask = partial(run, "read", [spoken(**asking("升降笼子里关了人"))])
    [ours], _status = ask("--plan", str(plan))
    [built_in], _status = ask()
    assert ours["fields"]["equipment"] == "elevator"
    assert "equipment" not in built_in["fields"]
