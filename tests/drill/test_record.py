"""What happens beside the journal of a drill: shared by its terminals, kept, never changed."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from filelock import FileLock

from cqcmd.desk import drill_opening
from cqcmd.desk.drill.drawer import DrillFolder
from cqcmd.desk.drill.session import DrillSession
from cqcmd.desk.opening import Opening
from cqcmd.drill.play.shared_clock import DrillClock
from cqcmd.drill.play.simulated_time import Tick
from cqcmd.drill.scenario import library as box
from cqcmd.errors import BadInput, Refusal, Unwritable
from cqcmd.local_store import session_lock as seats
from cqcmd.local_store.session_lock import MOST, SessionLocks
from tests.support.real_time import Seconds

START = datetime(2026, 9, 18, 1, 30, tzinfo=UTC)


@pytest.fixture
def drill_folder(tmp_path: Path, real: Seconds) -> DrillFolder:
    return drill_opening.start_drill(tmp_path / "data", "lift-trapping", None)


def opened(drill_folder: DrillFolder, role: str = "trainee") -> tuple[Opening, DrillSession]:
    opening, session = drill_opening.opened_drill(drill_folder, role)  # type: ignore[arg-type]
    opening.read_journal()
    return opening, session


def test_what_one_terminal_sees_arrive_the_other_does_too(
    drill_folder: DrillFolder, real: Seconds
) -> None:
    (one, trainee), (other, instructor) = opened(drill_folder), opened(drill_folder, "instructor")
    trainee.run()
    real.now = 300
    (call,) = trainee.poll().calls
    trainee.answer(call.ident)
    assert instructor.poll().calls == trainee.poll().calls != (call,)
    desk = other.desk.drills.instructor(instructor)
    desk.send("phone", " 区政府值班室 ", "马上回话")
    desk.send_now(instructor.scenario.inject[1].id)
    waiting = trainee.poll().waiting
    assert ("区政府值班室", "马上回话") in [(call.sender, call.words) for call in waiting]
    assert len(waiting) == 2
    assert trainee.state.calls == instructor.state.calls
    with pytest.raises(BadInput, match="这条已经到了"):
        desk.send_now(instructor.scenario.inject[1].id)
    one.close()
    other.close()


def test_nothing_is_lost_when_everybody_leaves(drill_folder: DrillFolder, real: Seconds) -> None:
    opening, session = opened(drill_folder, "instructor")
    session.run()
    real.now = 400
    desk = opening.desk.drills.instructor(session)
    desk.send("radio", "石班长", "到了")
    desk.observe("没有复诵", "王敏")
    desk.observe("接得快", at=START + timedelta(seconds=310))
    before = session.poll().calls
    session.leave()
    opening.close()
    opening, session = opened(drill_folder)
    session.resume()
    assert session.state.calls == before
    seen = session.inbox.observations()
    assert [(observation.words, observation.by) for observation in seen] == [
        ("接得快", ""),
        ("没有复诵", "王敏"),
    ]
    assert seen[0].at == START + timedelta(seconds=310)
    opening.close()


def test_what_the_instructor_may_not_do(drill_folder: DrillFolder, real: Seconds) -> None:
    opening, session = opened(drill_folder, "instructor")
    session.run()
    desk = opening.desk.drills.instructor(session)
    refusals: tuple[tuple[str, Callable[[], object]], ...] = (
        ("谁是空的", lambda: desk.send("phone", " ", "马上")),
        ("原话是空的", lambda: desk.send("phone", "王处", "\n")),
        ("超过 2000 字", lambda: desk.send("phone", "王处", "话" * 2001)),
        ("观察是空的", lambda: desk.observe("")),
        ("在演练开始（09:30）之前", lambda: desk.observe("看", at=START - timedelta(hours=1))),
        (
            "在演练开始（09:30）之前",
            lambda: desk.observe("看", at=datetime(1900, 1, 1, tzinfo=UTC)),
        ),
        ("观察人超过 2000 字", lambda: desk.observe("看", "王" * 2001)),
        ("在演练时间之后", lambda: desk.observe("看", at=START + timedelta(hours=9))),
    )
    for refused, act in refusals:
        with pytest.raises(BadInput, match=refused):
            act()
    session.finish()
    with pytest.raises(BadInput, match="演练已经结束"):
        desk.send("phone", "王处", "马上")
    desk.observe("结束以后想起来的")
    assert opening.desk.observing
    opening.close()


def test_only_the_instructor_sees_what_is_to_come_and_what_is_hidden(
    drill_folder: DrillFolder, real: Seconds
) -> None:
    opening, session = opened(drill_folder, "instructor")
    messages = opening.desk.drills.instructor(session).messages()
    assert len(messages) == len(session.scenario.inject)
    assert messages[0].when == "09:35"
    assert any("孕妇" in hidden for hidden in messages[0].hides)
    assert session.poll().calls == ()
    opening.close()


def test_the_conditions_of_messages_are_told_in_words(tmp_path: Path, real: Seconds) -> None:
    drill_folder = drill_opening.start_drill(tmp_path, "vessel-toxic-release", None)
    opening, session = opened(drill_folder, "instructor")
    whens = [message.when for message in opening.desk.drills.instructor(session).messages()]
    assert any(" 还没有“措施 " in when for when in whens)
    assert "“响应 II级”后 0:10:00" in whens
    opening.close()


def test_the_last_trainee_to_leave_holds_the_clock(
    drill_folder: DrillFolder, real: Seconds
) -> None:
    one, two, boss = opened(drill_folder), opened(drill_folder), opened(drill_folder, "instructor")
    one[1].run()
    one[1].leave()
    assert two[1].clock.speed == 1
    boss[1].leave()
    assert two[1].clock.speed == 1
    two[1].leave()
    assert two[1].clock.speed == 0
    for opening, _session in (one, two, boss):
        opening.close()


def test_where_an_instructor_is_he_says_how_fast_it_goes(
    drill_folder: DrillFolder, real: Seconds
) -> None:
    (one, trainee), (other, instructor) = opened(drill_folder), opened(drill_folder, "instructor")
    trainee.run()
    for act in (lambda: trainee.faster(1), trainee.jump, trainee.finish):
        with pytest.raises(BadInput, match="导调在场"):
            act()
    trainee.hold()
    instructor.faster(1)
    assert trainee.clock.speed == 2
    instructor.leave()
    assert trainee.faster(1) == 5
    one.close()
    other.close()


def test_a_real_alarm_holds_it_whoever_else_is_there(
    drill_folder: DrillFolder, real: Seconds
) -> None:
    one, two = opened(drill_folder), opened(drill_folder)
    one[1].run(60)
    one[1].leave(holding=True)
    assert two[1].clock.speed == 0
    for opening, _session in (one, two):
        opening.close()


def test_a_broken_record_is_kept_beside_and_told(drill_folder: DrillFolder, real: Seconds) -> None:
    for broken in ('{"arrived": {"1": {"id": "call", "at": "gestern"}}}', "{", "[]"):
        drill_folder.record.write_text(broken, encoding="utf-8")
        opening, session = opened(drill_folder)
        (words,) = session.poll().faults
        assert "已改名为" in words
        assert session.poll().faults == ()
        opening.close()
        session.leave()
    assert len(list(drill_folder.place.glob("record.json.bad-*"))) >= 1


def test_after_a_kill_the_clock_stands_at_the_last_beat(tmp_path: Path, real: Seconds) -> None:
    shared_clock = DrillClock(tmp_path / "tape.json", START, real)
    shared_clock.stand_since(None)
    shared_clock.run(60)
    real.now = 10
    beat = real()
    real.now = 500
    late = DrillClock(tmp_path / "tape.json", START, real)
    late.stand_since(beat)
    assert late.speed == 0
    assert late.now() == START + timedelta(minutes=10)
    late.run(1)
    real.now = 510
    assert late.now() == START + timedelta(minutes=10, seconds=10)
    another = DrillClock(tmp_path / "tape.json", START, real)
    another.stand_since(Tick("another start of the machine", 3))
    assert another.now() == START + timedelta(minutes=10), "what is known: the last change"


def test_what_was_shown_before_a_kill_is_not_taken_back(
    drill_folder: DrillFolder, real: Seconds
) -> None:
    killed, session = opened(drill_folder)
    session.run(10)
    session.heartbeat()
    real.now += 1
    shown = killed.desk.clock.now()
    session._presence.leave()  # as a kill does it: nothing is held
    real.now += 500
    again, _resumed = opened(drill_folder)
    assert again.desk.clock.now() == shown, "as it stood when the next beat was due"
    for opening in (killed, again):
        opening.close()


def test_a_seat_is_free_again_when_it_is_left(tmp_path: Path) -> None:
    every = [SessionLocks(tmp_path / "seats") for _each in range(MOST)]
    for seat in every:
        seat.take("trainee")
    late = SessionLocks(tmp_path / "seats")
    with pytest.raises(Unwritable, match="已有 16 个终端"):
        late.take("trainee")
    late.take("instructor")
    assert (late.others("trainee"), every[0].others("trainee", "instructor")) == (16, 16)
    every[3].leave()
    late.leave()
    late.take("trainee")
    assert late.others("trainee") == 15


def test_who_only_writes_there_is_told_why(drill_folder: DrillFolder, real: Seconds) -> None:
    (one, trainee), (other, instructor) = opened(drill_folder), opened(drill_folder, "instructor")
    with pytest.raises(Refusal, match="导调的终端不写日志"), instructor._open_record.act():
        pass
    trainee.run()
    instructor.finish()
    trainee.close_book()
    with pytest.raises(Refusal, match="演练已经结束，没有记录"), trainee._open_record.act():
        pass
    one.close()
    other.close()


def test_a_drill_of_another_century_is_played(tmp_path: Path, real: Seconds) -> None:
    text = box.find("lift-trapping").read_text("utf-8")
    file = tmp_path / "old.toml"
    file.write_text(text.replace("start = 2026-09-18", "start = 1900-09-18"), encoding="utf-8")
    opening, session = opened(drill_opening.start_drill(tmp_path / "data", str(file), None))
    session.run()
    assert not session.clock.over
    real.now = 300
    (call,) = session.poll().calls
    session.answer(call.ident)
    assert not session.poll().faults
    assert session.state.calls[0].answered_at is not None
    opening.close()


def test_who_only_asks_holds_no_seat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two instructors ask at the same moment whether a trainee is there."""
    gone = SessionLocks(tmp_path)
    gone.take("trainee")
    gone.leave()
    asking = FileLock(tmp_path / "trainee-0.lock")
    asking.acquire()
    monkeypatch.setattr(seats, "sleep", lambda _seconds: asking.release())
    assert SessionLocks(tmp_path).others("trainee") == 0


def test_how_the_instructors_screen_looks_is_his_own(
    drill_folder: DrillFolder, real: Seconds
) -> None:
    (one, _trainee), (other, _instructor) = opened(drill_folder), opened(drill_folder, "instructor")
    other.desk.settings.set("ascii", True)
    other.close()
    one.close()
    opening, _session = opened(drill_folder)
    assert opening.desk.settings.get("ascii") is False
    opening.close()
    opening, _session = opened(drill_folder, "instructor")
    assert opening.desk.settings.get("ascii") is True
    opening.close()
