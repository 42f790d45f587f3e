"""Titles are cut where a word ends: never in a word, a name or a number."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cqcmd.desk.plan.file import plan_in_force
from cqcmd.documents.report.titles import LONGEST, WORDS, terms_of, title_lines
from cqcmd.text import CLOSING, cells
from tests.support.hostile import HOSTILE

TERMS = terms_of(plan_in_force(None))


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("短的报告", ["短的报告"]),
        (
            "关于渝中区长江化工有限公司储罐爆炸事故的报告（初报）",
            ["关于渝中区长江化工", "有限公司储罐爆炸事故的报告", "（初报）"],
        ),
        (
            "关于长江索道2026年7月25日13时50分客运索道滞留120人事故情况的报告（终报）",
            ["关于长江索道2026年7月25日13时50分", "客运索道滞留120人事故情况的报告", "（终报）"],
        ),
        (
            "关于永川区和平医院3号楼2号电梯困人致1人死亡事故情况的报告（续报12）",
            ["关于永川区和平医院3号楼2号电梯", "困人致1人死亡事故情况的报告", "（续报12）"],
        ),
    ],
)
def test_a_line_ends_where_a_word_does(title: str, lines: list[str]) -> None:
    assert title_lines(title, 38, TERMS) == lines


def test_a_name_that_is_known_stays_whole_where_it_fits() -> None:
    title = "关于渝中区长江化工有限公司储罐爆炸事故的报告"
    assert title_lines(title, 38, (*TERMS, "长江化工有限公司")) == [
        "关于渝中区长江化工有限公司",
        "储罐爆炸事故的报告",
    ]


def test_what_nobody_knows_is_cut_only_where_it_must_be() -> None:
    assert title_lines("关于某某公司爆炸事故的报告（初报）", 20) == [
        "关于某某公司",
        "爆炸事故的报告",
        "（初报）",
    ]
    found = title_lines("长" * 60, 38)
    assert [cells(line) for line in found] == [30] * 4


@given(
    some.lists(
        some.sampled_from([*WORDS, *TERMS, "2026年7月25日", "某某", "3号", "、"]), max_size=20
    )
)
def test_no_title_is_cut_in_a_word_or_a_number(parts: list[str]) -> None:
    title = "".join(parts)
    lines = title_lines(title, 38, TERMS)
    assert "".join(lines) == title
    assert all(cells(line) <= 38 for line in lines)
    for before, behind in pairwise(lines):
        assert behind[0] not in CLOSING or before[-1] in CLOSING
        assert not (re.search(r"\d$", before) and re.match(r"[\d年月日]", behind))


@pytest.mark.parametrize("words", [*HOSTILE, "长" * (LONGEST + 1)])
def test_hostile_titles_come_out_in_lines(words: str) -> None:
    assert all(cells(line) <= 38 for line in title_lines(words, 38, TERMS))
