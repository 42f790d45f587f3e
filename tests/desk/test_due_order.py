"""What is owed at once or overdue comes first, the rest by its due time, in every list."""

import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from cqcmd.views import Deadline
from cqcmd.views.duties import is_open
from tests.desk.calls import TANK, report, take
from tests.desk.test_follow_ups import update
from tests.desk.test_new_circumstances import CRANE, reported

WAITS = [0, 1, 10, 19, 25, 61, 13 * 60, 22 * 60 + 30, 23 * 60 + 50, 30 * 60]
"""Minutes later: between them limits become amber, red and overdue."""


def now_owed(desk: Desk, ident: str) -> list[Deadline]:
    return [one for one in desk.situation(ident).deadlines if one.mine and is_open(one)]


def mixed(desk: Desk, clock: FixedClock) -> str:
    """First reports made; then news with a day's limit, and news that is owed at once."""
    ident = reported(desk, CRANE)
    clock.advance(minutes=20)
    update(desk, ident, {"deaths": "2"})
    report(desk, ident, "district_government", "phone", stage="follow_up")
    clock.advance(minutes=20)
    update(desk, ident, {"cause": "超载"})
    return ident


@pytest.mark.parametrize("minutes", WAITS)
def test_at_once_and_overdue_stand_before_what_has_time_in_every_list(
    desk: Desk, clock: FixedClock, minutes: int
) -> None:
    ident = mixed(desk, clock)
    clock.advance(minutes=minutes)
    owed = now_owed(desk, ident)
    pressing = [one.due is None or one.due < clock.now() for one in owed]
    assert any(pressing)
    assert pressing == sorted(pressing, reverse=True), "none behind one that has time"
    dues = [one.due for one, presses in zip(owed, pressing, strict=True) if not presses]
    assert dues == sorted(due for due in dues if due)
    steps = [step.argument for step in desk.situation(ident).steps if step.action == "report"]
    assert steps == [one.rule for one in owed], "接下来做什么"
    assert desk.strip(ident).next == desk.board().rows[0].next == owed[0]
    sheet = [line.strip() for line in desk.station.handover_sheet()]
    told = [line for line in sheet if line.startswith(tuple(one.label for one in owed))]
    assert [line[: len(one.label)] for line, one in zip(told, owed, strict=True)] == [
        one.label for one in owed
    ]


def test_of_one_grade_what_is_owed_at_once_leads_the_board(desk: Desk, clock: FixedClock) -> None:
    at_once = reported(desk, CRANE)
    clock.advance(minutes=20)
    update(desk, at_once, {"cause": "超载"})
    fresh = take(desk, CRANE, unit="另一家")
    assert desk.strip(at_once).grade == desk.strip(fresh).grade
    first, second = desk.board().rows
    assert (first.ident, second.ident) == (at_once, fresh)
    assert first.next is not None
    assert first.next.due is None


def test_the_first_reports_of_a_tank_keep_their_order(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    for _ in range(7):
        steps = [step.argument for step in desk.situation(ident).steps if step.action == "report"]
        assert steps == [one.rule for one in now_owed(desk, ident)]
        clock.advance(minutes=10)
