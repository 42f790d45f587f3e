"""One time for all terminals of a station, over starts of the program and of the machine."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.drill.real_alarms import RealWatch
from cqcmd.desk.opening import Opening
from cqcmd.errors import BadInput, Refusal
from tests.desk.calls import TANK, take
from tests.desk.conftest import START
from tests.support.machines import WALL, Machine

HOUR = 3_600.0
WILD = (
    b'{"time": {"1": {"base": {"at": 1e300, "wall": 1e300, "steady": 1, "boot": "boot 1"}, '
    b'"entry": ""}}}'
)
Open = Callable[..., Opening]


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def terminal(tmp_path: Path, machine: Machine) -> Iterator[Open]:
    """Another terminal of the one station, as the app opens it."""
    opened: list[Opening] = []

    def open_post(*, observing: bool = False) -> Opening:
        opening = Opening(tmp_path / "data", None, machine.clock(), observing=observing)
        opening.read_journal()
        if not opening.desk.watch.station and not observing:
            opening.desk.station.set_up("district_regulator", "渝中区市场监管局", None, {}, "李敏")
        opening.desk.time.begin()
        opening.desk.time.keep()
        opened.append(opening)
        return opening

    yield open_post
    for opening in opened:
        opening.close()


def left(desk: Desk, ident: str) -> float:
    due = desk.situation(ident).deadlines[0].due
    assert due is not None
    return (due - desk.clock.now()).total_seconds()


def tick(*desks: Desk) -> None:
    for desk in desks:
        desk.time.second()
        desk.refresh()
    for desk in desks:
        desk.refresh()


def clock_words(desk: Desk) -> list[str]:
    return [line.words for line in desk.log(None) if line.kind == "clock"]


@pytest.mark.parametrize("jump", [HOUR, -HOUR])
def test_a_clock_set_while_the_post_was_shut_moves_no_deadline_and_is_asked_about(
    terminal: Open, machine: Machine, jump: float
) -> None:
    first = terminal()
    ident = take(first.desk, TANK)
    first.close()
    machine.run(60, jump=jump)
    again = terminal().desk
    assert left(again, ident) == pytest.approx(29 * 60, abs=1)
    assert again.time.doubt == "jump"
    assert again.watch.time_mark == "时间待核"
    asked = again.time.question()
    assert any("系统时间" in words and "最后的记录" in words for words in asked.told)
    assert "1时" in "".join(asked.told)
    assert again.situation(ident).deadlines[0].doubtful
    assert clock_words(again) == [f"系统时钟跳变 {round(jump):+} 秒，时限未变"]


def test_the_question_stands_over_another_start_until_somebody_answers(
    terminal: Open, machine: Machine
) -> None:
    first = terminal()
    ident = take(first.desk, TANK)
    first.close()
    machine.run(60, jump=-HOUR)
    terminal().close()
    machine.run(60)
    third = terminal().desk
    assert third.time.doubt == "jump"
    assert left(third, ident) == pytest.approx(28 * 60, abs=1)
    assert len(clock_words(third)) == 1, "it is told once"
    third.time.go_on()
    machine.run(60)
    fourth = terminal().desk
    assert (fourth.time.doubt, fourth.watch.time_mark) == ("", "")
    assert left(fourth, ident) == pytest.approx(27 * 60, abs=1)


@pytest.mark.parametrize(
    ("judge", "passed"),
    [
        (lambda desk: desk.time.accept(), -HOUR),
        (lambda desk: desk.time.go_on(), 0.0),
        (lambda desk: desk.time.enter("14:45"), 39 * 60.0),
    ],
)
def test_all_terminals_show_what_one_decided(
    terminal: Open, machine: Machine, judge: Callable[[Desk], None], passed: float
) -> None:
    one, other = terminal().desk, terminal().desk
    ident = take(one, TANK)
    machine.run(60, jump=-HOUR)
    tick(other, one)
    assert (one.time.doubt, other.time.doubt) == ("jump", "jump")
    judge(one)
    late = terminal().desk
    for seconds in range(120):
        machine.run(1)
        tick(one, other, late)
        times = [left(desk, ident) for desk in (one, other, late)]
        assert max(times) - min(times) < 0.01, seconds
        assert times[0] == pytest.approx(29 * 60 - passed - seconds - 1, abs=1)
        assert {desk.time.doubt for desk in (one, other, late)} == {""}
    assert len(clock_words(one)) == 2, "one jump, one decision"


def test_a_terminal_opened_after_the_jump_agrees_with_one_that_was_there(
    terminal: Open, machine: Machine
) -> None:
    there = terminal().desk
    ident = take(there, TANK)
    machine.run(60, jump=HOUR)
    newcomer = terminal().desk
    assert abs(left(there, ident) - left(newcomer, ident)) < 0.01
    tick(there, newcomer)
    machine.run(1)
    tick(there, newcomer)
    assert abs(left(there, ident) - left(newcomer, ident)) < 0.01


def test_a_small_step_never_parts_two_terminals_by_more_than_a_second(
    terminal: Open, machine: Machine
) -> None:
    one, other = terminal().desk, terminal().desk
    machine.run(0.5, jump=1.9)
    for _second in range(6):
        one.time.second()
        assert abs(one.clock.now() - other.clock.now()) <= timedelta(seconds=1)
        machine.run(0.5)
        other.time.second()
        assert abs(one.clock.now() - other.clock.now()) <= timedelta(seconds=1)
        machine.run(0.5)
    assert one.clock.now().timestamp() == pytest.approx(machine.wall, abs=0.1)
    assert one.time.doubt == ""


def test_a_machine_started_anew_with_a_dead_battery_is_not_believed(
    terminal: Open, machine: Machine
) -> None:
    first = terminal()
    ident = take(first.desk, TANK)
    first.close()
    machine.start_anew(120, jump=-WALL)
    again = terminal().desk
    assert again.time.doubt == "behind"
    assert left(again, ident) <= 30 * 60, "no earlier than what was recorded"
    asked = "\n".join(again.time.question().told)
    assert "1970-01-01" in asked
    again.time.enter("14:20")
    assert left(again, ident) == pytest.approx(15 * 60, abs=1)
    assert (again.time.doubt, again.watch.time_mark) == ("", "")


def test_a_network_that_sets_the_clock_right_is_asked_about_once_more(
    terminal: Open, machine: Machine
) -> None:
    first = terminal()
    take(first.desk, TANK)
    first.close()
    machine.start_anew(120, jump=-WALL)
    again = terminal().desk
    machine.run(5, jump=WALL)
    moved = again.time.second()
    assert moved is not None
    assert again.time.doubt == "behind"
    again.time.accept()
    assert again.clock.now().timestamp() == pytest.approx(machine.wall, abs=0.1)
    assert not again.watch.time_mark


def test_unanswered_and_the_machine_right_at_its_next_start_nothing_is_left_to_ask(
    terminal: Open, machine: Machine
) -> None:
    first = terminal()
    ident = take(first.desk, TANK)
    first.close()
    machine.start_anew(120, jump=-WALL)
    terminal().close()
    machine.start_anew(60, jump=WALL)
    again = terminal().desk
    assert again.time.doubt == ""
    assert left(again, ident) == pytest.approx(30 * 60 - 180, abs=1)
    assert clock_words(again)[-1] == "系统时钟又对上了，时限未变"


def test_what_was_judged_holds_over_a_start_of_the_machine_and_says_that_it_is_inferred(
    terminal: Open, machine: Machine
) -> None:
    first = terminal()
    ident = take(first.desk, TANK)
    machine.run(60, jump=HOUR)
    tick(first.desk)
    first.desk.time.go_on()
    first.close()
    machine.start_anew(120)
    again = terminal().desk
    assert (again.time.doubt, again.watch.time_mark) == ("inferred", "时间推定")
    assert left(again, ident) == pytest.approx(27 * 60, abs=1)
    again.time.go_on()
    assert again.time.doubt == "inferred", "nobody can know it"
    again.time.enter("14:08")
    assert not again.watch.time_mark


def test_a_machine_started_anew_far_ahead_is_asked_about(terminal: Open, machine: Machine) -> None:
    terminal().close()
    machine.start_anew(120, jump=400 * 86_400)
    again = terminal().desk
    assert again.time.doubt == "ahead"
    assert "快400天" in "\n".join(again.time.question().told)


def test_a_clock_that_was_far_ahead_leaves_order_and_undo_whole(
    terminal: Open, machine: Machine
) -> None:
    machine.wall += 400 * 86_400
    first = terminal()
    ident = take(first.desk, TANK)
    machine.run(5, jump=-400 * 86_400)
    tick(first.desk)
    first.desk.time.accept()
    assert first.desk.logbook.undo_left(ident) == 25, "setting the time is no act of the officer's"
    first.desk.logbook.note(ident, "后记")
    words = [line.words for line in first.desk.log(ident)]
    assert first.desk.situation(ident).deadlines[0].doubtful, "its call lies ahead of the time"
    assert "后记" in "".join(words)
    machine.run(31)
    assert not first.desk.logbook.can_undo()
    first.close()
    machine.run(5)
    again = terminal().desk
    assert again.time.doubt == "", "what lies ahead is asked about no more"
    machine.start_anew(60)
    last = terminal().desk
    assert last.time.doubt == ""
    assert [line.words for line in last.log(ident)] == words


def test_a_jump_while_the_journal_is_locked_is_written_later_and_marked_at_once(
    terminal: Open, machine: Machine
) -> None:
    one, other = terminal(), terminal()
    one.desk._open_record.journal.access.patience = 0.05
    with other.desk._open_record.act():
        machine.run(1, jump=HOUR)
        one.desk.time.second()
        assert one.desk.time.doubt == "jump"
        with pytest.raises(Refusal):
            one.desk.time.accept()
        assert one.desk.time.doubt == "jump", "not settled here alone"
        assert one.desk.clock.now().timestamp() == pytest.approx(machine.wall - HOUR, abs=0.1)
    for _second in range(60):
        machine.run(1)
        one.desk.time.second()
    assert clock_words(one.desk) == ["系统时钟跳变 +3600 秒，时限未变"]
    one.desk.time.accept()
    tick(other.desk)
    assert other.desk.time.doubt == ""
    assert other.desk.clock.now().timestamp() == pytest.approx(machine.wall, abs=0.1)


def test_two_who_answer_at_once_do_not_overrule_each_other(
    terminal: Open, machine: Machine
) -> None:
    one, other = terminal().desk, terminal().desk
    machine.run(1, jump=HOUR)
    tick(one, other)
    one.time.go_on()
    with pytest.raises(BadInput, match="另一个终端"):
        other.time.accept()
    assert other.clock.now() == one.clock.now()
    assert len(clock_words(one)) == 2


def test_whoever_observes_writes_nothing_and_sees_the_same_time(
    terminal: Open, machine: Machine, tmp_path: Path
) -> None:
    first = terminal()
    ident = take(first.desk, TANK)
    before = first.desk.backups.verify().words
    first.close()
    kept = (tmp_path / "data" / "clock.json").read_bytes()
    machine.run(60, jump=-HOUR)
    observer = terminal(observing=True)
    observer.desk.time.second()
    assert observer.desk.watch.time_mark == "时间待核"
    assert left(observer.desk, ident) == pytest.approx(29 * 60, abs=1)
    with pytest.raises(Refusal, match="观察模式"):
        observer.desk.time.accept()
    observer.close()
    assert observer.desk.time.doubt == "jump"
    assert (tmp_path / "data" / "clock.json").read_bytes() == kept
    again = terminal().desk
    assert again.backups.verify().words != before, "the post itself writes it down"


@pytest.mark.parametrize(
    ("wrong", "typed"), [(-WALL, "2026-07-25 14:20"), (400 * 86_400.0, "14:20")]
)
def test_the_right_time_can_be_typed_however_wrong_the_machine_is(
    terminal: Open, machine: Machine, wrong: float, typed: str
) -> None:
    first = terminal()
    ident = take(first.desk, TANK)
    first.close()
    machine.start_anew(120, jump=wrong)
    again = terminal().desk
    again.time.enter(typed)
    assert left(again, ident) == pytest.approx(15 * 60, abs=1)
    assert not again.watch.time_mark


def test_a_new_post_on_a_machine_of_1970_asks_for_the_whole_date(
    terminal: Open, machine: Machine
) -> None:
    machine.wall = 100.0
    desk = terminal().desk
    assert desk.time.doubt == "behind"
    with pytest.raises(BadInput, match="年月日"):
        desk.time.enter("14:20")
    desk.time.enter("2026-07-25 14:20")
    ident = take(desk, TANK)
    assert left(desk, ident) == pytest.approx(30 * 60, abs=1)
    assert terminal().desk.clock.now() == desk.clock.now()


def test_a_machine_of_1970_is_never_taken_to_be_right(terminal: Open, machine: Machine) -> None:
    desk = terminal().desk
    now = desk.clock.now()
    machine.run(1, jump=-machine.wall)
    tick(desk)
    with pytest.raises(BadInput, match="比预案还早"):
        desk.time.accept()
    assert abs((desk.clock.now() - now).total_seconds()) < 5
    assert desk.time.asks, "it is still to be answered"


@pytest.mark.parametrize("damage", [b"", b"{", b'{"time": {"1": {"base": 3}}}', b"\xff\xfe", WILD])
def test_a_damaged_time_file_is_as_none(
    terminal: Open, machine: Machine, tmp_path: Path, damage: bytes
) -> None:
    first = terminal()
    ident = take(first.desk, TANK)
    first.close()
    (tmp_path / "data" / "clock.json").write_bytes(damage)
    machine.run(60, jump=-HOUR)
    again = terminal().desk
    assert again.time.doubt == "behind"
    assert left(again, ident) == pytest.approx(30 * 60, abs=1)
    assert (tmp_path / "data" / "clock.json").read_bytes() != damage


@pytest.mark.parametrize("typed", ["", "几点", "25:00", "1999-01-01 10:00"])
def test_a_time_that_cannot_be_is_refused(terminal: Open, machine: Machine, typed: str) -> None:
    desk = terminal().desk
    machine.run(1, jump=HOUR)
    tick(desk)
    with pytest.raises(BadInput):
        desk.time.enter(typed)
    assert desk.time.doubt == "jump"


def test_midnight_and_sleep_are_no_doubt(terminal: Open, machine: Machine) -> None:
    desk = terminal().desk
    ident = take(desk, TANK)
    machine.run(60, sleep=10 * HOUR)
    tick(desk)
    assert desk.time.doubt == ""
    assert left(desk, ident) == pytest.approx(29 * 60 - 10 * HOUR, abs=1)
    assert clock_words(desk) == ["本机休眠 36000 秒，时限未变"]


def test_a_clock_that_is_not_the_machines_has_no_doubts(tmp_path: Path) -> None:
    opening = Opening(tmp_path / "data", None, FixedClock(START))
    opening.read_journal()
    opening.desk.time.begin()
    assert opening.desk.time.second() is None
    assert (opening.desk.time.doubt, opening.desk.watch.time_mark) == ("", "")
    assert not opening.desk.time.keeping_due
    opening.close()
    assert not (tmp_path / "data" / "clock.json").exists()


def test_the_real_countdowns_in_a_drill_run_by_the_time_of_the_real_post(
    terminal: Open, machine: Machine, tmp_path: Path
) -> None:
    first = terminal()
    ident = take(first.desk, TANK)
    first.close()
    machine.run(60, jump=-HOUR)
    watch = RealWatch(tmp_path / "data", first.desk.plan, machine.clock())
    watch.poll()
    dues = [bell.due for bell in watch.bells if bell.ident == ident and bell.due is not None]
    assert (min(dues) - watch.clock.now()).total_seconds() == pytest.approx(29 * 60, abs=1)
    assert all(bell.doubtful for bell in watch.bells)
    watch.close()
