"""The body of a written report: thirteen elements in five paragraphs, found again when edited."""

import pytest
from msgspec.structs import replace

from cqcmd.documents.report.body import compose, missing_in, told_in, unmarked
from cqcmd.documents.report.changes import change
from cqcmd.documents.report.content import Element, Kind
from tests.documents.reports import ELEMENTS, elements
from tests.support.hostile import HOSTILE

CODES = [element.code for element in ELEMENTS]


def test_the_plan_has_thirteen_elements_in_five_items() -> None:
    assert len(ELEMENTS) == 13
    assert [element.item for element in ELEMENTS] == sorted(element.item for element in ELEMENTS)


@pytest.mark.parametrize("kind", ["initial", "final"])
@pytest.mark.parametrize("code", CODES)
def test_each_element_stands_in_the_paragraph_of_its_item(kind: Kind, code: str) -> None:
    first, *paragraphs = compose(ELEMENTS, kind).split("\n")
    assert first.endswith("：")
    assert len(paragraphs) == 5
    element = ELEMENTS[CODES.index(code)]
    paragraph = paragraphs[int(element.item[1]) - 1]
    assert paragraph.startswith("一二三四五"[int(element.item[1]) - 1] + "、")
    assert f"{element.name}：{element.words}" in paragraph


@pytest.mark.parametrize("code", CODES)
def test_an_unknown_element_says_so_and_is_found_again(code: str) -> None:
    told = elements(**{code.replace(".", "_"): ""})
    body = compose(told, "initial")
    assert [element.code for element in missing_in(body, told)] == [code]
    assert unmarked(body, told) == ()


@pytest.mark.parametrize("code", CODES)
def test_an_element_whose_name_or_words_were_deleted_is_noticed(code: str) -> None:
    body = compose(ELEMENTS, "initial")
    element = ELEMENTS[CODES.index(code)]
    whole = f"{element.name}：{element.words}"
    for edited in (body.replace(whole, ""), body.replace(whole, f"{element.name}：")):
        assert [element.code for element in unmarked(edited, ELEMENTS)] == [code]


@pytest.mark.parametrize("words", ["为{words}", "是{words}", "：{words}", ":{words}，另行核实"])
def test_other_words_for_the_same_are_understood(words: str) -> None:
    body = compose(ELEMENTS, "initial")
    for element in ELEMENTS:
        said = element.name + words.format(words=element.words)
        body = body.replace(f"{element.name}：{element.words}", said)
    assert unmarked(body, ELEMENTS) == ()


def test_a_follow_up_names_what_it_continues_and_tells_only_what_changed() -> None:
    now = elements(written_2_3="死亡3人，重伤3人；可能死亡2人")
    old = {element.code: element.words for element in ELEMENTS}
    told = tuple(
        replace(element, before=old[element.code] if old[element.code] != element.words else "")
        for element in now
    )
    body = compose(told, "follow_up", "《关于爆炸事故的报告（初报）》")
    first, *rest = body.split("\n")
    assert "《关于爆炸事故的报告（初报）》" in first
    assert len(rest) == 1
    assert "死亡由1人变为3人" in rest[0]
    assert "重伤" not in rest[0]
    assert [element.code for element in told_in(told, "follow_up")] == ["written.2.3"]
    assert unmarked(body, told_in(told, "follow_up")) == ()


def test_a_follow_up_without_changes_says_that() -> None:
    assert compose(ELEMENTS, "follow_up").endswith("没有变化。")


@pytest.mark.parametrize(
    ("before", "words", "said"),
    [
        ("死亡1人，重伤3人", "死亡3人，重伤3人", "死亡由1人变为3人"),
        ("死亡1人", "死亡1人，重伤2人", "新增重伤2人"),
        ("死亡1人，重伤2人", "死亡3人", "死亡由1人变为3人，重伤前报2人，现已更正"),
        ("死亡确认1人，可能3人", "死亡2人", "死亡由1人变为2人，死亡可能前报3人，现已更正"),
        ("死亡确认1人，可能3人", "死亡确认1人，可能5人", "死亡可能由3人变为5人"),
        ("失踪可能3人", "失踪可能5人", "失踪可能由3人变为5人"),
        (
            "死亡1人；可能死亡2人、重伤7人",
            "死亡1人；可能死亡3人、重伤7人",
            "由“可能死亡2人、重伤7人”变为“可能死亡3人、重伤7人”",
        ),
        ("待核", "死亡1人", "前报未明，现为死亡1人"),
        ("死亡1人", "待核", "前报死亡1人，现为待核"),
        ("500万元", "800万元", "由“500万元”变为“800万元”"),
        ("已封闭现场", "已封闭现场，已疏散居民", "新增：已疏散居民"),
        ("李敏", "王强", "由“李敏”变为“王强”"),
    ],
)
def test_a_change_in_words(before: str, words: str, said: str) -> None:
    assert change(before, words) == said


@pytest.mark.parametrize(
    "before", ["死亡1人，可能3人", "死亡1人；可能死亡3人、重伤9人", "死亡待核"]
)
@pytest.mark.parametrize("words", ["死亡2人，可能8人", "死亡1人；可能死亡8人、重伤8人", "可能8人"])
def test_a_possible_number_is_never_told_as_confirmed(before: str, words: str) -> None:
    said = change(before, words)
    for place in (at for at in range(len(said)) if said[at] == "8"):
        assert "可能" in said[:place].rpartition("”")[2]


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_stay_in_their_paragraph(words: str) -> None:
    told = tuple(Element(e.code, e.item, e.name, words, before="旧" + words) for e in ELEMENTS)
    for kind in ("initial", "follow_up", "final"):
        body = compose(told, kind, words)
        assert len(body.split("\n")) == 6
        assert "\x1b" not in body
