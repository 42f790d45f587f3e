"""出现新情况的, 应当及时续报 (4.1.3): whatever differs from what a receiver was told."""

from datetime import timedelta

import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from tests.desk.calls import TANK, report, take
from tests.desk.test_follow_ups import later, told, update
from tests.desk.test_response import step

CRANE = TANK | {"equipment": "塔吊", "explosion": "", "summary": "塔吊折臂", "serious_injuries": ""}
ROPEWAY = {
    "district": "渝中区",
    "unit": "长江索道",
    "equipment": "索道",
    "summary": "停在半空",
    "stranded": "10",
    "deaths": "1",
}


def reported(desk: Desk, texts: dict[str, str]) -> str:
    """A call with all four reports made."""
    ident = take(desk, texts)
    for receiver in ("district_government", "city_regulator"):
        for channel in ("phone", "written"):
            report(desk, ident, receiver, channel)
    return ident


def about(desk: Desk, ident: str) -> set[str]:
    """What the open follow-ups are about; every one is without a limit."""
    found = [one for one in later(desk, ident) if one.state == "running"]
    assert {one.due for one in found} <= {None}
    return {one.about for one in found}


@pytest.mark.parametrize(
    ("call", "texts", "words"),
    [
        (CRANE, {"overturned": "是"}, "整体倾覆待核变是，等级一般变较大"),
        (ROPEWAY, {"stranded": "120"}, "滞留10人变120人"),
        (TANK, {"cause": "焊缝开裂"}, "事故原因已问明"),
        (TANK | {"cause": "焊缝开裂"}, {"cause": "超压"}, "事故原因有变化"),
        (TANK | {"place": "3号罐区"}, {"place": "5号罐区"}, "地点有变化"),
        (TANK, {"deaths": "1-3"}, "死亡1人变确认1人，可能3人"),
        (TANK, {"toxic_leak": "是"}, "有毒泄漏待核变是"),
    ],
)
def test_whatever_differs_from_what_was_told_is_owed(
    desk: Desk, clock: FixedClock, call: dict[str, str], texts: dict[str, str], words: str
) -> None:
    ident = reported(desk, call)
    assert later(desk, ident) == []
    clock.advance(minutes=20)
    update(desk, ident, texts)
    assert about(desk, ident) == {words}
    assert {one.receiver for one in later(desk, ident)} == {"district_government", "city_regulator"}


def test_a_report_made_tells_of_it_and_of_no_more(desk: Desk, clock: FixedClock) -> None:
    ident = reported(desk, CRANE)
    clock.advance(minutes=20)
    update(desk, ident, {"overturned": "是"})
    clock.advance(minutes=1)
    report(desk, ident, "district_government", "phone")
    states = {one.receiver: (one.state, one.about) for one in later(desk, ident)}
    words = "整体倾覆待核变是，等级一般变较大"
    assert states == {
        "district_government": ("met", words),
        "city_regulator": ("running", words),
    }
    clock.advance(minutes=1)
    update(desk, ident, {"cause": "超载"})
    found = {one.receiver: one.about for one in later(desk, ident)}
    assert found == {
        "district_government": "事故原因已问明",
        "city_regulator": f"{words}，事故原因已问明",
    }


def test_what_changed_and_changed_back_is_no_news(desk: Desk, clock: FixedClock) -> None:
    ident = reported(desk, ROPEWAY)
    clock.advance(minutes=20)
    update(desk, ident, {"stranded": "120"})
    clock.advance(minutes=1)
    update(desk, ident, {"stranded": "10"})
    assert later(desk, ident) == []


def test_what_was_told_and_turns_out_void_is_told(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    clock.advance(minutes=1)
    update(desk, ident, {"deaths": "3"})
    wrong = desk.log(ident)[-1].entry
    for receiver in ("district_government", "city_regulator"):
        report(desk, ident, receiver, "phone")
    clock.advance(minutes=5)
    desk.logbook.strike(ident, wrong, "听错了")
    assert about(desk, ident) == {"死亡3人变1人"}


def test_a_grade_somebody_decided_on_and_the_response_are_told(
    desk: Desk, clock: FixedClock
) -> None:
    ident = told(desk)
    clock.advance(minutes=5)
    step(desk, ident, "started", "III")
    assert about(desk, ident) == {"响应未启动变III级"}
    clock.advance(minutes=5)
    desk.decisions.override(ident, "II", "王局", "可能扩大")
    assert about(desk, ident) == {"等级较大变重大，响应未启动变III级"}


def test_a_grade_that_time_alone_raised_is_told(desk: Desk, clock: FixedClock) -> None:
    ident = reported(desk, ROPEWAY)
    assert later(desk, ident) == []
    clock.advance(hours=13)
    assert about(desk, ident) == {"等级一般变较大"}
    [first, _second] = later(desk, ident)
    assert first.start == clock.now() - timedelta(hours=1), "12 h from the call (1.5.3)"


def test_to_whom_nothing_was_reported_nothing_is_news(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, CRANE)
    clock.advance(minutes=5)
    update(desk, ident, {"overturned": "是"})
    assert later(desk, ident) == []


def test_the_final_report_tells_the_rest_and_what_comes_after_it_is_owed(
    desk: Desk, clock: FixedClock
) -> None:
    ident = reported(desk, CRANE)
    clock.advance(minutes=5)
    update(desk, ident, {"overturned": "是"})
    desk.decisions.close(ident, "处置完毕", "王局")
    assert later(desk, ident) == []
    clock.advance(minutes=5)
    for receiver in ("district_government", "city_regulator"):
        report(desk, ident, receiver, "written", stage="final")
    clock.advance(days=40)
    update(desk, ident, {"cause": "超载"})
    assert about(desk, ident) == {"事故原因已问明"}


def test_what_is_owed_at_once_stands_above_a_limit_of_hours(desk: Desk, clock: FixedClock) -> None:
    ident = reported(desk, CRANE)
    clock.advance(minutes=20)
    update(desk, ident, {"deaths": "2"})
    report(desk, ident, "district_government", "phone", stage="follow_up")
    clock.advance(minutes=20)
    update(desk, ident, {"cause": "超载"})
    at_once = [("district_government", False), ("city_regulator", False)]
    limited = ("city_regulator", True)
    assert owed(desk, ident) == [*at_once, limited]
    assert [step.argument for step in desk.situation(ident).steps if step.action == "report"] == [
        one.rule for one in later(desk, ident) if one.state == "running"
    ]
    clock.advance(hours=23)
    assert owed(desk, ident) == [*at_once, limited], "also where little is left of it"


def owed(desk: Desk, ident: str) -> list[tuple[str, bool]]:
    """The open follow-ups as they stand: to whom, and whether they have a limit."""
    running = [one for one in later(desk, ident) if one.state == "running"]
    return [(one.receiver, one.due is not None) for one in running]
