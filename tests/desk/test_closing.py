"""办结 with something open: it is told, somebody is named, and nothing that is owed ends."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.command.forms import PersonForm
from cqcmd.desk.desk import Desk
from cqcmd.desk.safety.forms import TeamForm
from cqcmd.errors import BadInput
from cqcmd.incident.events import Closed
from cqcmd.views.debts import told_together
from tests.desk.calls import LIFT, TANK, report, states, take
from tests.desk.test_response import step

TOLD = [
    (receiver, channel)
    for receiver in ("district_government", "city_regulator")
    for channel in ("phone", "written")
]


def tank(desk: Desk) -> str:
    """An accident with all four reports made and nothing open."""
    ident = take(desk, TANK)
    for receiver, channel in TOLD:
        report(desk, ident, receiver, channel)
    step(desk, ident, "verified")
    return ident


def kinds(desk: Desk, ident: str) -> list[str]:
    return [debt.kind for debt in desk.debts.of(ident)]


def person(desk: Desk, ident: str) -> None:
    who = desk.roster.assign(ident, "rescue", PersonForm(name="周工"))
    desk.roster.set_state(ident, who, "on_scene")


def learn(**texts: str) -> Callable[[Desk, str], None]:
    def told(desk: Desk, ident: str) -> None:
        desk.facts.update(ident, texts, source="现场", at=desk.clock.now())
        for receiver in ("district_government", "city_regulator"):
            report(desk, ident, receiver, "phone", stage="follow_up")

    return told


OPEN: dict[str, Callable[[Desk, str], object]] = {
    "response": lambda desk, ident: step(desk, ident, "started", "III"),
    "team": lambda desk, ident: desk.safety.enter(
        ident, TeamForm(name="抢险一队", at=desk.clock.now())
    ),
    "held": learn(trapped="2"),
    "unclear": learn(deaths="1-3"),
    "person": person,
    "promise": lambda desk, ident: desk.logbook.promise(ident, "回复家属", None),
}


def test_with_nothing_open_it_is_closed_by_an_ordinary_act(desk: Desk) -> None:
    ident = tank(desk)
    assert kinds(desk, ident) == []
    desk.decisions.close(ident, "", finished=False)
    assert desk.strip(ident).closed
    assert desk.log(ident)[-1].words == "无需处置，办结"
    assert desk.board().rows[0].debts == ()


@pytest.mark.parametrize("kind", OPEN)
def test_each_thing_open_wants_a_name_and_a_reason_and_is_kept_with_them(
    desk: Desk, kind: str
) -> None:
    ident = tank(desk)
    OPEN[kind](desk, ident)
    assert kind in kinds(desk, ident)
    for who, why in (("", ""), ("王局", " "), ("", "已清场")):
        with pytest.raises(BadInput, match="决定人和理由"):
            desk.decisions.close(ident, why, who)
    said = tuple(told_together(desk.debts.of(ident)))
    desk.decisions.close(ident, "已清场", "王局")
    line = desk.log(ident)[-1].words
    assert line == f"办结（王局：已清场）；办结时未了结：{'；'.join(said)}"
    assert kind in kinds(desk, ident), "closing settles nothing"
    stays = kind in ("response", "team", "held")
    assert (kind in [debt.kind for debt in desk.board().rows[0].debts]) == stays


def test_what_nobody_verified_and_casualties_nobody_asked_after_are_debts(desk: Desk) -> None:
    ident = take(desk, LIFT, stranded="0")
    told = tuple(told_together(desk.debts.of(ident)))
    assert "未查证核实：是否属于特种设备事故（14:05 起）" in told
    assert "伤亡未核实 2 项：死亡待核、重伤待核" in told
    step(desk, ident, "verified")
    desk.facts.update(
        ident, {"deaths": "0", "serious_injuries": "0"}, source="现场", at=desk.clock.now()
    )
    assert not {"verify", "unclear"} & set(kinds(desk, ident))
    desk.facts.update(ident, {"deaths": "?1"}, source="传闻", at=desk.clock.now())
    assert "unclear" in kinds(desk, ident)


def test_a_case_that_is_verified_to_be_none_owes_no_verification(desk: Desk) -> None:
    ident = take(desk, LIFT)
    desk.decisions.dismiss(ident, "王局", "不在范围")
    assert "verify" not in kinds(desk, ident)


def test_reports_unmade_and_late_are_told_with_channel_due_and_how_late(
    desk: Desk, clock: FixedClock
) -> None:
    ident = take(desk, TANK)
    report(desk, ident, "district_government", "phone")
    clock.advance(minutes=42)
    [line] = [words for words in told_together(desk.debts.of(ident)) if "未报" in words]
    assert line == (
        "未报 3 项：电话 市市监局（14:35前，超12分）、"
        "书面 区县政府（15:05前）、书面 市市监局（15:05前）"
    )


def test_follow_ups_and_the_final_report_are_debts(desk: Desk) -> None:
    ident = tank(desk)
    desk.facts.update(ident, {"deaths": "2"}, source="现场", at=desk.clock.now())
    assert [debt.words for debt in desk.debts.of(ident)] == ["续报 区县政府", "续报 市市监局"]
    step(desk, ident, "started", "III")
    step(desk, ident, "ended")
    words = {debt.words for debt in desk.debts.of(ident) if debt.kind == "report"}
    assert words == {"续报 区县政府", "续报 市市监局", "终报 区县政府", "终报 市市监局"}


def test_after_closing_every_clock_runs_on_and_rings(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    before = states(desk, ident)
    bells = [(one.label, one.due) for one in desk.alerts()]
    desk.decisions.close(ident, "现场已清", "王局")
    assert states(desk, ident) == before
    assert [(one.label, one.due) for one in desk.alerts()] == bells
    clock.advance(minutes=31)
    assert states(desk, ident)["电话 区县政府"] == "overdue"
    row = desk.board().rows[0]
    assert row.next is not None
    assert (row.next.label, row.next.fate) == ("电话 区县政府", "未报，已办结（王局 14:05）")
    sheet = desk.station.handover_sheet()
    assert any("电话 区县政府（14:35 前）" in line for line in sheet)
    report(desk, ident, "district_government", "phone")
    assert states(desk, ident)["电话 区县政府"] == "late"
    assert desk.situation(ident).deadlines[-1].fate == ""


def test_time_makes_an_accident_of_a_closed_case_and_rings_before_it(
    desk: Desk, clock: FixedClock
) -> None:
    ident = take(desk, LIFT)
    desk.decisions.close(ident, "已交物业", "王局")
    assert [one.label for one in desk.alerts()] == ["将满2小时，届时为一般"]
    clock.advance(minutes=121)
    assert states(desk, ident)["电话 区县政府"] == "running"
    desk.decisions.dismiss(ident, "王局", "不在范围")
    assert list(desk.alerts()) == []


def test_the_response_that_nobody_ended_stands_as_such(desk: Desk) -> None:
    ident = tank(desk)
    step(desk, ident, "started", "III")
    desk.decisions.close(ident, "现场已清", "王局")
    assert desk.strip(ident).response == "已启III级 未终止"
    step(desk, ident, "ended")
    assert desk.strip(ident).response == ""


def test_of_a_closing_of_an_earlier_version_whoever_wrote_it_is_named(desk: Desk) -> None:
    ident = take(desk, TANK)
    with desk.decisions._open_record.act() as write:
        write.append(Closed(reason="处置完毕"), ident)
    found = desk.situation(ident).deadlines
    assert {(one.state, one.fate) for one in found} == {("running", "未报，已办结（李敏 14:05）")}
    assert desk.log(ident)[-1].words == "办结：处置完毕"
    assert desk.board().rows[0].next is not None


@pytest.mark.parametrize("how", ["dismissed", "scope"])
def test_what_ended_says_by_what_by_whom_and_when_and_comes_back_as_it_was(
    desk: Desk, clock: FixedClock, how: str
) -> None:
    ident = take(desk, TANK)
    report(desk, ident, "district_government", "phone")
    before = desk.situation(ident).deadlines
    clock.advance(minutes=4)
    if how == "dismissed":
        desk.decisions.dismiss(ident, "王局", "是化学反应")
        words = "因查证不属于特种设备事故终止（王局 14:09）"
    else:
        with pytest.raises(BadInput, match="决定人和理由"):
            desk.decisions.judge_scope(ident, "rail")
        desk.decisions.judge_scope(ident, "rail", "王局", "机车锅炉")
        words = "因不适用本预案终止（王局 14:09）"
    ended = [one for one in desk.situation(ident).deadlines if not one.proof]
    assert {(one.state, one.fate, one.ended_by) for one in ended} == {("ended", words, how)}
    assert "；终止 3 项未报的时限：电话 市市监局（14:35前）、" in desk.log(ident)[-1].words
    clock.advance(minutes=30)
    if how == "dismissed":
        desk.decisions.reinstate(ident, "王局", "是设备本体")
    else:
        with pytest.raises(BadInput, match="决定人和理由"):
            desk.decisions.judge_scope(ident, None)
        desk.decisions.judge_scope(ident, None, "王局", "不是机车")
    after = desk.situation(ident).deadlines
    assert {one.rule: one.due for one in after} == {one.rule: one.due for one in before}
    assert states(desk, ident)["电话 市市监局"] == "overdue", "14:35, as it was"


def test_a_parked_call_may_be_about_it(desk: Desk) -> None:
    ident = take(desk, TANK)
    now = desk.clock.now()
    told = {"district": "渝中区", "unit": "长江化工", "summary": "又有人受伤"}
    assert desk.intake.may_belong(ident, told, now)
    assert not desk.intake.may_belong(ident, told | {"unit": "时代大厦"}, now)
    assert not desk.intake.may_belong(ident, told, now + timedelta(hours=7))
    [debt] = [one for one in desk.debts.of(ident, ["长江化工 又有人受伤"]) if one.kind == "call"]
    assert list(told_together([debt])) == ["放着没受理的来电 1 个，像是同一起：长江化工 又有人受伤"]
