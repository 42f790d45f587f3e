"""Cars, cabins and boilers: when time alone makes it an accident, and raises it."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.common.wording import amount_words
from cqcmd.desk.desk import Desk
from cqcmd.errors import BadInput
from tests.desk.calls import LIFT, take


def test_no_duty_runs_until_two_hours_have_passed(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, LIFT, stranded_hours="1:30")
    assert desk.situation(ident).deadlines == ()
    quiet = desk.situation(ident).steps[-1]
    assert quiet.words == "14:35 满2小时即为一般事故，届时启动报告时限"
    assert quiet.urgency == "quiet"

    clock.advance(minutes=30)
    deadlines = desk.situation(ident).deadlines
    assert deadlines[0].due == datetime(2026, 7, 25, 7, 5, tzinfo=UTC)
    assert deadlines[0].anchor == "到时构成 14:35（首次来电 14:05）"
    assert desk.strip(ident).grade.clause == "1.5.4"


def test_one_second_before_nothing_runs(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, LIFT, stranded_hours="1:30")
    clock.advance(seconds=30 * 60 - 1)
    assert desk.situation(ident).deadlines == ()
    clock.advance(seconds=1)
    assert len(desk.situation(ident).deadlines) == 4


def test_people_freed_in_time_leave_no_duty(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, LIFT, stranded_hours="1:30")
    clock.advance(minutes=10)
    desk.facts.update(ident, {"stranded": "0"}, source="维保", at=clock.now())
    clock.advance(hours=5)
    assert desk.situation(ident).deadlines == ()
    assert desk.strip(ident).grade.grade is None


def test_a_death_learned_meanwhile_starts_the_duties_then(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, LIFT, stranded_hours="0:30")
    clock.advance(minutes=20)
    desk.facts.update(ident, {"deaths": "1"}, source="120", at=clock.now())
    assert desk.situation(ident).deadlines[0].start == clock.now()


def test_one_key_starts_the_duties_earlier(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, LIFT, stranded_hours="0:30")
    clock.advance(minutes=5)
    desk.reports.start_duties(ident)
    assert desk.situation(ident).deadlines[0].start == clock.now()
    with pytest.raises(BadInput):
        desk.reports.start_duties(ident)


def test_a_ropeway_climbs_through_every_grade(desk: Desk, clock: FixedClock) -> None:
    ident = take(
        desk, {"unit": "长江索道", "equipment": "索道", "stranded": "120", "stranded_hours": "0:00"}
    )
    start = clock.now()
    projections = {
        projection.grade: projection.moment - start
        for projection in desk.situation(ident).projections
    }
    hours = {"IV": 3.5, "III": 12, "II": 24, "I": 48}
    assert projections == {grade: timedelta(hours=after) for grade, after in hours.items()}
    for grade, after in hours.items():
        clock.set(start + timedelta(hours=after, seconds=-1))
        assert desk.strip(ident).grade.grade != grade
        clock.set(start + timedelta(hours=after))
        assert desk.strip(ident).grade.grade == grade


def test_a_hundred_must_still_be_up_at_the_mark(desk: Desk, clock: FixedClock) -> None:
    ident = take(
        desk, {"unit": "长江索道", "equipment": "索道", "stranded": "120", "stranded_hours": "0:00"}
    )
    clock.advance(hours=23)
    desk.facts.update(ident, {"stranded": "99"}, source="现场", at=clock.now())
    clock.advance(hours=30)
    assert desk.strip(ident).grade.grade == "III"


def test_those_brought_down_after_the_mark_leave_the_grade(desk: Desk, clock: FixedClock) -> None:
    ident = take(
        desk, {"unit": "长江索道", "equipment": "索道", "stranded": "120", "stranded_hours": "0:00"}
    )
    clock.advance(hours=24)
    desk.facts.update(ident, {"stranded": "0"}, source="现场", at=clock.now())
    clock.advance(hours=100)
    assert desk.strip(ident).grade.grade == "II"


def test_a_boiler_of_600_mw_out_for_ten_days(desk: Desk, clock: FixedClock) -> None:
    ident = take(
        desk, {"unit": "电厂", "equipment": "锅炉", "capacity_mw": "600", "outage_hours": "0"}
    )
    clock.advance(hours=240, seconds=-1)
    assert desk.strip(ident).grade.grade is None
    clock.advance(seconds=1)
    assert desk.strip(ident).grade.grade == "II"


def test_expected_hours_are_possible_only(desk: Desk) -> None:
    call = {"unit": "a", "equipment": "索道", "stranded": "5", "stranded_hours": "1-12"}
    ident = take(desk, call)
    assert desk.strip(ident).grade.grade is None
    assert desk.strip(ident).possible.grade == "III"


def test_the_accident_s_own_time_moves_the_clock(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, LIFT, occurred_at="13:05")
    assert desk.situation(ident).steps[-1].words == "15:05 满2小时即为一般事故，届时启动报告时限"
    desk.facts.update(ident, {"occurred_at": "12:00"}, source="物业", at=clock.now())
    assert desk.strip(ident).grade.grade == "IV"
    assert desk.situation(ident).deadlines[0].start == clock.now(), "none before it was learned"


def test_a_possible_duration_brings_the_forecast_forward_marked(
    desk: Desk, clock: FixedClock
) -> None:
    ident = take(desk, LIFT, stranded_hours="?1")
    view = desk.situation(ident)
    assert [one.words for one in view.projections] == [
        "仍滞留则 15:05 可能升一般",
        "仍滞留则 16:05 升一般",
    ]
    assert view.steps[-1].words == "15:05 可能满2小时成一般事故（16:05 确定），届时启动报告时限"
    assert view.strip.status == "15:05 起可能一般"
    [bell] = [alert for alert in desk.alerts() if alert.ident == ident]
    assert bell.label == "可能将满2小时，届时可能为一般"
    assert bell.stage_times == (clock.now() + timedelta(minutes=50),)
    clock.advance(hours=1)
    assert desk.strip(ident).possible.grade == "IV"
    assert desk.situation(ident).deadlines[0].start == clock.now()
    clock.advance(hours=1)
    assert desk.strip(ident).grade.grade == "IV"


def test_a_possible_duration_that_reached_the_mark_outlasts_the_rescue(
    desk: Desk, clock: FixedClock
) -> None:
    ident = take(desk, LIFT, stranded_hours="?2")
    assert desk.strip(ident).possible.grade == "IV"
    clock.advance(minutes=10)
    desk.facts.update(ident, {"stranded": "0"}, source="维保", at=clock.now())
    assert desk.strip(ident).possible.grade == "IV"
    assert desk.strip(ident).grade.grade is None
    assert desk.situation(ident).projections == ()


def test_a_boiler_s_possible_outage_grows(desk: Desk, clock: FixedClock) -> None:
    call = {"unit": "电厂", "equipment": "锅炉", "capacity_mw": "600", "outage_hours": "?230"}
    ident = take(desk, call)
    assert [one.words for one in desk.situation(ident).projections] == [
        "仍停运则 07-26 00:05 可能升重大"
    ]
    clock.advance(hours=10)
    assert desk.strip(ident).possible.grade == "II"


def test_what_time_alone_brings_is_said_once_with_its_moment(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, LIFT)
    clock.advance(seconds=61)
    view = desk.situation(ident)
    assert view.projections[0].words.startswith("仍滞留则 16:05 ")
    assert not any("滞留时长" in margin.words for margin in view.margins)
    assert view.strip.projection is None, "the status says from when it is an accident"
    assert view.strip.status == "16:05 起为一般"


def test_a_margin_that_grows_is_said_in_hours_and_minutes(desk: Desk) -> None:
    words = amount_words(desk.plan.fact("stranded_hours"), Decimal("1.9831"))
    assert words == "1小时59分钟"
