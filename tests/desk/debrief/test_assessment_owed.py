"""评估未交: where the plan asks for an assessment report, of whom, and until when it is told."""

from datetime import timedelta

import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from cqcmd.views.debts import Debt
from tests.desk.calls import TANK, take
from tests.desk.test_response import step


def ended(desk: Desk, clock: FixedClock) -> str:
    """A call whose response was started and ended an hour later."""
    ident = take(desk, TANK)
    step(desk, ident, "started", "III")
    clock.advance(hours=1)
    step(desk, ident, "ended")
    return ident


def owed(desk: Desk, ident: str) -> Debt | None:
    return next((debt for debt in desk.debts.of(ident) if debt.kind == "assessment"), None)


def brief(desk: Desk, ident: str) -> list[str]:
    row = next(row for row in desk.board().rows if row.ident == ident)
    return [debt.brief for debt in row.debts]


def test_nothing_is_owed_before_the_response_has_ended(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    assert owed(desk, ident) is None
    step(desk, ident, "started", "III")
    assert owed(desk, ident) is None
    step(desk, ident, "ended")
    assert owed(desk, ident) is not None


def test_it_is_owed_to_government_and_superior_and_the_plan_sets_no_limit(
    desk: Desk, clock: FixedClock
) -> None:
    ident = ended(desk, clock)
    clock.advance(hours=50)
    debt = owed(desk, ident)
    assert debt is not None
    assert debt.words == "未签发，应送 区县政府、市市监局"
    assert debt.time == "终止后 2天02时，预案未规定时限"
    assert debt.clause == "5.2"
    assert brief(desk, ident) == ["评估未交"]


def test_a_district_owes_nothing_for_a_response_that_the_city_led(desk: Desk) -> None:
    ident = take(desk, TANK, deaths="12")
    step(desk, ident, "started", "II")
    step(desk, ident, "ended")
    assert owed(desk, ident) is None
    assert brief(desk, ident) == []


def test_a_district_that_led_at_first_owes_its_own(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK, deaths="12")
    step(desk, ident, "started", "III", words="先启动")
    step(desk, ident, "raised", "II")
    step(desk, ident, "ended")
    assert owed(desk, ident) is not None


def test_an_accident_of_another_plan_owes_none(desk: Desk, clock: FixedClock) -> None:
    ident = ended(desk, clock)
    desk.decisions.dismiss(ident, "普通燃气", "王局")
    assert owed(desk, ident) is None
    assert brief(desk, ident) == []


def test_closing_does_not_end_it_and_the_board_says_so(desk: Desk, clock: FixedClock) -> None:
    ident = ended(desk, clock)
    desk.decisions.close(ident, "已清场", "王局")
    assert "评估未交" in brief(desk, ident)
    assert next(row for row in desk.board().rows if row.ident == ident).section == "debt"


@pytest.mark.parametrize("how", ["finish", "not_needed"])
def test_tasks_recorded_as_over_by_hand_settle_it(desk: Desk, clock: FixedClock, how: str) -> None:
    """Of a record of before: the assessment was written and handed in without this program."""
    ident = ended(desk, clock)
    for row in desk.plan.aftermath:
        if row.clause == "5.2":
            assert owed(desk, ident) is not None
            if how == "finish":
                desk.tasks.finish(ident, row.code)
            else:
                desk.tasks.not_needed(ident, row.code, "合并到市级评估")
    assert owed(desk, ident) is None


def test_the_elapsed_time_goes_on_while_the_board_stands(desk: Desk, clock: FixedClock) -> None:
    ident = ended(desk, clock)
    before = owed(desk, ident)
    clock.advance(minutes=timedelta(hours=3).seconds // 60)
    after = owed(desk, ident)
    assert before is not None
    assert after is not None
    assert before.time != after.time
