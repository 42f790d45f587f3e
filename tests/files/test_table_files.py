"""Tables written row by row: nothing is a formula, nothing parts a cell, a full sheet goes on."""

import csv
import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqcmd.clock import iso_local, local, wall_clock
from cqcmd.files import workbook_out
from cqcmd.files.table_files import CsvFile, JsonLinesFile, Value
from cqcmd.files.workbook_out import Book
from cqcmd.journal.rows import utc_text
from tests.support.hostile import HOSTILE

COLUMNS = {"text": "文字", "number": "数", "yes": "是否", "at": "时间", "blank": "空"}
AT = datetime(2026, 7, 25, 6, 5, 7, 89, tzinfo=UTC)
SPELLS = ["=1+1", "+86", "-1", "@SUM(A1)", "＝1", "'=1", 'a"b', "a,b", "a\nb", "a;b", "x" * 40_000]


def row(text: str) -> tuple[Value, ...]:
    return (text, 1.5, True, AT, None)


@pytest.mark.parametrize("text", [*SPELLS, *HOSTILE])
def test_whatever_is_written_a_csv_has_its_cells_and_no_formula(text: str, tmp_path: Path) -> None:
    file = CsvFile(tmp_path / "a.csv", COLUMNS)
    file.add(row(text))
    file.close()
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as read:
        heads, cells = csv.reader(read)
    assert heads == list(COLUMNS.values())
    assert cells[1:] == ["1.5", "是", "2026-07-25 14:05:07", ""]
    assert not cells[0].startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
    assert not set(cells[0]) & {"\n", "\r", "\0", "\x1b"}


@pytest.mark.parametrize("text", [*SPELLS, *HOSTILE])
def test_whatever_is_written_a_workbook_opens_and_it_is_text(text: str, tmp_path: Path) -> None:
    book = Book(tmp_path / "a.xlsx")
    book.sheet("表", COLUMNS).add(row(text))
    book.close()
    [cells] = openpyxl.load_workbook(tmp_path / "a.xlsx")["表"].iter_rows(min_row=2)
    assert all(cell.data_type != "f" for cell in cells)
    shown = [cell.value for cell in cells[1:]]
    assert [str(value) for value in shown] == ["1.5", "是", "2026-07-25 14:05:07", "None"]


@pytest.mark.parametrize("text", ["=1+1", "a\nb", "\x1b[2J"])
def test_json_lines_have_the_text_as_it_was_on_one_line(text: str, tmp_path: Path) -> None:
    file = JsonLinesFile(tmp_path / "a.jsonl", COLUMNS)
    file.add(row(text))
    file.close()
    [line] = (tmp_path / "a.jsonl").read_text("utf-8").splitlines()
    at = "2026-07-25T14:05:07.000089+08:00"
    assert json.loads(line) == {"text": text, "number": 1.5, "yes": True, "at": at, "blank": None}


def test_a_sheet_that_is_full_goes_on_in_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_out, "MOST_ROWS", 10)
    book = Book(tmp_path / "a.xlsx")
    sheet = book.sheet("日志", {"n": "数"})
    for number in range(20):
        sheet.add((number,))
    book.close()
    read = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert read.sheetnames == ["日志", "日志2", "日志3"]
    found = [value for one in read for (value,) in one.iter_rows(values_only=True)]
    assert [value for value in found if value != "数"] == list(range(20))
    assert all(one["A1"].value == "数" for one in read)


@given(st.timedeltas(timedelta(days=-40_000), timedelta(days=300_000)))
def test_moments_are_written_as_the_standard_library_writes_them(span: timedelta) -> None:
    moment = AT + span
    east = timezone(timedelta(hours=8))
    assert iso_local(moment) == moment.astimezone(east).isoformat()
    here = local(moment).replace(tzinfo=None, microsecond=0)
    assert wall_clock(moment) == here.isoformat(" ")
    exact = moment.replace(tzinfo=None).isoformat(timespec="microseconds")
    assert utc_text(moment) == f"{exact}Z"
