"""应急资源: what there is, what is free, what nobody looked at, what does not add up."""

import pytest
from msgspec.structs import replace

from cqcmd.clock import FixedClock
from cqcmd.desk.common.entry_times import NeedsReason
from cqcmd.desk.desk import Desk
from cqcmd.desk.resources.forms import AllotForm, CheckForm, MoveForm, NeedForm, ResourceForm
from cqcmd.errors import BadInput
from cqcmd.views.office.resources import StockView
from tests.desk.calls import LIFT, take

PUMPS = ResourceForm(category="equipment", name="排水泵", count=8, owner="渝中区应急局")
CRANE = ResourceForm(category="vehicle", name="渝A12345", unit="辆", owner="渝安吊装公司")


def only(desk: Desk) -> StockView:
    (found,) = desk.store.shown()
    return found


def allotted(desk: Desk, resource: str, count: int) -> tuple[str, str]:
    """So much of a resource allotted to a new incident; the incident and the lot."""
    ident = take(desk, LIFT)
    need = desk.supply.ask(ident, NeedForm(category="equipment", name="排水泵", count=count))
    form = AllotForm(name="", count=count)
    return ident, desk.supply.allot(ident, need, form, resource)


def test_what_there_is_stands_kind_by_kind(desk: Desk) -> None:
    desk.store.keep(PUMPS)
    desk.store.keep(CRANE)
    desk.store.keep(ResourceForm(category="team", name="渝中特勤站"))
    shown = desk.store.shown()
    assert [(one.category_name, one.name) for one in shown] == [
        ("队伍", "渝中特勤站"),
        ("装备", "排水泵"),
        ("车辆", "渝A12345"),
    ]
    assert [(one.count, one.free, one.unit) for one in shown] == [
        (1, 1, "支"),
        (8, 8, "台"),
        (1, 1, "辆"),
    ]
    assert [one.clause for one in shown] == ["6.1", "6.2", "6.2"]


def test_what_is_out_is_not_free_until_it_is_back(desk: Desk) -> None:
    ident = desk.store.keep(PUMPS)
    incident, lot = allotted(desk, ident, 3)
    assert (only(desk).count, only(desk).free) == (8, 5)
    assert only(desk).held == ("26-0001 已调拨3",)
    desk.supply.move(incident, lot, MoveForm(state="in_place", count=3))
    assert only(desk).held == ("26-0001 到位3",)
    desk.supply.move(incident, lot, MoveForm(state="returned", count=2))
    desk.supply.move(incident, lot, MoveForm(state="used_up", count=1))
    assert (only(desk).count, only(desk).free, only(desk).held) == (7, 7, ())


def test_a_count_after_something_was_used_up_is_the_count(desk: Desk) -> None:
    ident = desk.store.keep(PUMPS)
    incident, lot = allotted(desk, ident, 3)
    desk.supply.move(incident, lot, MoveForm(state="used_up", count=1))
    desk.store.check(ident, CheckForm(count=7, who="王强"))
    assert (only(desk).count, only(desk).free, only(desk).looked_by) == (7, 5, "王强")
    desk.supply.move(incident, lot, MoveForm(state="lost", count=1, words="掉进江里"))
    assert (only(desk).count, only(desk).free) == (6, 5)


def test_a_place_that_is_corrected_makes_no_used_one_come_back(desk: Desk) -> None:
    ident = desk.store.keep(PUMPS)
    incident, lot = allotted(desk, ident, 3)
    desk.supply.move(incident, lot, MoveForm(state="used_up", count=3))
    desk.store.keep(replace(PUMPS, place="城南库", count=only(desk).count), ident)
    assert (only(desk).count, only(desk).place) == (5, "城南库")


def test_nobody_allots_more_than_there_is_free(desk: Desk) -> None:
    ident = desk.store.keep(PUMPS)
    allotted(desk, ident, 3)
    with pytest.raises(BadInput, match=r"可调的只有 5台（共 8，已调出 3），调不了 6台") as told:
        allotted(desk, ident, 6)
    assert told.value.field == "count"
    assert only(desk).free == 5


def test_fewer_than_are_out_are_not_counted(desk: Desk) -> None:
    ident = desk.store.keep(PUMPS)
    allotted(desk, ident, 3)
    for act in (
        lambda: desk.store.check(ident, CheckForm(count=2)),
        lambda: desk.store.keep(replace(PUMPS, count=2), ident),
    ):
        with pytest.raises(BadInput, match="已调出 3台，总数") as told:
            act()
        assert told.value.field == "count"
    assert only(desk).count == 8
    desk.store.check(ident, CheckForm(count=3))
    assert only(desk).free == 0


def test_what_does_not_add_up_is_said_and_nothing_is_lost(desk: Desk) -> None:
    """An allotting written first, and made to stand again after the stock was counted anew."""
    ident = desk.store.keep(PUMPS)
    incident, _lot = allotted(desk, ident, 8)
    entry = next(line for line in desk.log(incident) if line.kind == "lot").entry
    desk.logbook.strike(incident, entry, "误记")
    desk.store.check(ident, CheckForm(count=2))
    desk.logbook.restore(incident, entry)
    assert only(desk).free == -6
    assert only(desk).fault.startswith("账上多调出 6台")
    desk.store.check(ident, CheckForm(count=9))
    assert only(desk).fault == ""


def test_what_nobody_looked_at_for_long_is_stale_by_our_own_setting(
    desk: Desk, clock: FixedClock
) -> None:
    ident = desk.store.keep(PUMPS)
    assert desk.store.stale_days == 90
    clock.advance(days=91)
    assert only(desk).stale
    desk.store.check(ident, CheckForm(count=8))
    assert not only(desk).stale
    clock.advance(days=31)
    desk.store.set_stale_days("30")
    assert only(desk).stale
    for typed in ("0", "-1", "半", "4000"):
        with pytest.raises(BadInput):
            desk.store.set_stale_days(typed)
    assert desk.store.stale_days == 30


def test_a_look_of_long_ago_wants_a_reason(desk: Desk, clock: FixedClock) -> None:
    ident = desk.store.keep(PUMPS)
    clock.advance(days=1)
    early = CheckForm(count=8, at=clock.now().replace(hour=1))
    with pytest.raises(NeedsReason):
        desk.store.check(ident, early)
    desk.store.check(ident, early, reason="由纸质记录转录")
    assert only(desk).looked_at == early.at


def test_what_is_out_is_not_taken_out_of_the_list(desk: Desk) -> None:
    ident = desk.store.keep(PUMPS)
    incident, lot = allotted(desk, ident, 3)
    with pytest.raises(BadInput, match="排水泵还有 3台调在 26-0001"):
        desk.store.remove(ident, "报废")
    desk.supply.move(incident, lot, MoveForm(state="returned", count=3))
    with pytest.raises(BadInput, match="写原因"):
        desk.store.remove(ident, " ")
    desk.store.remove(ident, "报废")
    assert only(desk).removed == "14:05 移出：报废"
    desk.logbook.undo(None)
    assert only(desk).removed == ""


def test_one_without_a_name_and_one_that_is_not_there_are_refused(desk: Desk) -> None:
    with pytest.raises(BadInput, match="名称") as told:
        desk.store.keep(replace(PUMPS, name=" "))
    assert told.value.field == "name"
    for act in (
        lambda: desk.store.keep(PUMPS, "别的"),
        lambda: desk.store.check("别的", CheckForm(count=1)),
        lambda: desk.store.remove("别的", "报废"),
    ):
        with pytest.raises(BadInput, match="没有这一项"):
            act()
    assert desk.store.shown() == ()


def test_the_log_of_the_station_tells_of_it(desk: Desk) -> None:
    ident = desk.store.keep(replace(PUMPS, place="城南库"))
    desk.store.check(ident, CheckForm(count=7, condition="repair", who="王强", words="一台漏油"))
    desk.store.remove(ident, "报废")
    told = [(line.kind_name, line.words, line.clause) for line in desk.log(None)][-3:]
    assert told == [
        ("应急资源", "装备 排水泵 8台 可用 渝中区应急局 城南库", "6.2"),
        ("资源核对", "排水泵 7台 修整 王强 一台漏油", "6.2"),
        ("资源移出", "排水泵 报废", "6.2"),
    ]


def test_one_vehicle_is_not_kept_twice_and_two_kinds_of_pumps_are(desk: Desk) -> None:
    ident = desk.store.keep(CRANE)
    with pytest.raises(BadInput, match="已经有渝A12345") as told:
        desk.store.keep(replace(CRANE, name="渝a·12345"))
    assert told.value.field == "name"
    desk.store.keep(replace(CRANE, place="城南"), ident)
    desk.store.keep(PUMPS)
    desk.store.keep(replace(PUMPS, place="城北库"))
    desk.store.remove(ident, "报废")
    desk.store.keep(CRANE)
    assert len(desk.store.shown()) == 4


def test_what_is_no_telephone_number_is_refused_beside_its_field(desk: Desk) -> None:
    with pytest.raises(BadInput, match="不是电话号码") as told:
        desk.store.keep(replace(CRANE, phone="赵平"))
    assert told.value.field == "phone"
    desk.store.keep(replace(CRANE, phone="138 0000 0000、63765110转801"))
    assert only(desk).phone == "13800000000、63765110转801"
    ident = take(desk, LIFT)
    need = desk.supply.ask(ident, NeedForm(category="vehicle", name="吊车", count=1))
    with pytest.raises(BadInput, match="不是电话号码") as told:
        desk.supply.allot(ident, need, AllotForm(name="渝B1", count=1, phone="赵平"))
    assert told.value.field == "phone"
