"""What headings of contact lists mean."""

import pytest

from cqcmd.parsing.headings import akin, is_heading_row, meaning_of, subtitle_in
from cqcmd.parsing.nothing import is_footnote, is_total, says_nothing


@pytest.mark.parametrize(
    ("heading", "role", "whose"),
    [
        ("姓 名*", "name", ""),
        ("姓名/Name", "name", ""),
        ("Contact Person", "name", "contactperson"),
        ("负责人姓名", "name", "负责人"),
        ("姓名及职务", "name", ""),
        ("联系人及电话", "name", "联系人"),
        ("姓名、电话", "name", ""),
        ("安全员电话", "phones", "安全员"),
        ("联系电话", "phones", ""),
        ("值班电话（24小时）", "phones", ""),
        ("负责人手机号", "phones", "负责人"),
        ("Mobile", "phones", ""),
        ("传真", "phones", ""),
        ("负责人职务", "post", "负责人"),
        ("使用单位名称", "org", ""),
        ("单位负责人", "name", "单位负责人"),
        ("值班日期", "day", ""),
        ("名称", "title", ""),
        ("人数", "", ""),
        ("地址", "", ""),
        ("姓名须填全名，不要写简称，以身份证为准", "", ""),
    ],
)
def test_a_heading_means(heading: str, role: str, whose: str) -> None:
    meaning = meaning_of(heading)
    assert (meaning.role, meaning.whose) == (role, whose)


@pytest.mark.parametrize(
    "row", [["王强", "科长", "13800000000"], ["值班人员表"], ["姓名", "7月1日"]]
)
def test_a_row_of_a_list_is_none_of_headings(row: list[str]) -> None:
    assert not is_heading_row(row)


def test_parts_that_are_one_persons() -> None:
    assert akin("安全员", "安全管理员")
    assert not akin("安全员", "负责人")
    assert not akin("人", "负责人")


def test_a_subtitle_names_a_unit() -> None:
    assert [
        subtitle_in(words) for words in ("一、市应急局", "（二）供电公司：", "王强", "供电、供水局")
    ] == [
        "市应急局",
        "供电公司",
        "",
        "",
    ]


@pytest.mark.parametrize(
    "words", ["无", " — ", "——", "/", "//", "（无）", "暂无", "N/A", "－", "ｘ"]
)
def test_words_that_mean_none(words: str) -> None:
    assert says_nothing(words)


@pytest.mark.parametrize("words", ["", "无锡", "0", "110", "空军"])
def test_words_that_mean_something(words: str) -> None:
    assert not says_nothing(words)


def test_totals_and_notes() -> None:
    assert all(map(is_total, ["合计", "小 计：", "共4人", "合计：12人", "４人", "总人数"]))
    assert not any(map(is_total, ["王强", "共青团", "计生办", "4", ""]))
    assert all(map(is_footnote, ["填表人：王强", "注:以上", "备注： 无"]))
    assert not any(map(is_footnote, ["注册科", "王强"]))
