"""One clock: jumps, sleep, midnights, year ends, and any zone the machine is set to."""

import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqcmd.clock import (
    FixedClock,
    SystemClock,
    countdown,
    end_of_day_after,
    iso_local,
    local,
    parse_iso,
    stamp,
    steady_source,
)
from cqcmd.errors import BadInput

ROOT = Path(__file__).parents[1]
EAST = timezone(timedelta(hours=8))
START = datetime(2026, 11, 22, 14, 5, tzinfo=EAST)
MOMENTS = st.integers(700_000_000, 7_000_000_000).map(
    lambda seconds: datetime.fromtimestamp(seconds, UTC)
)


class Machine:
    """The three counters of a machine, moved by hand."""

    def __init__(self) -> None:
        self.wall = START.timestamp()
        self.steady = 5_000.0
        self.monotonic = 4_000.0
        self.clock = SystemClock(lambda: self.wall, lambda: self.steady, lambda: self.monotonic)

    def run(self, seconds: float) -> None:
        self.wall += seconds
        self.steady += seconds
        self.monotonic += seconds

    def sleep(self, seconds: float) -> None:
        self.wall += seconds
        self.steady += seconds

    def elapsed(self) -> float:
        return (self.clock.now() - START).total_seconds()


@pytest.mark.parametrize("jump", [3_600, -3_600, 2.5, -2.5, 86_400 * 365, -86_400 * 365])
def test_a_jump_moves_no_countdown_and_is_told_once(jump: float) -> None:
    machine = Machine()
    machine.run(60)
    assert machine.clock.check() is None
    machine.wall += jump
    machine.run(1)
    assert machine.elapsed() == pytest.approx(61)
    event = machine.clock.check()
    assert event is not None
    assert (event.kind, event.seconds) == ("jump", pytest.approx(jump))
    assert machine.clock.pending == event
    machine.run(10)
    assert machine.clock.check() is None
    assert machine.clock.pending == event
    assert machine.elapsed() == pytest.approx(71)


def test_accepting_a_jump_takes_the_walls_time() -> None:
    machine = Machine()
    machine.wall += 600
    machine.clock.check()
    machine.clock.accept()
    assert machine.elapsed() == pytest.approx(600)
    assert machine.clock.pending is None
    machine.run(5)
    assert machine.clock.check() is None
    assert machine.elapsed() == pytest.approx(605)


def test_keeping_goes_on_as_before_and_a_further_jump_is_told_again() -> None:
    machine = Machine()
    machine.wall += 600
    machine.clock.check()
    machine.clock.keep()
    assert machine.clock.pending is None
    machine.run(5)
    assert machine.clock.check() is None
    assert machine.elapsed() == pytest.approx(5)
    machine.wall += 100
    event = machine.clock.check()
    assert event is not None
    assert (event.seconds, event.off) == (pytest.approx(100), pytest.approx(700))


def test_a_jump_taken_back_settles_itself() -> None:
    machine = Machine()
    machine.wall += 600
    machine.clock.check()
    machine.wall -= 600
    event = machine.clock.check()
    assert event is not None
    assert (event.seconds, event.off) == (pytest.approx(-600), pytest.approx(0))
    assert machine.clock.pending is None
    assert machine.elapsed() == pytest.approx(0)


def test_drift_is_followed_quietly() -> None:
    machine = Machine()
    for _ in range(100):
        machine.run(1)
        machine.wall += 0.5
        assert machine.clock.check() is None
    assert machine.elapsed() == pytest.approx(150)


def test_sleep_is_counted_and_told_once() -> None:
    machine = Machine()
    machine.sleep(1_800)
    assert machine.elapsed() == pytest.approx(1_800)
    event = machine.clock.check()
    assert event is not None
    assert (event.kind, event.seconds) == ("suspend", pytest.approx(1_800))
    assert machine.clock.check() is None
    assert machine.clock.pending is None


def test_sleep_and_a_jump_together_are_two_things() -> None:
    machine = Machine()
    machine.sleep(1_800)
    machine.wall -= 7_200
    kinds = [event and event.kind for event in (machine.clock.check() for _ in range(3))]
    assert kinds == ["suspend", "jump", None]


def test_a_machine_without_a_counter_of_sleep_falls_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: int) -> float:
        raise OSError(22, "Invalid argument")

    monkeypatch.setattr(time, "clock_gettime", refuse)
    assert steady_source() is time.monotonic
    monkeypatch.delattr(time, "CLOCK_BOOTTIME", raising=False)
    assert steady_source() is time.monotonic
    before = SystemClock().now()
    assert abs((before - datetime.now(UTC)).total_seconds()) < 1


def test_the_systems_own_clock_agrees_with_the_wall() -> None:
    clock = SystemClock()
    assert abs((clock.now() - datetime.now(UTC)).total_seconds()) < 1
    assert clock.now().utcoffset() == timedelta()
    assert clock.check() is None


def test_a_real_change_of_the_boot_counter_shows_as_sleep() -> None:
    code = (
        "import time; from cqcmd.clock import steady_source\n"
        "print(steady_source()() - time.monotonic())"
    )
    inside = ["unshare", "-T", "--boottime", "86400", sys.executable, "-c", code]
    try:
        ran = subprocess.run(inside, cwd=ROOT, capture_output=True, text=True)
    except FileNotFoundError:
        pytest.skip("no unshare on this system")
    if ran.returncode:
        pytest.skip(f"time namespaces are not permitted here: {ran.stderr.strip()}")
    here = steady_source()() - time.monotonic()
    assert float(ran.stdout) - here == pytest.approx(86_400, abs=5)


def test_a_fixed_clock_moves_only_when_told() -> None:
    clock = FixedClock(START)
    assert clock.now() == START
    assert clock.now().tzinfo is UTC
    clock.advance(minutes=59, seconds=60)
    assert clock.now() == START + timedelta(hours=1)
    clock.advance(hours=-1)
    clock.set(START + timedelta(days=2))
    assert clock.now() - START == timedelta(days=2)


@pytest.mark.parametrize("use", [FixedClock, local, iso_local, lambda m: stamp(START, m)])
def test_a_moment_without_a_zone_is_our_mistake(use: object) -> None:
    with pytest.raises(ValueError, match="naive"):
        use(START.replace(tzinfo=None))  # type: ignore[operator]


@pytest.mark.parametrize(
    ("moment", "now", "shown"),
    [
        ("2026-11-22T14:05:59+08:00", "2026-11-22T23:59:59+08:00", "14:05"),
        ("2026-11-22T00:00:00+08:00", "2026-11-22T00:00:00+08:00", "00:00"),
        ("2026-11-21T23:59:59+08:00", "2026-11-22T00:00:00+08:00", "昨天 23:59"),
        ("2026-11-21T15:59:59Z", "2026-11-21T16:00:00Z", "昨天 23:59"),
        ("2026-11-20T23:59:59+08:00", "2026-11-22T00:00:00+08:00", "11-20 23:59"),
        ("2025-12-31T23:59:59+08:00", "2026-01-01T00:00:00+08:00", "昨天 23:59"),
        ("2025-12-30T10:00:00+08:00", "2026-01-01T00:00:00+08:00", "2025-12-30 10:00"),
        ("2026-11-23T08:00:00+08:00", "2026-11-22T14:00:00+08:00", "11-23 08:00"),
        ("2027-01-01T00:00:00+08:00", "2026-12-31T23:00:00+08:00", "2027-01-01 00:00"),
        ("2028-02-29T09:00:00+08:00", "2028-03-01T09:00:00+08:00", "昨天 09:00"),
    ],
)
def test_a_stamp_is_as_short_as_today_allows(moment: str, now: str, shown: str) -> None:
    assert stamp(parse_iso(moment), parse_iso(now)) == shown


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0, "00:00:00"),
        (0.9, "00:00:00"),
        (833, "00:13:53"),
        (99 * 3600 + 3599, "99:59:59"),
        (100 * 3600, "4天04时"),
        (30 * 86_400 - 1, "29天23时"),
        (-130, "超 00:02:10"),
        (-0.4, "超 00:00:00"),
        (-40 * 86_400, "超 40天00时"),
    ],
)
def test_a_countdown_is_read_at_a_glance(seconds: float, shown: str) -> None:
    assert countdown(timedelta(seconds=seconds)) == shown


@given(MOMENTS)
def test_iso_goes_out_and_comes_back(moment: datetime) -> None:
    text = iso_local(moment)
    assert text.endswith("+08:00")
    assert parse_iso(text) == moment


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("2026-11-22T14:05:00+08:00", 6),
        ("2026-11-22 14:05+0800", 6),
        ("2026-11-22T06:05:00Z", 6),
        ("20261122T060500Z", 6),
        ("2026-11-22T06:05:00.250-00:00", 6),
        ("2024-02-29T23:59:59-05:00", 4),
    ],
)
def test_iso_is_read_with_any_offset(text: str, hour: int) -> None:
    assert parse_iso(text).hour == hour
    assert parse_iso(text).tzinfo is UTC


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-22T14:05:00",
        "2026-11-22",
        "14:05+08:00",
        "2026-02-29T00:00:00+08:00",
        "2026-13-01T00:00:00+08:00",
        "2026-11-22T25:00:00+08:00",
        "2026-11-22x14:05:00+08:00",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-12:00",
        "２０２６-11-22T14:05:00+08:00",
        "今天",
        "",
        "\ud800",
        "1" * 10_000,
    ],
)
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        parse_iso(text)


@pytest.mark.parametrize(
    ("moment", "end"),
    [
        ("2026-11-22T14:05:00+08:00", "2026-12-23T00:00:00+08:00"),
        ("2026-11-22T00:00:00+08:00", "2026-12-23T00:00:00+08:00"),
        ("2026-11-22T23:59:59+08:00", "2026-12-23T00:00:00+08:00"),
        ("2026-11-22T16:00:00Z", "2026-12-24T00:00:00+08:00"),
        ("2026-12-15T10:00:00+08:00", "2027-01-15T00:00:00+08:00"),
        ("2028-01-30T10:00:00+08:00", "2028-03-01T00:00:00+08:00"),
        ("2027-01-30T10:00:00+08:00", "2027-03-02T00:00:00+08:00"),
    ],
)
def test_the_thirtieth_day_ends_at_midnight(moment: str, end: str) -> None:
    found = end_of_day_after(parse_iso(moment), 30)
    assert found == parse_iso(end)
    assert found.tzinfo is UTC


ANYWHERE = """
from datetime import UTC, datetime
from cqcmd.clock import SystemClock, end_of_day_after, iso_local, parse_iso, stamp
moment = parse_iso("2026-12-31T23:59:59+08:00")
print(iso_local(moment), stamp(moment, parse_iso("2026-12-31T16:00:00Z")),
      iso_local(end_of_day_after(moment, 30)),
      abs((SystemClock().now() - datetime.now(UTC)).total_seconds()) < 1)
"""


@pytest.mark.parametrize(
    "zone", ["UTC", "Asia/Shanghai", "America/New_York", "Pacific/Kiritimati", "Nowhere/Else", ""]
)
def test_the_machines_zone_does_not_matter(zone: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", ANYWHERE],
        env=os.environ | {"TZ": zone},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout == ("2026-12-31T23:59:59+08:00 昨天 23:59 2027-01-31T00:00:00+08:00 True\n")
