"""Slips of what is taken by order, and the list of all: text and Word, each with its source."""

from io import BytesIO
from pathlib import Path

import msgspec
import pytest
from docx import Document
from msgspec.structs import replace

from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.register.export import Wanted, export
from cqcmd.desk.resources.forms import AllotForm, MoveForm, NeedForm, SpendForm
from cqcmd.documents.paper import Paper
from cqcmd.errors import BadInput
from tests.desk.calls import TANK, take

PUMPS = NeedForm(category="equipment", name="排水泵", count=10, place="北门", words="抽积水")
TAKEN = AllotForm(
    name="潜水泵",
    count=6,
    owner="长江泵业",
    contact="赵平",
    phone="13800000000",
    requisitioned=True,
)
SOURCE = (
    "另据：生产安全事故应急条例 第26条（国务院令第708号，已读）。"
    "要点：调用和征用的财产，用完或救援结束后及时归还；毁损、灭失的按国家有关规定补偿。"
    "不在预案之内，以公布文本为准。"
)


def taken(desk: Desk, form: AllotForm = TAKEN) -> tuple[str, str]:
    ident = take(desk, TANK)
    return ident, desk.supply.allot(ident, desk.supply.ask(ident, PUMPS), form)


def words_of(paper: Paper) -> str:
    """The text, its lines joined again."""
    return paper.text.replace("\n", "")


def test_a_requisition_names_what_is_whose_and_on_what_it_rests(desk: Desk) -> None:
    ident, lot = taken(desk)
    paper = desk.supply.slips.requisition(ident, lot)
    words = words_of(paper)
    for row in (
        "财产所有人：长江泵业",
        "联系人、电话：赵平 13800000000",
        "征用财产：潜水泵",
        "数量：6台",
        "用途：26-0001 长江化工 储罐爆炸 抽积水",
        "使用地点：北门",
        "征用时间：2026-07-25 14:05",
        "单号：〔待填〕",
        "决定征用的机关（签名）：〔待填〕",
    ):
        assert row in words
    assert SOURCE in words
    assert "26-0001-应急征用通知单" in paper.file_name


def test_a_return_tells_each_part_of_it(desk: Desk, clock: FixedClock) -> None:
    ident, lot = taken(desk)
    desk.supply.move(ident, lot, MoveForm(state="in_place", count=6))
    clock.advance(minutes=30)
    desk.supply.move(ident, lot, MoveForm(state="lost", count=1, words="掉进江里"))
    desk.supply.move(ident, lot, MoveForm(state="returned", count=4))
    words = words_of(desk.supply.slips.giving_back(ident, lot))
    for row in (
        "征用财产：潜水泵 6台",
        "归还：4台 2026-07-25 14:35",
        "毁损、灭失：1台 2026-07-25 14:35 掉进江里",
        "用完：没有",
        "尚未归还：1台",
        "补偿：〔待填〕",
        SOURCE,
    ):
        assert row in words


def test_nothing_gone_asks_for_no_compensation(desk: Desk) -> None:
    ident, lot = taken(desk)
    desk.supply.move(ident, lot, MoveForm(state="returned", count=6))
    words = words_of(desk.supply.slips.giving_back(ident, lot))
    assert "尚未归还：没有" in words
    assert "补偿：记录里没有用完、毁损、灭失" in words


def test_what_was_not_taken_by_order_has_no_slip(desk: Desk) -> None:
    ident, lot = taken(desk, replace(TAKEN, requisitioned=False))
    for slip in (desk.supply.slips.requisition, desk.supply.slips.giving_back):
        with pytest.raises(BadInput, match="没有记为征用"):
            slip(ident, lot)


def test_as_word_it_says_the_same(desk: Desk) -> None:
    ident, lot = taken(desk)
    for slip in (desk.supply.slips.requisition, desk.supply.slips.giving_back):
        paper = slip(ident, lot)
        assert paper.word is not None
        document = Document(BytesIO(paper.word()))
        (table,) = document.tables
        told = [f"{row.cells[0].text}：{row.cells[1].text}" for row in table.rows]
        assert all(line in words_of(paper) for line in told)
        assert any(line == "财产所有人：长江泵业" for line in told)
        assert paper.title in [paragraph.text for paragraph in document.paragraphs]
        assert SOURCE in [paragraph.text for paragraph in document.paragraphs]


def test_the_list_of_all_says_what_is_lacking_and_the_sum(desk: Desk) -> None:
    ident, lot = taken(desk)
    desk.supply.advance(ident, lot)
    desk.supply.money.spend(ident, SpendForm(cents=120_050, purpose="吊车租赁", approver="王局"))
    words = words_of(desk.supply.slips.every(ident))
    for part in (
        "还缺：排水泵 10台",
        "1. 装备 排水泵 10台 2026-07-25 14:05 北门 还缺10台",
        "潜水泵（征用） 6台 长江泵业 赵平 13800000000",
        "在途 6台 2026-07-25 14:05",
        "经费（6.4）",
        "合计 1,200.50 元",
    ):
        assert part in words


def test_an_incident_that_asked_for_nothing_lists_nothing(desk: Desk) -> None:
    words = words_of(desk.supply.slips.every(take(desk, TANK)))
    assert "还缺：没有" in words
    assert "合计 0.00 元" in words


def test_an_export_has_a_row_a_lot_and_one_for_what_nobody_sent(
    desk: Desk, clock: FixedClock, tmp_path: Path
) -> None:
    ident, lot = taken(desk)
    clock.advance(minutes=5)
    desk.supply.move(ident, lot, MoveForm(state="in_place", count=4))
    desk.supply.move(ident, lot, MoveForm(state="used_up", count=1))
    desk.supply.ask(ident, replace(PUMPS, name="沙袋", category="supply", beyond=True))
    desk.supply.money.spend(ident, SpendForm(cents=120_050, purpose="吊车租赁", approver="王局"))
    export(tmp_path / "data", None, tmp_path / "out", Wanted("jsonl"), clock)
    first, second = rows(tmp_path / "out" / "resources.jsonl")
    assert [first[name] for name in ("asked", "asked_at", "name", "count", "requisitioned")] == [
        *("排水泵", "2026-07-25T14:05:00+08:00", "潜水泵", 6, True),
    ]
    amounts = ("arrived", "out", "returned", "used_up", "lost", "lacking")
    assert [first[name] for name in amounts] == [4, 5, 0, 1, 0, 6]
    assert (first["on_way_at"], first["in_place_at"]) == (None, "2026-07-25T14:10:00+08:00")
    assert [second[name] for name in ("asked", "beyond", "name", "count")] == [
        *("沙袋", True, "", None),
    ]
    (spent,) = rows(tmp_path / "out" / "spending.jsonl")
    assert (spent["yuan"], spent["purpose"], spent["approver"]) == (1200.5, "吊车租赁", "王局")


def rows(path: Path) -> list[dict[str, object]]:
    return [msgspec.json.decode(line) for line in path.read_bytes().splitlines()]


def test_the_package_of_an_incident_has_the_list_and_both_slips(desk: Desk, tmp_path: Path) -> None:
    ident, _lot = taken(desk)
    packed = desk.package.make(ident, str(tmp_path))
    names = " ".join(path.name for path in packed.path.rglob("*.txt"))
    for title in ("应急保障清单", "应急征用通知单", "应急征用归还单"):
        assert title in names
