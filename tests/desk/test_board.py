"""值班台 as the desk gives it: what is at stake first, in sections, read anew only where needed."""

from collections.abc import Callable
from typing import get_args

import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.safety.forms import TeamForm
from cqcmd.desk.situation.board import BoardRows
from cqcmd.desk.situation.views import SituationViews
from cqcmd.incident.events.command import StepCode
from cqcmd.incident.state import Incident
from cqcmd.views import BoardRow
from cqcmd.views.board import Section
from tests.desk.calls import LIFT, TANK, report, take
from tests.desk.test_response import step


def enter(desk: Desk, ident: str, name: str = "一队", people: int = 3) -> str:
    form = TeamForm(name=name, leader="赵队长", count=people, at=desk.clock.now())
    return desk.safety.enter(ident, form)


def told(desk: Desk, **changes: str) -> str:
    """An accident with all first reports made."""
    ident = take(desk, TANK, **changes)
    for receiver in ("district_government", "city_regulator"):
        for channel in ("phone", "written"):
            report(desk, ident, receiver, channel)
    return ident


def undone(desk: Desk) -> None:
    if desk.logbook.can_undo():
        desk.logbook.undo()


def order(desk: Desk) -> list[str]:
    return [row.number for row in desk.board().rows]


def only(desk: Desk) -> BoardRow:
    [row] = desk.board().rows
    return row


def test_what_is_at_stake_comes_before_what_is_due_first(desk: Desk, clock: FixedClock) -> None:
    take(desk, LIFT)  # 26-0001: no grade yet
    take(desk, TANK, deaths="1")  # 26-0002: 较大, due first of the graded ones
    clock.advance(minutes=5)
    take(desk, TANK, deaths="12")  # 26-0003: 重大
    take(desk, TANK, deaths="1-12")  # 26-0004: 较大, possibly 重大
    assert order(desk) == ["26-0003", "26-0004", "26-0002", "26-0001"]


def test_people_inside_come_before_any_grade_and_a_silent_team_before_them(
    desk: Desk, clock: FixedClock
) -> None:
    take(desk, TANK, deaths="12")
    quiet, silent = take(desk, LIFT), take(desk, LIFT)
    enter(desk, silent)
    clock.advance(minutes=20)
    enter(desk, quiet)
    clock.advance(minutes=5)
    assert order(desk) == ["26-0003", "26-0002", "26-0001"]


def test_of_one_grade_the_nearest_due_time_is_first(desk: Desk, clock: FixedClock) -> None:
    take(desk, TANK)
    clock.advance(minutes=1)
    told(desk)
    take(desk, TANK)
    assert order(desk) == ["26-0001", "26-0003", "26-0002"]


def test_a_row_says_what_identifies_a_call(desk: Desk) -> None:
    ident = take(desk, TANK, deaths="1-4", trapped="2", place="化工园 5 号")
    row = only(desk)
    assert (row.who, row.what, row.where) == ("长江化工", "储罐爆炸", "化工园 5 号 容器")
    assert row.toll == "死1可能4 重伤3 困2"
    assert row.level == "应III"
    enter(desk, ident, people=4)
    assert only(desk).inside == "在内1队4人"


def test_without_a_unit_the_place_says_which_call_it_is(desk: Desk) -> None:
    take(
        desk, {"district": "渝中区", "place": "解放碑", "summary": "电梯困人", "equipment": "电梯"}
    )
    row = only(desk)
    assert (row.who, row.toll) == ("解放碑", "")


def test_who_was_moved_to_safety_is_no_toll(desk: Desk) -> None:
    take(desk, TANK, relocated="500", relocation_planned="3000", serious_injuries="", deaths="")
    assert only(desk).toll == ""


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ((), "应III"),
        (("proposed",), "议III"),
        (("proposed", "approved"), "批III"),
        (("started",), "III"),
        (("started", "ended"), "已终止"),
    ],
)
def test_the_response_in_few_cells(desk: Desk, steps: tuple[StepCode, ...], words: str) -> None:
    ident = take(desk, TANK)
    for code in steps:
        step(desk, ident, code, "" if code == "ended" else "III")
    assert only(desk).level == words


def test_what_is_in_force_stands_before_what_is_asked_beyond_it(desk: Desk) -> None:
    ident = take(desk, TANK)
    step(desk, ident, "started", "III")
    desk.facts.update(ident, {"deaths": "12"}, source="赵队长", at=desk.clock.now())
    assert only(desk).level == "III应II"


def test_sections(desk: Desk, clock: FixedClock) -> None:
    def sections() -> dict[str, list[str]]:
        board = desk.board()
        names = get_args(Section)
        return {name: [row.number for row in board.of(name)] for name in names}

    take(desk, TANK)
    debt, watched, struck = told(desk), told(desk), take(desk, LIFT)
    desk.decisions.close(debt, "处置完毕", "王局")
    desk.decisions.close(watched, "重复接报", "王局", finished=False)
    desk.logbook.strike(struck, desk.log(struck)[0].entry, "打错了")
    assert sections() == {
        "open": ["26-0001"],
        "debt": ["26-0002"],
        "watched": ["26-0003"],
        "closed": ["26-0004"],
    }
    inside = take(desk, LIFT)
    enter(desk, inside)
    desk.logbook.strike(inside, desk.log(inside)[0].entry, "打错了")
    assert sections()["open"] == ["26-0005", "26-0001"], "people inside are never settled"


def test_what_is_no_accident_of_the_plan_is_not_in_hand(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    desk.decisions.dismiss(ident, "王局", "不是特种设备")
    assert [(row.section, row.status) for row in desk.board().rows] == [
        ("closed", "非特种设备事故")
    ]
    assert desk.station.handover_sheet() == ("没有未办结的事件。",)
    desk.decisions.reinstate(ident, "王局", "查错了")
    assert only(desk).section == "open"
    desk.decisions.judge_scope(ident, "rail", "王局", "机车锅炉")
    assert only(desk).section == "closed"
    enter(desk, ident)
    assert only(desk).section == "open", "people inside are never settled"


def test_the_end_of_a_watch_settles_a_case_by_itself(desk: Desk, clock: FixedClock) -> None:
    ident = told(desk)
    desk.decisions.close(ident, "重复接报", "王局", finished=False)
    assert [row.ident for row in desk.board().of("watched")] == [ident]
    clock.advance(days=30, hours=9, minutes=54)
    assert desk.board().of("watched") != ()
    desk.refresh()
    clock.advance(minutes=1)
    assert ident in desk.refresh()
    assert desk.board().shown == ()
    assert [row.ident for row in desk.board().closed] == [ident]
    assert desk.refresh() == set()


def test_a_watch_that_ends_in_another_year_says_so(desk: Desk, clock: FixedClock) -> None:
    clock.advance(days=150)
    ident = told(desk)
    desk.decisions.close(ident, "重复接报", "王局", finished=False)
    assert only(desk).watched == "观察至 2027-01-21 24:00"


def test_closed_cases_are_never_read_again(
    desk: Desk, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _case in range(5):
        desk.decisions.close(told(desk), "重复接报", "王局", finished=False)
    clock.advance(days=40)
    open_one = take(desk, TANK)
    desk.board()
    list(desk.alerts())
    read: list[str] = []
    whole = BoardRows._read

    def counted(rows: BoardRows, incident: Incident) -> object:
        read.append(incident.id)
        return whole(rows, incident)

    monkeypatch.setattr(BoardRows, "_read", counted)
    board = desk.board()
    desk.logbook.note(open_one, "现场回电")
    clock.advance(minutes=31)
    desk.refresh()
    desk.board()
    assert set(read) <= {open_one}
    assert desk.board().closed is board.closed, "not even put in order again"


def test_other_writing_of_the_station_draws_no_closed_incident_anew(desk: Desk) -> None:
    ident = take(desk, TANK)
    desk.decisions.close(ident, "处置完毕", "王局")
    before = desk._open_record.picture(ident)
    desk.station.take_over("王磊")
    assert desk._open_record.picture(ident) is before


def test_another_organisation_has_every_row_read_anew(desk: Desk) -> None:
    ident = take(desk, TANK)
    desk.decisions.close(ident, "处置完毕", "王局")
    take(desk, LIFT)
    desk.board()
    desk.station.set_up("city_regulator", "市局", None, {}, "李敏")
    fresh = SituationViews(desk._open_record, desk.settings)
    assert desk.board() == fresh.board()


def test_a_clock_set_back_has_every_row_read_anew(desk: Desk, clock: FixedClock) -> None:
    ident = told(desk)
    desk.decisions.close(ident, "重复接报", "王局", finished=False)
    clock.advance(days=40)
    assert desk.board().of("closed") != ()
    clock.advance(days=-39)
    assert desk.board().of("watched") != ()


def test_a_reopened_case_comes_back(desk: Desk, clock: FixedClock) -> None:
    ident = told(desk)
    desk.decisions.close(ident, "重复接报", "王局", finished=False)
    clock.advance(days=40)
    assert desk.board().shown == ()
    desk.decisions.reopen(ident, "又有伤亡")
    assert [row.section for row in desk.board().rows] == ["open"]
    assert desk.board().closed == ()


def test_every_row_is_as_if_read_for_the_first_time(desk: Desk, clock: FixedClock) -> None:
    """Whatever was kept, the board is the one that nobody kept anything for."""
    acts: tuple[Callable[[], object], ...] = (
        lambda: take(desk, TANK),
        lambda: take(desk, LIFT),
        lambda: desk.decisions.close(told(desk), "处置完毕", "王局"),
        lambda: enter(desk, take(desk, LIFT)),
        lambda: undone(desk),
        lambda: desk.facts.update(
            desk.board().rows[0].ident, {"deaths": "3"}, source="现场", at=clock.now()
        ),
        lambda: clock.advance(minutes=7),
        lambda: clock.advance(hours=9),
        lambda: clock.advance(days=31),
        lambda: clock.advance(minutes=1),
    )
    for turn in range(40):
        acts[turn * 7 % len(acts)]()
        desk.refresh()
        fresh = SituationViews(desk._open_record, desk.settings)
        assert desk.board() == fresh.board()
        assert list(desk.alerts()) == list(fresh.alerts())
        clock.advance(seconds=turn)
