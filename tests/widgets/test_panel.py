"""A titled list: lines fold beneath themselves, and nothing is left out unsaid."""

from hypothesis import given
from hypothesis import strategies as some

from cqcmd.text import CLOSING
from cqcmd.widgets.drawing.cells import Row
from cqcmd.widgets.panel import PanelLine, PanelText, panel_rows

WORDS = some.text("报告已复诵，。、ab12 ", max_size=60)


def said(rows: list[Row]) -> list[str]:
    return ["".join(cell for cell, _state in row).rstrip() for row in rows]


def test_words_that_go_on_stand_beneath_their_own() -> None:
    text = PanelText("日志", (PanelLine("14:05 情况", "区县渝中区，单位样例化工厂"),))
    assert said(panel_rows(text, 23)) == [
        "日志",
        "14:05 情况 区县渝中区，",
        "           单位样例化工",
        "           厂",
    ]


def test_what_has_no_room_is_counted_and_no_line_is_cut_in_half() -> None:
    lines = tuple(PanelLine("", f"第{n}项措施尚未开始") for n in range(4))
    text = PanelText("措施", lines, "另有 {n} 项，按 4")
    shown = ["措施", "第0项措施尚", "未开始", "第1项措施尚", "未开始", "另有 2 项，"]
    assert said(panel_rows(text, 12, 6)) == shown
    assert len(panel_rows(text, 12)) == 9


def test_the_last_line_needs_no_room_for_a_count() -> None:
    text = PanelText("队伍", (PanelLine("", "一队"), PanelLine("", "二队")), "另有 {n} 队")
    assert said(panel_rows(text, 20, 3)) == ["队伍", "一队", "二队"]


def test_no_line_begins_with_punctuation() -> None:
    words = "区县渝中区；单位样例化工厂；地点样例路1号，概要储罐爆炸。来电人张样例（回拨号码）"
    for width in range(12, 60):
        text = PanelText("", (PanelLine("14:05", words),))
        assert not any(line.lstrip()[:1] in CLOSING for line in said(panel_rows(text, width))[2:])


@given(
    some.lists(some.tuples(WORDS, WORDS), max_size=5), some.integers(20, 80), some.integers(1, 9)
)
def test_rows_keep_to_their_width_and_height(
    pairs: list[tuple[str, str]], width: int, height: int
) -> None:
    text = PanelText("标题", tuple(PanelLine(*pair) for pair in pairs), "另有 {n} 项")
    assert {len(row) for row in panel_rows(text, width)} == {width}
    assert len(panel_rows(text, width, height)) <= height
