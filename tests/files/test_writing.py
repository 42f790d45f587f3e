"""What is written is read back unchanged, and no cell of it is a formula."""

from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqcmd.errors import BadInput
from cqcmd.files import read_sheet, settled, write_sheet
from tests.support.hostile import HOSTILE

texts = st.text(max_size=30).map(lambda text: settled(text)[0]).filter(bool)
SPELLS = ["=1+1", "+8613800000000", "-1", "@SUM(A1)", "'=1", "''@a", "'安", "＝1", "#REF!", "TRUE"]
HEADING = ["姓名", "电话"]
rows = st.lists(st.lists(texts | st.sampled_from(SPELLS), min_size=1, max_size=4))


def come_back(name: str, rows: list[list[str]]) -> list[list[str]]:
    return [list(row.cells) for row in read_sheet(name, write_sheet(name, rows, "通讯录")).rows]


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
@given(rows=rows)
@settings(max_examples=60)
def test_it_is_read_back_unchanged(name: str, rows: list[list[str]]) -> None:
    assert come_back(name, [HEADING, *rows]) == [HEADING, *rows]


@pytest.mark.parametrize("cell", [";", "\t;", "，", "；；", "安；全", '";"', "sep=;", 'x";'])
def test_a_cell_of_delimiters_does_not_part_the_others(cell: str) -> None:
    rows = [HEADING, *([cell] for _each in range(3))]
    assert come_back("a.csv", rows) == [[settled(each)[0] for each in row] for row in rows]


def test_hostile_words_are_harmless_and_come_back() -> None:
    rows = [HEADING, *([text] for words in HOSTILE if (text := settled(words)[0]))]
    for name in ("a.csv", "a.xlsx"):
        assert come_back(name, rows) == rows


def test_no_cell_of_a_workbook_is_a_formula() -> None:
    book = openpyxl.load_workbook(BytesIO(write_sheet("a.xlsx", [SPELLS], "通讯录")))
    assert [cell.data_type for cell in book.active[1]] == ["s"] * len(SPELLS)
    assert all(cell.quotePrefix for cell in book.active[1])


def test_no_cell_of_text_begins_a_formula() -> None:
    text = write_sheet("a.csv", [[spell] for spell in SPELLS], "通讯录").decode("utf-8-sig")
    assert not [line for line in text.splitlines() if line[0] in "=+-@＝"]


def test_excel_is_told_the_encoding() -> None:
    assert write_sheet("a.csv", [["姓名"]], "通讯录") == b"\xef\xbb\xbf" + "姓名\r\n".encode()


def test_another_format_is_refused() -> None:
    with pytest.raises(BadInput, match=r"\.csv 或 \.xlsx"):
        write_sheet("a.pdf", [["姓名"]], "通讯录")
