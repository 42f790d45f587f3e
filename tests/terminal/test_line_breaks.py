"""Chinese line-breaking on every text and in every editor: one rule, asked by Textual itself."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.content import Content
from textual.widgets import Static, TextArea

from cqcmd.screens.common.writing import Writing
from cqcmd.terminal.line_breaks import break_texts, editor_breaks
from cqcmd.text import CLOSING, OPENING, cells, folds
from cqcmd.widgets.drawing.cells import Lines
from tests.support.pilots import terminal_lines

REPORT = (
    "，".join(("2026年 7月 25日14时05分", "渝中区长江化工（化龙桥厂区）储罐爆炸", "1死3伤。")) * 4
)
IDEOGRAPHS = st.sampled_from("应当于小时内向市政府报告电梯困人")
WORDS = st.one_of(
    st.text(IDEOGRAPHS, min_size=1, max_size=12),
    st.sampled_from(("1 小时", "4.1.1", "渝A12345", "3-5", "——", "……")),
    st.text(IDEOGRAPHS, min_size=1, max_size=4).map("（{}）".format),
    st.text(IDEOGRAPHS, min_size=1, max_size=4).map("“《{}》”，".format),
)
PUNCTUATED = st.lists(
    st.tuples(WORDS, st.sampled_from(("、", "，", "。", "；", " ", ""))), max_size=20
)


@pytest.fixture(autouse=True)
def _chinese() -> None:
    break_texts()


def shown(text: str, width: int) -> list[str]:
    return [line.plain for line in Content(text).wrap(width)]


def well_broken(lines: list[str], width: int) -> bool:
    begins = all(line[:1] not in CLOSING for line in lines[1:] if line)
    ends = all(line.rstrip()[-1:] not in OPENING for line in lines[:-1] if line.rstrip())
    return begins and ends and all(cells(line.rstrip()) <= width for line in lines)


def told(words: list[tuple[str, str]]) -> str:
    return "文" + "".join(word + mark for word, mark in words)


@given(PUNCTUATED, st.integers(20, 60))
def test_every_text_is_broken_as_chinese_is(words: list[tuple[str, str]], width: int) -> None:
    text = told(words)
    lines = shown(text, width)
    assert well_broken(lines, width), lines
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(PUNCTUATED, st.integers(20, 60))
def test_every_editor_is_broken_so_and_no_blank_stands_out(
    words: list[tuple[str, str]], width: int
) -> None:
    text = told(words)
    lines = [text[a:b] for a, b in pairwise([0, *editor_breaks(text, width, 4), len(text)])]
    assert well_broken(lines, width), lines
    assert "".join(lines) == text
    assert all(cells(line) <= width for line in lines)


def test_a_word_wider_than_the_line_is_broken_before_its_punctuation_is() -> None:
    text = "a" * 20 + "，"
    assert [text[a:b] for a, b in pairwise([0, *folds(text, 20), 21])] == ["a" * 19, "a，"]


class Texts(App[None]):
    CSS = "Static, Lines { height: auto; width: 30; } Lines { height: 12; } Writing { width: 30; }"

    def compose(self) -> ComposeResult:
        yield Static(REPORT, markup=False)
        yield Lines("lines", fold=True)
        yield Writing(id="body")

    def on_mount(self) -> None:
        break_texts()
        self.query_one(Lines).show(REPORT)
        self.query_one(Writing).load_text(REPORT)


async def test_static_lines_and_editor_break_at_the_same_places() -> None:
    async with Texts().run_test(size=(40, 40)) as pilot:
        await pilot.pause()
        rows = [line[:30].strip() for line in terminal_lines(pilot)]
        static = rows[: pilot.app.query_one(Static).size.height]
        assert len(static) > 3
        assert static == pilot.app.query_one(Lines).words.split("\n")[: len(static)]
        area = pilot.app.query_one(TextArea)
        width = area.wrap_width
        lines = [line for part in area.wrapped_document.lines for line in part]
        assert well_broken(lines, width)
        assert "".join(lines) == REPORT


async def test_a_tab_keeps_the_editor_whole() -> None:
    async with Texts().run_test(size=(40, 40)) as pilot:
        area = pilot.app.query_one(Writing)
        area.load_text("栏\t" + "值" * 40)
        await pilot.pause()
        lines = [line for part in area.wrapped_document.lines for line in part]
        assert "".join(lines) == "栏\t" + "值" * 40
        assert len(lines) > 2
