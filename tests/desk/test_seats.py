"""A headquarters set up: when, where, with which members (2.1, 2.2); handed over to the city."""

import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.command.forms import CommandForm, PersonForm, SetUpForm
from cqcmd.desk.common.entry_times import NeedsReason
from cqcmd.desk.desk import Desk
from cqcmd.errors import BadInput
from cqcmd.incident.events.command import Level
from cqcmd.views.command import CommandLine
from tests.desk.calls import TANK, take
from tests.desk.test_response import step


def set_up(
    desk: Desk, ident: str, place: str, members: str = "", level: Level = "district"
) -> None:
    now = desk.clock.now()
    desk.command.set_up(ident, SetUpForm(headquarters=level, place=place, members=members, at=now))


def line(desk: Desk, ident: str, key: str) -> CommandLine:
    return next(line for line in desk.room.view(ident).headquarters if line.key == key)


def test_moment_place_and_members_stand_on_the_room_and_in_the_log(desk: Desk) -> None:
    ident = take(desk, TANK)
    assert line(desk, ident, "set_up:district").state == ""
    set_up(desk, ident, "观音桥街道办三楼", "王强（区公安局）、李敏 区应急局")
    shown = line(desk, ident, "set_up:district")
    assert (shown.state, shown.words, shown.clause) == ("已成立", "14:05 观音桥街道办三楼", "2.2")
    shown = line(desk, ident, "group:district.members")
    assert (shown.state, shown.words) == ("2人", "王强（区公安局）、李敏（区应急局）")
    assert desk.log(ident)[-3].clause == "2.2"
    words = [entry.words for entry in desk.log(ident)][-3:]
    assert words == [
        "区县指挥部成立，地点 观音桥街道办三楼",
        "王强 区公安局 编入 区县指挥部成员",
        "李敏 区应急局 编入 区县指挥部成员",
    ]


def test_members_are_called_like_all_others(desk: Desk) -> None:
    ident = take(desk, TANK)
    set_up(desk, ident, "三楼", "王强（区公安局）")
    [person] = desk.roster.shown.call_list(ident)
    assert (person.name, person.place) == ("王强", "成员")
    group = desk.roster.shown.group(ident, "district.members")
    assert (group.name, group.clause) == ("成员", "2.2")
    assert "推定" in group.basis


def test_who_is_known_already_keeps_his_post_and_is_not_told_twice(desk: Desk) -> None:
    ident = take(desk, TANK)
    form = PersonForm(name="王强", post="大队长", unit="区公安局", phones=("110",))
    person = desk.roster.assign(ident, "rescue", form)
    set_up(desk, ident, "三楼", "王强（区公安局）")
    [member] = desk.roster.shown.people(ident, "district.members")
    assert (member.person, member.post, member.phones) == (person, "大队长", ("110",))
    with pytest.raises(BadInput, match="与已记的一样"):
        set_up(desk, ident, "三楼", "王强（区公安局）")


def test_a_correction_stands_and_new_members_join_without_moving_it(
    desk: Desk, clock: FixedClock
) -> None:
    ident = take(desk, TANK)
    first = clock.now()
    set_up(desk, ident, "三楼", "王强")
    clock.advance(minutes=30)
    form = SetUpForm(headquarters="district", place="三楼", members="赵平", at=first)
    desk.command.set_up(ident, form)
    assert [entry.kind for entry in desk.log(ident)].count("hq_set_up") == 1
    assert line(desk, ident, "group:district.members").words == "王强、赵平"
    with pytest.raises(NeedsReason):
        desk.command.set_up(ident, SetUpForm(headquarters="district", place="四楼", at=first))
    set_up(desk, ident, "四楼")
    assert line(desk, ident, "set_up:district").words == "14:35 四楼"


def test_a_place_must_be_named(desk: Desk) -> None:
    ident = take(desk, TANK)
    with pytest.raises(BadInput, match="请填成立地点") as refused:
        set_up(desk, ident, " ")
    assert refused.value.field == "place"


def test_undoing_takes_back_place_and_members_in_one(desk: Desk) -> None:
    ident = take(desk, TANK)
    set_up(desk, ident, "三楼", "王强、赵平")
    desk.logbook.undo(ident)
    assert line(desk, ident, "set_up:district").state == ""
    assert desk.roster.shown.people(ident, "district.members") == ()


def test_the_city_reads_where_the_district_sat_and_has_a_seat_of_its_own(desk: Desk) -> None:
    ident = take(desk, TANK)
    step(desk, ident, "started", "III")
    set_up(desk, ident, "三楼", "王强（区公安局）")
    sheet = "\n".join(desk.command.sheet(ident))
    assert "【指挥部】\n  区县指挥部：14:05 成立，地点 三楼，成员 王强（区公安局）" in sheet
    step(desk, ident, "raised", "II")
    form = CommandForm(headquarters="city", who="周副市长", at=desk.clock.now())
    desk.command.hand_over(ident, form)
    assert line(desk, ident, "set_up:city").state == ""
    assert line(desk, ident, "set_up:district").words == "14:05 三楼", "the former stays to be seen"
    set_up(desk, ident, "市应急局", "孙局（市应急局）", level="city")
    assert line(desk, ident, "set_up:city").clause == "2.1"
    assert line(desk, ident, "group:city.members").words == "孙局（市应急局）"
    assert "市指挥部：14:05 成立，地点 市应急局" in "\n".join(desk.command.sheet(ident))
