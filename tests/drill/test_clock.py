"""Simulated time: exact, never going back, the same whatever happened to the wall clock."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqcmd.clock import Clock
from cqcmd.drill.play.shared_clock import DrillClock
from cqcmd.drill.play.simulated_time import Change, Tick, machine_counter, simulated
from cqcmd.drill.scenario.times import micros, moment_of
from cqcmd.errors import BadInput, Refusal

DAY = 86_400_000_000
START = datetime(2026, 7, 25, 6, 0, tzinfo=UTC)
SPEEDS = st.integers(0, 60)
GAPS = st.integers(0, 4 * DAY)


def changes_of(steps: list[tuple[int, int, int | None]]) -> list[Change]:
    """Changes a gap apart, each with a speed and perhaps a jump."""
    at, found = 0, []
    for gap, speed, to in steps:
        at += gap
        found.append(Change(tick=Tick("c", at), speed=speed, to=to))
    return found


STEPS = st.lists(st.tuples(GAPS, SPEEDS, st.none() | st.integers(0, 90 * DAY)), max_size=8)


@given(STEPS, GAPS, GAPS)
def test_it_never_goes_back(
    steps: list[tuple[int, int, int | None]], first: int, more: int
) -> None:
    changes = changes_of(steps)
    begun = changes[-1].tick.at if changes else 0
    earlier = simulated(0, changes, Tick("c", begun + first))
    assert 0 <= earlier <= simulated(0, changes, Tick("c", begun + first + more))
    for upto in range(len(changes)):
        now = changes[upto].tick
        assert simulated(0, changes[:upto], now) <= simulated(0, changes[: upto + 1], now)


@given(STEPS, st.integers(0, 8), st.integers(0, DAY))
def test_any_split_gives_the_same_time(
    steps: list[tuple[int, int, int | None]], place: int, share: int
) -> None:
    """One more change that changes nothing, anywhere, moves no moment."""
    changes = changes_of(steps)
    now = Tick("c", (changes[-1].tick.at if changes else 0) + DAY)
    place = min(place, len(changes))
    speed = changes[place - 1].speed if place else 0
    before = changes[place - 1].tick.at if place else 0
    after = changes[place].tick.at if place < len(changes) else now.at
    between = Change(tick=Tick("c", min(before + share, after)), speed=speed)
    split = [*changes[:place], between, *changes[place:]]
    assert simulated(0, split, now) == simulated(0, changes, now)


@given(st.integers(1, 60), GAPS, GAPS)
def test_holding_for_days_changes_nothing(speed: int, before: int, after: int) -> None:
    run = [Change(tick=Tick("c", 0), speed=speed)]
    held = [
        *run,
        Change(tick=Tick("c", before), speed=0),
        Change(tick=Tick("c", before + 3 * DAY), speed=speed),
    ]
    straight = simulated(0, run, Tick("c", before + after))
    assert simulated(0, held, Tick("c", before + 3 * DAY + after)) == straight
    assert straight == speed * (before + after), "not a microsecond is lost"


@given(STEPS, st.integers(-5 * DAY, 0))
def test_a_counter_that_goes_back_adds_nothing(
    steps: list[tuple[int, int, int | None]], back: int
) -> None:
    changes = changes_of(steps)
    last = changes[-1].tick.at if changes else 0
    stood = simulated(0, changes, Tick("c", last))
    assert simulated(0, changes, Tick("c", last + back)) == stood
    assert simulated(0, changes, Tick("another start of the machine", last + DAY)) == stood


class Real:
    """Real time as a test has it."""

    def __init__(self) -> None:
        self.at, self.name = 0, "c"

    def __call__(self) -> Tick:
        return Tick(self.name, self.at)

    def passes(self, **parts: float) -> None:
        self.at += round(timedelta(**parts).total_seconds() * 1_000_000)


def since_start(clock: Clock) -> timedelta:
    return clock.now() - START


def test_the_verbs_of_the_clock(tmp_path: Path) -> None:
    real = Real()
    clock = DrillClock(tmp_path / "tape.json", START, real)
    real.passes(days=1)
    assert since_start(clock) == timedelta(), "it stands until it is let run"
    clock.run()
    real.passes(minutes=10)
    clock.run(60)
    real.passes(minutes=1)
    assert since_start(clock) == timedelta(minutes=70)
    clock.hold()
    real.passes(days=3)
    assert (since_start(clock), clock.speed) == (timedelta(minutes=70), 0)
    clock.run(2)
    clock.jump(START + timedelta(hours=5))
    real.passes(seconds=1)
    assert since_start(clock) == timedelta(hours=5, seconds=2)


def test_what_it_refuses(tmp_path: Path) -> None:
    clock = DrillClock(tmp_path / "tape.json", START, Real())
    for speed in (0, 61, -1):
        with pytest.raises(BadInput, match="1 到 60"):
            clock.run(speed)
    with pytest.raises(BadInput, match="往前"):
        clock.jump(START - timedelta(seconds=1))
    assert clock.changes == ()


def test_what_one_changes_the_other_sees(tmp_path: Path) -> None:
    real = Real()
    board, instructor = (DrillClock(tmp_path / "tape.json", START, real) for _each in range(2))
    board.run()
    real.passes(minutes=5)
    assert instructor.now() == board.now()
    instructor.run(10)
    real.passes(minutes=1)
    assert since_start(board) == timedelta(minutes=15)


def test_a_wall_clock_set_back_never_sets_it_back(tmp_path: Path) -> None:
    real = Real()
    clock = DrillClock(tmp_path / "tape.json", START, real)
    clock.run()
    real.passes(hours=2)
    stood = clock.now()
    real.passes(hours=-1)
    assert clock.now() == stood
    clock.hold()
    assert DrillClock(tmp_path / "tape.json", START, real).now() == stood


def test_a_machine_started_anew_holds_the_drill(tmp_path: Path) -> None:
    real = Real()
    clock = DrillClock(tmp_path / "tape.json", START, real)
    clock.run()
    real.passes(hours=2)
    written = clock.now()
    real.at, real.name = 0, "d"
    again = DrillClock(tmp_path / "tape.json", START, real)
    assert (again.speed, again.now()) == (0, START)
    again.catch_up(written)
    assert again.now() == written, "no earlier than what was written"
    again.run()
    real.passes(seconds=3)
    assert again.now() == written + timedelta(seconds=3)


def test_the_tape_stays_small_and_loses_no_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cqcmd.drill.play.shared_clock.MOST_CHANGES", 4)
    real = Real()
    clock = DrillClock(tmp_path / "tape.json", START, real)
    for _each in range(9):
        clock.run(2)
        real.passes(minutes=1)
    again = DrillClock(tmp_path / "tape.json", START, real)
    assert len(again.changes) == 4
    assert since_start(again) == timedelta(minutes=18)


class Hurrying(Real):
    """A counter that goes on with every look, as a real one does."""

    def __call__(self) -> Tick:
        self.at += 1
        return super().__call__()


def test_a_change_counts_nothing_twice(tmp_path: Path) -> None:
    real = Hurrying()
    clock = DrillClock(tmp_path / "tape.json", START, real)
    clock.run(60)
    begun = real.at
    for _each in range(20):
        clock.run(60)
    assert since_start(clock) == timedelta(microseconds=60 * (real.at - begun))


def test_a_broken_tape_is_a_sentence(tmp_path: Path) -> None:
    for text in ("{", '{"changes": {"1": {"speed": "快"}}}'):
        (tmp_path / "tape.json").write_text(text, encoding="utf-8")
        with pytest.raises(Refusal, match=r"tape\.json"):
            DrillClock(tmp_path / "tape.json", START, Real()).now()


RUNNER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from cqcmd.drill.play.simulated_time import machine_counter
from cqcmd.drill.play.shared_clock import DrillClock
clock = DrillClock(Path(sys.argv[1]), datetime(2026, 7, 25, 6, 0, tzinfo=UTC), machine_counter())
last = clock.now()
for turn in range(20):
    clock.run(1 + turn % 60)
    now = clock.now()
    assert now >= last
    last = now
"""


def test_several_processes_append_to_one_tape(tmp_path: Path) -> None:
    shared_clock = tmp_path / "tape.json"
    command = [sys.executable, "-c", RUNNER, str(shared_clock)]
    running = [subprocess.Popen(command, cwd=Path(__file__).parents[2]) for _each in range(2)]
    assert [process.wait(60) for process in running] == [0, 0]
    clock = DrillClock(shared_clock, START, machine_counter())
    assert len(clock.changes) == 40
    moments = [change.to for change in clock.changes]
    assert moments == sorted(moments, key=lambda to: to or 0)


def test_the_counter_of_a_machine_without_a_name_for_its_start(tmp_path: Path) -> None:
    counter = machine_counter(tmp_path / "none")
    one, other = counter(), counter()
    assert one.counter == "wall"
    assert one.at <= other.at
    assert moment_of(micros(START)) == START
