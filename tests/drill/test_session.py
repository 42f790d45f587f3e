"""Questions of a drill change nothing: only its verbs and its poll do."""

from pathlib import Path

import pytest

from cqcmd.desk import drill_opening
from cqcmd.desk.drill.drawer import DrillFolder
from cqcmd.desk.drill.guide import guide_view
from cqcmd.desk.intake.forms import ID, OPENED_AT
from tests.drill.test_record import opened
from tests.support.real_time import Seconds


@pytest.fixture
def drill_folder(tmp_path: Path, real: Seconds) -> DrillFolder:
    return drill_opening.start_drill(tmp_path / "data", "first-call", None)


def files(drill_folder: DrillFolder) -> dict[Path, bytes]:
    """What stands in the drawer, but for the notes the database makes for itself."""
    found = (path for path in drill_folder.place.rglob("*") if path.is_file())
    return {path: path.read_bytes() for path in found if not path.name.startswith("journal")}


def test_questions_change_nothing(drill_folder: DrillFolder, real: Seconds) -> None:
    opening, session = opened(drill_folder, "instructor")
    instructor = opening.desk.drills.instructor(session)
    session.run()
    real.now = 3600
    before, state = files(drill_folder), session.state
    for _time in range(2):
        assert (session.clock.speed, session.clock.begun, session.clock.over) == (1, True, False)
        assert (session.inbox.calls(), session.inbox.observations()) == ((), ())
        assert len(list(session.inbox.cases_waiting())) == len(session.scenario.case)
        assert session.inbox.call_of("none")
        assert {line.result for line in session.score_view().lines} <= {"pending", "missed"}
        assert not session.scoring.taken(session.scenario.case[0].id)
        assert session.scoring.next_arrival() is None, "it is due, but nobody polled yet"
        assert session.trainees() == 0
        assert all(message.arrived_at is None for message in instructor.messages())
        assert (instructor.seen(), guide_view(session) is None) == ((), False)
        assert list(session.inbox.moments()) == []
        assert files(drill_folder) == before
        assert session.state is state
        assert session.scoring.arrived_at == {}
    assert session.poll().calls
    assert files(drill_folder) != before, "the poll writes down what came"
    opening.close()


def test_each_message_is_news_once_on_each_terminal(
    drill_folder: DrillFolder, real: Seconds
) -> None:
    (one, trainee), (other, instructor) = opened(drill_folder), opened(drill_folder, "instructor")
    trainee.run()
    real.now = 3600
    trainee.hold()
    assert trainee.state.calls, "a verb leaves the state up to date"
    assert trainee.state.news == (), "but what is news waits for the poll"
    written = drill_folder.record.read_bytes()
    for session in (trainee, instructor):
        assert session.poll().news == session.state.waiting != ()
        assert session.poll().news == ()
    assert drill_folder.record.read_bytes() == written, "an arrival is written once"
    one.close()
    other.close()


def test_nothing_arrives_before_the_journal_is_read(
    drill_folder: DrillFolder, real: Seconds
) -> None:
    opening, session = drill_opening.opened_drill(drill_folder)
    session.run()
    real.now = 3600
    assert session.poll().calls == ()
    assert not drill_folder.record.exists()
    opening.read_journal()
    assert session.poll().news
    opening.close()


def test_a_poll_takes_in_what_another_terminal_wrote(
    drill_folder: DrillFolder, real: Seconds
) -> None:
    (one, trainee), (other, instructor) = opened(drill_folder), opened(drill_folder, "instructor")
    trainee.run()
    real.now = 3600
    (call, *_others) = trainee.poll().calls
    ident = trainee.inbox.call_of(call.ident)
    fields = {"summary": "困人", "district": "渝中区"}
    one.desk.intake.take_call(ident, fields, one.desk.clock.now())
    assert instructor.poll().call(call.ident).incident == ident
    assert ident in other.desk.refresh(), "the screens are told of it all the same"
    one.close()
    other.close()


def test_a_call_taken_back_is_taken_again_as_the_same_case(tmp_path: Path, real: Seconds) -> None:
    folder = drill_opening.start_drill(tmp_path / "data", "several-at-once", None)
    opening, session = opened(folder)
    session.run()
    real.now = 3600
    session.poll()
    desk, second = opening.desk, session.scenario.case[1].id
    ident = session.scenario.call(second)
    fields = {ID: ident, OPENED_AT: desk.clock.now().isoformat(), "summary": "困人"}
    desk.waiting.taken_in(fields)
    number = desk.intake.take_call(ident, {"summary": "困人"}, desk.clock.now())
    assert session.scoring.taken(second)
    desk.logbook.undo()
    assert not session.scoring.taken(second)
    assert desk.waiting.give_back(ident)
    assert [call.ident for call in desk.waiting.all()] == [ident]
    assert desk.waiting.parked(ident)[ID] == ident
    assert desk.intake.take_call(ident, {"summary": "又困人"}, desk.clock.now()) == number
    assert session.scoring.taken(second)
    opening.close()
