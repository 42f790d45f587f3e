"""Reports meet duties by proof of call and start the receiver's clock; nothing moves a due."""

from datetime import timedelta

import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.common.entry_times import NeedsReason
from cqcmd.desk.desk import Desk
from cqcmd.errors import BadInput
from tests.desk.calls import TANK, report, states, take


def test_a_phone_report_meets_the_phone_duty_alone(desk: Desk) -> None:
    ident = take(desk, TANK)
    assert report(desk, ident, "district_government", "phone") is None
    found = states(desk, ident)
    assert found["电话 区县政府"] == "met"
    assert found["书面 区县政府"] == "running"


def test_the_receivers_clock_starts_and_shows_as_not_known_to_us(desk: Desk) -> None:
    ident = take(desk, TANK)
    report(desk, ident, "district_government", "phone")
    assert states(desk, ident)["电话 市政府"] == "unknown"


def test_on_the_due_second_it_is_met_and_one_later_it_is_late(
    desk: Desk, clock: FixedClock
) -> None:
    ident = take(desk, TANK)
    clock.advance(minutes=30)
    report(desk, ident, "district_government", "phone")
    clock.advance(seconds=1)
    report(desk, ident, "city_regulator", "phone")
    assert states(desk, ident)["电话 区县政府"] == "met"
    assert states(desk, ident)["电话 市市监局"] == "late"


def test_overdue_only_after_the_due_second(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    clock.advance(minutes=30)
    assert states(desk, ident)["电话 区县政府"] == "running"
    clock.advance(seconds=1)
    assert states(desk, ident)["电话 区县政府"] == "overdue"
    assert desk.situation(ident).steps[0].urgency == "overdue"


def test_a_second_report_is_kept_as_again_and_told(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    report(desk, ident, "district_government", "phone", person="赵主任")
    clock.advance(minutes=2)
    earlier = report(desk, ident, "district_government", "phone", person="钱主任")
    assert (earlier.actor, earlier.person) == ("李敏", "赵主任")  # type: ignore[attr-defined]
    duty = next(d for d in desk.situation(ident).deadlines if d.label == "电话 区县政府")
    assert duty.again == 1
    assert "赵主任" in duty.proof


def test_without_a_name_there_is_no_proof(desk: Desk) -> None:
    ident = take(desk, TANK)
    with pytest.raises(BadInput):
        report(desk, ident, "district_government", "phone", person="  ")
    assert states(desk, ident)["电话 区县政府"] == "running"


def test_future_and_far_past_times(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    clock.advance(minutes=40)
    with pytest.raises(BadInput):
        report(desk, ident, "city_regulator", "phone", at=clock.now() + timedelta(minutes=5))
    with pytest.raises(NeedsReason):
        report(desk, ident, "city_regulator", "phone", at=clock.now() - timedelta(minutes=16))
    report(desk, ident, "city_regulator", "phone", at=clock.now() - timedelta(minutes=15))
    assert states(desk, ident)["电话 市市监局"] == "met"


def test_dismissal_ends_the_duties_and_can_be_taken_back(desk: Desk) -> None:
    ident = take(desk, TANK)
    desk.decisions.dismiss(ident, "张局长", "查证为化学反应事故")
    assert set(states(desk, ident).values()) == {"ended"}
    assert list(desk.alerts()) == []
    desk.decisions.reinstate(ident, "张局长", "设备本体失效")
    assert states(desk, ident)["电话 区县政府"] == "running"


def test_a_lower_override_silences_nothing(desk: Desk) -> None:
    ident = take(desk, TANK)
    before = states(desk, ident)
    desk.decisions.override(ident, "IV", "张局长", "初判")
    strip = desk.strip(ident)
    assert strip.grade.grade == "III"
    assert "人工定级 一般（张局长：初判）" in strip.override
    assert states(desk, ident) == before


def test_a_higher_override_adds_what_it_brings(desk: Desk) -> None:
    ident = take(desk, TANK)
    desk.decisions.override(ident, "II", "张局长", "影响重大")
    assert desk.strip(ident).grade.grade == "II"
    assert desk.strip(ident).response == "应启II级"


def test_a_struck_receipt_moves_the_clocks_and_nothing_else_does(
    desk: Desk, clock: FixedClock
) -> None:
    ident = take(desk, TANK)
    due = desk.situation(ident).deadlines[0].due
    assert due is not None
    clock.advance(minutes=3)
    desk.facts.update(ident, {"summary": "改写", "deaths": "2"}, source="现场", at=clock.now())
    assert desk.situation(ident).deadlines[0].due == due
    desk.reports.record_notification(
        ident, "district_regulator", clock.now() - timedelta(minutes=10)
    )
    entry = next(line for line in desk.log(ident) if line.kind == "received")
    assert desk.situation(ident).deadlines[0].due == due - timedelta(minutes=7)
    desk.logbook.strike(ident, entry.entry, "录错")
    assert desk.situation(ident).deadlines[0].due == due


class TestCompanionRule:
    """重庆市突发事件应对条例 28: one hour from the occurrence, from grade III up."""

    def test_it_stands_beside_the_plans_with_its_own_source(self, desk: Desk) -> None:
        ident = take(desk, TANK, occurred_at="13:50")
        duty = self._companion(desk, ident)
        assert duty.source == "重庆市突发事件应对条例 28"
        assert duty.state == "unknown"
        assert duty.due - duty.start == timedelta(minutes=60)
        assert duty.anchor == "事发 13:50"

    def test_on_the_possible_grade_it_is_marked(self, desk: Desk) -> None:
        ident = take(desk, TANK, occurred_at="13:50", explosion="未明")
        assert self._companion(desk, ident).maybe

    def test_below_three_there_is_none(self, desk: Desk) -> None:
        ident = take(desk, TANK, occurred_at="13:50", explosion="泄漏")
        assert "报告 市政府" not in states(desk, ident)

    def test_an_hour_already_over_is_nobodys_lateness(self, desk: Desk, clock: FixedClock) -> None:
        desk.station.set_up("district_government", "渝中区政府", None, {}, "李敏")
        ident = take(desk, TANK, occurred_at="12:30")
        assert self._companion(desk, ident).state == "passed"
        assert not self._companion(desk, ident).rings
        clock.advance(minutes=1)
        report(desk, ident, "city_government", "phone")
        assert self._companion(desk, ident).state == "met"

    def test_an_hour_over_when_it_became_three(self, desk: Desk, clock: FixedClock) -> None:
        desk.station.set_up("district_government", "渝中区政府", None, {}, "李敏")
        ident = take(desk, TANK, occurred_at="14:00", explosion="泄漏")
        clock.advance(minutes=70)
        desk.facts.update(ident, {"deaths": "3"}, source="医院", at=clock.now())
        assert self._companion(desk, ident).state == "passed"

    @staticmethod
    def _companion(desk: Desk, ident: str):  # type: ignore[no-untyped-def]
        return next(deadline for deadline in desk.situation(ident).deadlines if deadline.source)


def test_of_a_struck_receipt_nothing_is_reported(desk: Desk) -> None:
    ident = take(desk, TANK)
    opened = next(line for line in desk.log(ident) if line.kind == "opened")
    desk.logbook.strike(ident, opened.entry, "误接")
    with pytest.raises(BadInput, match="接报已作废"):
        report(desk, ident, "district_government", "phone")
    with pytest.raises(BadInput, match="接报已作废"):
        desk.reports.record_notification(ident, "city_regulator", desk.clock.now())


def test_a_name_in_the_number_is_refused(desk: Desk) -> None:
    ident = take(desk, TANK)
    with pytest.raises(BadInput, match="姓名请填在姓名一栏") as refused:
        report(desk, ident, "district_government", "phone", number="023-00000001王处")
    assert refused.value.field == "number"
    assert states(desk, ident)["电话 区县政府"] == "running"
    report(desk, ident, "district_government", "phone", number="总机 023-63765110 转 8012")
    report(desk, ident, "district_government", "written", number="渝市监〔2026〕1号")
    assert states(desk, ident)["书面 区县政府"] == "met"


def numbers(desk: Desk, ident: str) -> dict[str, tuple[str, str]]:
    """Receiver to the number to call, and why there is none, of what this station owes."""
    found = desk.situation(ident).deadlines
    return {one.receiver: (one.number, one.no_number) for one in found if one.mine}


def test_the_number_of_our_own_government_is_not_given_for_another_district(desk: Desk) -> None:
    kept = {"district_government": "63765110", "city_regulator": "63765120"}
    desk.station.set_up("district_regulator", "渝中区市场监管局", "渝中区", kept, "李敏")
    for told in ("渝中区", "渝中", ""):
        assert numbers(desk, take(desk, TANK, district=told)) == {
            "district_government": ("63765110", ""),
            "city_regulator": ("63765120", ""),
        }
    ident = take(desk, TANK, district="南岸区")
    assert numbers(desk, ident) == {
        "district_government": ("", "南岸区的号码待填，设的是渝中区的"),
        "city_regulator": ("63765120", ""),
    }
    report(desk, ident, "district_government", "phone", number="62988000")
    assert numbers(desk, ident)["district_government"] == ("62988000", "")
    assert numbers(desk, take(desk, TANK, district="南岸区"))["district_government"][0] == ""


def test_a_station_of_no_district_has_one_number_for_all(desk: Desk) -> None:
    kept = {"city_government": "63850000", "district_government": "63765110"}
    desk.station.set_up("city_regulator", "市市场监管局", None, kept, "李敏")
    found = numbers(desk, take(desk, TANK, district="南岸区"))
    assert found["city_government"] == ("63850000", "")
    assert {why for _number, why in found.values()} == {""}
