"""The ten questions of a duty office, asked of the screens' figures, of an export, and by hand."""

import csv
import shutil
from collections import Counter
from contextlib import closing
from pathlib import Path
from statistics import median

import msgspec
import openpyxl
import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import Opening
from cqcmd.desk.register.export import Wanted, export
from cqcmd.views.office.figures import Figures, Sums, Way
from tests.desk.register.conftest import OpenDesk
from tests.desk.register.year import END, KINDS, LIMITS, Noted


@pytest.fixture(scope="module")
def untouched(filled: tuple[Path, list[Noted]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the year's journal that every question is asked of."""
    place = tmp_path_factory.mktemp("asked") / "data"
    place.mkdir()
    shutil.copy(filled[0], place / "journal.db")
    return place


@pytest.fixture(scope="module")
def figures(untouched: Path) -> Figures:
    opening = Opening(untouched, None, FixedClock(END), observing=True)
    with closing(opening):
        opening.read_journal()
        return opening.desk.register.figures.over()


@pytest.fixture
def counted(notes: list[Noted]) -> list[Noted]:
    return [note for note in notes if note.counts]


@pytest.fixture(scope="module")
def rows(untouched: Path) -> list[dict[str, str]]:
    """The incidents of an export as CSV."""
    out = untouched.with_name("out")
    export(untouched, None, out, Wanted("csv"), FixedClock(END))
    return table(out / "incidents.csv")


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def by_name(lines: tuple[Sums, ...]) -> dict[str, int]:
    return {line.name: line.cases for line in lines}


def test_1_how_many(figures: Figures, counted: list[Noted], rows: list[dict[str, str]]) -> None:
    assert figures.total.cases == len(counted) < len(rows) == 300
    assert sum(row["计入统计"] == "是" for row in rows) == len(counted)


def test_2_how_many_are_left_out_and_why(
    figures: Figures, notes: list[Noted], rows: list[dict[str, str]]
) -> None:
    names = {"void": "已作废", "dismissed": "已排除", "out_of_scope": "不适用"}
    by_hand = Counter(names[note.fate] for note in notes if note.fate)
    assert dict(figures.left_out) == by_hand
    assert Counter(row["状态"] for row in rows if row["计入统计"] == "否") == by_hand


@pytest.mark.parametrize(
    ("way", "column", "name"),
    [
        ("month", None, lambda note: f"{note.local:%Y-%m}"),
        ("quarter", None, lambda note: f"{note.local:%Y}年{(note.local.month + 2) // 3}季度"),
        ("year", None, lambda note: f"{note.local:%Y}年"),
        ("grade", "等级", lambda note: note.grade),
        ("equipment", "设备", lambda note: KINDS[note.kind]),
        ("district", "行政区", lambda note: note.district or "（未填）"),
    ],
)
def test_3_to_6_how_many_by_time_grade_kind_and_district(
    way: Way,
    column: str | None,
    name: object,
    figures: Figures,
    counted: list[Noted],
    rows: list[dict[str, str]],
) -> None:
    by_hand = Counter(name(note) for note in counted)  # type: ignore[operator]
    assert by_name(figures.groups[way]) == by_hand
    if column is not None:
        exported = Counter(row[column] or "（未填）" for row in rows if row["计入统计"] == "是")
        assert exported == by_hand


def test_7_how_many_died_and_how_many_may_have(
    figures: Figures, counted: list[Noted], rows: list[dict[str, str]]
) -> None:
    deaths = figures.total.harm["deaths"]
    assert deaths.confirmed == sum(note.deaths for note in counted)
    assert deaths.more == sum(note.maybe for note in counted) > 0
    real = [row for row in rows if row["计入统计"] == "是"]
    assert sum(int(row["死亡"]) for row in real) == deaths.confirmed
    assert sum(int(row["死亡·可能另有"]) for row in real) == deaths.more


def test_8_how_much_was_lost_where_blank_is_not_zero(
    figures: Figures, counted: list[Noted], rows: list[dict[str, str]]
) -> None:
    assert figures.total.harm["loss_yuan"].confirmed == sum(note.loss or 0 for note in counted)
    blank = [row for row in rows if row["直接经济损失（元）"] == "" and row["计入统计"] == "是"]
    assert len(blank) == sum(note.loss is None for note in counted) > 0


def test_9_how_late_each_report_was(
    figures: Figures, counted: list[Noted], data: Path, tmp_path: Path
) -> None:
    names = {"district_government": "区县政府", "city_regulator": "市市监局"}
    export(data, None, tmp_path / "jsonl", Wanted("jsonl"), FixedClock(END))
    lines = (tmp_path / "jsonl" / "duties.jsonl").read_bytes().splitlines()
    duties = [msgspec.json.decode(line) for line in lines]
    real = {note.number for note in counted}
    for receiver in names:
        for channel, limit in LIMITS.items():
            made = [note.reports.get((receiver, channel)) for note in counted]
            in_time = sum(one is not None and one <= limit for one in made)
            late = sum(one is not None and one > limit for one in made)
            missing = made.count(None)
            [sums] = [
                one
                for one in figures.duties
                if one.label.endswith(names[receiver])
                and one.label.startswith({"phone": "电话", "written": "书面"}[channel])
            ]
            assert (sums.in_time, sums.late, sums.overdue) == (in_time, late, missing)
            exported = Counter(
                duty["state"]
                for duty in duties
                if (duty["receiver"], duty["channel"], duty["stage"])
                == (receiver, channel, "initial")
                and duty["mine"]
                and duty["number"] in real
            )
            assert exported == Counter({"met": in_time, "late": late, "overdue": missing})
    assert figures.total.late == sum(note.any_late for note in counted)


def test_10_how_long_from_the_call_to_the_report(figures: Figures, counted: list[Noted]) -> None:
    first = [min(note.reports.values()) for note in counted if note.reports]
    assert figures.median is not None
    assert figures.median.total_seconds() / 60 == median(first)
    made = [
        note.reports[key]
        for note in counted
        if (key := ("city_regulator", "phone")) in note.reports
    ]
    [sums] = [one for one in figures.duties if one.label == "电话 市市监局"]
    assert sums.median is not None
    assert sums.median.total_seconds() / 60 == median(made)


def test_the_same_of_one_district_in_one_quarter(opened: OpenDesk, counted: list[Noted]) -> None:
    desk: Desk = opened()
    found = desk.register.search("万州区 2025-04至2025-06")
    figures = desk.register.figures.over(row.ident for row in found.rows)
    chosen = [
        note
        for note in counted
        if note.district == "万州区" and 4 <= note.local.month <= 6 and note.local.year == 2025
    ]
    assert figures.total.cases == len(chosen) > 3
    assert figures.total.late == sum(note.any_late for note in chosen)


def test_the_workbook_says_the_same_and_has_charts(
    data: Path, tmp_path: Path, figures: Figures
) -> None:
    export(data, None, tmp_path / "out", Wanted("xlsx"), FixedClock(END))
    book = openpyxl.load_workbook(tmp_path / "out" / "cqcmd-export.xlsx")
    assert book.sheetnames == [
        *("统计", "事件", "报告时限", "已做报告", "日志", "人员", "资源", "经费", "报告统计")
    ]
    assert len(book["统计"]._charts) == 6
    values = {row[0]: row[1] for row in book["统计"].iter_rows(values_only=True, max_col=2)}
    assert values["合计"] == figures.total.cases
    assert values["电梯"] == by_name(figures.groups["equipment"])["电梯"]
    assert book["事件"].max_row == 301
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row), "nothing is a formula"


def test_from_and_to_include_both_days(data: Path, tmp_path: Path, notes: list[Noted]) -> None:
    first, last = notes[10].local.date(), notes[20].local.date()
    export(data, None, tmp_path / "out", Wanted("csv", first, last), FixedClock(END))
    numbers = [row["编号"] for row in table(tmp_path / "out" / "incidents.csv")]
    by_hand = [note.number for note in notes if first <= note.local.date() <= last]
    assert numbers == by_hand
    assert {row["编号"] for row in table(tmp_path / "out" / "log.csv")} == set(by_hand)
