"""A form of the office's own (快报表): a cell for every fact and element, no text of ours."""

from io import BytesIO
from typing import Any

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as some

from cqcmd.documents.word.report import as_word
from cqcmd.documents.word.template_fields import without_unit
from cqcmd.errors import BadInput
from tests.documents.reports import ELEMENTS, written
from tests.documents.test_template import template
from tests.support.hostile import HOSTILE

FIELDS = {
    "事发时间": "2026年7月25日13时50分",
    "死亡": "1人",
    "重伤": "确认3人，可能5人",
    "轻伤": "",
}


def form(*rows: tuple[str, ...]) -> bytes:
    """A table of these cells, the fields in runs as Word splits them."""
    document = Document()
    table = document.add_table(len(rows), len(rows[0]))
    for row, words in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            paragraph = cell.paragraphs[0]
            for piece in (text[: len(text) // 2], text[len(text) // 2 :]):
                paragraph.add_run(piece)
    packed = BytesIO()
    document.save(packed)
    return packed.getvalue()


def filled(data: bytes, **changes: Any) -> list[list[str]]:
    report = written(elements=ELEMENTS, fields=FIELDS, **changes)
    [table] = Document(BytesIO(as_word(report, data))).tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_each_item_stands_in_its_cell() -> None:
    sheet = form(
        ("事发时间", "{{事发时间}}", "报送单位", "{{署名}}"),
        ("死亡", "{{死亡}}", "重伤", "{{ 重伤 }}"),
        ("简要经过", "{{事故发生简要经过}}", "等级", "{{初判的事故等级}}"),
    )
    assert filled(sheet) == [
        ["事发时间", "2026年7月25日13时50分", "报送单位", "渝中区市场监管局"],
        ["死亡", "1人", "重伤", "确认3人，可能5人"],
        ["简要经过", "储罐检修时爆炸", "等级", "初判为较大事故"],
    ]


def test_what_is_unknown_is_a_blank_cell_and_its_labels_stay() -> None:
    sheet = form(("轻伤{{轻伤}}人", "{{轻伤}}"), ("死亡{{死亡}}人，轻伤{{轻伤}}人", ""))
    assert filled(sheet) == [["轻伤人", ""], ["死亡1人，轻伤人", ""]]
    assert filled(form(("{{轻伤}}",), ("尾",))) == [[""], ["尾"]], "no row of a form is taken out"


def test_a_unit_that_the_form_has_itself_is_not_said_twice() -> None:
    assert without_unit("1人", "人") == "1"
    assert without_unit("1.5小时", " 小时以上") == "1.5"
    assert without_unit("1人", "，重伤") == "1人"
    assert without_unit("渝中区", "区") == "渝中区"
    assert without_unit("确认3人，可能5人", "人") == "确认3人，可能5人"


def test_an_element_is_what_the_text_tells_as_somebody_changed_it() -> None:
    body = written().body.replace("储罐检修时爆炸", "检修动火引燃储罐")
    assert filled(form(("{{事故发生简要经过}}",)), body=body) == [["检修动火引燃储罐"]]
    told_of_changes = "现将变化续报如下：\n事故发生简要经过：新增：扑灭。"
    found = filled(form(("{{事故发生简要经过}}",)), body=told_of_changes, kind="follow_up")
    assert found == [["储罐检修时爆炸"]], "a follow-up tells changes alone"


def test_text_and_cells_may_stand_in_one_template() -> None:
    data = template("死亡：{{死亡}}", "{{正文}}")
    lines = [line.text for line in Document(BytesIO(as_word(_report(), data))).paragraphs]
    assert lines[0] == "死亡：1人"
    assert lines[1] == "现将事故有关情况报告如下："


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("死忙", "是不是“死亡”？"),
        ("事发时", "是不是“事发时间”“"),
        ("qqq", "文书的字段是：标题、文号"),
    ],
)
def test_a_field_that_is_none_is_named_with_what_may_be_meant(field: str, said: str) -> None:
    with pytest.raises(BadInput) as refused:
        filled(form(("{{死亡}}", f"{{{{{field}}}}}")))
    words = str(refused.value)
    assert f"模板里有不认识的字段“{field}”" in words
    assert said in words
    assert words.endswith("。")


def test_a_template_of_neither_text_nor_facts_is_refused() -> None:
    with pytest.raises(BadInput, match="没有字段“正文”，也没有事实的字段"):
        as_word(_report(), template("{{标题}}"))


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_facts_are_words(words: str) -> None:
    report = written(elements=ELEMENTS, fields={"死亡": words[:400]})
    [table] = Document(BytesIO(as_word(report, form(("{{死亡}}",))))).tables
    assert not {"\x1b", "\x00", "\u202e"} & set(table.cell(0, 0).text)


@settings(max_examples=20, deadline=None)
@given(some.text(max_size=40))
def test_a_value_that_looks_like_a_field_stays_what_it_is(words: str) -> None:
    report = written(elements=ELEMENTS, fields={"死亡": "{{标题}}" + words})
    [table] = Document(BytesIO(as_word(report, form(("{{死亡}}",))))).tables
    assert table.cell(0, 0).text.startswith("{{标题}}")


def _report() -> Any:
    return written(elements=ELEMENTS, fields=FIELDS)
