"""三级救援: who is still to come to people shut in a lift; no time is made up."""

from datetime import timedelta
from pathlib import Path

from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import Opening
from cqcmd.views import Step
from tests.desk.calls import LIFT, TANK, take
from tests.support.plan_files import Tables, plan_like_built_in

SOURCE = "电梯困人三级救援 待核"


def waited_for(desk: Desk, ident: str) -> list[Step]:
    return [step for step in desk.situation(ident).steps if step.argument.startswith("rescue.")]


def test_people_in_a_lift_have_three_tiers_without_a_limit(desk: Desk) -> None:
    ident = take(desk, LIFT)
    steps = waited_for(desk, ident)
    assert [step.words for step in steps] == ["使用单位、维保单位到场（没有定时限）"]
    assert [task.name for task in desk.tasks.measures(ident)[:3]] == [
        "使用单位、维保单位到场",
        "网格救援力量到场",
        "消防救援到场（119）",
    ]
    assert {(step.due, step.source) for step in steps} == {(None, SOURCE)}
    assert {step.since for step in steps} == {desk.clock.now()}


def test_one_that_came_is_not_waited_for_and_stays_in_the_list(
    desk: Desk, clock: FixedClock
) -> None:
    ident = take(desk, LIFT)
    desk.tasks.advance(ident, "rescue.unit", "open")
    assert [step.argument for step in waited_for(desk, ident)] == ["rescue.unit", "rescue.grid"]
    clock.advance(minutes=12)
    desk.tasks.advance(ident, "rescue.unit", "begun")
    assert [step.argument for step in waited_for(desk, ident)] == ["rescue.grid"]
    first = desk.tasks.measures(ident)[0]
    assert (first.name, first.state, first.finished) == (
        "使用单位、维保单位到场",
        "finished",
        clock.now(),
    )
    assert first.clause == SOURCE
    assert first.text.startswith("没有定时限。要点：")
    assert desk.log(ident)[-1].words == "已完成 使用单位、维保单位到场"


def test_nobody_is_waited_for_once_all_are_out_or_where_there_is_no_lift(desk: Desk) -> None:
    ident = take(desk, LIFT)
    desk.facts.update(ident, {"stranded": "0"}, source="物业", at=desk.clock.now())
    assert waited_for(desk, ident) == []
    assert desk.tasks.measures(ident)[0].code != "rescue.unit"
    tank = take(desk, TANK | {"trapped": "2"})
    assert waited_for(desk, tank) == []


def two_tiers(tables: Tables) -> None:
    """A plan with tiers of its own, the first of them with minutes."""
    row = {"clause": "4.4", "owners": ["物业"], "equipment": ["elevator"]}
    tables["rescue_tiers"] = {
        "1": row | {"code": "tier.first", "name": "物业到场", "minutes": 30},
        "2": row | {"code": "tier.second", "name": "消防到场"},
    }


def test_a_plan_that_sets_minutes_has_them_run_from_the_call(
    tmp_path: Path, clock: FixedClock
) -> None:
    path = plan_like_built_in(tmp_path / "own.json", two_tiers)
    opening = Opening(tmp_path / "data", path, clock)
    opening.read_journal()
    desk = opening.desk
    desk.station.set_up("district_regulator", "渝中区市场监管局", "渝中区", {}, "李敏")
    found = [step for step in desk.situation(take(desk, LIFT)).steps if "到场" in step.words]
    assert [(step.words, step.due, step.source) for step in found] == [
        ("物业到场（30 分钟内）", clock.now() + timedelta(minutes=30), "")
    ]
    opening.close()
