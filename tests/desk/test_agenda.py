"""What next: each line comes with its cause, clause and owner, and goes when it is done."""

import pytest
from msgspec.structs import replace

from cqcmd.clock import FixedClock
from cqcmd.desk.command.forms import ActForm, CommandForm, PersonForm
from cqcmd.desk.desk import Desk
from cqcmd.desk.safety.forms import TeamForm
from cqcmd.errors import BadInput
from cqcmd.views import Step
from tests.desk.calls import LIFT, TANK, report, take
from tests.desk.test_response import step


def lines(desk: Desk, ident: str, action: str) -> list[Step]:
    return [line for line in desk.situation(ident).steps if line.action == action]


def arguments(desk: Desk, ident: str, action: str) -> list[str]:
    return [line.argument for line in lines(desk, ident, action)]


def test_every_line_has_a_clause_of_the_plan_and_an_owner(desk: Desk) -> None:
    ident = take(desk, TANK, missing="2", place="渝中区与九龙坡区交界")
    step(desk, ident, "started", "III")
    desk.roster.assign(ident, "rescue", PersonForm(name="张三"))
    desk.logbook.promise(ident, "回电", None)
    steps = desk.situation(ident).steps
    assert len(steps) > 12
    for line in steps:
        assert line.clause in desk.plan.clauses, line
        assert line.owner, line


def test_reports_stand_first_while_nothing_is_more_urgent(desk: Desk) -> None:
    ident = take(desk, TANK)
    assert [line.action for line in desk.situation(ident).steps[:4]] == ["report"] * 4


def test_the_response_goes_step_by_step(desk: Desk) -> None:
    ident = take(desk, TANK)
    assert arguments(desk, ident, "response") == ["verified", "consulted", "proposed"]
    step(desk, ident, "verified")
    assert arguments(desk, ident, "response") == ["consulted", "proposed"]
    step(desk, ident, "consulted")
    assert arguments(desk, ident, "response") == ["proposed"]
    step(desk, ident, "proposed", "III")
    assert arguments(desk, ident, "response") == ["approved"]
    step(desk, ident, "approved", "III")
    assert arguments(desk, ident, "response") == ["started"]
    step(desk, ident, "started", "III")
    assert arguments(desk, ident, "response") == []


def test_owners_are_those_of_the_plan(desk: Desk) -> None:
    ident = take(desk, TANK)
    owners = {line.argument: line.owner for line in lines(desk, ident, "response")}
    assert owners["proposed"] == "区县市监"
    step(desk, ident, "proposed", "III")
    assert lines(desk, ident, "response")[0].owner == "区县政府"
    desk.facts.update(ident, {"deaths": "30"}, source="", at=desk.clock.now())
    assert lines(desk, ident, "response")[-1].owner == "市市监局", "I is proposed by the city"


def test_no_response_is_asked_for_while_only_time_can_make_it_an_accident(desk: Desk) -> None:
    ident = take(desk, LIFT)
    assert arguments(desk, ident, "response") == ["verified"]
    # Who comes to let people out is no measure of 4.7.
    assert [step.argument for step in lines(desk, ident, "task")] == ["rescue.unit"]


def test_a_start_asks_for_a_commander_leaders_and_measures(desk: Desk) -> None:
    ident = take(desk, TANK)
    assert lines(desk, ident, "groups") == []
    step(desk, ident, "started", "III")
    assert "指挥长" in lines(desk, ident, "command")[0].words
    assert "综合协调组" in lines(desk, ident, "groups")[0].words
    assert lines(desk, ident, "task")[0].urgency == "calm"
    form = CommandForm(headquarters="district", who="赵副区长", at=desk.clock.now())
    desk.command.take(ident, form)
    assert lines(desk, ident, "command") == []
    for group in desk.plan.groups:
        desk.roster.assign(ident, group.code, PersonForm(name=f"{group.name}长"), leads=True)
    assert lines(desk, ident, "groups") == []
    assert lines(desk, ident, "call_out")[0].words == "待通知 8 人"
    for person in desk.roster.shown.call_list(ident):
        desk.roster.set_state(ident, person.person, "notified")
    assert lines(desk, ident, "call_out") == []


def test_a_measure_begun_or_not_needed_drops_out(desk: Desk) -> None:
    ident = take(desk, TANK)
    step(desk, ident, "started", "III")
    first, second = arguments(desk, ident, "task")[:2]
    desk.tasks.advance(ident, first, "open")
    desk.tasks.not_needed(ident, second, "现场无人")
    assert not {first, second} & set(arguments(desk, ident, "task"))


def test_a_silent_team_climbs_to_the_top(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    team = desk.safety.enter(ident, TeamForm(name="一队", at=clock.now()))
    urgency = []
    for minutes in (17.9, 0.2, 2, 1, 2):
        clock.advance(minutes=minutes)
        found = lines(desk, ident, "safety")
        urgency.append(found[0].urgency if found else "")
    assert urgency == ["", "soon", "urgent", "urgent", "overdue"]
    assert desk.situation(ident).steps[0].action == "safety"
    desk.safety.answer(ident, team)
    assert lines(desk, ident, "safety") == []


def test_the_end_leaves_the_aftermath_and_nothing_to_start(desk: Desk) -> None:
    ident = take(desk, TANK)
    step(desk, ident, "started", "III")
    step(desk, ident, "ended")
    assert lines(desk, ident, "task") == []
    assert arguments(desk, ident, "response") == []
    assert arguments(desk, ident, "aftermath") == [row.code for row in desk.plan.aftermath]
    for code in arguments(desk, ident, "aftermath"):
        desk.tasks.finish(ident, code)
    assert lines(desk, ident, "aftermath") == []


def test_a_closed_incident_asks_for_nothing_but_reports_that_were_owed(desk: Desk) -> None:
    ident = take(desk, TANK)
    for receiver in ("district_government", "city_regulator"):
        for channel in ("phone", "written"):
            report(desk, ident, receiver, channel)
    step(desk, ident, "started", "III")
    step(desk, ident, "ended")
    for receiver in ("district_government", "city_regulator"):
        report(desk, ident, receiver, "written", stage="final")
    desk.decisions.close(ident, "办结", "王局", finished=False)
    assert [line.action for line in desk.situation(ident).steps] == []


def test_a_closing_leaves_the_response_and_what_was_owed_on_the_list(desk: Desk) -> None:
    ident = take(desk, TANK)
    for receiver in ("district_government", "city_regulator"):
        for channel in ("phone", "written"):
            report(desk, ident, receiver, channel)
    step(desk, ident, "started", "III")
    desk.decisions.close(ident, "办结", "王局")
    words = [line.words for line in desk.situation(ident).steps]
    unended = "III级响应未终止：记录终止"
    assert words == [unended, "终报 区县政府", "终报 市市监局"], "the handling is over (4.1.3)"
    desk.decisions.reopen(ident, "误办")
    desk.decisions.close(ident, "重复接报", "王局", finished=False)
    words = [line.words.partition("（")[0] for line in desk.situation(ident).steps]
    assert words == [unended, "续报 区县政府", "续报 市市监局"], "owed before, and owed still"


def test_the_situation_says_when_a_line_will_change(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    desk.safety.enter(ident, TeamForm(name="一队", at=clock.now()))
    view = desk.situation(ident)
    assert view.passed(clock.now()) == 0
    clock.advance(minutes=18)
    assert view.passed(clock.now()) == 1, "two minutes before the answer is due"
    clock.advance(minutes=2)
    assert view.passed(clock.now()) == 4, "the answer is due, and two phone reports soon"


def test_from_a_possible_ii_on_garrison_and_neighbours_are_told_under_the_law(desk: Desk) -> None:
    ident = take(desk, TANK)
    assert arguments(desk, ident, "act") == []
    desk.facts.update(ident, {"missing": "12"}, source="", at=desk.clock.now())
    [line] = lines(desk, ident, "act")
    assert (line.argument, line.clause) == ("neighbours", "")
    assert line.source == "中华人民共和国突发事件应对法 62"
    assert "通报当地驻军和可能受影响的毗邻政府" in line.words


def test_what_a_law_asks_for_stands_behind_the_reports_owed(desk: Desk) -> None:
    ident = take(desk, TANK, missing="12")
    actions = [line.action for line in desk.situation(ident).steps]
    assert actions[:4] == ["report"] * 4
    assert actions[4] == "act"


def test_who_was_told_is_recorded_and_the_line_goes(desk: Desk) -> None:
    ident = take(desk, TANK, missing="12")
    form = ActForm(act="neighbours", who="区政府办 陈主任", how="phone", at=desk.clock.now())
    with pytest.raises(BadInput, match="请写明通报了哪些单位"):
        desk.command.act(ident, form)
    desk.command.act(ident, replace(form, words="警备区、九龙坡区政府"))
    assert lines(desk, ident, "act") == []
    entry = next(one for one in desk.log(ident) if one.kind == "hq_act")
    assert entry.words == "通报驻军和毗邻政府 警备区、九龙坡区政府 （区政府办 陈主任 电话）"
    assert entry.clause == "中华人民共和国突发事件应对法 62"
