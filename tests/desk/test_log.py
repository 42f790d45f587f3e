"""Striking, undoing, promises, conflicts: the log forgets nothing."""

from pathlib import Path

import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import Opening
from cqcmd.errors import BadInput
from tests.desk.calls import TANK, report, states, take


def test_for_thirty_seconds_one_key_strikes_the_last_act(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    report(desk, ident, "district_government", "phone")
    clock.advance(seconds=30)
    assert desk.logbook.can_undo()
    desk.logbook.undo()
    assert states(desk, ident)["电话 区县政府"] == "running"
    assert "误按" in next(line.struck for line in desk.log(ident) if line.kind == "reported")


def test_after_thirty_seconds_it_does_not(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    report(desk, ident, "district_government", "phone")
    clock.advance(seconds=31)
    with pytest.raises(BadInput):
        desk.logbook.undo()
    assert states(desk, ident)["电话 区县政府"] == "met"


def test_striking_is_reversible_and_itself_in_the_log(desk: Desk) -> None:
    ident = take(desk, TANK)
    facts = next(line for line in desk.log(ident) if line.kind == "facts")
    desk.logbook.strike(ident, facts.entry, "听错")
    assert desk.strip(ident).grade.grade is None
    desk.logbook.restore(ident, facts.entry, "核对录音")
    assert desk.strip(ident).grade.grade == "III"
    assert [line.kind for line in desk.log(ident)][-2:] == ["struck", "struck"]


def test_striking_needs_a_reason_and_a_standing_entry(desk: Desk) -> None:
    ident = take(desk, TANK)
    entry = desk.log(ident)[1].entry
    with pytest.raises(BadInput):
        desk.logbook.strike(ident, entry, " ")
    with pytest.raises(BadInput):
        desk.logbook.strike(ident, "不存在", "x")
    desk.logbook.strike(ident, entry, "x")
    with pytest.raises(BadInput):
        desk.logbook.strike(ident, entry, "x")


def test_a_struck_call_ends_its_clocks_keeps_its_number_and_can_be_restored(desk: Desk) -> None:
    ident = take(desk, TANK)
    desk.logbook.undo()
    row = desk.board().rows[0]
    assert (row.status, row.closed, row.next) == ("接报已作废", True, None)
    assert list(desk.alerts()) == []
    take(desk, TANK)
    assert desk.board().rows[0].number == "26-0002"
    desk.logbook.restore(ident, desk.log(ident)[0].entry)
    assert states(desk, ident)["电话 区县政府"] == "running"


def test_undo_in_one_incident_leaves_another_alone(desk: Desk) -> None:
    one, other = take(desk, TANK), take(desk, TANK)
    with pytest.raises(BadInput):
        desk.logbook.undo(one)
    desk.logbook.undo(other)


def test_promises_stand_until_kept(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    desk.logbook.promise(ident, "15点前回电区政府", clock.now())
    clock.advance(minutes=1)
    step = next(line for line in desk.situation(ident).steps if line.action == "keep")
    assert (step.words, step.urgency) == ("承诺：15点前回电区政府", "urgent")
    desk.logbook.keep_promise(ident, step.argument)
    assert all(line.action != "keep" for line in desk.situation(ident).steps)


def test_the_newcomer_takes_over_with_the_sheet_on_record(desk: Desk) -> None:
    take(desk, TANK)
    sheet = desk.station.handover_sheet()
    assert sheet[0].startswith("26-0001 较大 长江化工")
    assert any("电话 区县政府（14:35 前）" in line for line in sheet)
    desk.station.take_over("王强")
    assert desk.officer == "王强"
    assert desk.log(None)[-1].words == "李敏 交班，王强 接班"
    with pytest.raises(BadInput):
        desk.station.take_over("王强")


class TestTwoSessions:
    """Two programs on one file."""

    @pytest.fixture
    def other(self, desk: Desk, tmp_path: Path, clock: FixedClock) -> Desk:
        opening = Opening(tmp_path / "data", None, clock)
        opening.read_journal()
        return opening.desk

    def test_each_sees_what_the_other_wrote(self, desk: Desk, other: Desk) -> None:
        ident = take(desk, TANK)
        assert other.refresh() == {ident, None}, "with the first call the plan came into force"
        assert other.situation(ident) == desk.situation(ident)

    def test_only_one_is_the_proof_and_the_other_is_told(self, desk: Desk, other: Desk) -> None:
        ident = take(desk, TANK)
        other.refresh()
        report(desk, ident, "district_government", "phone", person="赵主任")
        earlier = report(other, ident, "district_government", "phone", person="钱主任")
        assert earlier.person == "赵主任"  # type: ignore[attr-defined]
        desk.refresh()
        assert other.situation(ident) == desk.situation(ident)

    def test_numbers_never_collide(self, desk: Desk, other: Desk) -> None:
        for operator in (desk, other, desk, other):
            take(operator, TANK)
        desk.refresh()
        numbers = [row.number for row in desk.board().rows]
        assert sorted(numbers) == ["26-0001", "26-0002", "26-0003", "26-0004"]

    def test_an_entry_cannot_be_struck_twice(self, desk: Desk, other: Desk) -> None:
        ident = take(desk, TANK)
        other.refresh()
        entry = desk.log(ident)[1].entry
        desk.logbook.strike(ident, entry, "x")
        with pytest.raises(BadInput):
            other.logbook.strike(ident, entry, "y")


@pytest.mark.parametrize("name", ["occurred_at", "equipment"])
def test_what_was_made_unknown_again_is_said_so_once(desk: Desk, name: str) -> None:
    ident = take(desk, TANK, occurred_at="13:50")
    desk.facts.clear(ident, name, "现场")
    desk.facts.clear(ident, name, "现场")
    said = [line.words for line in desk.log(ident)][3:]
    assert said == [f"{'事发时间' if name == 'occurred_at' else '设备'} 待核（现场）"]
