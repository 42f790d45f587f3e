"""假设推演: what would follow, as it then does; and not a byte is written."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import Opening
from cqcmd.views.what_if import Outlook, WhatIf
from tests.desk.calls import LIFT, TANK, report, take
from tests.desk.conftest import START
from tests.desk.test_response import step
from tests.local_store.kept_files import kept_files

CRANE = TANK | {"equipment": "塔吊", "explosion": "", "serious_injuries": "0"}
ROPEWAY = {"unit": "长江索道", "equipment": "索道", "stranded": "120", "stranded_hours": "0:00"}


def look(desk: Desk, ident: str, texts: Mapping[str, str], **later: float) -> WhatIf:
    """Facts supposed to be so now, looked at so much later."""
    now = desk.clock.now()
    return desk.what_if.look(ident, [(now, texts)], now + timedelta(**later))


def owed(found: WhatIf) -> list[str]:
    return [deadline.label for deadline in found.owed if deadline.mine]


def test_nothing_is_written_anywhere(desk: Desk, clock: FixedClock, tmp_path: Path) -> None:
    ident = take(desk, TANK)
    before, log, view = kept_files(tmp_path), desk.log(ident), desk.situation(ident)
    for texts in ({"deaths": "30"}, {"stranded": "120", "equipment": "索道"}, {}, {"deaths": "一"}):
        look(desk, ident, texts, hours=30)
    assert kept_files(tmp_path) == before
    assert desk.log(ident) == log
    assert desk.situation(ident) == view
    assert desk.refresh() == set()


def test_an_observer_may_ask_too(desk: Desk) -> None:
    ident = take(desk, TANK)
    desk.observe(True)
    assert look(desk, ident, {"deaths": "3"}).then.grade.grade == "III"


def test_more_deaths_raise_the_grade_and_say_how_far_the_next_is(desk: Desk) -> None:
    ident = take(desk, CRANE)
    found = look(desk, ident, {"deaths": "3"})
    assert (found.now.grade.name, found.now.grade.clause) == ("一般", "1.5.4")
    assert (found.then.grade.name, found.then.grade.clause) == ("较大", "1.5.3")
    assert "再7人死亡升重大" in [margin.words for margin in found.then.margins]
    assert [one.words for one in found.supposed] == ["死亡1人变3人"]
    assert found.then.response.words == "应启III级"
    assert (found.then.response.proposer, found.then.response.approver) == (
        "区县市监",
        "区县政府",
    )


def test_a_possible_grade_stays_apart(desk: Desk) -> None:
    found = look(desk, take(desk, CRANE), {"deaths": "1-10"})
    assert found.then.grade.grade == "IV"
    assert (found.then.possible.grade, found.then.possible.clause) == ("II", "1.5.2")
    assert found.then.response.words == "应启II级"
    assert found.then.response.approver == "市政府分管副市长"


def test_an_explosion_makes_the_grade(desk: Desk) -> None:
    ident = take(desk, TANK | {"explosion": "", "deaths": "0", "serious_injuries": "0"})
    found = look(desk, ident, {"explosion": "爆炸"})
    assert found.now.grade.grade is None
    assert (found.then.grade.grade, found.then.grade.clause) == ("III", "1.5.3")
    assert [one.words for one in found.supposed] == ["爆炸待核变爆炸"]


def test_people_still_up_tomorrow(desk: Desk) -> None:
    ident = take(desk, ROPEWAY)
    tomorrow = look(desk, ident, {}, hours=12)
    assert (tomorrow.now.grade.grade, tomorrow.then.grade.grade) == (None, "III")
    assert look(desk, ident, {}, hours=12, seconds=-1).then.grade.grade == "IV"
    assert [one.words for one in tomorrow.then.projections] == [
        "仍滞留则 07-26 14:05 升重大",
        "仍滞留则 07-27 14:05 升特别重大",
    ], "in times as they read now, not as they will"
    assert owed(tomorrow), "the duties that waited for time"
    assert tomorrow.supposed == ()


def test_who_is_down_by_then_raises_nothing(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, ROPEWAY)
    assert look(desk, ident, {"stranded": "0"}, hours=12).then.grade.grade is None


def test_what_is_supposed_later_holds_only_from_then(desk: Desk) -> None:
    ident = take(desk, TANK)
    for receiver in ("district_government", "city_regulator"):
        report(desk, ident, receiver, "phone")
        report(desk, ident, receiver, "written")
    then = desk.clock.now() + timedelta(hours=3)
    found = desk.what_if.look(ident, [(then, {"deaths": "3"})], then)
    dues = {deadline.due for deadline in found.owed if deadline.stage == "follow_up"}
    assert dues == {then + timedelta(hours=24)}
    assert {deadline.about for deadline in found.owed} == {"死亡1人变3人"}
    assert found.supposed[0].at == then


def test_a_second_supposition_goes_on_from_the_first(desk: Desk) -> None:
    now = desk.clock.now()
    news = [
        (now, {"deaths": "3"}),
        (now + timedelta(hours=1), {"deaths": "4"}),
    ]
    found = desk.what_if.look(take(desk, TANK), news, now + timedelta(hours=1))
    assert [one.words for one in found.supposed] == ["死亡1人变3人", "死亡3人变4人"]
    assert "再6人死亡升重大" in [margin.words for margin in found.then.margins]


def test_what_runs_now_would_be_missed(desk: Desk) -> None:
    found = look(desk, take(desk, TANK), {}, hours=3)
    assert {one.label for one in found.missed} == {
        "电话 区县政府",
        "电话 市市监局",
        "书面 区县政府",
        "书面 市市监局",
    }
    assert owed(found) == []


def test_what_becomes_certain_is_owed_anew(desk: Desk) -> None:
    ident = take(desk, CRANE | {"deaths": "1-3", "occurred_at": "14:00"})
    report(desk, ident, "district_government", "phone")
    rules = {one.rule: one.maybe for one in look(desk, ident, {"deaths": "3"}).owed}
    assert rules["companion.district_government.city_government"] is False


def test_what_is_only_possible_may_be_spared(desk: Desk) -> None:
    ident = take(desk, CRANE | {"deaths": "1-3", "occurred_at": "14:00"})
    report(desk, ident, "district_government", "phone")
    found = look(desk, ident, {"deaths": "1"})
    [spared] = found.spared
    assert (spared.rule, spared.maybe) == ("companion.district_government.city_government", True)
    assert found.then.possible.grade is None


def test_a_response_in_force_is_asked_to_be_raised(desk: Desk) -> None:
    ident = take(desk, CRANE)
    step(desk, ident, "started", "IV")
    assert look(desk, ident, {}).then.response.words == "已启IV级"
    raised = look(desk, ident, {"deaths": "10"}).then.response
    assert (raised.words, raised.proposer, raised.clause) == ("应升II级", "市市监局", "4.8")


def test_a_closed_case_asks_for_no_response(desk: Desk) -> None:
    ident = take(desk, TANK)
    desk.decisions.close(ident, "处置结束", "王局", finished=False)
    found = look(desk, ident, {"deaths": "30"})
    assert found.then.grade.grade == "I"
    assert found.then.response.words == ""


def test_what_cannot_be_supposed_is_said(desk: Desk) -> None:
    found = look(desk, take(desk, TANK), {"deaths": "不知道"})
    assert found.faults
    assert found.then == found.now


# Properties

AMOUNT = st.builds(
    lambda sure, more: f"{sure}-{sure + more}" if more else str(sure),
    st.sampled_from([0, 1, 2, 3, 9, 10, 30]),
    st.sampled_from([0, 0, 1, 10]),
)
PEOPLE = ("deaths", "serious_injuries", "missing", "trapped", "stranded", "relocated")
FACTS = st.fixed_dictionaries({}, optional=dict.fromkeys(PEOPLE, AMOUNT)) | st.fixed_dictionaries(
    {}, optional={"explosion": st.just("爆炸"), "deaths": AMOUNT, "loss_yuan": st.just("1200万")}
)
CALLS = st.sampled_from([TANK, LIFT, ROPEWAY])
HOURS = st.sampled_from([0, 0.5, 1, 2, 12, 25])


@contextmanager
def opened() -> Iterator[Desk]:
    """A desk of its own for each example."""
    with TemporaryDirectory() as place:
        opening = Opening(Path(place), None, FixedClock(START))
        opening.read_journal()
        opening.desk.station.set_up("district_regulator", "渝中区市监局", "渝中区", {}, "李敏")
        yield opening.desk
        opening.close()


def told(outlook: Outlook) -> Any:
    """An outlook without the words of moments, which depend on when they are read."""
    ahead = [(one.moment, one.grade, one.possible) for one in outlook.projections]
    return outlook.grade, outlook.possible, outlook.margins, outlook.response, ahead


def shift(desk: Desk, **passed: float) -> datetime:
    clock = desk.clock
    assert isinstance(clock, FixedClock)
    clock.advance(**passed)
    return clock.now()


@settings(max_examples=25, deadline=None)
@given(CALLS, FACTS, HOURS)
def test_to_suppose_nothing_is_the_present(
    call: dict[str, str], texts: dict[str, str], hours: float
) -> None:
    with opened() as desk:
        ident = take(desk, call | texts)
        now = shift(desk, hours=hours)
        found = desk.what_if.look(ident, [], now)
        assert told(found.then) == told(found.now)
        assert found.then == found.now
        assert [*found.owed, *found.missed, *found.spared] == []


@pytest.mark.parametrize("reported", [False, True])
@settings(max_examples=25, deadline=None)
@given(CALLS, FACTS, HOURS)
def test_what_is_supposed_is_what_then_follows(
    reported: bool, call: dict[str, str], texts: dict[str, str], hours: float
) -> None:
    with opened() as desk:
        ident = take(desk, call)
        if reported:
            report(desk, ident, "district_government", "phone")
        shift(desk, minutes=7)
        supposed = look(desk, ident, texts, hours=hours).then
        if texts:
            desk.facts.update(ident, texts, source="现场", at=desk.clock.now())
        now = shift(desk, hours=hours)
        follows = desk.what_if.look(ident, [], now).then
        assert told(supposed) == told(follows)
        assert supposed.deadlines == follows.deadlines
