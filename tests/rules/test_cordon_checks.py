"""Each boundary of a silence, on it and one second before; the windows, to the second."""

from datetime import UTC, datetime, timedelta

import pytest

from cqcmd.rules.cordon_checks import CHECK_STATES, INTERVAL, CheckState, next_check

HEARD = datetime(2026, 7, 25, 6, 5, tzinfo=UTC)


def silence(seconds: int, interval: int = INTERVAL) -> CheckState:
    return next_check(HEARD, interval).state_at(HEARD + timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("second", "before", "on"),
    [
        (18 * 60, "calm", "soon"),
        (20 * 60, "soon", "due"),
        (20 * 60 + 60, "due", "missed"),
        (20 * 60 + 180, "missed", "alarm"),
    ],
)
def test_a_boundary_turns_on_its_second(second: int, before: CheckState, on: CheckState) -> None:
    assert (silence(second - 1), silence(second)) == (before, on)


def test_calm_at_the_answer_and_in_alarm_for_ever() -> None:
    assert silence(0) == "calm"
    assert silence(10**8) == "alarm"


def test_the_interval_is_twenty_minutes_unless_set() -> None:
    assert INTERVAL == 20
    assert silence(5 * 60, interval=5) == "due"
    assert silence(5 * 60 - 1, interval=5) == "soon"


@pytest.mark.parametrize(("interval", "calm_for"), [(1, 30), (2, 60), (3, 90), (4, 120), (5, 180)])
def test_a_short_interval_is_announced_in_its_half(interval: int, calm_for: int) -> None:
    assert silence(calm_for - 1, interval) == "calm"
    assert silence(calm_for, interval) == "soon"


def test_turns_and_alarm_are_the_same_moments() -> None:
    check = next_check(HEARD, INTERVAL)
    assert check.alarm == check.stage_times[-1] == check.due + timedelta(seconds=180)
    assert [check.state_at(moment) for moment in check.stage_times] == list(CHECK_STATES[1:])
    assert list(check.stage_times) == sorted(check.stage_times)
