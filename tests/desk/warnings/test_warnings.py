"""Warnings: issued, adjusted, acted on, lifted."""

import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.warnings.forms import WarningForm
from cqcmd.errors import BadInput

WIND = WarningForm(
    level=2,
    category="索道大风",
    area="长江索道沿线",
    notice="阵风八级",
    measures="停运检查",
    issuer="市政府",
)


def test_a_warning_stands_on_the_board_until_it_is_lifted(desk: Desk, clock: FixedClock) -> None:
    ident = desk.warnings.issue(WIND)
    assert desk.board().warnings == ("橙色 二级 索道大风（14:05 起，市政府）",)
    clock.advance(hours=1)
    desk.warnings.lift(ident, "市政府", "风力减弱")
    assert desk.board().warnings == ()
    assert desk.warnings.shown()[0].lifted == "15:05 市政府解除：风力减弱"


RAISED = WarningForm(
    level=1, category="索道大风", area="", notice="", measures="", issuer="省级机关"
)


def test_each_issue_bears_its_own_time_and_issuer(desk: Desk, clock: FixedClock) -> None:
    ident = desk.warnings.issue(WIND)
    clock.advance(hours=1)
    desk.warnings.issue(RAISED, ident)
    assert desk.board().warnings == ("红色 一级 索道大风（15:05 起，省级机关）",)
    assert desk.warnings.shown()[0].former == ("橙色 二级 索道大风（14:05 起，市政府）",)


def test_an_action_of_the_former_level_is_carried_over_as_such(desk: Desk) -> None:
    ident = desk.warnings.issue(WIND)
    action = desk.warnings.shown()[0].actions[0].code
    desk.warnings.act(ident, action)
    assert desk.warnings.shown()[0].actions[0].level == ""
    desk.warnings.issue(RAISED, ident)
    carried = desk.warnings.shown()[0].actions[0]
    assert (carried.level, carried.done_by) == ("橙色", "李敏")
    desk.warnings.act(ident, action)
    again = desk.warnings.shown()[0].actions[0]
    assert (again.level, again.done_at is None) == ("", False)


def test_the_eight_actions_are_ticked_and_unticked(desk: Desk) -> None:
    ident = desk.warnings.issue(WIND)
    actions = desk.warnings.shown()[0].actions
    assert len(actions) == 8
    desk.warnings.act(ident, actions[2].code)
    assert desk.warnings.shown()[0].actions[2].done_by == "李敏"
    desk.warnings.act(ident, actions[2].code)
    assert desk.warnings.shown()[0].actions[2].done_at is None


@pytest.mark.parametrize(
    ("level", "issuer"), [(1, "市政府"), (2, "市政府"), (3, "区县政府"), (4, "区县政府")]
)
def test_who_issues_which_level(desk: Desk, level: int, issuer: str) -> None:
    assert desk.warnings.issuer_of(level) == issuer


def test_what_cannot_be_is_refused(desk: Desk) -> None:
    with pytest.raises(BadInput):
        desk.warnings.issue(
            WarningForm(level=5, category="x", area="", notice="", measures="", issuer="y")
        )
    with pytest.raises(BadInput):
        desk.warnings.lift("不存在", "市政府", "x")
    ident = desk.warnings.issue(WIND)
    desk.warnings.lift(ident, "市政府", "x")
    with pytest.raises(BadInput):
        desk.warnings.act(ident, "action.1")
