"""Groups and people (2.1): who has which place, where everybody is, whom to call next."""

from typing import Any

import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.command.forms import PersonForm
from cqcmd.desk.desk import Desk
from cqcmd.errors import BadInput
from tests.desk.calls import TANK, take
from tests.desk.test_response import step


def add(desk: Desk, ident: str, name: str, place: str = "rescue", **more: Any) -> str:
    leads = bool(more.pop("leads", False))
    form = PersonForm(name=name, **more)
    return desk.roster.assign(ident, place, form, leads=leads)


def test_the_first_person_stands_a_group_up_and_a_new_leader_replaces_the_old(desk: Desk) -> None:
    ident = take(desk, TANK)
    add(desk, ident, "张三", leads=True)
    add(desk, ident, "李四", leads=True)
    group = desk.roster.shown.group(ident, "rescue")
    assert group.stood is not None
    assert [(person.name, person.leads) for person in group.people] == [
        ("李四", True),
        ("张三", False),
    ]


def test_somebody_in_two_groups_is_recorded_and_marked(desk: Desk) -> None:
    ident = take(desk, TANK)
    add(desk, ident, "张三", unit="消防")
    add(desk, ident, "张三", place="order", unit="消防")
    [person] = desk.roster.shown.people(ident, "order")
    assert person.mark == "兼：抢险救援组、秩序维护组"
    assert len(desk.roster.shown.call_list(ident)) == 1, "he is called once"


def test_the_same_name_of_another_unit_is_another_person(desk: Desk) -> None:
    ident = take(desk, TANK)
    add(desk, ident, "张伟", unit="消防")
    add(desk, ident, "张伟", unit="公安")
    assert len(desk.roster.shown.people(ident, "rescue")) == 2
    with pytest.raises(BadInput, match="张伟已经在这里"):
        add(desk, ident, "张伟", unit="公安")


def test_each_state_has_its_time_and_the_same_is_not_recorded_twice(
    desk: Desk, clock: FixedClock
) -> None:
    ident = take(desk, TANK)
    person = add(desk, ident, "张三")
    for state in ("notified", "accepted", "on_way", "on_scene", "released"):
        clock.advance(minutes=5)
        desk.roster.set_state(ident, person, state)
        with pytest.raises(BadInput, match="已记为"):
            desk.roster.set_state(ident, person, state)
    [shown] = desk.roster.shown.people(ident, "rescue")
    assert shown.moves == "已通知 14:10  已应答 14:15  在途 14:20  到场 14:25  撤离 14:30"


def test_a_state_told_late_does_not_undo_a_later_one(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    person = add(desk, ident, "张三")
    clock.advance(minutes=10)
    desk.roster.set_state(ident, person, "on_scene")
    desk.roster.set_state(ident, person, "notified", clock.now().replace(minute=6))
    [shown] = desk.roster.shown.people(ident, "rescue")
    assert shown.state == "on_scene"


def test_the_call_list_puts_headquarters_then_leaders_then_members_and_the_reached_last(
    desk: Desk,
) -> None:
    ident = take(desk, TANK)
    member = add(desk, ident, "组员", place="experts")
    add(desk, ident, "组长", leads=True)
    add(desk, ident, "副指挥长", place="district.deputy.emergency")
    names = [person.name for person in desk.roster.shown.call_list(ident)]
    assert names == ["副指挥长", "组长", "组员"]
    desk.roster.set_state(ident, member, "called")
    assert [person.name for person in desk.roster.shown.call_list(ident)] == names, (
        "nobody answered yet"
    )
    first = desk.roster.shown.call_list(ident)[0]
    desk.roster.set_state(ident, first.person, "notified")
    assert [person.name for person in desk.roster.shown.call_list(ident)] == [
        "组长",
        "组员",
        "副指挥长",
    ]


def test_a_group_beyond_the_eight_can_be_added_once(desk: Desk) -> None:
    ident = take(desk, TANK)
    code = desk.roster.add_group(ident, "洗消组")
    assert desk.roster.shown.group(ident, code).name == "洗消组"
    for name in ("洗消组", "专家组"):
        with pytest.raises(BadInput, match="已有"):
            desk.roster.add_group(ident, name)
    add(desk, ident, "张三", place=code)
    assert desk.roster.shown.group(ident, code).people[0].name == "张三"


def test_units_come_with_their_duties_district_counterparts_for_a_district(desk: Desk) -> None:
    ident = take(desk, TANK)
    order = desk.roster.shown.group(ident, "order")
    assert order.units[0].name == "区县公安局"
    assert order.units[0].lead
    assert order.units[0].inferred
    assert "负责事故现场警戒" in "".join(order.units[0].duties)
    step(desk, ident, "started", "I")
    assert desk.roster.shown.group(ident, "order").units[0].name == "市公安局"


def test_nobody_is_moved_who_has_no_place_and_no_place_is_made_up(desk: Desk) -> None:
    ident = take(desk, TANK)
    with pytest.raises(BadInput, match="名单里没有这个人"):
        desk.roster.set_state(ident, "x", "notified")
    with pytest.raises(BadInput, match="没有这个工作组"):
        add(desk, ident, "张三", place="nowhere")
    with pytest.raises(BadInput, match="请填姓名"):
        add(desk, ident, "\x1b[2J ".strip("\x1b[2J"))


def test_who_left_a_group_keeps_what_he_did(desk: Desk) -> None:
    ident = take(desk, TANK)
    person = add(desk, ident, "张三")
    desk.roster.set_state(ident, person, "on_scene")
    desk.roster.remove(ident, "rescue", person)
    assert desk.roster.shown.people(ident, "rescue") == ()
    assert any("张三" in line.words and "到场" in line.words for line in desk.log(ident))
    with pytest.raises(BadInput, match="不在这里"):
        desk.roster.remove(ident, "rescue", person)
