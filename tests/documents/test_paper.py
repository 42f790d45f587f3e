"""Plain papers: a line a paragraph, folded where shown, marked at both ends, 待填 where blank."""

import re
import unicodedata
from datetime import UTC, datetime
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from msgspec.structs import replace

from cqcmd.desk.plan.file import plan_in_force
from cqcmd.documents.checklist import checklist
from cqcmd.documents.file_names import file_name, safe_name
from cqcmd.documents.paper import WIDTH, Head, Paper, paper, take_over, wrapped
from cqcmd.documents.report.start_order import Decision, start_order
from cqcmd.text import cells
from cqcmd.views.command import TaskStep, TaskView
from tests.support.hostile import HOSTILE

NOW = datetime(2026, 7, 25, 6, 17, 7, tzinfo=UTC)
PLAN = plan_in_force(None)
HEAD = Head("26-0001", NOW, PLAN)
DRILL = replace(HEAD, mark="演练·样例")
ORDER = tuple(row for row in PLAN.contents if row.report == "start_order")


def task(words: str = "") -> TaskView:
    step = TaskStep("medical.1", "救助受伤人员", "finished", "已完成", "14:10 李敏" + words)
    return TaskView(
        "medical",
        "医疗救治",
        "finished",
        "已完成",
        None,
        NOW,
        "李敏",
        "医疗救治组" + words,
        True,
        (step,),
        ("14:05 李敏 已派三车" + words,),
        words,
        "重伤",
        "未见开始记录",
        "4.7",
        "医疗救治",
    )


def papers(words: str = "", head: Head = HEAD) -> list[Paper]:
    return [
        checklist(head, "长江化工 爆炸" + words, (task(words),)),
        start_order(head, words, ORDER, Decision(fields={"items": words}, who=words)),
        take_over(head, (words, "【在场】", f"  {words}")),
    ]


@pytest.mark.parametrize("made", papers(), ids=lambda made: made.title)
def test_each_begins_with_its_title_and_names_number_time_plan_and_digest(made: Paper) -> None:
    lines = made.text.split("\n")
    assert lines[0] == made.title
    assert "事件编号：26-0001" in lines
    assert "制作时间：2026-07-25 14:17" in lines
    assert "预案校验码：" + PLAN.digest[:12] in lines
    assert PLAN.meta.title in made.text
    assert "演练" not in made.text + made.file_name


@pytest.mark.parametrize("made", papers(head=DRILL), ids=lambda made: made.title)
def test_what_is_not_real_says_so_on_the_first_and_the_last_line_and_in_its_name(
    made: Paper,
) -> None:
    lines = made.text.rstrip("\n").split("\n")
    assert "演练·样例" in lines[0]
    assert "演练·样例" in lines[-1]
    assert made.file_name.startswith("演练-26-0001-")


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_stay_in_their_paragraph_within_the_width(words: str) -> None:
    for made in papers(words[:500]):
        lines = made.text.split("\n")
        assert max(map(cells, made.shown.split("\n"))) <= WIDTH
        assert not [c for c in made.text if unicodedata.category(c) == "Cc" and c != "\n"]
        assert lines.count(made.title) == 1
        assert made.text.encode("utf-8")


def test_what_goes_on_keeps_its_indent_and_punctuation_its_side() -> None:
    found = wrapped("   备注：" + "长江，" * 12)
    assert all(line.startswith("   ") for line in found)
    assert not any(line.lstrip().startswith("，") for line in found)
    assert wrapped("") == [""]


def test_a_paragraph_is_one_line_and_folded_only_where_it_is_shown() -> None:
    long = "封闭现场，" * 30
    made = take_over(HEAD, (long,))
    assert long in made.text.split("\n")
    assert long not in made.shown
    assert "".join(made.shown.split()) == "".join(made.text.split())


def test_the_checklist_says_state_times_owner_remarks_and_what_is_odd() -> None:
    text = checklist(HEAD, "爆炸", (task(),)).text
    for words in (
        "1. 医疗救治（4.7）〔已完成〕",
        "负责：医疗救治组（推定）",
        "完成：2026-07-25 14:17",
        "注意：未见开始记录",
        "备注：14:05 李敏 已派三车",
        "（1）〔已完成 14:10 李敏〕救助受伤人员",
    ):
        assert words in text


def test_the_start_order_has_its_four_elements_and_names_its_source() -> None:
    fields = {"items": "储罐爆炸处置", "level": "III级", "measures": "封闭现场"}
    decision = Decision(fields=fields, who="王副区长", post="区政府", how="电话", at=NOW)
    text = start_order(HEAD, "爆炸", ORDER, decision).text
    assert "1. 响应事项：储罐爆炸处置" in text
    assert "2. 响应级别：III级" in text
    assert "3. 预计期限：〔待填〕" in text
    assert "4. 应急处置措施：封闭现场" in text
    assert "决定人：王副区长\n职务：区政府\n决定方式：电话\n决定时间：2026-07-25 14:17" in text
    assert "《中华人民共和国突发事件应对法》第72条" in text.replace("\n", "")
    assert "草稿" not in text
    assert "草稿" in start_order(HEAD, "爆炸", ORDER, Decision(fields={})).text


@pytest.mark.parametrize("words", [*HOSTILE, "CON", "nul.txt", "COM1", "..", "a. . ", "x" * 300])
def test_file_names_are_safe_everywhere(words: str) -> None:
    for name in (safe_name(words), file_name(words, words, NOW, "演练")):
        assert name
        assert len(name.encode("utf-8")) < 200
        assert not re.search(r'[<>:"/\\|?*\x00-\x1f\x7f]', name)
        assert name == name.strip(" .")
        assert not PureWindowsPath(name).is_reserved()
        assert PurePosixPath(name).name == name == PureWindowsPath(name).name


def test_a_file_is_named_by_number_title_and_local_time() -> None:
    made = paper("新闻通稿", HEAD, ())
    assert made.file_name == "26-0001-新闻通稿-20260725-141707.txt"
