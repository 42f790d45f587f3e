"""Duty sentences of annex 1 in the fold: each state with who and when, and what takes it back."""

from cqcmd.incident import events
from cqcmd.incident.command.unit_duties import furthest
from cqcmd.incident.events.annex import SentenceState
from cqcmd.incident.events.command import Level
from tests.incident.entries import START, incident


def moved(
    state: SentenceState, *duties: int, who: str = "王强", level: Level | None = None
) -> events.UnitDutyMoved:
    return events.UnitDutyMoved(
        unit="police", duties=duties, state=state, headquarters=level, who=who
    )


def test_each_sentence_comes_as_far_as_it_was_told_whatever_was_written_first() -> None:
    duties = incident(moved("done", 1), moved("notified", 1, 2)).unit_duties
    assert furthest(duties.of("police", None, 1)) == "done"
    assert furthest(duties.of("police", None, 2)) == "notified"
    assert furthest(duties.of("police", None, 3)) is None


def test_what_was_withdrawn_leaves_the_state_before_it() -> None:
    taken_back = events.UnitDutyMoved(unit="police", duties=(1,), state="done", withdrawn=True)
    told = (moved("notified", 1), moved("done", 1), taken_back)
    assert furthest(incident(*told).unit_duties.of("police", None, 1)) == "notified"


def test_a_struck_entry_takes_back_all_it_said() -> None:
    told = (moved("notified", 1, 2), events.Struck(entry="e1", reason="误按"))
    duties = incident(*told).unit_duties
    assert [furthest(duties.of("police", None, n)) for n in (1, 2)] == [None, None]


def test_the_unit_of_a_district_is_not_that_of_the_city() -> None:
    duties = incident(moved("done", 1, level="district")).unit_duties
    assert furthest(duties.of("police", "district", 1)) == "done"
    assert furthest(duties.of("police", "city", 1)) is None


def test_who_spoke_for_a_unit_last() -> None:
    duties = incident(moved("notified", 1), moved("accepted", 2, who="李敏")).unit_duties
    assert duties.last_who("police", None) == "李敏"
    assert duties.last_who("police", "city") == duties.last_who("health", None) == ""


def test_a_headquarters_is_set_up_where_it_was_last_said_to_be() -> None:
    first, second = (
        events.HeadquartersSetUp(headquarters="district", place=place) for place in ("一楼", "二楼")
    )
    seats = incident(first, second).command.seats
    assert [event.place for _entry, event in seats.values()] == ["二楼"]
    assert seats["district"][0].occurred_at > START
