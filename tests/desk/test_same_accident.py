"""A second call about one accident is recognised, and nothing is taken for it that is not."""

from datetime import UTC, datetime, timedelta

import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.common.districts import district_code
from cqcmd.desk.desk import Desk
from cqcmd.desk.intake.same_accident import Told, matching
from cqcmd.views import SameAccident
from tests.desk.calls import TANK, take

SAID = Told("500103", "长江化工", "化工路128号", "pressure_vessel")


@pytest.mark.parametrize(
    ("other", "matched"),
    [
        (SAID, 3),
        (Told("500103", "重庆长江化工有限公司", "", "pressure_vessel"), 3),
        (Told("500103", "长江化工集团股份有限公司渝中分公司", "", ""), 2),
        (Told("", "长江化工", "", "pressure_vessel"), 2),
        (Told("500103", "", "", "pressure_vessel"), 2),
        (Told("500103", "", "长江化工厂区东侧", ""), 2),
        (Told("500103", "化工路128号", "", ""), 2),
        (Told("500103", "另一家", "化工路128号旁", "pressure_vessel"), 3),
        (Told("500103", "", "", ""), 0),
        (Told("", "长江化工", "", ""), 0),
        (Told("500103", "时代大厦", "", "pressure_vessel"), 0),
        (Told("500101", "长江化工", "", "pressure_vessel"), 0),
        (Told("500103", "长江化工", "", "boiler"), 0),
        (Told("500103", "厂", "", ""), 0),
        (Told("500103", "有限公司", "", "pressure_vessel"), 2),
        (Told(), 0),
        (Told("500103", summary="大溪沟长江化工爆炸，群众李四"), 2),
        (Told("500103", summary="化工路128号冒烟"), 2),
        (Told("500103", "时代大厦", summary="长江化工来人报警"), 2),
        (Told("500103", summary="爆炸"), 0),
        (Told("500101", summary="长江化工爆炸"), 0),
        (Told("", summary="长江化工爆炸"), 0),
    ],
)
def test_two_of_three_match_and_none_contradicts(other: Told, matched: int) -> None:
    assert matching(SAID, other) == matched
    assert matching(other, SAID) == matched


@pytest.mark.parametrize(
    ("said", "known", "matched"),
    [
        ("解放碑浴室", "解放碑大众浴室", 3),
        ("大坪天街物业", "大坪时代天街物业管理有限公司", 3),
        ("阳光小区三期", "阳光小区一期", 0),
        ("解放碑商场", "解放碑大众浴室", 0),
        ("大众浴室", "大学城公众浴室", 0),
        ("民众浴", "民生大众浴室", 0),
    ],
)
def test_a_name_with_its_middle_left_out_is_that_name(said: str, known: str, matched: int) -> None:
    one, other = (Told("500103", unit, "", "boiler") for unit in (said, known))
    assert matching(one, other) == matched
    assert matching(other, one) == matched


def same(desk: Desk, texts: dict[str, str], ident: str = "") -> SameAccident | None:
    reading = desk.intake.preview(texts, desk.clock.now()).reading
    return desk.intake.same_accident(ident, reading)


CALL = {"district": "渝中", "unit": "长江化工公司", "deaths": "2"}


def test_an_open_incident_is_named_with_number_unit_time_and_grade(
    desk: Desk, clock: FixedClock
) -> None:
    ident = take(desk, TANK)
    clock.advance(minutes=10)
    assert same(desk, CALL) == SameAccident(ident, "26-0001", "26-0001 长江化工 14:05接报 较大")
    assert same(desk, CALL, ident) is None, "a call is not the same as itself"
    assert same(desk, {"summary": "爆炸"}) is None


def test_only_what_is_open_and_of_the_last_hours(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    clock.advance(hours=6)
    assert same(desk, CALL) is not None
    clock.advance(minutes=1)
    assert same(desk, CALL) is None
    later = take(desk, TANK)
    found = same(desk, CALL)
    assert found is not None
    assert found.ident == later != ident
    desk.logbook.strike(later, desk.log(later)[0].entry, "重复接报")
    assert same(desk, CALL) is None


def test_the_one_that_matches_most_comes_first_then_the_latest(
    desk: Desk, clock: FixedClock
) -> None:
    whole = take(desk, TANK)
    clock.advance(minutes=5)
    take(desk, {"district": "渝中区", "summary": "爆炸", "equipment": "储罐"})
    found = same(desk, CALL | {"equipment": "储罐"})
    assert found is not None
    assert found.ident == whole


def test_a_merged_district_is_the_one_it_went_into(desk: Desk) -> None:
    now = desk.clock.now()
    merged = district_code(desk.plan, "江北区", now)
    assert merged == district_code(desk.plan, "两江新区", now) == "liangjiang"
    assert district_code(desk.plan, "江北", now - timedelta(days=700)) == "500105"
    assert district_code(desk.plan, "火星区", now) == "火星区"
    eve = datetime(2026, 1, 24, 15, 59, tzinfo=UTC)
    assert district_code(desk.plan, "江北", eve) == "500105"
    assert district_code(desk.plan, "江北", eve + timedelta(minutes=1)) == "liangjiang"


def test_the_station_s_own_district_is_its_home(desk: Desk) -> None:
    assert desk.intake.home == "500103"


def test_a_call_that_joined_is_in_the_log_whole_and_a_slip_takes_both_back(desk: Desk) -> None:
    ident = take(desk, TANK)
    desk.facts.update(ident, {"deaths": "2"}, source="消防", at=desk.clock.now())
    desk.intake.join(ident, "同一起事故的又一来电：2死", with_update=True)
    assert "又一来电：2死" in desk.log(ident)[-1].words
    desk.logbook.undo(ident)
    deaths = next(fact.text for fact in desk.situation(ident).facts if fact.code == "deaths")
    assert deaths == "1"
    assert sum(line.kind == "struck" for line in desk.log(ident)) == 2
    assert len(desk.board().rows) == 1
