from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from cqcmd.text import cells, folds
from cqcmd.widgets.drawing.prose import folded


def lines(text: str, width: int) -> list[str]:
    return folded(Content(text), width).plain.split("\n")


def test_a_blank_does_not_decide_where_a_line_ends() -> None:
    assert lines("应当于 1 小时内向市政府报告", 14) == ["应当于 1 小时", "内向市政府报告"]


def test_numbers_and_latin_words_stay_whole() -> None:
    assert lines("高空滞留人员3.5小时", 14) == ["高空滞留人员", "3.5小时"]
    assert lines("9" * 12, 5) == ["99999", "99999", "99"]


def test_punctuation_neither_begins_nor_ends_a_line_wrongly() -> None:
    assert lines("立即报告，核实", 8) == ["立即报", "告，核实"]
    assert lines("报告单位（区县）", 10) == ["报告单位", "（区县）"]


def test_line_ends_of_the_text_stay() -> None:
    assert lines("一\n\n二\n", 20) == ["一", "", "二", ""]


def test_marks_go_with_their_words() -> None:
    content = folded(Content("应当于一小时内").stylize("reverse", 2, 5), 6)
    assert content.plain == "应当于\n一小时\n内"
    marked = "".join(content.plain[span.start : span.end] for span in content.spans)
    assert marked.replace("\n", "") == "于一小"


@given(st.text("应当，。（）ab1 .", max_size=60), st.integers(4, 30))
def test_no_line_is_too_wide_and_nothing_is_lost(text: str, width: int) -> None:
    ends = [0, *folds(text, width), len(text)]
    parts = [text[start:end] for start, end in pairwise(ends)]
    assert "".join(parts) == text
    assert all(cells(part.rstrip()) <= width for part in parts)
    assert ends == sorted(set(ends)) or not text
