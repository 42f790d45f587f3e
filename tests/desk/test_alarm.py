"""When it rings: own duties, at each stage, once a minute's worth, and again if nobody is there."""

from datetime import timedelta

from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.station.alarm import Alarm
from tests.desk.calls import LIFT, TANK, report, take


def rings(desk: Desk, clock: FixedClock, alarm: Alarm, minutes: int) -> list[tuple[int, list[str]]]:
    """Minute and labels of every ring, ticking each second for so many minutes."""
    found = []
    for second in range(1, minutes * 60 + 2):
        clock.advance(seconds=1)
        ring = alarm.tick(clock.now(), desk.alerts())
        if ring:
            found.append((second // 60, sorted(bell.label for bell in ring)))
    return found


def test_the_stages_of_phone_and_written_duties(desk: Desk, clock: FixedClock) -> None:
    alarm = Alarm(clock.now())
    take(desk, TANK)
    phone = ["电话 区县政府", "电话 市市监局"]
    written = ["书面 区县政府", "书面 市市监局"]
    assert rings(desk, clock, alarm, 60) == [
        (20, phone),
        (25, phone),
        (30, phone),
        (40, written),
        (50, written),
        (60, written),
    ]


def test_those_due_in_the_same_minute_ring_once(desk: Desk, clock: FixedClock) -> None:
    alarm = Alarm(clock.now())
    take(desk, TANK)
    clock.advance(seconds=20)
    take(desk, TANK)
    assert [minute for minute, _labels in rings(desk, clock, alarm, 22)] == [19]


def test_a_met_duty_rings_no_more(desk: Desk, clock: FixedClock) -> None:
    alarm = Alarm(clock.now())
    ident = take(desk, TANK)
    for receiver in ("district_government", "city_regulator"):
        for channel in ("phone", "written"):
            report(desk, ident, receiver, channel)
    assert rings(desk, clock, alarm, 60) == []


def test_another_organisations_duty_never_rings(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    report(desk, ident, "district_government", "phone")
    labels = {bell.label for bell in desk.alerts()}
    assert labels == {"电话 市市监局", "书面 区县政府", "书面 市市监局"}


def test_a_long_sleep_rings_once_for_all_it_missed(desk: Desk, clock: FixedClock) -> None:
    alarm = Alarm(clock.now())
    take(desk, TANK)
    clock.advance(hours=3)
    assert len(alarm.tick(clock.now(), desk.alerts())) == 4
    assert alarm.tick(clock.now() + timedelta(seconds=1), desk.alerts()) == ()


def test_unattended_for_five_minutes_an_overdue_duty_rings_each_minute(
    desk: Desk, clock: FixedClock
) -> None:
    take(desk, TANK)
    clock.advance(minutes=31)
    alarm, found = Alarm(clock.now()), []
    for second in range(1, 7 * 60):
        clock.advance(seconds=1)
        found += [second] if alarm.repeats(clock.now(), list(desk.alerts())) else []
    assert found == [300, 360]
    alarm.key_pressed(clock.now())
    clock.advance(minutes=1)
    assert not alarm.repeats(clock.now(), list(desk.alerts()))


def test_one_bell_ten_minutes_before_time_makes_it_an_accident(
    desk: Desk, clock: FixedClock
) -> None:
    alarm = Alarm(clock.now())
    take(desk, LIFT, stranded_hours="1:30")
    assert rings(desk, clock, alarm, 29) == [(20, ["将满2小时，届时为一般"])]


def test_what_rang_by_a_clock_that_was_ahead_rings_again_when_it_is_due(
    desk: Desk, clock: FixedClock
) -> None:
    alarm = Alarm(clock.now())
    take(desk, TANK)
    assert len(rings(desk, clock, alarm, 31)) == 3
    clock.advance(minutes=-31)
    assert [minute for minute, _labels in rings(desk, clock, alarm, 31)] == [19, 24, 29]
