"""Annex 1 acted on: each unit's sentences told, accepted, done; the suppliers; the hand-over."""

from typing import Any

import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.command.forms import CommandForm, SentenceState, SetUpForm, UnitDutyForm
from cqcmd.desk.common.entry_times import NeedsReason
from cqcmd.desk.desk import Desk
from cqcmd.errors import BadInput
from tests.desk.calls import TANK, take
from tests.desk.test_response import step


def move(
    desk: Desk, ident: str, state: SentenceState, *duties: int, unit: str = "police", **more: Any
) -> None:
    values: dict[str, Any] = {"who": "王强", "how": "phone", "at": desk.clock.now()} | more
    form = UnitDutyForm(unit=unit, duties=duties, state=state, **values)
    desk.units.move(ident, form, reason=str(more.get("reason", "")))


def states(desk: Desk, ident: str, unit: str = "police") -> list[str]:
    return [sentence.state for sentence in desk.units.shown.one(ident, unit).sentences]


def test_every_unit_of_annex_1_is_there_the_suppliers_too(desk: Desk) -> None:
    ident = take(desk, TANK)
    units = desk.units.shown.every(ident)
    assert [unit.code for unit in units] == [row.code for row in desk.plan.units]
    assert units[-1].name == "供电、供水、供气等单位"
    assert units[-1].duties == ("应做好有关应急供应保障工作",)
    assert {unit.clause for unit in units} == {"附件1.二"}


def test_each_sentence_has_who_and_when_for_every_state(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    move(desk, ident, "notified", 1, 2)
    clock.advance(minutes=5)
    move(desk, ident, "accepted", 2, who="赵平", how="", words="带 20 人")
    clock.advance(minutes=30)
    move(desk, ident, "done", 2, who="赵平")
    first, second = desk.units.shown.one(ident, "police").sentences[:2]
    assert (first.state_name, second.state_name) == ("已通知", "已完成")
    told = [(step.name, step.who, step.how, step.words) for step in second.reached]
    assert told == [
        ("已通知", "王强", "电话", ""),
        ("已受领", "赵平", "", "带 20 人"),
        ("已完成", "赵平", "电话", ""),
    ]
    assert [step.actor for step in second.reached] == ["李敏"] * 3
    assert desk.units.shown.one(ident, "police").progress == "已完成1 已通知1 共7项"
    assert desk.units.shown.one(ident, "health").progress == "未通知 共3项"


def test_what_is_done_need_not_have_been_told_and_a_late_notice_does_not_undo_it(
    desk: Desk, clock: FixedClock
) -> None:
    ident = take(desk, TANK)
    move(desk, ident, "done", 1)
    clock.advance(minutes=3)
    move(desk, ident, "notified", 1)
    assert states(desk, ident)[0] == "done"


def test_the_same_is_not_recorded_twice_and_nothing_that_is_not_there(desk: Desk) -> None:
    ident = take(desk, TANK)
    move(desk, ident, "notified", 2)
    with pytest.raises(BadInput, match="区县公安局第2项已通知：14:05 王强，李敏记"):
        move(desk, ident, "notified", 1, 2)
    assert states(desk, ident)[0] == "", "all of it or nothing"
    with pytest.raises(BadInput, match="请填对方姓名"):
        move(desk, ident, "accepted", 2, who=" ")
    with pytest.raises(BadInput, match="没有第8项"):
        move(desk, ident, "accepted", 8)
    with pytest.raises(BadInput, match="请填第几项"):
        move(desk, ident, "accepted")
    with pytest.raises(BadInput, match="没有这个单位"):
        move(desk, ident, "accepted", 1, unit="nobody")


def test_a_time_long_past_asks_for_a_reason(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    before = clock.now()
    clock.advance(minutes=20)
    with pytest.raises(NeedsReason):
        move(desk, ident, "notified", 1, at=before)
    form = UnitDutyForm(unit="police", duties=(1,), state="notified", who="王强", at=before)
    desk.units.move(ident, form, reason="由纸质记录转录")
    assert "〔补记：由纸质记录转录〕" in desk.log(ident)[-1].words


def test_a_mistake_is_taken_back_step_by_step_or_struck(desk: Desk) -> None:
    ident = take(desk, TANK)
    move(desk, ident, "notified", 1)
    move(desk, ident, "done", 1)
    assert desk.units.withdraw(ident, "police", 1) == "done"
    assert states(desk, ident)[0] == "notified"
    assert "撤回：区县公安局 第1项职责已完成" in desk.log(ident)[-1].words
    told = next(line for line in desk.log(ident) if line.kind == "unit_duty")
    desk.logbook.strike(ident, told.entry, "记错单位")
    assert states(desk, ident)[0] == ""
    with pytest.raises(BadInput, match="没有可撤回的"):
        desk.units.withdraw(ident, "police", 1)
    with pytest.raises(BadInput, match="没有可撤回的"):
        desk.units.withdraw(ident, "police", 99)


def test_a_slip_is_undone_as_any_other(desk: Desk) -> None:
    ident = take(desk, TANK)
    move(desk, ident, "notified", 1, 2, 3)
    desk.logbook.undo(ident)
    assert set(states(desk, ident)) == {""}


def test_the_log_says_it_with_the_clause(desk: Desk) -> None:
    ident = take(desk, TANK)
    move(desk, ident, "accepted", 1, 2, 5, words="已出发")
    line = desk.log(ident)[-1]
    assert line.words == "区县公安局 第1-2、5项职责已受领 已出发 （王强 电话）"
    assert (line.kind_name, line.clause) == ("单位职责", "附件1.二")


def test_a_supplier_gets_its_name_and_the_sentence_of_its_trade(desk: Desk) -> None:
    ident = take(desk, TANK)
    code = desk.units.name_supplier(ident, " 国网渝中供电公司 ", "power")
    unit = desk.units.shown.every(ident)[-1]
    assert (unit.code, unit.name, unit.supplement) == (code, "国网渝中供电公司（供电）", True)
    assert unit.duties == ("应做好有关应急供应保障工作",)
    move(desk, ident, "accepted", 1, unit=code)
    assert states(desk, ident, code) == ["accepted"]
    assert states(desk, ident, "utilities") == [""], "one enterprise does not speak for all"
    assert "国网渝中供电公司（供电） 第1项职责已受领" in desk.log(ident)[-1].words
    with pytest.raises(BadInput, match="已有“国网渝中供电公司”"):
        desk.units.name_supplier(ident, "国网渝中供电公司", "power")
    with pytest.raises(BadInput, match="请填单位名称"):
        desk.units.name_supplier(ident, "  ", "water")


def test_a_supplier_whose_entry_was_struck_is_gone(desk: Desk) -> None:
    ident = take(desk, TANK)
    code = desk.units.name_supplier(ident, "供水公司", "water")
    move(desk, ident, "notified", 1, unit=code)
    named = next(line for line in desk.log(ident) if line.kind == "supplier")
    desk.logbook.strike(ident, named.entry, "写错")
    assert code not in {unit.code for unit in desk.units.shown.every(ident)}
    assert f"{code} 第1项职责已通知" in desk.log(ident)[-2].words
    with pytest.raises(BadInput, match="没有这个单位"):
        desk.units.shown.one(ident, code)


def hand_over(desk: Desk, ident: str) -> None:
    step(desk, ident, "raised", "II")
    form = CommandForm(headquarters="city", who="周副市长", at=desk.clock.now())
    desk.command.hand_over(ident, form)


def test_after_the_hand_over_the_city_has_its_own_units_and_sees_what_the_districts_did(
    desk: Desk,
) -> None:
    ident = take(desk, TANK)
    step(desk, ident, "started", "III")
    move(desk, ident, "done", 1)
    move(desk, ident, "accepted", 1, unit="accident_unit")
    move(desk, ident, "accepted", 1, unit="utilities")
    sheet = "\n".join(desk.command.sheet(ident))
    assert "【成员单位职责】\n  区县公安局：已完成1 共7项" in sheet
    hand_over(desk, ident)
    police = desk.units.shown.one(ident, "police")
    assert (police.name, police.sentences[0].state) == ("市公安局", "")
    assert police.sentences[0].mark == "区县公安局已完成"
    assert states(desk, ident, "accident_unit")[0] == "accepted", "it is the same unit for both"
    assert states(desk, ident, "utilities") == ["accepted"]
    move(desk, ident, "notified", 1)
    assert states(desk, ident)[0] == "notified"
    assert "市公安局 第1项职责已通知" in desk.log(ident)[-1].words
    told = [line.words for line in desk.log(ident) if line.kind == "unit_duty"]
    assert told[0].startswith("区县公安局"), "what was said of the district's stays so"


def test_the_counts_stand_beside_the_units_of_a_group_and_on_the_room(desk: Desk) -> None:
    ident = take(desk, TANK)
    line = next(line for line in desk.room.view(ident).acts if line.key == "units:")
    total = sum(len(row.duties) for row in desk.plan.units)
    assert (line.state, line.words, line.clause) == ("", f"共{total}项", "附件1.二")
    move(desk, ident, "notified", 1, 2)
    move(desk, ident, "done", 1)
    line = next(line for line in desk.room.view(ident).acts if line.key == "units:")
    assert (line.state, line.words) == ("已完成1", f"已通知1 共{total}项")
    [police] = [u for u in desk.roster.shown.group(ident, "order").units if u.code == "police"]
    assert police.progress == "已完成1 已通知1 共7项"


def test_the_list_of_duties_says_who_sat_where_and_how_far_each_sentence_came(desk: Desk) -> None:
    ident = take(desk, TANK)
    assert "指挥部成立的时间、地点和成员：未记" in desk.papers.unit_duties(ident).text
    step(desk, ident, "started", "III")
    now = desk.clock.now()
    desk.command.set_up(
        ident, SetUpForm(headquarters="district", place="三楼", members="王强 公安局", at=now)
    )
    desk.command.take(ident, CommandForm(headquarters="district", who="赵副区长", at=now))
    desk.units.name_supplier(ident, "渝中燃气", "gas")
    move(desk, ident, "accepted", 1, words="已出发")
    lines = desk.papers.unit_duties(ident).text.splitlines()
    for line in (
        "区县指挥部：14:05 成立，地点 三楼，成员 王强（公安局）",
        "区县指挥部指挥长：赵副区长（14:05 起）",
        "各单位职责（附件1.二）",
        "4. 区县公安局（推定）〔已受领1 共7项〕",
        "   （1）〔已受领〕负责事故现场警戒、道路交通管制",
        "      已受领 2026-07-25 14:05 王强 电话 已出发（李敏记）",
    ):
        assert line in lines
    assert any(line.startswith("22. 渝中燃气（供气）（本单位补充）") for line in lines)
    hand_over(desk, ident)
    lines = desk.papers.unit_duties(ident).text.splitlines()
    assert "      区县公安局已受领" in lines, "what the districts did is handed over"
    assert "市指挥部指挥长：周副市长（14:05 起）" in lines
