"""应急保障 of an incident: what it asked for, has and lacks, what is shared, what was spent."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from cqcmd.clock import FixedClock
from cqcmd.desk.common.entry_times import NeedsReason
from cqcmd.desk.desk import Desk
from cqcmd.desk.resources.forms import AllotForm, MoveForm, NeedForm, ResourceForm, SpendForm
from cqcmd.errors import BadInput
from cqcmd.views.office.resources import LotView, NeedView
from tests.desk.calls import LIFT, TANK, take

PUMPS = NeedForm(category="equipment", name="排水泵", count=10, asked_of="区应急局")
CRANE = NeedForm(category="vehicle", name="吊车", count=1)
TRUCK = AllotForm(name="渝A12345", count=1, owner="渝安吊装公司", contact="赵平")


def need_of(desk: Desk, ident: str) -> NeedView:
    (found,) = desk.supply.view(ident).needs
    return found


def lot_of(desk: Desk, ident: str) -> LotView:
    (found,) = desk.supply.view(ident).lots
    return found


def test_a_need_goes_from_asked_to_in_place_and_back_each_with_its_time(
    desk: Desk, clock: FixedClock
) -> None:
    ident = take(desk, TANK)
    need = desk.supply.ask(ident, PUMPS)
    assert (need_of(desk, ident).lacking, need_of(desk, ident).unit) == (10, "台")
    clock.advance(minutes=5)
    lot = desk.supply.allot(ident, need, AllotForm(name="潜水泵", count=6, owner="区应急局"))
    assert (need_of(desk, ident).lacking, need_of(desk, ident).coming) == (10, 6)
    clock.advance(minutes=5)
    assert desk.supply.advance(ident, lot) == "已上路"
    clock.advance(minutes=5)
    assert desk.supply.advance(ident, lot) == "已到位"
    assert (need_of(desk, ident).lacking, need_of(desk, ident).coming) == (4, 0)
    desk.supply.move(ident, lot, MoveForm(state="used_up", count=1))
    clock.advance(minutes=5)
    desk.supply.move(ident, lot, MoveForm(state="returned", count=5, words="完好"))
    assert desk.supply.view(ident).lacking_words == "排水泵 4台"
    steps = [(step.name, step.count, f"{step.at:%H:%M}") for step in lot_of(desk, ident).steps]
    assert steps == [
        ("已调拨", 6, "06:10"),
        ("在途", 6, "06:15"),
        ("到位", 6, "06:20"),
        ("用完", 1, "06:20"),
        ("已归还", 5, "06:25"),
    ]
    assert lot_of(desk, ident).standing == "已归还5 用完1"


def test_a_part_on_the_way_and_a_part_in_place(desk: Desk) -> None:
    ident = take(desk, TANK)
    lot = desk.supply.allot(ident, desk.supply.ask(ident, PUMPS), AllotForm(name="泵", count=6))
    desk.supply.move(ident, lot, MoveForm(state="on_way", count=4))
    desk.supply.move(ident, lot, MoveForm(state="in_place", count=1))
    assert lot_of(desk, ident).standing == "已调拨2 在途3 到位1"
    assert desk.supply.advance(ident, lot) == "已上路"
    assert lot_of(desk, ident).standing == "在途5 到位1"
    with pytest.raises(BadInput, match=r"只有 5，记不了 6") as told:
        desk.supply.move(ident, lot, MoveForm(state="in_place", count=6))
    assert told.value.field == "count"
    assert desk.supply.advance(ident, lot) == "已到位"
    with pytest.raises(BadInput, match="已经到位；归还、用完"):
        desk.supply.advance(ident, lot)
    desk.supply.move(ident, lot, MoveForm(state="returned", count=6))
    with pytest.raises(BadInput, match="没有下一步"):
        desk.supply.advance(ident, lot)


def test_what_is_lost_says_what_became_of_it(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    lot = desk.supply.allot(ident, desk.supply.ask(ident, PUMPS), AllotForm(name="泵", count=6))
    with pytest.raises(BadInput, match="写明情况") as told:
        desk.supply.move(ident, lot, MoveForm(state="lost", count=1))
    assert told.value.field == "words"
    early = MoveForm(state="on_way", count=1, at=clock.now() - timedelta(minutes=1))
    with pytest.raises(BadInput, match="早于调拨"):
        desk.supply.move(ident, lot, early)
    clock.advance(hours=2)
    late = MoveForm(state="on_way", count=1, at=clock.now() - timedelta(hours=1))
    with pytest.raises(NeedsReason):
        desk.supply.move(ident, lot, late)
    desk.supply.move(ident, lot, late, reason="通话中未及录入")
    assert "〔补记：通话中未及录入〕" in desk.log(ident)[-1].words


def test_the_same_vehicle_is_not_with_two_incidents_without_its_being_said(desk: Desk) -> None:
    ident = desk.store.keep(ResourceForm(category="vehicle", name="渝A12345", owner="渝安"))
    first, second = take(desk, TANK), take(desk, LIFT)
    need = desk.supply.ask(first, CRANE)
    desk.supply.advance(first, desk.supply.allot(first, need, TRUCK, ident))
    other = desk.supply.ask(second, CRANE)
    with pytest.raises(BadInput, match="渝A12345已调给 26-0001（在途），没有调拨") as told:
        desk.supply.allot(second, other, TRUCK)
    assert told.value.field == "words"
    assert desk.supply.view(second).lots == ()
    desk.supply.allot(second, other, replace(TRUCK, words="先到先用，救援组定"))
    assert lot_of(desk, second).elsewhere == "26-0001"
    assert "（同时还调给 26-0001）" in desk.log(second)[-1].words
    assert desk.store.shown()[0].held == ("26-0001 在途1", "26-0002 已调拨1")


@pytest.mark.parametrize(
    ("category", "one", "other", "same"),
    [
        ("vehicle", "渝A12345", "渝Ａ·1 2345", True),
        ("vehicle", "渝A12345", "渝A12346", False),
        ("equipment", "50吨吊车 渝A12345", "渝A12345", True),
        ("transport", "渝AD12345", "大巴渝A·D12345", True),
        ("equipment", "发电机GF50000", "发电机GF50000", False),
        ("vehicle", "救护车", "救护车", False),
        ("team", "渝中特勤站", "渝中特勤站 ", True),
        ("expert", "陈工", "陈工", True),
        ("supply", "氧气瓶40L", "氧气瓶40L", False),
    ],
)
def test_what_is_not_in_the_stock_is_known_by_its_name_where_that_proves_it(
    desk: Desk, category: str, one: str, other: str, same: bool
) -> None:
    first, second = take(desk, TANK), take(desk, LIFT)
    asked = NeedForm(category=category, name="x", count=1)  # type: ignore[arg-type]
    desk.supply.allot(first, desk.supply.ask(first, asked), AllotForm(name=one, count=1))
    form, need = AllotForm(name=other, count=1), desk.supply.ask(second, asked)
    if same:
        with pytest.raises(BadInput, match="已调给 26-0001"):
            desk.supply.allot(second, need, form)
    else:
        desk.supply.allot(second, need, form)


def test_a_vehicle_that_is_back_is_allotted_again(desk: Desk) -> None:
    first, second = take(desk, TANK), take(desk, LIFT)
    lot = desk.supply.allot(first, desk.supply.ask(first, CRANE), TRUCK)
    desk.supply.move(first, lot, MoveForm(state="returned", count=1))
    desk.supply.allot(second, desk.supply.ask(second, CRANE), TRUCK)
    assert lot_of(desk, second).elsewhere == ""


def test_what_is_of_the_stock_brings_whose_it_is_and_must_be_in_order(desk: Desk) -> None:
    kept = ResourceForm(
        category="vehicle", name="渝A12345", owner="渝安", contact="赵平", phone="13800000000"
    )
    ident = desk.store.keep(kept)
    incident = take(desk, TANK)
    need = desk.supply.ask(incident, CRANE)
    desk.supply.allot(incident, need, AllotForm(name="吊车渝a·12345", count=1))
    found = lot_of(desk, incident)
    assert (found.name, found.owner, found.phone) == ("渝A12345", "渝安", "13800000000")
    other = desk.store.keep(replace(kept, name="渝B1", condition="repair"))
    with pytest.raises(BadInput, match="渝B1登记为“修整”"):
        desk.supply.allot(incident, need, AllotForm(name="", count=1), other)
    desk.store.keep(replace(kept, name="渝B1"), other)
    desk.store.remove(other, "报废")
    with pytest.raises(BadInput, match="已经从应急资源里移出"):
        desk.supply.allot(incident, need, AllotForm(name="", count=1), other)
    assert ident


def test_a_need_is_asked_for_otherwise_over_and_again(desk: Desk) -> None:
    ident = take(desk, TANK)
    need = desk.supply.ask(ident, PUMPS)
    desk.supply.ask(ident, replace(PUMPS, count=6), need)
    assert need_of(desk, ident).lacking == 6
    with pytest.raises(BadInput, match="写原因"):
        desk.supply.end(ident, need, " ")
    desk.supply.end(ident, need, "不再需要")
    assert (need_of(desk, ident).lacking, need_of(desk, ident).over) == (0, "14:05 不再需要")
    with pytest.raises(BadInput, match="已经记了"):
        desk.supply.end(ident, need, "不再需要")
    with pytest.raises(BadInput, match="不再需要，没有调拨"):
        desk.supply.allot(ident, need, TRUCK)
    desk.supply.ask(ident, PUMPS, need)
    assert need_of(desk, ident).lacking == 10


@pytest.mark.parametrize(
    ("form", "field"),
    [(replace(PUMPS, name=" "), "name"), (replace(PUMPS, count=0), "count")],
)
def test_nothing_in_particular_is_not_asked_for(desk: Desk, form: NeedForm, field: str) -> None:
    ident = take(desk, TANK)
    with pytest.raises(BadInput) as told:
        desk.supply.ask(ident, form)
    assert told.value.field == field
    assert desk.supply.view(ident).needs == ()


def test_help_from_beyond_the_city_names_who_coordinates_it(desk: Desk) -> None:
    ident = take(desk, TANK)
    desk.supply.ask(ident, replace(PUMPS, beyond=True, asked_of="驻渝部队"))
    assert need_of(desk, ident).beyond == "市外支援，由市指挥部协调（4.7）"
    assert "市外支援，由市指挥部协调（4.7）" in desk.log(ident)[-1].words


def test_communications_and_transport_are_of_their_own_clause(desk: Desk) -> None:
    ident = take(desk, TANK)
    desk.supply.ask(ident, NeedForm(category="link", name="卫星电话", count=2))
    desk.supply.ask(ident, NeedForm(category="transport", name="大巴", count=3))
    needs = desk.supply.view(ident).needs
    assert [(need.clause, need.unit) for need in needs] == [("6.3", "套"), ("6.3", "辆")]


def test_money_has_a_sum_and_an_entry_that_was_wrong_is_corrected_or_void(desk: Desk) -> None:
    ident = take(desk, TANK)
    desk.supply.money.spend(ident, SpendForm(cents=120_050, purpose="吊车租赁", payee="渝安"))
    desk.supply.money.spend(ident, SpendForm(cents=5_000, purpose="停车"))
    view = desk.supply.view(ident)
    assert (view.sum_words, view.money_clause) == ("1,250.50 元", "6.4")
    crane, parking = view.spendings
    desk.supply.money.spend(ident, SpendForm(cents=100_000, purpose="吊车租赁"), crane.ident)
    assert desk.supply.view(ident).sum_words == "1,050.00 元"
    desk.supply.money.strike(ident, parking.ident, "重复记录")
    desk.supply.money.strike(ident, crane.ident, "重复记录")
    assert desk.supply.view(ident).spendings == ()
    with pytest.raises(BadInput, match="没有这笔经费"):
        desk.supply.money.strike(ident, crane.ident, "重复记录")


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (SpendForm(cents=0, purpose="停车"), "cents"),
        (SpendForm(cents=-5, purpose="停车"), "cents"),
        (SpendForm(cents=5, purpose=" "), "purpose"),
    ],
)
def test_no_money_and_money_for_nothing_are_refused(
    desk: Desk, form: SpendForm, field: str
) -> None:
    ident = take(desk, TANK)
    with pytest.raises(BadInput) as told:
        desk.supply.money.spend(ident, form)
    assert told.value.field == field


def test_what_is_not_there_is_refused(desk: Desk) -> None:
    ident = take(desk, TANK)
    for act in (
        lambda: desk.supply.ask("别的", PUMPS),
        lambda: desk.supply.ask(ident, PUMPS, "别的"),
        lambda: desk.supply.end(ident, "别的", "不再需要"),
        lambda: desk.supply.allot(ident, "别的", TRUCK),
        lambda: desk.supply.advance(ident, "别的"),
        lambda: desk.supply.move(ident, "别的", MoveForm(state="in_place", count=1)),
        lambda: desk.supply.money.spend("别的", SpendForm(cents=1, purpose="停车")),
        lambda: desk.supply.slips.requisition(ident, "别的"),
    ):
        with pytest.raises(BadInput, match="日志里没有"):
            act()


def test_what_is_out_of_a_void_call_goes_back_all_the_same(desk: Desk) -> None:
    stock = desk.store.keep(ResourceForm(category="vehicle", name="渝A12345"))
    ident = take(desk, TANK)
    lot = desk.supply.allot(ident, desk.supply.ask(ident, CRANE), TRUCK, stock)
    call = next(line for line in desk.log(ident) if line.kind == "opened")
    desk.logbook.strike(ident, call.entry, "误按")
    assert desk.store.shown()[0].free == 0
    desk.supply.move(ident, lot, MoveForm(state="returned", count=1))
    assert desk.store.shown()[0].free == 1


def test_what_is_lacking_stands_among_what_to_do_next(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    need = desk.supply.ask(ident, PUMPS)
    steps = {step.action: step for step in desk.situation(ident).steps}
    assert (steps["resources"].words, steps["resources"].urgency) == ("还缺 排水泵 10台", "calm")
    assert (steps["resources"].clause, steps["resources"].since) == ("6.2", clock.now())
    lot = desk.supply.allot(ident, need, AllotForm(name="泵", count=10))
    steps = {step.action: step for step in desk.situation(ident).steps}
    assert steps["resources"].urgency == "quiet"
    desk.supply.move(ident, lot, MoveForm(state="in_place", count=10))
    assert "resources" not in {step.action for step in desk.situation(ident).steps}


def test_whoever_closes_a_case_is_told_what_is_not_returned(desk: Desk) -> None:
    ident = take(desk, TANK)
    need = desk.supply.ask(ident, PUMPS)
    desk.supply.allot(ident, need, AllotForm(name="水泵", count=2))
    lot = desk.supply.allot(ident, need, AllotForm(name="泵", count=3, requisitioned=True))
    desk.supply.move(ident, lot, MoveForm(state="used_up", count=1))
    owed = [debt for debt in desk.debts.of(ident) if debt.kind == "property"]
    assert [debt.words for debt in owed] == ["征用 泵 2台", "水泵 2台"]
    desk.supply.give_back(ident, lot, "用完归还")
    owed = [debt for debt in desk.debts.of(ident) if debt.kind == "property"]
    assert [(debt.words, debt.time) for debt in owed] == [("水泵 2台", "14:05 调拨")]


def test_whoever_takes_command_reads_what_is_out(desk: Desk) -> None:
    ident = take(desk, TANK)
    assert "【调来还没归还的】" not in desk.command.sheet(ident)
    need = desk.supply.ask(ident, PUMPS)
    form = AllotForm(name="潜水泵", count=2, owner="长江泵业", requisitioned=True)
    desk.supply.allot(ident, need, form)
    sheet = desk.command.sheet(ident)
    at = sheet.index("【调来还没归还的】")
    assert sheet[at + 1] == "  征用 潜水泵 2 长江泵业"
    assert any("还缺 排水泵 10台" in line for line in sheet)


def test_no_need_stands_above_a_report_that_is_owed(desk: Desk) -> None:
    ident = take(desk, TANK)
    desk.supply.ask(ident, PUMPS)
    actions = [step.action for step in desk.situation(ident).steps]
    assert actions.index("resources") > max(n for n, a in enumerate(actions) if a == "report")


def test_what_comes_out_of_the_stock_is_counted_as_the_stock_counts_it(desk: Desk) -> None:
    ident = take(desk, TANK)
    stock = desk.store.keep(ResourceForm(category="equipment", name="水带", count=9, unit="盘"))
    need = desk.supply.ask(ident, NeedForm(category="equipment", name="水带", count=300, unit="米"))
    desk.supply.allot(ident, need, AllotForm(name="水带", count=6), stock)
    assert lot_of(desk, ident).unit == "盘"
    elsewhere = AllotForm(name="消防水带", count=50, owner="渝安")
    desk.supply.allot(ident, need, elsewhere)
    assert desk.supply.view(ident).lots[-1].unit == "米"
