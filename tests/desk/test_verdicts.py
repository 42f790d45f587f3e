"""Every act keeps what it leaned on, with it or not at all, and nothing else meets the record."""

from pathlib import Path
from typing import Any

import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import Opening
from cqcmd.errors import BadInput
from tests.desk.calls import LIFT, TANK, report, take
from tests.support.verdicts import rows_of


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "data" / "journal.db"


def kinds(journal: Path) -> list[str]:
    """Return the kinds of what was written once station, watch and plan stood."""
    return [row["kind"] for row in rows_of(journal)][3:]


def records(journal: Path) -> list[Any]:
    return [row["data"] for row in rows_of(journal) if row["kind"] == "verdict"]


def test_a_call_keeps_what_its_form_showed(desk: Desk, journal: Path) -> None:
    take(desk, TANK)
    assert kinds(journal) == ["opened", "details", "facts", "verdict"]
    (record,) = records(journal)
    assert (record["number"], record["since"]) == (1, 3)
    assert record["plan"] == desk.plan.digest
    assert record["confirmed"] == {"grade": "III", "because": {"III.explosion": "1.5.3"}}
    assert {"fact": "deaths", "grade": "II", "at": 10, "short": 9} in record["margins"]
    told = {fact["fact"]: fact["entry"] for fact in record["facts"]}
    assert told["deaths"] == next(row["id"] for row in rows_of(journal) if row["kind"] == "facts")
    phone = record["duties"][0]
    assert (phone["clause"], phone["minutes"]) == ("4.1.1", 30)
    assert (phone["start"], phone["due"]) == ("2026-07-25T06:05:00Z", "2026-07-25T06:35:00Z")


def test_news_keep_the_grade_they_were_written_on(
    desk: Desk, clock: FixedClock, journal: Path
) -> None:
    ident = take(desk, TANK)
    clock.advance(minutes=1)
    desk.facts.update(ident, {"deaths": "12"}, source="现场", at=clock.now())
    assert records(journal)[-1].get("same")
    desk.decisions.override(ident, "I", "王局", "还有失踪")
    assert records(journal)[-1]["confirmed"]["grade"] == "II"


def test_what_did_not_change_is_named_and_not_repeated(
    desk: Desk, clock: FixedClock, journal: Path
) -> None:
    ident = take(desk, TANK)
    first = next(row["id"] for row in rows_of(journal) if row["kind"] == "verdict")
    clock.advance(minutes=1)
    report(desk, ident, "district_government", "phone")
    (again,) = records(journal)[1:]
    moment = "2026-07-25T06:06:00Z"
    assert again == {"number": 2, "since": 8, "at": moment, "same": first, "operator": "李敏"}


def test_hours_that_passed_are_kept(desk: Desk, clock: FixedClock, journal: Path) -> None:
    ident = take(desk, LIFT)
    clock.advance(minutes=90)
    desk.decisions.close(ident, "已救出", "王局")
    hours = {"confirmed": "1.5", "possible": "1.5"}
    assert records(journal)[-1]["grown"] == [{"fact": "stranded_hours", "amount": hours}]


def test_words_and_roll_calls_lean_on_nothing(desk: Desk, journal: Path) -> None:
    ident = take(desk, TANK)
    desk.logbook.note(ident, "风向东南")
    desk.logbook.promise(ident, "二十分钟后再报", None)
    assert kinds(journal)[-2:] == ["note", "promise"]


def test_whoever_takes_the_watch_was_shown_what_changed(
    desk: Desk, clock: FixedClock, journal: Path
) -> None:
    take(desk, TANK)
    lift = take(desk, LIFT)
    desk.station.take_over("张三")
    assert kinds(journal)[-1] == "watch", "both stand as they were"
    clock.advance(minutes=30)
    desk.station.take_over("李敏")
    assert [row["incident"] for row in rows_of(journal)][-2:] == [None, lift]


def test_an_act_refused_keeps_no_record(desk: Desk, journal: Path) -> None:
    ident = take(desk, TANK)
    before = rows_of(journal)
    with pytest.raises(BadInput):
        desk.logbook.strike(ident, "nothing", "误按")
    assert rows_of(journal) == before


def test_a_slip_takes_back_the_act_and_no_record(desk: Desk, journal: Path) -> None:
    ident = take(desk, TANK)
    report(desk, ident, "district_government", "phone")
    desk.logbook.undo()
    assert kinds(journal)[-4:] == ["reported", "verdict", "struck", "verdict"]
    told = [row["id"] for row in rows_of(journal) if row["kind"] == "reported"]
    struck = [row["data"]["entry"] for row in rows_of(journal) if row["kind"] == "struck"]
    assert struck == told


def test_no_list_has_a_record_in_it(desk: Desk) -> None:
    ident = take(desk, TANK)
    assert [line.kind for line in desk.log(ident)] == ["opened", "details", "facts"]
    assert all(line.kind != "verdict" for line in desk.log(None))


def test_another_terminal_goes_on_counting(
    desk: Desk, clock: FixedClock, journal: Path, tmp_path: Path
) -> None:
    ident = take(desk, TANK)
    other = Opening(tmp_path / "data", None, clock)
    other.read_journal()
    other.desk.decisions.override(ident, "II", "王局", "伤情不明")
    other.close()
    desk.decisions.lift_override(ident, "王局", "查清")
    assert [record["number"] for record in records(journal)] == [1, 2, 3]
