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


def test_issuing_anew_changes_the_level_and_keeps_the_beginning(
    desk: Desk, clock: FixedClock
) -> None:
    ident = desk.warnings.issue(WIND)
    clock.advance(hours=1)
    raised = WarningForm(
        level=1, category="索道大风", area="", notice="", measures="", issuer="市政府"
    )
    desk.warnings.issue(raised, ident)
    assert desk.board().warnings == ("红色 一级 索道大风（14:05 起，市政府）",)


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
