"""情况更新: what is recorded of what changed, in one act."""

import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.common.entry_times import NeedsReason
from cqcmd.desk.desk import Desk
from cqcmd.errors import BadInput
from tests.desk.calls import TANK, take


def said(desk: Desk, ident: str) -> list[tuple[str, str]]:
    """What the log says since the call."""
    return [(line.kind, line.words) for line in desk.log(ident)[3:]]


def test_words_and_numbers_are_told_by_one_source_at_one_time(
    desk: Desk, clock: FixedClock
) -> None:
    ident = take(desk, TANK)
    clock.advance(minutes=10)
    at = desk.clock.now()
    clock.advance(minutes=5)
    texts = {"deaths": "2", "scene": "火已扑灭", "cause": "超压"}
    desk.facts.update(ident, texts, source="赵队长", at=at, line="又死1个，火已扑灭")
    assert said(desk, ident) == [
        ("details", "现场情况 火已扑灭；事故原因 超压（赵队长）"),
        ("facts", "死亡 2人（赵队长）"),
        ("note", "快录原文：又死1个，火已扑灭"),
    ]
    assert {line.occurred_at for line in desk.log(ident)[3:]} == {at}
    words = {word.code: word for word in desk.situation(ident).words}
    assert (words["scene"].source, words["scene"].at) == ("赵队长", at)
    desk.logbook.undo(ident)
    assert {word.code: word.text for word in desk.situation(ident).words}["scene"] == ""


def test_blank_words_stay_as_they_were(desk: Desk) -> None:
    ident, now = take(desk, TANK), desk.clock.now()
    desk.facts.update(ident, {"scene": "火已扑灭"}, source="", at=now)
    desk.facts.update(ident, {"scene": "", "cause": "超压"}, source="", at=now)
    words = {word.code: word.text for word in desk.situation(ident).words}
    assert (words["scene"], words["cause"]) == ("火已扑灭", "超压")


def test_words_written_down_late_want_a_reason_and_keep_it(desk: Desk, clock: FixedClock) -> None:
    ident, at = take(desk, TANK), desk.clock.now()
    clock.advance(minutes=40)
    with pytest.raises(NeedsReason):
        desk.facts.update(ident, {"scene": "火已扑灭"}, source="", at=at)
    desk.facts.update(ident, {"scene": "火已扑灭"}, source="", at=at, reason="通话中未及录入")
    assert said(desk, ident) == [("details", "现场情况 火已扑灭〔补记：通话中未及录入〕")]


def test_a_line_alone_changes_nothing(desk: Desk) -> None:
    ident = take(desk, TANK)
    with pytest.raises(BadInput, match="没有填任何变化"):
        desk.facts.update(ident, {}, source="", at=desk.clock.now(), line="又死1个")
    assert said(desk, ident) == []
