"""How a duty stands: for us, for others, and once the case is over (4.1.1)."""

from datetime import datetime, timedelta

import pytest

from cqcmd.desk.plan.file import plan_in_force
from cqcmd.incident import events
from cqcmd.incident.grades import GradeChange, GradeReader
from cqcmd.incident.picture import draw
from cqcmd.incident.reports_owed import DutiesStart, _first_applied, duties_start_of, first_reached
from tests.incident.entries import START, facts, incident

READER = GradeReader(plan_in_force())
SCALE = READER.scale
TOLD = events.Reported(
    sender="district_regulator",
    receiver="district_government",
    channel="phone",
    person="王",
    number="1",
)
CLOSED = events.Closed(reason="办结")
DISMISSED = events.Dismissed(reason="不是事故", decided_by="王")
OUT = events.ScopeJudged(out=True)


def standing(org: str, at: datetime, *said: events.Event) -> set[str]:
    found = draw(READER, incident(facts(deaths=1), *said), org, at)
    return {
        owed.state
        for owed in found.reports_owed
        if owed.duty.rule.receiver == "district_government"
        and owed.duty.rule.sender == "district_regulator"
        and owed.duty.rule.channel in ("phone", "any")
        and owed.stage == "initial"
    }


SOON, LATE = START + timedelta(minutes=5), START + timedelta(days=2)


def test_a_duty_before_and_after_its_due_time() -> None:
    assert standing("district_regulator", SOON) == {"running"}
    assert standing("district_regulator", LATE) == {"overdue"}
    assert standing("district_regulator", LATE, TOLD) == {"met"}


def test_closing_ends_no_duty() -> None:
    assert standing("district_regulator", SOON, CLOSED) == {"running"}
    assert standing("district_regulator", LATE, CLOSED) == {"overdue"}
    assert standing("district_regulator", LATE, TOLD, CLOSED) == {"met"}


@pytest.mark.parametrize("over", [DISMISSED, OUT], ids=lambda event: event.kind)
def test_what_is_over_ends_the_duties_that_were_not_met(over: events.Event) -> None:
    assert standing("district_regulator", LATE, over) == {"ended"}
    assert standing("district_regulator", LATE, TOLD, over) == {"met"}


def test_of_others_one_knows_what_was_reported_and_nothing_else() -> None:
    learned = events.Received(org="district_regulator")
    assert standing("unit", LATE, learned) == {"unknown"}
    assert standing("unit", LATE, learned, TOLD) == {"met"}


def turn(minutes: int, grade: str | None, waits: bool, cause: str = "facts") -> GradeChange:
    return GradeChange(START + timedelta(minutes=minutes), None, grade, waits, cause)  # type: ignore[arg-type]


def test_what_opens_the_gate_and_when() -> None:
    waiting, by_time = turn(0, None, True), turn(5, "IV", False, "time")
    by_key = events.DutiesStarted()
    assert duties_start_of(incident(), ()) is None
    assert duties_start_of(incident(by_key), (turn(0, "IV", False),)) is None
    assert duties_start_of(incident(), (waiting,)) == DutiesStart(None)
    assert duties_start_of(incident(), (waiting, by_time)) == DutiesStart(by_time.at, "time")
    assert duties_start_of(incident(), (waiting, turn(3, "IV", False), by_time)) == DutiesStart(
        START + timedelta(minutes=3), "facts"
    )
    first = START + timedelta(minutes=1)
    assert duties_start_of(incident(by_key), (waiting,)) == DutiesStart(first, "key")
    assert duties_start_of(incident(by_key), (waiting, turn(1, "IV", False))) == DutiesStart(
        first, "key"
    )
    assert duties_start_of(incident(by_key), (waiting, by_time)) == DutiesStart(first, "key")
    earlier = (waiting, GradeChange(first - timedelta(seconds=1), None, "IV", False, "facts"))
    assert duties_start_of(incident(by_key), earlier) == DutiesStart(earlier[1].at, "facts")


def test_when_a_grade_was_first_reached() -> None:
    first, second = (
        turn(0, "III", False),
        GradeChange(START + timedelta(1), "III", "II", False, "facts"),
    )
    assert first_reached((first, second), "III", SCALE, possible=True) == first.at
    assert first_reached((first, second), "IV", SCALE, possible=True) == first.at
    assert first_reached((first, second), "II", SCALE, possible=True) == second.at
    assert first_reached((first, second), "III", SCALE, possible=False) == second.at
    assert first_reached((first, second), "II", SCALE, possible=False) is None


def test_a_person_decides_on_a_grade_with_it_or_a_graver_one() -> None:
    for grade, at in (("II", 1), ("III", 1), ("IV", None), (None, None)):
        decided = events.GradeOverridden(grade=grade, decided_by="王", reason="研判")
        found = _first_applied(incident(decided), (), "III", SCALE)
        assert found == (at and START + timedelta(minutes=at))
