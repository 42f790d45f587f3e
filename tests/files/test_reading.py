"""Sheets are read as they were meant, whoever wrote them."""

import warnings
from datetime import date, datetime, time

import pytest

from cqcmd.errors import BadInput
from cqcmd.files import read_sheet
from tests.files.files import HEADED, part, repacked, workbook


def cells(name: str, data: bytes) -> list[list[str]]:
    return [list(row.cells) for row in read_sheet(name, data).rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_text_in_any_usual_way_of_writing_it(encoding: str, delimiter: str, end: str) -> None:
    text = end.join(delimiter.join(row) for row in HEADED)
    assert cells("a.CSV", text.encode(encoding)) == HEADED


def test_a_title_above_and_delimiters_inside_quotes() -> None:
    text = '渝中区通讯录\n姓名;电话\n王强;"138;139"\n'
    assert cells("a.csv", text.encode()) == [
        ["渝中区通讯录"],
        ["姓名", "电话"],
        ["王强", "138;139"],
    ]


def test_rows_are_numbered_as_a_spreadsheet_numbers_them() -> None:
    text = '姓名,备注\n\n王强,"两\n行"\n,,\n李敏,'
    rows = read_sheet("a.csv", text.encode()).rows
    assert [(row.number, row.cells) for row in rows] == [
        (1, ("姓名", "备注")),
        (3, ("王强", "两 行")),
        (5, ("李敏",)),
    ]


def test_values_of_a_workbook_are_what_one_would_type() -> None:
    data = workbook(
        [13800000000.0, 13800000000, "023-1", 2.5, True, None],
        [time(8, 30), date(2026, 7, 25), datetime(2026, 7, 25, 8, 30), "=A1+1"],  # noqa: DTZ001
    )
    assert cells("a.xlsx", data) == [
        ["13800000000", "13800000000", "023-1", "2.5", "TRUE"],
        ["08:30", "2026-07-25", "2026-07-25 08:30", "=A1+1"],
    ]


def test_a_formula_that_was_worked_out_is_its_value() -> None:
    data = workbook(["=1+1"])
    sheet = part(data, "xl/worksheets/sheet1.xml").replace(b"<v></v>", b"<v>2</v>")
    sheet = sheet.replace(b"<v />", b"<v>2</v>")
    assert cells("a.xlsx", repacked(data, **{"xl__worksheets__sheet1.xml": sheet})) == [["2"]]


def test_the_first_sheet_with_anything_in_it_is_read_and_the_others_are_named() -> None:
    sheet = read_sheet("a.xlsx", workbook(名单=[["王强"]], 说明=[["x"]]))
    assert [row.cells for row in sheet.rows] == [("王强",)]
    assert sheet.remarks == ("只读了工作表“名单”，没有读：Sheet、说明。",)


def test_what_a_workbook_says_of_its_size_is_not_believed() -> None:
    data = workbook(*HEADED)
    sheet = part(data, "xl/worksheets/sheet1.xml").replace(b"A1:B2", b"A1:XFD1048576")
    assert cells("a.xlsx", repacked(data, **{"xl__worksheets__sheet1.xml": sheet})) == HEADED


def test_a_row_far_below_is_not_waited_for() -> None:
    data = workbook(["王强"])
    far = part(data, "xl/worksheets/sheet1.xml").replace(
        b"</sheetData>",
        b'<row r="999999999999"><c r="A999999999999" t="inlineStr"><is><t>x</t></is></c></row>'
        b"</sheetData>",
    )
    sheet = read_sheet("a.xlsx", repacked(data, **{"xl__worksheets__sheet1.xml": far}))
    assert len(sheet.rows) == 1
    assert sheet.remarks == ("第 10000 行以后没有看。",)


def test_openpyxl_says_nothing_on_the_terminal() -> None:
    data = workbook(["王强"])
    odd = part(data, "xl/worksheets/sheet1.xml").replace(
        b"</worksheet>",
        b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst></worksheet>',
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert cells("a.xlsx", repacked(data, **{"xl__worksheets__sheet1.xml": odd})) == [["王强"]]


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_marks_nobody_sees_around_a_number_are_dropped_and_controls_inside_are_named(
    name: str,
) -> None:
    shown = "\u202d13800000000\u202c"
    long = "长" * 501
    inside = "王\u202e强"
    if name == "a.csv":
        data = f"{shown},{inside},{long},好".encode()
    else:
        data = workbook([shown, inside, long, "好"])
    (row,) = read_sheet(name, data).rows
    assert (row.cells[0], row.cells[3]) == ("13800000000", "好")
    assert row.faults == {1: "有看不见的控制字符，请删去重填", 2: "超过 500 个字"}


def test_an_escape_in_text_is_shown_harmless_and_named() -> None:
    (row,) = read_sheet("a.csv", "王\x1b[2J强".encode()).rows
    assert row.cells == ("王␛[2J强",)
    assert list(row.faults) == [0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\n".join(["王强"] * 5_001), "超过 5000 行"),
        (",".join(["王强"] * 51), "第 1 行超过 50 列"),
        ('姓名\n王强\n"李敏\n', "第 3 行读不了"),
        ("王" * 200_000, "第 1 行读不了"),
        (" \n\u3000,,\n", "没有内容"),
        ("", "文件是空的"),
        (" \n", "文件是空的"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(text: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read_sheet("a.csv", text.encode())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["名单.csv", "名单.txt", "名单.tsv"])
def test_the_unicode_text_of_a_spreadsheet(name: str, encoding: str) -> None:
    text = "\r\n".join("\t".join(row) for row in HEADED)
    assert cells(name, text.encode(encoding)) == HEADED


def test_zeros_that_make_no_table_are_no_text() -> None:
    for data in (b"ab\0c", "没有分隔".encode("utf-16-le") + b"\0\0", b"\0\0\0\1,\0\n\0"):
        with pytest.raises(BadInput, match="内容却不是文字"):
            read_sheet("a.txt", data)


@pytest.mark.parametrize(
    "text",
    [
        "姓名，电话\n王强，13800000000\n",
        "姓名，电话\n王强,13800000000\n",
        "姓名；电话\n王强；13800000000\n",
        "通讯录\n姓名，电话\n王强，13800000000\n",
    ],
)
def test_the_comma_of_a_chinese_keyboard_is_between_cells(text: str) -> None:
    assert cells("a.csv", text.encode())[-2:] == HEADED


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("二〇二六年，渝中区\n姓名,备注\n王强,a；b；c\n李敏,好", ["王强", "a；b；c"]),
        ("姓名;备注\n李敏;好\n王强;a,b,c", ["王强", "a,b,c"]),
        ("姓名,备注\n李敏,好\n王强,你好，再见", ["王强", "你好，再见"]),
        ("sep=;\n姓名;备注\n王强;a,b", ["王强", "a,b"]),
        ("sep=,\n姓名,备注\n王强,a；b", ["王强", "a；b"]),
    ],
)
def test_what_stands_inside_cells_is_not_taken_for_what_stands_between(
    text: str, row: list[str]
) -> None:
    assert row in cells("a.csv", text.encode())


@pytest.mark.parametrize(
    "text", ['姓名,电话\n王强,="13800000000"', '姓名,电话\n王强,"=""13800000000"""']
)
def test_a_number_written_as_a_formula_of_text_is_the_number(text: str) -> None:
    assert cells("a.csv", text.encode())[1] == HEADED[1]
    assert cells("a.xlsx", workbook(HEADED[0], ["王强", '="13800000000"'])) == HEADED


def test_the_lines_of_a_cell_are_kept_apart_beside_its_words() -> None:
    (row,) = read_sheet("a.csv", '"王强\n李敏",好,"一\n"'.encode()).rows
    assert (row.cells, row.lines) == (("王强 李敏", "好", "一"), {0: ("王强", "李敏")})
    (row,) = read_sheet("a.xlsx", workbook(["王强\n李敏", "好"])).rows
    assert row.lines == {0: ("王强", "李敏")}


def test_a_cell_merged_over_rows_stands_in_each_and_one_over_columns_says_so() -> None:
    rows: list[list[object]] = [
        ["领导", None],
        ["单位", "姓名"],
        ["公安局", "王强"],
        [None, "李敏"],
        [None, None],
    ]
    data = workbook(*rows, merged=["A1:B1", "A3:A5", "C3:C9"])
    sheet = read_sheet("a.xlsx", data)
    assert [row.cells for row in sheet.rows] == [
        ("领导",),
        ("单位", "姓名"),
        ("公安局", "王强"),
        ("公安局", "李敏"),
    ]
    assert [row.above for row in sheet.rows] == [set(), set(), set(), {0}]
    assert sheet.rows[0].spans == {0: 2}


def test_the_further_sheets_are_at_hand() -> None:
    sheet = read_sheet("a.xlsx", workbook(["请填名单"], 空表=[], 名单=[["王强"]]))
    assert (sheet.title, [other.title for other in sheet.others]) == ("Sheet", ["名单"])
    assert sheet.others[0].rows[0].cells == ("王强",)
    assert sheet.others[0].remarks == ("只读了工作表“名单”，没有读：Sheet、空表。",)


def test_a_further_sheet_beyond_all_limits_is_but_named() -> None:
    sheet = read_sheet("a.xlsx", workbook(["王强"], 大=[["x"]] * 5_001))
    assert sheet.others == ()
    assert "没有读：大" in sheet.remarks[0]
