"""What an act would mean is told before it, as it then comes to be; nothing is written."""

import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.safety.forms import TeamForm
from tests.desk.calls import LIFT, TANK, at, report, states, take
from tests.desk.test_closing import tank
from tests.desk.test_response import step

PHONE = "电话 区县政府（14:35前）、电话 市市监局（14:35前）"
FOUR = f"{PHONE}、书面 区县政府（15:05前）、书面 市市监局（15:05前）"


def entry(desk: Desk, ident: str, kind: str) -> str:
    """The last entry of a kind."""
    return [line.entry for line in desk.log(ident) if line.kind == kind][-1]


def test_dismissing_names_the_clocks_it_ends_and_reinstating_those_that_return(desk: Desk) -> None:
    ident = take(desk, TANK)
    length = len(desk.log(ident))
    assert desk.consequences.dismiss(ident)[-1] == f"将终止 4 项时限：{FOUR}"
    assert desk.consequences.scope(ident, "rail")[-1] == f"将终止 4 项时限：{FOUR}"
    assert len(desk.log(ident)) == length
    desk.decisions.dismiss(ident, "王局", "不是")
    assert desk.consequences.dismiss(ident, lifted=True) == (
        "事件将由“非特种设备事故”变为“在办”",
        "响应将由“无”变为“应启III级”",
        f"恢复 4 项时限，按原来的时间：{FOUR}",
    )


def test_striking_a_call_stops_every_clock(desk: Desk) -> None:
    ident = take(desk, TANK)
    report(desk, ident, "district_government", "phone")
    told = desk.consequences.strike(ident, entry(desk, ident, "opened"))
    assert told[0] == "整起接报作废，编号保留"
    assert "3 项时限不再计：电话 市市监局（14:35前）、" in told[-2]
    assert told[-1] == "1 项报告不再是凭据：电话 区县政府（14:35前）"


def test_striking_a_fact_tells_the_grade_that_results(desk: Desk) -> None:
    ident = take(
        desk, {"district": "渝中区", "equipment": "电梯", "summary": "坠落", "deaths": "1"}
    )
    assert desk.strip(ident).grade.name == "一般"
    told = desk.consequences.strike(ident, entry(desk, ident, "facts"))
    assert "等级将由一般变为待判" in told
    assert "事实：死亡1人变待核，设备电梯变待核" in told
    desk.logbook.strike(ident, entry(desk, ident, "facts"), "误按")
    assert desk.strip(ident).grade.name == "待判"
    back = desk.consequences.strike(ident, entry(desk, ident, "facts"), undone=True)
    assert "等级将由待判变为一般" in back


def test_striking_a_report_makes_its_duty_unmade_again(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    report(desk, ident, "district_government", "phone")
    clock.advance(minutes=40)
    told = desk.consequences.strike(ident, entry(desk, ident, "reported"))
    assert told == (
        "又成未报 1 项：电话 区县政府（14:35前）",
        "他单位的 2 项时限也不再计",
    )
    desk.logbook.strike(ident, entry(desk, ident, "reported"), "误按")
    assert states(desk, ident)["电话 区县政府"] == "overdue"


def test_striking_a_team_s_leaving_puts_it_inside_again(desk: Desk) -> None:
    ident = take(desk, TANK)
    team = desk.safety.enter(ident, TeamForm(name="抢险一队", at=desk.clock.now()))
    into = entry(desk, ident, "entered")
    assert "不再记在警戒区内：抢险一队" in desk.consequences.strike(ident, into)
    desk.safety.leave(ident, team)
    out = entry(desk, ident, "left")
    assert "又记在警戒区内：抢险一队" in desk.consequences.strike(ident, out)


def test_a_note_changes_nothing_and_that_is_said(desk: Desk) -> None:
    ident = take(desk, TANK)
    desk.logbook.note(ident, "联系消防")
    note = entry(desk, ident, "note")
    assert desk.consequences.strike(ident, note) == ("时限、等级和响应都不变",)


def test_a_higher_grade_starts_and_a_lower_one_stops_nothing(desk: Desk) -> None:
    ident = take(desk, TANK)
    assert desk.consequences.override(ident, "IV") == ("时限、等级和响应都不变",)
    assert "等级将由较大变为重大" in desk.consequences.override(ident, "II")
    desk.decisions.override(ident, "II", "王局", "影响大")
    assert "等级将由重大变为较大" in desk.consequences.override(ident, None, lifted=True)


def test_ending_a_response_and_closing_tell_the_final_reports(desk: Desk) -> None:
    ident = tank(desk)
    step(desk, ident, "started", "III")
    final = "将启动 2 项时限：终报 区县政府（立即）、终报 市市监局（立即）"
    told = desk.consequences.respond(ident, "ended", None)
    assert "响应将由“已启III级”变为“响应已终止”" in told
    assert final in told
    assert final in desk.consequences.close(ident)
    assert final not in desk.consequences.close(ident, finished=False)
    merged = "2 项续报并入终报：续报 区县政府（立即）、续报 市市监局（立即）"
    assert merged in desk.consequences.close(ident)
    desk.decisions.close(ident, "已清", "王局")
    told = desk.consequences.close(ident, reopened=True)
    assert "2 项时限不再计：终报 区县政府（立即）、终报 市市监局（立即）" in told


def test_closing_and_reopening_say_nothing_of_a_response_that_ended_before(desk: Desk) -> None:
    ident = tank(desk)
    step(desk, ident, "started", "III")
    step(desk, ident, "ended")
    assert not [told for told in desk.consequences.close(ident) if told.startswith("响应")]
    desk.decisions.close(ident, "已清", "王局")
    told = desk.consequences.close(ident, reopened=True)
    assert told
    assert not [words for words in told if words.startswith("响应")]


def test_lowering_tells_the_level_and_the_follow_ups(desk: Desk) -> None:
    ident = take(desk, TANK)
    step(desk, ident, "started", "III")
    for receiver in ("district_government", "city_regulator"):
        report(desk, ident, receiver, "phone")
    told = desk.consequences.respond(ident, "lowered", "IV")
    assert "响应将由“已启III级”变为“已启IV级”" in told
    assert "将启动 2 项时限：续报 区县政府（立即）、续报 市市监局（立即）" in told


def test_a_clock_that_would_move_is_told_with_both_times(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, LIFT)
    desk.reports.start_duties(ident)
    started = entry(desk, ident, "duties_started")
    at(clock, minutes=130)
    told = desk.consequences.strike(ident, started)
    assert any("项时限改期：电话 区县政府（14:35前改为16:35前）" in words for words in told)


@pytest.mark.parametrize("finished", [True, False])
def test_closing_says_that_it_ends_none(desk: Desk, finished: bool) -> None:
    ident = take(desk, TANK)
    told = desk.consequences.close(ident, finished=finished)
    assert told[0] == "事件将由“在办”变为“已办结”"
    assert not any("终止 " in words or "不再计" in words for words in told)
