"""The gate: nothing that passes it can command a terminal, break a file or hide."""

import re
import sqlite3
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from cqcmd.i18n import _
from cqcmd.text import CLOSING, cells, clean, fit, half_width, line_parts, pad
from cqcmd.widgets.drawing.safe_text import cell, plain
from tests.support.hostile import DECEITS, ESCAPES, HOSTILE, MARKUP

ANY = st.text(st.characters(codec=None, exclude_categories=()), max_size=200)
ROUGH = st.lists(st.one_of(ANY, st.sampled_from(HOSTILE)), max_size=4).map("".join)
LIMITS = st.integers(0, 60)
NOT_DRAWN = {"\n", "\t"}


def harmless(s: str) -> bool:
    s.encode()
    controls = {c for c in s if unicodedata.category(c) in ("Cc", "Cs")}
    hidden = {c for c in s if 0x2028 <= ord(c) <= 0x202E or 0x2066 <= ord(c) <= 0x2069}
    return controls <= NOT_DRAWN and not hidden and "\ufeff" not in s


@given(ROUGH, st.booleans())
def test_what_is_cleaned_is_harmless_and_cleaning_twice_is_once(s: str, lines: bool) -> None:
    once = clean(s, lines=lines)
    assert harmless(once)
    assert unicodedata.is_normalized("NFC", once)
    assert clean(once, lines=lines) == once
    assert lines or not NOT_DRAWN & set(once)


@given(ROUGH, LIMITS, st.booleans())
def test_a_limit_holds_and_its_cut_is_stable(s: str, limit: int, lines: bool) -> None:
    once = clean(s, limit=limit, lines=lines)
    assert len(once) <= limit
    assert clean(once, limit=limit, lines=lines) == once


@pytest.mark.parametrize("s", HOSTILE)
def test_hostile_strings_survive_databases_and_widgets(s: str) -> None:
    once = clean(s)
    assert harmless(once)
    [(back,)] = sqlite3.connect(":memory:").execute("SELECT ?", (once,)).fetchall()
    assert back == once
    assert plain(s).plain == once
    assert cell(s).plain == clean(s, lines=False)


@pytest.mark.parametrize("s", ESCAPES + DECEITS)
def test_what_is_replaced_stays_visible(s: str) -> None:
    assert any(c == "\ufffd" or 0x2400 <= ord(c) <= 0x2421 for c in clean(s)) or s[0] == "e"


@pytest.mark.parametrize("s", MARKUP)
def test_brackets_are_letters(s: str) -> None:
    assert clean(s) == plain(s).plain == cell(s).plain == s
    assert not plain(s).spans


@pytest.mark.parametrize(
    ("s", "lines", "folded"),
    [
        ("一\r\n二\r三\n\n四", "一\n二\n三\n\n四", "一 二 三 四"),
        ("甲\t\t乙\n", "甲\t\t乙\n", "甲 乙 "),
        ("é", "é", "é"),
        ("\x1b[31m\x9b\x00\x7f", "␛[31m\ufffd␀␡", "␛[31m\ufffd␀␡"),
    ],
)
def test_line_ends_and_pictures(s: str, lines: str, folded: str) -> None:
    assert clean(s) == lines
    assert clean(s, lines=False) == folded


def test_a_cut_is_marked() -> None:
    assert clean("长" * 10_001) == "长" * 9_995 + "〔已截断〕"
    assert clean("长" * 10_000) == "长" * 10_000
    assert clean("\n" * 20_000 + "末", lines=False).endswith("〔已截断〕")


def test_a_flood_of_combining_marks_is_quick_to_clean() -> None:
    assert len(clean("a" + "\u0301\u0323" * 1_000_000)) <= 10_000


@pytest.mark.parametrize(
    ("full", "half"),
    [
        ("３－５", "3-5"),
        ("？５", "?5"),
        ("１４：０５", "14:05"),
        ("，。、／～", ",./" + "/~"),
        ("ＡＢｃ\u3000１", "ABc 1"),
        ("12—13", "12-13"),
        ("三人", "三人"),
    ],
)
def test_full_width_is_read_as_ascii(full: str, half: str) -> None:
    assert half_width(full) == half


@given(ANY)
def test_half_width_keeps_every_place(s: str) -> None:
    assert len(half_width(s)) == len(s)
    assert half_width(half_width(s)) == half_width(s)


@given(st.text(st.sampled_from("渝中区Az09 ，。（）：—…·Ⅲ①→℃×－１２ー가Ａ"), max_size=40))
def test_cells_are_counted_as_the_screen_does(s: str) -> None:
    assert cells(s) == cell_len(s)


@given(ROUGH, LIMITS)
def test_a_padded_line_is_exactly_as_wide_as_asked(s: str, n: int) -> None:
    line = clean(s, lines=False)
    assert cells(fit(line, n)) <= n
    assert cells(pad(line, n)) == cells(pad(line, n, right=True)) == n


def test_a_cut_line_says_so_and_never_halves_a_character() -> None:
    assert fit("渝中区市场监管局", 16) == "渝中区市场监管局"
    assert fit("渝中区市场监管局", 15) == "渝中区市场监.."
    assert fit("渝中", 3) == ".."
    assert fit("渝中", 1) == "."
    assert pad("渝中", 6, right=True) == "  渝中"


def test_words_stand_as_they_are_without_a_catalogue() -> None:
    assert _("接报") == "接报"
    assert _("") == ""


def test_no_part_of_a_line_begins_with_punctuation_and_none_is_lost() -> None:
    line = "造成 3 人以上死亡，或者 10 人以上重伤（包括急性工业中毒，下同）；锅炉、压力容器爆炸的。"
    for width in range(12, 40):
        parts = line_parts(line, width)
        assert "".join(parts) == line
        assert not any(part[0] in CLOSING for part in parts[1:])
    assert line_parts("", 10) == [""]


def test_a_cut_never_makes_another_number_of_one() -> None:
    step = "续报 区县政府（死亡3人变10人）"
    for n in range(1, cells(step)):
        assert {*re.findall(r"\d+", fit(step, n))} <= {"3", "10"}
    assert fit(step, 27) == "续报 区县政府.."
    assert fit("直接经济损失3000万元", 18) == "直接经济损失.."
    assert fit("回电 023-63765110", 14) == "回电 .."
    assert fit("63765110", 5) == "637..", "there is nothing else to know it by"
