"""A file that is not what its name says, or that means harm, is refused in a sentence."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqcmd.errors import BadInput
from cqcmd.files import read_file, read_sheet
from cqcmd.files.rows import PEOPLE
from cqcmd.text import clean
from tests.files.files import HEADED, part, repacked, workbook

GOOD = workbook(*HEADED)
TEXT = "姓名,电话\n王强,13800000000\n".encode()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


def other_zip() -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w") as new:
        new.writestr("[Content_Types].xml", "<x/>")
        new.writestr("word/document.xml", "<x/>")
    return packed.getvalue()


def encrypted() -> bytes:
    """The flag that says so, set on each part in the list at the end."""
    data = bytearray(GOOD)
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        data[place + 8] |= 1
        place = data.find(b"PK\x01\x02", place + 4)
    return bytes(data)


def doubled() -> bytes:
    packed = BytesIO(GOOD)
    with ZipFile(packed, "a") as new, pytest.warns(UserWarning, match="Duplicate"):
        new.writestr("xl/workbook.xml", "<x/>")
    return packed.getvalue()


def bomb(size: int, count: int = 1) -> bytes:
    packed = BytesIO(GOOD)
    with ZipFile(packed, "a", ZIP_DEFLATED) as new:
        for number in range(count):
            new.writestr(f"xl/{number}.bin", bytes(size))
    return packed.getvalue()


def entities() -> bytes:
    sheet = part(GOOD, "xl/worksheets/sheet1.xml")
    evil = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + sheet
    return repacked(GOOD, **{"xl__worksheets__sheet1.xml": evil})


def macro_type() -> bytes:
    kinds = part(GOOD, "[Content_Types].xml").replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    return repacked(GOOD, **{"[Content_Types].xml": kinds})


REFUSED = {
    "csv_is_a_workbook": ("a.csv", GOOD, "内容却是 Excel 工作簿"),
    "csv_is_old_excel": ("a.csv", OLE, "旧版 Excel"),
    "csv_is_binary": ("a.csv", b"ab\0c", "内容却不是文字"),
    "csv_is_pdf": ("a.csv", b"%PDF-1.7 x", "内容却不是文字"),
    "csv_in_no_encoding": ("a.csv", b"\xff\xff\xff\n", "编码认不出来"),
    "xlsx_is_text": ("a.xlsx", TEXT, "内容却不是 Excel 工作簿"),
    "xlsx_is_old_excel": ("a.xlsx", OLE, "旧版 Excel"),
    "xlsx_is_another_document": ("a.xlsx", other_zip(), "不是 Excel 工作簿"),
    "xlsx_holds_macros": (
        "a.xlsx",
        repacked(GOOD, **{"xl__vbaProject.bin": b"x"}),
        "带宏的工作簿",
    ),
    "xlsx_says_macros": ("a.xlsx", macro_type(), "带宏的工作簿"),
    "xlsm": ("a.xlsm", GOOD, "带宏的工作簿"),
    "xls": ("a.xls", OLE, "须是 .csv 或 .xlsx"),
    "no_suffix": ("通讯录", TEXT, "须是 .csv 或 .xlsx"),
    "xlsx_encrypted": ("a.xlsx", encrypted(), "加了密码"),
    "xlsx_cut_off": ("a.xlsx", GOOD[: len(GOOD) // 2], "已损坏"),
    "xlsx_with_entities": ("a.xlsx", entities(), "已损坏"),
    "xlsx_absurd_ratio": ("a.xlsx", bomb(4_000_000), "展开后过大"),
    "xlsx_too_much": ("a.xlsx", bomb(1_000_000, 60), "展开后过大"),
    "xlsx_broken_sheet": (
        "a.xlsx",
        repacked(GOOD, **{"xl__worksheets__sheet1.xml": b"<worksheet><sheetData><row"}),
        "已损坏",
    ),
    "xlsx_broken_workbook": ("a.xlsx", repacked(GOOD, **{"xl__workbook.xml": b"<x"}), "已损坏"),
    "empty": ("a.xlsx", b"", "文件是空的"),
    "too_large": ("a.csv", b"a" * (PEOPLE.file + 1), "超过 5 MB"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_with_what_to_do(case: str) -> None:
    name, data, said = REFUSED[case]
    with pytest.raises(BadInput, match=said) as refused:
        read_sheet(name, data)
    assert str(refused.value).endswith("。")


def test_a_part_given_twice_is_refused() -> None:
    with pytest.raises(BadInput, match="已损坏"):
        read_sheet("a.xlsx", doubled())


@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), max_size=20))
def test_a_workbook_with_bytes_changed_is_read_or_refused(changes: list[tuple[int, int]]) -> None:
    data = bytearray(GOOD)
    for place, value in changes:
        data[place] = value
    try:
        sheet = read_sheet("a.xlsx", bytes(data))
    except BadInput:
        return
    assert [list(row.cells) for row in sheet.rows] == HEADED, "as it was written, never half"


@given(st.binary(max_size=200) | st.text().map(str.encode))
def test_any_bytes_are_read_as_harmless_text_or_refused(data: bytes) -> None:
    try:
        sheet = read_sheet("a.csv", data)
    except BadInput:
        return
    numbers = [row.number for row in sheet.rows]
    assert numbers == sorted(set(numbers)), "each row knows its line in the file"
    for cell in (cell for row in sheet.rows for cell in row.cells):
        assert clean(cell, lines=False) == cell
    assert all(any(row.cells) for row in sheet.rows), "a row without words is left out"


@given(st.binary(max_size=200))
def test_no_chance_bytes_make_a_workbook(data: bytes) -> None:
    with pytest.raises(BadInput, match="请"):
        read_sheet("a.xlsx", data)


def test_a_path_with_nothing_to_read_is_said(tmp_path: Path) -> None:
    for path in (
        tmp_path / "没有.csv",
        tmp_path,
        Path("/dev/zero"),
        Path("a\0.csv"),
        Path("长" * 300),
    ):
        with pytest.raises(BadInput) as refused:
            read_file(path)
        assert str(refused.value).endswith("。")
