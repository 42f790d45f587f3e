"""One clock: jumps both ways, drift and sleep; nothing moves a countdown."""

import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from cqcmd.clock import FixedClock, SystemClock, steady_source

ROOT = Path(__file__).parents[1]
EAST = timezone(timedelta(hours=8))
START = datetime(2026, 11, 22, 14, 5, tzinfo=EAST)


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
    assert event.kind == "jump"
    assert event.seconds == pytest.approx(jump)
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
    assert [event.seconds, event.off] == pytest.approx([100, 700])


def test_a_jump_taken_back_settles_itself() -> None:
    machine = Machine()
    machine.wall += 600
    machine.clock.check()
    machine.wall -= 600
    event = machine.clock.check()
    assert event is not None
    assert [event.seconds, event.off] == pytest.approx([-600, 0])
    assert machine.clock.pending is None
    assert machine.elapsed() == pytest.approx(0)


def test_what_it_rests_on_tells_of_no_jump_that_nobody_has_noticed() -> None:
    machine = Machine()
    machine.run(60)
    machine.wall += 3_600
    base = machine.clock.base()
    assert base.off == pytest.approx(0, abs=0.001)
    machine.clock.check()
    assert machine.clock.base().off == pytest.approx(3_600, abs=0.001)


def test_a_small_step_is_followed_half_a_second_a_look() -> None:
    machine = Machine()
    machine.wall += 1.8
    shown = []
    for _look in range(5):
        machine.clock.check()
        shown.append(round(machine.elapsed(), 1))
    assert shown == [0.5, 1.0, 1.5, 1.8, 1.8]


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
    assert event.kind == "suspend"
    assert event.seconds == pytest.approx(1_800)
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
