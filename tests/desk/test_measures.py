"""Measures and aftermath: the one key, what is told afterwards, what is odd, what comes first."""

from datetime import timedelta

import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.command.forms import StepForm
from cqcmd.desk.common.entry_times import NeedsReason
from cqcmd.desk.desk import Desk
from cqcmd.desk.measures.forms import TaskForm
from cqcmd.desk.opening import Opening
from cqcmd.errors import BadInput
from cqcmd.views.command import TaskView
from tests.desk.calls import TANK, take
from tests.support.hostile import HOSTILE, bundled

LEAK = {"district": "渝中区", "unit": "长江化工", "equipment": "储罐", "toxic_leak": "是"}


def task(desk: Desk, ident: str, code: str) -> TaskView:
    every = desk.tasks.measures(ident) + desk.tasks.aftermath(ident)
    return next(task_view for task_view in every if task_view.code == code)


def names(desk: Desk, ident: str) -> list[str]:
    return [measure.name for measure in desk.tasks.measures(ident)]


def test_a_toxic_release_brings_pollution_and_protection_to_the_top(desk: Desk) -> None:
    ident = take(desk, LEAK)
    found = desk.tasks.measures(ident)
    assert [task_view.name for task_view in found[:3]] == ["先期处置", "安全防护", "污染处置"]
    assert [task_view.suggested for task_view in found[1:3]] == ["有毒泄漏", "有毒泄漏"]
    assert len(found) == 10
    assert "" in {task_view.suggested for task_view in found}


def test_the_order_keeps_to_the_facts_and_not_to_what_was_begun(desk: Desk) -> None:
    ident = take(desk, LEAK)
    before = names(desk, ident)
    desk.tasks.advance(ident, "pollution", "open")
    assert names(desk, ident) == before


def test_one_key_begins_then_finishes_then_is_refused(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    assert desk.tasks.advance(ident, "evacuation", "open") == "begun"
    clock.advance(minutes=20)
    assert desk.tasks.advance(ident, "evacuation", "begun") == "finished"
    found = task(desk, ident, "evacuation")
    assert (found.state_name, found.by, found.progress) == ("已完成", "李敏", "0/1")
    assert found.finished is not None
    assert found.begun is not None
    assert found.finished - found.begun == timedelta(minutes=20)
    with pytest.raises(BadInput, match="“人员疏散”已完成；要重新打开请按 Del"):
        desk.tasks.advance(ident, "evacuation", "finished")


def test_the_second_of_two_operators_is_told_who_was_first(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    other = Opening(desk.papers.folder.parent, None, clock)
    other.read_journal()
    other.desk.tasks.advance(ident, "evacuation", "open")
    other.close()
    with pytest.raises(BadInput, match="“人员疏散”已由李敏记为进行中"):
        desk.tasks.advance(ident, "evacuation", "open")
    with pytest.raises(BadInput, match="已由李敏记为进行中"):
        desk.tasks.amend(ident, "evacuation", TaskForm(finished=clock.now()), "open")
    with pytest.raises(BadInput, match="已由李敏记为进行中"):
        desk.tasks.not_needed(ident, "evacuation", "不需要", seen="open")
    assert task(desk, ident, "evacuation").state == "begun"
    assert ident in desk.refresh(), "a refused act found it first; screens are told all the same"
    assert ident not in desk.refresh()


def test_what_was_struck_meanwhile_is_not_blamed_on_nobody(desk: Desk) -> None:
    ident = take(desk, TANK)
    desk.tasks.advance(ident, "evacuation", "open")
    desk.logbook.undo(ident)
    with pytest.raises(BadInput, match="“人员疏散”现为未开始，请看清再按"):
        desk.tasks.advance(ident, "evacuation", "begun")


def test_a_step_is_ticked_at_once_and_the_untouched_measure_says_so(desk: Desk) -> None:
    ident = take(desk, TANK)
    assert desk.tasks.advance(ident, "medical.1", "open") == "finished"
    found = task(desk, ident, "medical")
    assert (found.progress, found.mark) == ("1/3", "步骤已做，未记开始")
    assert found.steps[0].words == "14:05 李敏"
    desk.tasks.not_needed(ident, "medical.2", "没有重症")
    desk.tasks.advance(ident, "medical", "open")
    desk.tasks.advance(ident, "medical", "begun")
    found = task(desk, ident, "medical")
    assert (found.progress, found.mark, found.steps[1].words) == ("2/3", "尚有步骤未勾", "没有重症")


def test_not_applicable_wants_a_reason_and_can_be_opened_again(desk: Desk) -> None:
    ident = take(desk, TANK)
    with pytest.raises(BadInput, match="为什么不适用"):
        desk.tasks.not_needed(ident, "traffic", " ")
    desk.tasks.not_needed(ident, "traffic", "厂区内，不涉及道路")
    found = task(desk, ident, "traffic")
    assert (found.state_name, found.reason, found.over) == ("不适用", "厂区内，不涉及道路", True)
    with pytest.raises(BadInput, match="已记为不适用；请先按 Del"):
        desk.tasks.amend(ident, "traffic", TaskForm(begun=desk.clock.now()), "not_needed")
    desk.tasks.reopen(ident, "traffic")
    assert task(desk, ident, "traffic").state == "open"


def test_times_told_late_want_a_reason_and_are_written_in_one_act(
    desk: Desk, clock: FixedClock
) -> None:
    ident = take(desk, TANK)
    clock.advance(hours=1)
    ago = clock.now() - timedelta(minutes=40)
    form = TaskForm(words="街道组织", owner="红岩街道", begun=ago, finished=clock.now())
    with pytest.raises(NeedsReason):
        desk.tasks.amend(ident, "evacuation", form, "open")
    assert task(desk, ident, "evacuation").remarks == ()
    desk.tasks.amend(ident, "evacuation", form, "open", reason="通话中未及录入")
    found = task(desk, ident, "evacuation")
    assert (found.begun, found.state, found.owner) == (ago, "finished", "红岩街道")
    assert not found.inferred
    assert found.remarks == ("15:05 李敏 街道组织",)
    assert "〔补记：通话中未及录入〕" in desk.log(ident)[-3].words
    desk.logbook.undo(ident)
    assert task(desk, ident, "evacuation").state == "open"


def test_a_finish_without_a_beginning_is_recorded_and_marked(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    end = clock.now()
    desk.tasks.amend(ident, "consultation", TaskForm(finished=end), "open")
    assert task(desk, ident, "consultation").mark == "未见开始记录"
    clock.advance(minutes=5)
    desk.tasks.amend(ident, "consultation", TaskForm(begun=clock.now()), "finished")
    found = task(desk, ident, "consultation")
    assert (found.state, found.finished, found.mark) == ("finished", end, "完成早于开始")


@pytest.mark.parametrize("form", [TaskForm(), TaskForm(words=" ", owner="　")])
def test_nothing_filled_in_is_refused(desk: Desk, form: TaskForm) -> None:
    ident = take(desk, TANK)
    with pytest.raises(BadInput, match="什么也没有填"):
        desk.tasks.amend(ident, "consultation", form, "open")


def test_a_time_ahead_and_an_unknown_task_are_refused(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    ahead = TaskForm(begun=clock.now() + timedelta(hours=1))
    with pytest.raises(BadInput, match="时间晚于现在"):
        desk.tasks.amend(ident, "consultation", ahead, "open")
    with pytest.raises(BadInput, match="预案里没有这一项"):
        desk.tasks.advance(ident, "nothing", "open")


def test_the_aftermath_goes_by_the_same_key_and_counts_from_the_end(
    desk: Desk, clock: FixedClock
) -> None:
    ident = take(desk, TANK)
    assert desk.tasks.ended_at(ident) is None
    for step in ("started", "ended"):
        form = StepForm(step=step, level="III", who="王副区长", at=clock.now(), words="险情排除")
        desk.response.record(ident, form)
    assert desk.tasks.ended_at(ident) == clock.now()
    assert desk.tasks.advance(ident, "records", "open") == "begun"
    assert [task_view.clause for task_view in desk.tasks.aftermath(ident)] == [
        "5.1",
        "5.2",
        "5.2",
        "4.9",
    ]
    assert task(desk, ident, "records").state_name == "进行中"


@pytest.mark.parametrize("words", bundled(HOSTILE))
def test_hostile_remarks_are_kept_harmless(desk: Desk, words: str) -> None:
    ident = take(desk, TANK)
    desk.tasks.amend(ident, "medical", TaskForm(words=words + "。", owner=words + "。"), "open")
    found = task(desk, ident, "medical")
    assert not any(char < " " and char not in "\n\t" for char in found.owner + found.remarks[0])
