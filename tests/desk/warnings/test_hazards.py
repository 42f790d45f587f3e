"""Hazards (3.1): found, owned, overdue, removed, and consulted on as a warning."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from cqcmd.clock import FixedClock
from cqcmd.desk.common.entry_times import NeedsReason
from cqcmd.desk.desk import Desk
from cqcmd.desk.warnings.forms import HazardForm, WarningStepForm
from cqcmd.errors import BadInput

LOCK = HazardForm(
    place="滨江小区3号梯", words="门锁触点烧蚀", found_by="李敏", owner="渝安电梯公司"
)


def test_a_hazard_is_listed_by_its_limit_until_it_is_removed(desk: Desk, clock: FixedClock) -> None:
    hazards, now = desk.warnings.hazards, clock.now()
    hazards.keep(LOCK)
    soon = hazards.keep(replace(LOCK, place="2号塔吊", due=now + timedelta(days=1)))
    later = hazards.keep(replace(LOCK, place="锅炉房", due=now + timedelta(days=9)))
    assert [one.place for one in hazards.shown()] == ["2号塔吊", "锅炉房", "滨江小区3号梯"]
    hazards.remove(soon, "王强", "换了锁")
    shown = hazards.shown()
    assert [one.place for one in shown] == ["锅炉房", "滨江小区3号梯", "2号塔吊"]
    assert (shown[0].ident, shown[2].removed_by, shown[2].how) == (later, "王强", "换了锁")


def test_what_is_said_anew_holds_from_then_on_and_it_stands_again(
    desk: Desk, clock: FixedClock
) -> None:
    hazards = desk.warnings.hazards
    ident = hazards.keep(LOCK)
    since = clock.now()
    clock.advance(days=3)
    hazards.keep(replace(LOCK, owner="物业"), ident)
    (hazard,) = hazards.shown()
    assert (hazard.owner, hazard.since) == ("物业", since)
    hazards.remove(ident, "王强")
    hazards.keep(LOCK, ident)
    assert hazards.shown()[0].removed_at is None


@pytest.mark.parametrize("field", ["place", "words", "found_by"])
def test_a_hazard_without_place_words_or_finder_is_refused(desk: Desk, field: str) -> None:
    with pytest.raises(BadInput) as told:
        desk.warnings.hazards.keep(replace(LOCK, **{field: "  "}))
    assert told.value.field == field
    assert desk.warnings.hazards.shown() == ()


def test_a_limit_before_the_finding_is_refused(desk: Desk, clock: FixedClock) -> None:
    with pytest.raises(BadInput, match="整改期限要晚于") as told:
        desk.warnings.hazards.keep(replace(LOCK, due=clock.now() - timedelta(hours=1)))
    assert told.value.field == "due"


def test_one_found_long_ago_wants_a_reason(desk: Desk, clock: FixedClock) -> None:
    early = replace(LOCK, at=clock.now() - timedelta(days=2))
    with pytest.raises(NeedsReason):
        desk.warnings.hazards.keep(early)
    desk.warnings.hazards.keep(early, reason="由纸质记录转录")
    assert "补记" not in desk.warnings.hazards.shown()[0].words


def test_it_is_removed_once(desk: Desk) -> None:
    hazards = desk.warnings.hazards
    ident = hazards.keep(LOCK)
    with pytest.raises(BadInput, match="谁复查"):
        hazards.remove(ident, " ")
    hazards.remove(ident, "王强")
    with pytest.raises(BadInput, match="已经销号"):
        hazards.remove(ident, "王强")
    with pytest.raises(BadInput, match="没有这条隐患"):
        hazards.remove("别的", "王强")


def test_a_slip_is_taken_back_and_an_entry_made_void(desk: Desk) -> None:
    hazards = desk.warnings.hazards
    ident = hazards.keep(LOCK)
    hazards.remove(ident, "王强")
    desk.logbook.undo(None)
    assert hazards.shown()[0].removed_at is None
    finding = next(line for line in desk.log(None) if line.kind == "hazard")
    desk.logbook.strike(None, finding.entry, "重复记录")
    assert hazards.shown() == ()


def test_a_warning_names_the_hazard_it_rests_on(desk: Desk) -> None:
    ident = desk.warnings.hazards.keep(LOCK)
    form = WarningStepForm(step="consulted", level=4, category="电梯", words="发布", hazard=ident)
    desk.warnings.step(form)
    (warning,) = desk.warnings.shown()
    assert warning.foreseen == "据隐患 滨江小区3号梯 门锁触点烧蚀；会商意见 发布"
