"""Headquarters (2.1, 2.2, annex 1): command, its own acts, the hand-over to the city."""

import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.command.forms import ActForm, CommandForm, PersonForm
from cqcmd.desk.desk import Desk
from cqcmd.desk.safety.forms import TeamForm
from cqcmd.errors import BadInput
from cqcmd.incident.events.command import Level
from tests.desk.calls import TANK, take
from tests.desk.test_response import step


def command(desk: Desk, ident: str, who: str, level: Level = "district", relieved: str = "") -> str:
    form = CommandForm(headquarters=level, who=who, relieved=relieved, at=desk.clock.now())
    return desk.command.take(ident, form)


def act(desk: Desk, ident: str, code: str, words: str = "", *, lifted: bool = False) -> None:
    now = desk.clock.now()
    form = ActForm(act=code, who="赵副区长", how="phone", words=words, lifted=lifted, at=now)
    desk.command.act(ident, form)


def shown(desk: Desk, ident: str, key: str) -> tuple[str, str, str]:
    view = desk.room.view(ident)
    line = next(e for e in view.headquarters + view.acts if e.key == key)
    return line.state, line.words, line.mark


def test_two_commanders_at_once_are_recorded_and_marked(desk: Desk) -> None:
    ident = take(desk, TANK)
    assert command(desk, ident, "赵副区长") == ""
    assert command(desk, ident, "钱副区长") == "区县指挥部有两名指挥长：赵副区长、钱副区长"
    assert shown(desk, ident, "post:district.commander")[2] == "两名指挥长"
    marked = command(desk, ident, "孙区长", relieved="赵副区长")
    assert marked == "区县指挥部有两名指挥长：钱副区长、孙区长"


def test_who_relieves_stands_alone_and_nobody_takes_command_twice(desk: Desk) -> None:
    ident = take(desk, TANK)
    command(desk, ident, "赵副区长")
    with pytest.raises(BadInput, match="赵副区长已在指挥：14:05，李敏记"):
        command(desk, ident, "赵副区长")
    assert command(desk, ident, "钱副区长", relieved="赵副区长") == ""
    assert desk.command.commander(ident, "district") == "钱副区长"


def test_closing_the_site_holds_until_it_is_lifted(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    act(desk, ident, "closure", "半径500米")
    assert shown(desk, ident, "act:closure") == ("执行中", "14:05 赵副区长 电话 半径500米", "")
    clock.advance(minutes=30)
    act(desk, ident, "closure", lifted=True)
    assert shown(desk, ident, "act:closure")[0] == "已解除"
    act(desk, ident, "dispatch")
    act(desk, ident, "dispatch")
    assert shown(desk, ident, "act:dispatch")[0] == "已记", "what does not last cannot be lifted"


def test_a_district_headquarters_does_not_report_to_the_state_council(desk: Desk) -> None:
    ident = take(desk, TANK)
    assert "act:report_state" not in {line.key for line in desk.room.view(ident).acts}
    step(desk, ident, "started", "II")
    assert "act:report_state" in {line.key for line in desk.room.view(ident).acts}


def test_two_districts_named_ask_who_leads_with_the_source(desk: Desk) -> None:
    ident = take(desk, TANK, place="渝中区与九龙坡区交界")
    steps = {line.action: line for line in desk.situation(ident).steps}
    assert "九龙坡区、渝中区" in steps["act"].words or "渝中区、九龙坡区" in steps["act"].words
    with pytest.raises(BadInput, match="哪个区县牵头"):
        act(desk, ident, "lead")
    act(desk, ident, "lead", "渝中区牵头")
    assert "act" not in {line.action for line in desk.situation(ident).steps}
    assert "重庆市突发事件应对条例 34" in shown(desk, ident, "act:lead")[1]


def test_the_take_over_sheet_says_all_that_must_be_known(desk: Desk) -> None:
    ident = take(desk, TANK, missing="2")
    step(desk, ident, "started", "III")
    command(desk, ident, "赵副区长")
    act(desk, ident, "closure")
    person = desk.roster.assign(ident, "rescue", PersonForm(name="王大队", unit="消防"), leads=True)
    desk.roster.set_state(ident, person, "on_scene")
    desk.safety.enter(ident, TeamForm(name="一队", leader="孙班长", count=3, at=desk.clock.now()))
    sheet = "\n".join(desk.command.sheet(ident))
    for part in (
        "长江化工",
        "较大 1.5.3",
        "已启III级",
        "电话 区县政府（14:35 前）",
        "失踪",
        "王大队 消防",
        "一队（3人）",
        "封闭事故现场：14:05 赵副区长",
        "启动 III级",
    ):
        assert part in sheet, part


def test_the_hand_over_relieves_the_district_and_is_in_the_entry(desk: Desk) -> None:
    ident = take(desk, TANK)
    step(desk, ident, "started", "III")
    command(desk, ident, "赵副区长")
    step(desk, ident, "raised", "II")
    steps = [line.action for line in desk.situation(ident).steps]
    assert "hand_over" in steps
    form = CommandForm(headquarters="city", who="周副市长", how="face", at=desk.clock.now())
    desk.command.hand_over(ident, form)
    assert any("已阅交接单" in e.words and "【在场】" in e.words for e in desk.log(ident))
    assert "hand_over" not in [line.action for line in desk.situation(ident).steps]
    assert desk.command.commander(ident, "district") == ""
    last = desk.log(ident)[-1]
    assert "周副市长 任市指挥部指挥长" in last.words
    assert "已阅交接单" in last.words


def test_posts_of_a_district_headquarters_say_they_are_inferred(desk: Desk) -> None:
    ident = take(desk, TANK)
    assert "推定" in shown(desk, ident, "post:district.commander")[1]
    step(desk, ident, "started", "I")
    state, words, _mark = shown(desk, ident, "post:city.commander")
    assert (state, words) == ("", "市政府分管副市长")


def test_closing_twice_never_lifts_it(desk: Desk) -> None:
    ident = take(desk, TANK)
    with pytest.raises(BadInput, match="没有在执行"):
        act(desk, ident, "closure", lifted=True)
    act(desk, ident, "closure")
    with pytest.raises(BadInput, match="封闭事故现场已在执行：14:05 赵副区长，李敏记"):
        act(desk, ident, "closure")
    assert desk.command.standing(ident, "closure")


def test_what_annex_1_gives_the_city_is_inferred_for_a_district(desk: Desk) -> None:
    ident = take(desk, TANK)
    assert shown(desk, ident, "act:closure")[1] == "区县指挥部推定"
    assert {line.clause for line in desk.room.view(ident).groups} == {"2.2"}
    assert desk.roster.shown.group(ident, "district.deputy.regulator").clause == "2.2"
    step(desk, ident, "started", "II")
    assert shown(desk, ident, "act:closure")[1] == ""
    assert {line.clause for line in desk.room.view(ident).groups} == {"2.1"}


def test_a_post_says_who_holds_it(desk: Desk) -> None:
    ident = take(desk, TANK)
    basis = desk.roster.shown.group(ident, "district.deputy.regulator").basis
    assert basis == "区县市场监管局主要负责人任副指挥长（推定）"


def test_who_is_to_command_a_district_is_inferred_in_the_list_too(desk: Desk) -> None:
    ident = take(desk, TANK)
    step(desk, ident, "started", "III")
    words = [line.words for line in desk.situation(ident).steps]
    assert "登记指挥长：区县政府负责人（推定）" in words


def test_the_sheet_in_the_entry_is_the_one_that_was_read(desk: Desk) -> None:
    ident = take(desk, TANK)
    read = desk.command.sheet(ident)
    desk.facts.update(ident, {"deaths": "12"}, source="", at=desk.clock.now())
    form = CommandForm(headquarters="city", who="周副市长", at=desk.clock.now())
    desk.command.hand_over(ident, form, read=read)
    [said] = [line.words for line in desk.log(ident) if line.kind == "command"]
    assert read[0] in said
    assert "12死" not in said


def test_a_district_records_the_support_it_asks_for(desk: Desk) -> None:
    ident = take(desk, TANK)
    with pytest.raises(BadInput, match="向谁、请求什么支援"):
        act(desk, ident, "support_asked")
    act(desk, ident, "support_asked", "市指挥部：请求驻渝部队防化力量")
    state, words, _mark = shown(desk, ident, "act:support_asked")
    assert (state, words) == ("已记", "14:05 赵副区长 电话 市指挥部：请求驻渝部队防化力量")
    entry = next(line for line in desk.log(ident) if line.kind == "hq_act")
    assert "向上请求支援" in entry.words
    assert "市指挥部：请求驻渝部队防化力量" in entry.words
    assert any("向上请求支援：14:05 赵副区长" in line for line in desk.command.sheet(ident))


def test_the_city_headquarters_asks_the_state_not_upward(desk: Desk) -> None:
    ident = take(desk, TANK)
    step(desk, ident, "started", "II")
    keys = {line.key for line in desk.room.view(ident).acts}
    assert "act:support" in keys
    assert "act:support_asked" not in keys


def test_whom_a_law_wants_told_is_listed_only_where_it_bears(desk: Desk) -> None:
    ident = take(desk, TANK)
    assert "act:neighbours" not in {line.key for line in desk.room.view(ident).acts}
    desk.facts.update(ident, {"missing": "12"}, source="", at=desk.clock.now())
    line = next(line for line in desk.room.view(ident).acts if line.key == "act:neighbours")
    assert line.clause == "中华人民共和国突发事件应对法 62"
    act(desk, ident, "neighbours", "警备区")
    desk.facts.update(ident, {"missing": "0"}, source="", at=desk.clock.now())
    assert shown(desk, ident, "act:neighbours")[0] == "已记", "what was done stays in sight"


def test_districts_of_one_accident_are_counted_as_of_its_day(desk: Desk) -> None:
    ident = take(desk, TANK, place="江北和两江新区交界", district="")
    assert "act" not in {line.action for line in desk.situation(ident).steps}
    old = take(desk, TANK, place="江北和两江新区交界", district="", occurred_at="2026-01-24 09:00")
    assert "act" in {line.action for line in desk.situation(old).steps}


def test_an_act_another_plan_recorded_is_told_by_its_code(desk: Desk) -> None:
    assert desk.plan.act_name("neighbours") == "通报驻军和毗邻政府"
    assert desk.plan.act_name("not_of_this_plan") == "not_of_this_plan"
