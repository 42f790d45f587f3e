"""三级救援: who is still to come to people shut in a lift; no time is made up."""

from datetime import timedelta

from msgspec.structs import replace

from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.measures.rescue import tiers_of
from cqcmd.views import Step
from tests.desk.calls import LIFT, TANK, take

SOURCE = "电梯困人三级救援 待核"


def waited_for(desk: Desk, ident: str) -> list[Step]:
    return [step for step in desk.situation(ident).steps if step.argument.startswith("rescue.")]


def test_people_in_a_lift_have_three_tiers_without_a_limit(desk: Desk) -> None:
    ident = take(desk, LIFT)
    steps = waited_for(desk, ident)
    assert [step.words for step in steps] == [
        "使用单位、维保单位到场（没有定时限）",
        "网格救援力量到场（没有定时限）",
        "消防救援到场（119）（没有定时限）",
    ]
    assert {(step.due, step.source) for step in steps} == {(None, SOURCE)}
    assert {step.since for step in steps} == {desk.clock.now()}


def test_one_that_came_is_not_waited_for_and_stays_in_the_list(
    desk: Desk, clock: FixedClock
) -> None:
    ident = take(desk, LIFT)
    desk.tasks.advance(ident, "rescue.unit", "open")
    clock.advance(minutes=12)
    desk.tasks.advance(ident, "rescue.unit", "begun")
    assert [step.argument for step in waited_for(desk, ident)] == ["rescue.grid", "rescue.fire"]
    first = desk.tasks.measures(ident)[0]
    assert (first.name, first.state, first.finished) == (
        "使用单位、维保单位到场",
        "finished",
        clock.now(),
    )
    assert first.text.startswith(f"{SOURCE}　要点：")
    assert desk.log(ident)[-1].words == "已完成 使用单位、维保单位到场"


def test_nobody_is_waited_for_once_all_are_out_or_where_there_is_no_lift(desk: Desk) -> None:
    ident = take(desk, LIFT)
    desk.facts.update(ident, {"stranded": "0"}, source="物业", at=desk.clock.now())
    assert waited_for(desk, ident) == []
    assert desk.tasks.measures(ident)[0].code != "rescue.unit"
    tank = take(desk, TANK | {"trapped": "2"})
    assert waited_for(desk, tank) == []


def test_a_plan_that_sets_minutes_has_them_run_from_the_call(desk: Desk) -> None:
    ident = take(desk, LIFT)
    record = desk._open_record
    timed = tuple(replace(row, minutes=30) for row in record.plan.rescue_tiers)
    record.plan = replace(record.plan, rescue_tiers=timed)
    assert len(tiers_of(record.plan, record.incident(ident))) == 3
    record._pictures.forget_all()
    (first, *_others) = waited_for(desk, ident)
    assert first.due == desk.clock.now() + timedelta(minutes=30)
    assert (first.since, first.words) == (None, "使用单位、维保单位到场（30 分钟内）")
