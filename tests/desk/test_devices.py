"""登记簿: lists of units and equipment looked at, taken in, found, offered to a call."""

import os
import sqlite3
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from sqlalchemy import Engine, event

from cqcmd.desk.common.inspections import until_words
from cqcmd.desk.desk import Desk
from cqcmd.desk.devices.desk import DevicesDesk
from cqcmd.desk.devices.importing import columns_words, counted
from cqcmd.errors import BadInput, Refusal, Unread, Unwritable
from cqcmd.parsing.days import last_day_named
from cqcmd.parsing.register_headings import columns_named
from cqcmd.paths import REGISTERS
from cqcmd.registers import file as registers_file

HEAD = (
    "设备代码,使用登记证编号,96333救援识别码,安全码,品种,使用单位,单位地址,使用地点,"
    "维保单位和电话,检验有效期至,制造单位"
)
LIFT = (
    "31105001122016060001,梯11渝A0001(16),500123,,曳引驱动乘客电梯,重庆长江物业有限公司,"
    "渝中区人民路1号,3号楼1单元,重庆迅达电梯有限公司 023-67890000,2026-07-02,甲厂"
)
BOILER = (
    "11005001122010050007,锅10渝A0007(10),,,承压蒸汽锅炉,重庆大江化工厂,"
    "巴南区化工路9号,,,2027年3月,乙厂"
)
CRANE = (
    "41705001122019090003,起17渝B0003(19),,,桥式起重机,重庆大江化工厂,"
    "巴南区化工路9号,二车间,,20261231,丙厂"
)

Import = Callable[..., str]


@pytest.fixture
def devices(desk: Desk) -> DevicesDesk:
    return desk.devices


@pytest.fixture
def take_in(devices: DevicesDesk, tmp_path: Path) -> Import:
    """Take in rows under the headings; returns what was said."""

    def take(*rows: str, head: str = HEAD) -> str:
        file = tmp_path / "名册.csv"
        file.write_text("\n".join([head, *rows]), encoding="utf-8")
        preview = devices.preview_import(file)
        assert preview.refused == ()
        said = devices.take_in(preview)
        devices.preload()
        return said

    return take


def codes(devices: DevicesDesk, typed: str) -> list[str]:
    return [line.row.code or line.row.unit for line in devices.find(typed).lines]


def preview_of(devices: DevicesDesk, tmp_path: Path, *rows: str, head: str = HEAD) -> Any:
    file = tmp_path / "list.csv"
    file.write_text("\n".join([head, *rows]), encoding="utf-8")
    return devices.preview_import(file)


def test_a_post_without_a_list_opens_no_file(devices: DevicesDesk, tmp_path: Path) -> None:
    assert devices.find("电梯").lines == ()
    assert devices.counts() == (0, 0)
    assert devices.offer("500123") is None
    assert not (tmp_path / "data" / REGISTERS).exists()


def test_a_preview_says_what_each_column_was_taken_for_and_writes_nothing(
    devices: DevicesDesk, tmp_path: Path
) -> None:
    preview = preview_of(devices, tmp_path, LIFT, BOILER)
    assert counted(preview) == "list.csv：新增 2，更新 0，没有变化 0，不导入 0 行"
    first, unused = columns_words(preview)
    assert "96333救援识别码→96333 救援识别码" in first
    assert unused == "没有用到的列：制造单位"
    assert not devices.exists


@pytest.mark.parametrize(
    "typed",
    [
        "31105001122016060001",
        "3110500112",
        "500123",
        "梯11渝A0001",
        "长江物业",
        "cjwy",
        "changjiangwuye",
        "zhangjiang",  # 长 is said in two ways
        "chongqing",
        "迅达 电梯",
        "cjwy 乘客",
        "人民路1号",
        "ＣＪＷＹ",
    ],
)
def test_a_device_is_found(devices: DevicesDesk, take_in: Import, typed: str) -> None:
    take_in(LIFT, BOILER)
    assert "31105001122016060001" in codes(devices, typed)


@pytest.mark.parametrize("typed", ["dachang", "长江化工", "cjwy 锅炉", "500124", "zzz", "？！"])
def test_what_does_not_fit_is_not_found(devices: DevicesDesk, take_in: Import, typed: str) -> None:
    take_in(LIFT, BOILER)
    assert codes(devices, typed) == []


def test_an_identifier_typed_whole_stands_first(devices: DevicesDesk, take_in: Import) -> None:
    take_in(LIFT, "5001230000,,,,叉车,重庆五零叉车队,,,,,", "9,,500123999,,叉车,甲队,,,,,")
    assert codes(devices, "500123")[0] == "31105001122016060001"


def test_an_inspection_that_is_over_is_said_in_days(devices: DevicesDesk, take_in: Import) -> None:
    take_in(LIFT, BOILER)
    lift, boiler = devices.find("500123").lines[0], devices.find("锅炉").lines[0]
    assert lift.over
    assert lift.until == "2026-07-02（已过 23 天）"
    assert not boiler.over
    assert boiler.until == "2027-03-31"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-7-2", date(2026, 7, 2)),
        ("2026/07/02", date(2026, 7, 2)),
        ("2026年7月2日", date(2026, 7, 2)),
        ("20260702", date(2026, 7, 2)),
        ("2026-07-02 00:00:00", date(2026, 7, 2)),
        ("2028年2月", date(2028, 2, 29)),
        ("２０２６.7", date(2026, 7, 31)),
        ("2026-02-30", None),
        ("长期", None),
        ("46205", None),
    ],
)
def test_a_day_is_read_as_lists_write_it(text: str, day: date | None) -> None:
    assert last_day_named(text) == day


def test_the_last_day_of_an_inspection_still_counts() -> None:
    day = date(2026, 7, 25)
    assert until_words("2026-07-25", day) == "2026-07-25"
    assert "已过 1 天" in until_words("2026-07-24", day)
    assert "待核" in until_words("长期", day)


def test_taking_the_same_list_in_again_changes_nothing(
    devices: DevicesDesk, take_in: Import, tmp_path: Path
) -> None:
    assert take_in(LIFT, BOILER, CRANE) == "登记簿已导入：新增 3，更新 0。"
    preview = preview_of(devices, tmp_path, LIFT, BOILER, CRANE)
    assert (len(preview.new), len(preview.changed), preview.same) == (0, 0, 3)
    with pytest.raises(BadInput, match="没有可以导入的"):
        devices.take_in(preview)


def test_another_list_adds_and_what_it_leaves_blank_stays(
    devices: DevicesDesk, take_in: Import, tmp_path: Path
) -> None:
    take_in(LIFT)
    head = "96333识别码,维保单位,维保电话"
    preview = preview_of(devices, tmp_path, "500123,重庆三菱电梯,023-60000000", head=head)
    (changed,) = preview.changed
    assert "维保单位 重庆迅达电梯有限公司 → 重庆三菱电梯" in changed.words
    devices.take_in(preview)
    (line,) = devices.find("500123").lines
    assert line.row.maintainer_phones == "023-60000000"
    assert line.row.place == "3号楼1单元"
    assert codes(devices, "三菱") == ["31105001122016060001"]
    assert codes(devices, "迅达") == []


def test_a_device_that_changes_hands_is_found_by_its_new_unit_alone(
    devices: DevicesDesk, take_in: Import
) -> None:
    take_in(LIFT)
    take_in("31105001122016060001,恒大物业", head="设备代码,使用单位")
    assert "31105001122016060001" in codes(devices, "hdwy")
    assert "31105001122016060001" not in codes(devices, "cjwy")


REFUSED = {
    "nameless": (",,,,电梯,,某处,,,,", "认不出是哪一台"),
    "rewritten": ("3.1105E+19,,,,电梯,甲,,,,,", "被表格软件改写过"),
    "control": ("31\x1b05,,,,电梯,甲,,,,,", "看不见的控制字符"),
    "long": (f"1,,,,电梯,{'甲' * 501},,,,,", "超过 500 个字"),
}


@pytest.mark.parametrize("sort", REFUSED)
def test_a_row_that_is_refused_says_why_and_the_rest_goes_in(
    devices: DevicesDesk, tmp_path: Path, sort: str
) -> None:
    row, words = REFUSED[sort]
    preview = preview_of(devices, tmp_path, LIFT, row, BOILER)
    (refused,) = preview.refused
    assert refused.number == 3
    assert words in refused.words
    devices.take_in(preview)
    assert devices.counts() == (2, 2)


def test_two_rows_of_one_code_that_say_otherwise_name_each_other(
    devices: DevicesDesk, tmp_path: Path
) -> None:
    again, other = LIFT, LIFT.replace("长江物业", "黄河物业")
    preview = preview_of(devices, tmp_path, LIFT, again, other)
    assert preview.repeated == 1
    (refused,) = preview.refused
    assert refused.number == 4
    assert refused.words == "和第 2 行是同一台（同一单位），单位却不同；请只留对的一行"


def test_a_row_with_the_codes_of_two_devices_is_refused(
    devices: DevicesDesk, take_in: Import, tmp_path: Path
) -> None:
    take_in(LIFT, CRANE)
    mixed = "31105001122016060001,起17渝B0003(19),,,,,,,,,"
    (refused,) = preview_of(devices, tmp_path, mixed).refused
    assert refused.words == "设备代码、使用登记证分别是两台不同的设备；请核对是哪一台"


def test_zeros_that_a_spreadsheet_may_have_made_are_doubted(
    devices: DevicesDesk, tmp_path: Path
) -> None:
    row = "31105001122016000000,,,,电梯,甲,,,,长期,"
    words = [doubt.words for doubt in preview_of(devices, tmp_path, row).doubts]
    assert len(words) == 2
    assert any("以后都是 0" in each for each in words)
    assert any("“长期”读不成日期" in each for each in words)


def test_a_file_without_headings_says_which_there_may_be(
    devices: DevicesDesk, tmp_path: Path
) -> None:
    with pytest.raises(BadInput, match=r"没有找到列名.*设备代码"):
        preview_of(devices, tmp_path, "乙,丙", head="甲,单位")


def test_a_title_above_and_headings_again_below_are_no_devices(
    devices: DevicesDesk, tmp_path: Path
) -> None:
    preview = preview_of(devices, tmp_path, HEAD, LIFT, HEAD, BOILER, head="渝中区电梯一览表")
    assert len(preview.new) == 2
    assert preview.refused == ()


def workbook(*sheets: tuple[str, list[list[object]]], merge: str = "") -> bytes:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        if merge:
            sheet.merge_cells(merge)
    packed = BytesIO()
    book.save(packed)
    return packed.getvalue()


def test_a_merged_unit_stands_in_each_of_its_rows(devices: DevicesDesk, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["使用单位", "设备代码"],
        ["长江物业", "A1"],
        [None, "A2"],
        [None, "A3"],
    ]
    file = tmp_path / "b.xlsx"
    file.write_bytes(workbook(("表", rows), merge="A2:A4"))
    devices.take_in(devices.preview_import(file))
    assert [line.row.unit for line in devices.find("a").lines if not line.is_unit] == [
        "长江物业"
    ] * 3
    assert devices.find("长江").lines[0].devices == 3


def test_every_sheet_with_headings_is_read_and_the_others_are_named(
    devices: DevicesDesk, tmp_path: Path
) -> None:
    head: list[object] = ["设备代码", "使用单位"]
    file = tmp_path / "b.xlsx"
    lifts: list[list[object]] = [head, ["A1", "甲"]]
    boilers: list[list[object]] = [head, ["B1", "乙"]]
    file.write_bytes(workbook(("电梯", lifts), ("锅炉", boilers), ("说明", [["填表须知"]])))
    preview = devices.preview_import(file)
    assert len(preview.new) == 2
    assert preview.remarks == ("读了工作表：电梯、锅炉。", "没有列名、没有读的工作表：说明。")


def test_a_formula_in_a_workbook_gives_its_text_where_it_was_never_worked_out(
    devices: DevicesDesk, tmp_path: Path
) -> None:
    rows: list[list[object]] = [["设备代码", "使用单位"], ['="0012"', "甲"]]
    file = tmp_path / "b.xlsx"
    file.write_bytes(workbook(("表", rows)))
    assert devices.preview_import(file).new[0].row.code == "0012"


def test_many_rows_with_the_same_codes_and_merged_units_are_all_told_of(
    devices: DevicesDesk, tmp_path: Path
) -> None:
    rows = [f"{n // 2:08d},,,,电梯,第{n // 2}物业,,{n % 2}号楼,,," for n in range(12_000)]
    preview = preview_of(devices, tmp_path, *rows)
    assert len(preview.new) == 6_000
    assert len(preview.refused) == 6_000
    assert len(preview.new) + len(preview.refused) + preview.repeated == 12_000


def test_the_file_is_its_owners_alone(take_in: Import, tmp_path: Path) -> None:
    take_in(LIFT)
    assert os.stat(tmp_path / "data" / REGISTERS).st_mode & 0o777 == 0o600


def test_a_damaged_file_is_named_and_the_record_goes_on(
    desk: Desk, take_in: Import, tmp_path: Path
) -> None:
    take_in(LIFT)
    (tmp_path / "data" / REGISTERS).write_bytes(b"not a database" * 1000)
    other = DevicesDesk(desk.plan, desk.clock, tmp_path / "data")
    with pytest.raises(Unread, match=r"registers\.db 读不出来（日志不受影响）"):
        other.find("电梯")
    assert other.copy_of("500123") == {}


def test_a_file_of_another_version_is_not_read(desk: Desk, take_in: Import, tmp_path: Path) -> None:
    take_in(LIFT)
    with sqlite3.connect(tmp_path / "data" / REGISTERS) as connection:
        connection.execute("PRAGMA user_version = 99")
    other = DevicesDesk(desk.plan, desk.clock, tmp_path / "data")
    with pytest.raises(BadInput, match="别的版本"):
        other.find("电梯")


def test_while_another_terminal_takes_a_list_in_nothing_is_lost(
    devices: DevicesDesk, take_in: Import, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cqcmd.registers.file.WRITING", 0.05)
    take_in(LIFT)
    preview = preview_of(devices, tmp_path, BOILER)
    other = sqlite3.connect(tmp_path / "data" / REGISTERS, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unwritable, match="另一个终端正在导入"):
        devices.take_in(preview)
    other.execute("ROLLBACK")
    other.close()
    devices.take_in(preview)
    assert devices.counts()[0] == 2


def test_what_was_taken_in_meanwhile_does_not_come_twice(
    devices: DevicesDesk, tmp_path: Path
) -> None:
    first = preview_of(devices, tmp_path, LIFT, BOILER)
    devices.take_in(preview_of(devices, tmp_path, LIFT))
    assert devices.take_in(first) == "登记簿已导入：新增 1，更新 0。"
    assert devices.counts() == (2, 2)


def test_a_session_that_only_looks_takes_nothing_in(
    desk: Desk, devices: DevicesDesk, tmp_path: Path
) -> None:
    preview = preview_of(devices, tmp_path, LIFT)
    desk.observe(True)
    with pytest.raises(Refusal, match="只看不写"):
        devices.take_in(preview)
    assert not devices.exists


def test_a_full_disk_leaves_the_register_as_it_was(
    devices: DevicesDesk, take_in: Import, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(LIFT)
    small = sqlite3.connect(tmp_path / "data" / REGISTERS)
    pages = small.execute("PRAGMA page_count").fetchone()[0]
    small.close()
    rows = [f"9{n:07d},,,,电梯,第{n}物业,,,," for n in range(5_000)]
    preview = preview_of(devices, tmp_path, *rows)
    engine_of = registers_file.engine_of

    def limited(path: Path, wait: float) -> Engine:
        engine = engine_of(path, wait)
        most = f"PRAGMA max_page_count = {pages + 5}"
        event.listen(engine, "connect", lambda connection, _record: connection.execute(most))
        return engine

    monkeypatch.setattr(registers_file, "engine_of", limited)
    with pytest.raises(Unwritable, match=r"磁盘已满.*原来的不变"):
        devices.take_in(preview)
    monkeypatch.undo()
    assert devices.counts() == (1, 1)


def test_a_link_in_the_place_of_the_file_is_not_followed(
    devices: DevicesDesk, tmp_path: Path
) -> None:
    preview = preview_of(devices, tmp_path, LIFT)
    (tmp_path / "data" / REGISTERS).symlink_to(tmp_path / "elsewhere.db")
    with pytest.raises(Refusal, match="链接"):
        devices.take_in(preview)
    assert not (tmp_path / "elsewhere.db").exists()


# At intake


def test_a_code_offers_place_unit_kind_and_whom_to_call(
    devices: DevicesDesk, take_in: Import
) -> None:
    take_in(LIFT, BOILER)
    offer = devices.offer("500123")
    assert offer is not None
    assert offer.fields == {
        "unit": "重庆长江物业有限公司",
        "place": "渝中区人民路1号 3号楼1单元",
        "equipment": "电梯",
        "device": "31105001122016060001",
        "maintainer": "重庆迅达电梯有限公司 023-67890000",
        "district": "渝中区",
    }
    assert "对吗？" in offer.question
    assert "检验有效期已过" in offer.question


def test_a_unit_with_one_device_offers_it_and_with_several_only_itself(
    devices: DevicesDesk, take_in: Import
) -> None:
    take_in(LIFT, BOILER, CRANE)
    one, several = devices.offer("cjwy"), devices.offer("大江化工")
    assert one is not None
    assert one.fields["device"] == "31105001122016060001"
    assert several is not None
    assert several.fields == {
        "unit": "重庆大江化工厂",
        "place": "巴南区化工路9号",
        "district": "巴南区",
    }
    assert "有设备 2 台" in several.question


def test_letters_of_several_units_fill_nothing_and_name_them(
    devices: DevicesDesk, take_in: Import
) -> None:
    take_in(LIFT, "A,,,,电梯,重庆长江文艺社,,,,,")
    offer = devices.offer("cjw")
    assert offer is not None
    assert offer.fields == {}
    assert set(offer.several) == {"重庆长江物业有限公司", "重庆长江文艺社"}


@pytest.mark.parametrize("word", ["", "c", "cj", "电梯", "50", "1死3重伤"])
def test_short_words_ask_nothing(devices: DevicesDesk, take_in: Import, word: str) -> None:
    take_in(LIFT)
    assert devices.offer(word) is None


def test_the_capacity_of_a_boiler_is_offered_in_megawatts_alone(
    devices: DevicesDesk, take_in: Import
) -> None:
    head = "设备代码,品种,额定容量"
    take_in("BOILER01,热水锅炉,29MW", "BOILER02,蒸汽锅炉,20t/h", head=head)
    first, second = devices.offer("BOILER01"), devices.offer("BOILER02")
    assert first is not None
    assert first.fields["capacity_mw"] == "29"
    assert second is not None
    assert "capacity_mw" not in second.fields


def test_columns_are_known_by_the_names_people_give_them() -> None:
    found = columns_named(["序号", "设备代码（20位）", "使用 单位*", "下次检验日期", "产权"])
    assert found == {1: "code", 2: "unit", 3: "inspected_until"}
    assert columns_named(["单位", "姓名", "电话"]) == {0: "unit", 2: "phones"}
    assert columns_named(["地址", "电话"]) == {}
