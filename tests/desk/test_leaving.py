"""What the question on leaving names, and the hand-over sheet."""

from datetime import timedelta
from pathlib import Path

from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from tests.desk.calls import LIFT, TANK, take
from tests.desk.test_board import enter, told
from tests.desk.test_waiting import TYPED, park, terminal, typed


def said(desk: Desk) -> list[str]:
    return [left.words for left in desk.station.leaving()]


def test_who_leaves_nothing_behind_is_not_asked(desk: Desk, clock: FixedClock) -> None:
    assert desk.station.leaving() == ()
    told(desk)
    assert desk.station.leaving() == ()


def test_reports_are_named_those_of_the_next_five_minutes_first(
    desk: Desk, clock: FixedClock
) -> None:
    take(desk, TANK)  # telephone 14:35, in writing 15:05
    clock.advance(minutes=26, seconds=20)
    take(desk, TANK, unit="乙厂")
    lines = said(desk)
    assert lines[:2] == [
        "26-0001 电话 区县政府 还剩 00:03:40",
        "26-0001 电话 市市监局 还剩 00:03:40",
    ]
    assert "26-0002 电话 区县政府 15:01 前" in lines
    clock.advance(minutes=4)
    lines = said(desk)
    assert lines[0] == "26-0001 电话 区县政府 超 00:00:20，没有报"
    assert [left.look for left in desk.station.leaving()][:2] == ["overdue", "overdue"]


def test_people_inside_are_named_before_reports_the_silent_first(
    desk: Desk, clock: FixedClock
) -> None:
    ident = take(desk, TANK)
    enter(desk, ident, "一队")
    clock.advance(minutes=20)
    enter(desk, ident, "二队")
    clock.advance(minutes=5)
    lines = said(desk)
    assert lines[0].startswith("26-0001 警戒区内：一队（3人） 两次未应答")
    assert lines[1] == "26-0001 警戒区内：二队（3人） 在警戒区内"
    assert lines[2].endswith("还剩 00:05:00")


def test_what_only_time_makes_an_accident_is_named(desk: Desk, clock: FixedClock) -> None:
    take(desk, LIFT, stranded_hours="1:32")
    assert said(desk) == ["26-0001 将满2小时，届时为一般"]


def test_calls_that_wait_are_named_but_for_those_at_another_terminal(
    desk: Desk, clock: FixedClock, tmp_path: Path
) -> None:
    with terminal(tmp_path, clock) as other:
        park(other, "far", unit="远厂")
        park(desk, "near", **TYPED)
        desk.waiting.typing("here", typed(desk, "here", unit="丙厂"))
        clock.advance(seconds=5)
        desk.refresh()
        assert said(desk) == [
            "放着的接报还没有受理：长江化工 储罐爆炸（14:05 接报），若受理 一般",
            "正在录的接报还没有受理：丙厂（14:05 接报）",
        ]
        assert any("远厂" in line for line in desk.station.handover_sheet())
    clock.advance(seconds=5)
    desk.refresh()
    assert any(line.startswith("上次没录完的接报还没有受理：远厂") for line in said(desk))


def test_what_is_to_be_reported_at_once_is_named_before_what_has_time(
    desk: Desk, clock: FixedClock
) -> None:
    ident = told(desk)
    clock.advance(minutes=8)
    for texts in ({"deaths": "2"}, {"missing": "1"}):
        desk.facts.update(ident, texts, source="医院", at=clock.now())
    lines = said(desk)
    assert lines[:2] == [
        "26-0001 续报 区县政府 立即报，没有报",
        "26-0001 续报 市市监局 立即报，没有报",
    ]
    assert lines[2].startswith("26-0001 续报 区县政府 07-26 14:13")
    desk.decisions.dismiss(ident, "刘局长", "不是特种设备")
    assert said(desk) == []


def test_promises_with_a_time_are_named(desk: Desk, clock: FixedClock) -> None:
    ident = told(desk)
    desk.logbook.promise(ident, "回电区政府", clock.now() + timedelta(minutes=20))
    desk.logbook.promise(ident, "有空再问", None)
    assert said(desk) == ["26-0001 承诺：回电区政府（14:25 前）"]
    clock.advance(minutes=30)
    assert desk.station.leaving()[0].look == "overdue"


def test_old_debts_of_closed_cases_are_counted_in_one_line(desk: Desk, clock: FixedClock) -> None:
    for _case in range(3):
        ident = told(desk)
        desk.decisions.close(ident, "处置完毕", "王局")
        desk.facts.update(ident, {"deaths": "2"}, source="医院", at=clock.now())
    clock.advance(days=12)
    assert said(desk) == ["已办结的事件还有 6 份报告没有报，见值班台"]


def test_the_sheet_hands_over_the_calls_that_wait_and_the_debts(
    desk: Desk, clock: FixedClock
) -> None:
    ident = told(desk)
    desk.decisions.close(ident, "处置完毕", "王局")
    desk.facts.update(ident, {"deaths": "2"}, source="医院", at=clock.now())
    park(desk, "a", **TYPED)
    sheet = desk.station.handover_sheet()
    assert sheet[0] == "放着的接报还没有受理：长江化工 储罐爆炸（14:05 接报），若受理 一般"
    assert sheet[1].startswith(
        "26-0001 已办结 长江化工 容器 储罐爆炸 2死3重伤：续报 区县政府，应在"
    )
    clock.advance(days=12)
    assert desk.station.handover_sheet()[1].endswith("已逾期 11 日")
