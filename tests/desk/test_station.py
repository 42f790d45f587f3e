"""The station: asked late, changed, and read back in its log."""

from datetime import date, datetime
from pathlib import Path

import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.opening import Opening
from cqcmd.errors import BadInput
from tests.desk.calls import LIFT, TANK, take


def test_a_call_taken_before_the_station_was_set_gets_its_clocks_with_it(
    tmp_path: Path, clock: FixedClock
) -> None:
    opening = Opening(tmp_path / "data", None, clock)
    opening.read_journal()
    desk = opening.desk
    ident = take(desk, TANK)
    assert [deadline for deadline in desk.situation(ident).deadlines if deadline.mine] == []
    clock.advance(minutes=2)
    desk.station.set_up("district_regulator", "渝中区市场监管局", None, {}, "李敏")
    first = desk.situation(ident).deadlines[0]
    assert (first.label, first.anchor) == ("电话 区县政府", "接报 14:05")
    opening.close()


def test_the_log_tells_the_role_and_both_officers(tmp_path: Path, clock: FixedClock) -> None:
    opening = Opening(tmp_path / "data", None, clock)
    opening.read_journal()
    desk = opening.desk
    desk.station.set_up("unit", "长江化工", None, {}, "李敏")
    desk.station.set_up("district_regulator", "渝中区市场监管局", None, {}, "王强")
    words = [line.words for line in desk.log(None)]
    assert words == [
        "本值班点服务单位：长江化工（事故发生单位）",
        "李敏 上岗",
        "本值班点服务单位：渝中区市场监管局（区县市场监管部门）",
        "李敏 交班，王强 接班",
    ]
    opening.close()


def test_the_sheet_tells_the_possible_grade_and_a_lift_how_long(
    tmp_path: Path, clock: FixedClock
) -> None:
    opening = Opening(tmp_path / "data", None, clock)
    opening.read_journal()
    desk = opening.desk
    desk.station.set_up("district_regulator", "渝中区市场监管局", None, {}, "李敏")
    take(desk, TANK, explosion="未明")
    lift = take(desk, LIFT, stranded_hours="1:30")
    assert desk.station.handover_sheet()[0].startswith("26-0001 一般，可能较大 长江化工")
    hours = next(fact for fact in desk.situation(lift).facts if fact.code == "stranded_hours")
    assert hours.words == "1时30分（自 12:35 起）"
    opening.close()


def test_the_quick_line_is_kept_as_it_was_typed(tmp_path: Path, clock: FixedClock) -> None:
    opening = Opening(tmp_path / "data", None, clock)
    opening.read_journal()
    desk = opening.desk
    ident = desk.intake.new_call()
    desk.intake.take_call(ident, TANK, clock.now(), line="体育场大型游乐设施 高空滞留12人")
    words = [line.words for line in desk.log(ident)]
    assert "快录原文：体育场大型游乐设施 高空滞留12人" in words
    opening.close()


@pytest.mark.parametrize(
    ("day", "old", "offered"),
    [
        ("2025-11-05", True, 41),
        ("2025-11-06", True, 41),
        ("2026-01-24", True, 41),
        ("2026-01-25", False, 39),
    ],
)
def test_a_station_serves_a_district_of_its_day(
    tmp_path: Path, day: str, old: bool, offered: int
) -> None:
    opening = Opening(
        tmp_path / "data", None, FixedClock(datetime.fromisoformat(f"{day}T12:00+08:00"))
    )
    opening.read_journal()
    desk = opening.desk
    assert len(desk.plan_reader.districts.items) == offered
    desk.station.set_up("district_regulator", "两江新区市场监管局", "两江新区", {}, "李敏")
    if old:
        desk.station.set_up("district_regulator", "江北区市场监管局", "江北区", {}, "李敏")
        assert desk.intake.home == "500105"
    else:
        with pytest.raises(BadInput, match="江北区已于 2026-01-25 并入两江新区"):
            desk.station.set_up("district_regulator", "江北区市场监管局", "江北区", {}, "李敏")
    opening.close()


def test_a_district_that_another_day_calls_otherwise_is_asked_about(
    tmp_path: Path, clock: FixedClock
) -> None:
    reader = Opening(tmp_path / "data", None, clock).desk.plan_reader
    now, old = date(2026, 7, 25), date(2026, 1, 24)
    assert (
        reader.renamed("两江新区", now, old)
        == "2026-01-24 由江北区、渝北区、两江新区履职，请核对区县。"
    )
    assert reader.renamed("江北区", old, now) == "2026-07-25 由两江新区履职，请核对区县。"
    for same in (
        ("江北区", now, old),
        ("渝中区", now, old),
        ("两江新区", now, now),
        ("火星", now, old),
    ):
        assert reader.renamed(*same) == ""
