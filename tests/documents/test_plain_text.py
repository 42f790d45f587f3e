"""A written report as plain text: a line a paragraph, or set in 28 full-width columns."""

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cqcmd.documents.paper import WIDTH
from cqcmd.documents.report.plain_text import (
    as_message,
    as_page,
    as_text,
    signature_indents,
    written_date,
)
from cqcmd.documents.word.paper import draft_paper, report_paper
from cqcmd.text import CLOSING, cells
from tests.documents.reports import ELEMENTS, NOW, written
from tests.support.hostile import HOSTILE

TEXT = as_text(written())
PAGE = as_page(written())
LINES = PAGE.rstrip("\n").split("\n")
WHOLE = PAGE.replace("\n", "").replace(" ", "")


@pytest.mark.parametrize("code", [element.code for element in ELEMENTS])
def test_each_of_the_thirteen_elements_is_in_the_text(code: str) -> None:
    element = next(element for element in ELEMENTS if element.code == code)
    assert f"{element.name}：{element.words}" in WHOLE


def test_it_names_everything_else_too() -> None:
    for words in (
        "渝中市监报〔2026〕12号",
        "签发人：王强",
        "渝中区人民政府、市市场监管局：",
        "抄送：市应急局。",
        "事件编号：26-0001",
        "依据：重庆市特种设备事故应急预案",
        "正文校验码：" + "ab12cd34" * 8,
        "日志链首：" + "0f1e2d3c" * 8,
    ):
        assert words in WHOLE


def test_a_draft_has_no_digest_and_a_blank_to_sign() -> None:
    text = as_page(written(digest="", head="", signer="", copies=()))
    assert "校验码" not in text
    assert "链首" not in text
    assert "抄送" not in text
    assert "签发人：〔待填〕" in text


def test_the_title_is_centred_and_its_kind_never_divided() -> None:
    title = LINES[2:4]
    assert [line.strip() for line in title] == [
        "关于渝中区长江化工有限公司储罐爆炸事故的报告",
        "（初报）",
    ]
    for line in title:
        left = len(line) - len(line.lstrip())
        assert abs(WIDTH - cells(line) - left) <= 1


def test_number_and_signer_stand_above_the_title() -> None:
    """GB/T 9704-2012, 7.2.5 and 7.2.6; a number that nobody gave yet is room to write it."""
    assert LINES[0].split() == ["渝中市监报〔2026〕12号", "签发人：王强"]
    assert cells(LINES[0]) == WIDTH - 2
    assert as_page(written(number="")).split("\n")[0].strip() == "签发人：王强"
    assert as_text(written(number="")).startswith("签发人：王强\n\n关于")


def test_the_text_has_a_line_a_paragraph_in_the_same_order() -> None:
    lines = TEXT.rstrip("\n").split("\n")
    body = written().body.split("\n")
    assert lines[:4] == [
        "渝中市监报〔2026〕12号　签发人：王强",
        "",
        "关于渝中区长江化工有限公司储罐爆炸事故的报告（初报）",
        "",
    ]
    assert lines[4 : 5 + len(body)] == [
        "渝中区人民政府、市市场监管局：",
        *("　　" + line for line in body),
    ]
    assert max(map(cells, lines)) > WIDTH


def test_paragraphs_begin_two_characters_in_and_go_on_at_the_edge() -> None:
    start = next(n for n, line in enumerate(LINES) if "二、经过" in line)
    assert LINES[start].startswith("\u3000\u3000二、")
    assert not LINES[start + 1].startswith(("\u3000", " "))


def test_signature_and_date_of_a_paper_without_a_seal() -> None:
    """GB/T 9704-2012, 7.3.5.2."""
    place = next(n for n, line in enumerate(LINES) if line.endswith(written_date(NOW)))
    sender, date = LINES[place - 1], LINES[place]
    assert cells(sender) == WIDTH - 4, "two characters are blank behind it"
    left = [len(line) - len(line.lstrip()) for line in (sender, date)]
    assert left[1] - left[0] == 4, "the date begins two characters further right"
    assert LINES[place - 2] == ""
    assert written_date(NOW) == "2026年7月25日"


def test_a_date_longer_than_the_signature_stands_two_from_the_right() -> None:
    assert signature_indents(4, 6.5) == (6.5, 2)
    assert signature_indents(8, 6.5) == (2, 1.5)
    lines = as_page(written(sender="区政府")).split("\n")
    place = next(n for n, line in enumerate(lines) if line.endswith(written_date(NOW)))
    assert cells(lines[place]) == WIDTH - 4
    left = [len(line) - len(line.lstrip()) for line in lines[place - 1 : place + 1]]
    assert left[1] - left[0] == 4


def test_what_is_not_real_says_so_on_the_first_and_the_last_line() -> None:
    lines = as_text(written(mark="演练·样例")).rstrip("\n").split("\n")
    assert lines[0] == lines[-1] == "〔演练·样例〕"
    assert "演练" not in TEXT


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_do_no_harm(words: str) -> None:
    names = ("title", "sender", "signer", "number", "incident", "plan", "digest", "head", "mark")
    fields: dict[str, Any] = dict.fromkeys(names, words)
    report = written(to=(words,), copies=(words,), body=words, **fields)
    _harmless(as_page(report))
    _harmless(as_text(report), width=None)


@given(some.text(max_size=300), some.text(max_size=200))
def test_no_line_is_too_wide_and_nothing_in_it_commands(words: str, name: str) -> None:
    _harmless(as_page(written(body=words, title=name, sender=name, to=(name,), copies=(name,))))


@given(some.text(some.sampled_from("国家，。）（“”、；"), max_size=200))
def test_no_line_begins_with_closing_punctuation(words: str) -> None:
    body = as_page(written(body="国家" + words)).partition("监管局：\n")[2].partition("\n\n")[0]
    if all(run == "" or len(run) < 20 for run in words.replace("国", "家").split("家")):
        assert not [line for line in body.split("\n") if line and line[0] in CLOSING]


def test_the_message_says_the_same_in_fewer_bytes() -> None:
    message = as_message(written(mark="演练"))
    lines = message.split("\n")
    assert lines[0] == lines[-1] == "〔演练〕"
    for element in ELEMENTS:
        assert f"{element.name}：{element.words}" in message
    for words in ("（初报）", "签发人：王强", "抄送：市应急局", "26-0001", "校验ab12cd34ab12cd34 "):
        assert words in message
    assert len(message.encode()) < 0.85 * len(TEXT.encode())


def test_the_paper_of_a_report_has_its_name_text_and_word() -> None:
    report = written(title="甲/乙:丙" + "长" * 200)
    made = report_paper(report, lambda: None)
    assert made.file_name.startswith("26-0001-甲_乙_丙")
    assert len(made.file_name.encode()) < 200
    assert (made.text, made.shown) == (as_text(report), as_page(report))
    assert made.word is not None
    draft = draft_paper(written(mark="演练"), lambda: None)
    assert draft.text.startswith("〔演练·草稿〕")
    assert draft.file_name.startswith("演练-26-0001-")
    assert "（草稿）" in draft.file_name


def _harmless(text: str, width: int | None = WIDTH) -> None:
    lines = text.split("\n")
    assert width is None or max(map(cells, lines)) <= width
    assert not [c for c in text if unicodedata.category(c) in ("Cc", "Cs") and c != "\n"]
