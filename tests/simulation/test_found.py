"""Stories in which something once went wrong, as short as they could be made."""

import pytest

from tests.simulation.faults import Fault, What
from tests.simulation.playing import play
from tests.simulation.story import Step, Story


def assert_well(story: Story) -> list[str]:
    """Play a story; returns what became of each step."""
    run = play(story)
    assert not run.fault, "\n".join([*run.trace, run.fault])
    return run.trace


# An act was denied, for the disk could not flush it; the next start found it in the log as done.
def test_what_was_denied_for_a_failed_flush_stays_denied() -> None:
    for end in ("kill", "cut"):
        begun = [Step("set_up", dice=1), Step("take_call", dice=2)]
        trace = assert_well([*begun, Step("note", fault=Fault("sync", 1)), Step(end)])
        assert "本次操作未记录" in trace[2]


def test_where_that_cannot_be_made_sure_it_is_said() -> None:
    begun = [Step("set_up", dice=1), Step("take_call", dice=2)]
    for end in ("kill", "cut"):
        fault = Fault("sync", 1, lasting=1_000)
        trace = assert_well([*begun, Step("note", fault=fault), Step(end)])
        assert "不能确定" in trace[2]


# The copy that could not be written could not be taken away either: an error without words.
def test_a_copy_that_fails_at_any_call_is_refused_in_words() -> None:
    for at in range(1, 30, 3):
        begun = [Step("set_up", dice=1), Step("take_call", dice=2)]
        fault = Fault("full", at, lasting=1_000)
        assert_well([*begun, Step("back_up", fault=fault), Step("cut", dice=at)])


# A copy failed and the disk failed once more as it was being ended: an error without words.
def test_a_copy_that_fails_asks_nothing_more_of_its_disk() -> None:
    assert_well(
        [
            Step(do="set_up", dice=3819344574),
            Step(do="take_a_step_of_the_response", dice=2461006607),
            Step(do="assign", at=2, dice=687396838),
            Step(do="report_in_writing", at=1, dice=2706612196),
            Step(
                do="reopen",
                at=1,
                dice=3739657912,
                fault=Fault(what="meanwhile", at=12),
                then=Step(do="throw_a_draft_away", at=2, dice=2617527549),
            ),
            Step(do="hear_that_another_knows", at=1, dice=2493249585),
            Step(do="judge_scope", at=1, dice=1068088466),
            Step(do="close", dice=1012734666),
            Step(do="copy", at=1, dice=1336819109),
            Step(do="kill", at=2, dice=4096195849),
            Step(do="update", at=2, dice=4024143805),
            Step(do="undo", at=1, dice=1353189673),
            Step(do="type_a_call", dice=69598008),
            Step(do="take_a_step_of_the_response", dice=4253401000),
            Step(do="dismiss", at=1, dice=713717548),
            Step(do="type_a_call", at=1, dice=2141696652),
            Step(do="take_a_draft_up", at=2, dice=1417285275, fault=Fault(what="cut", at=11)),
            Step(do="add_group", at=1, dice=774726198, fault=Fault(what="sync", at=2)),
            Step(do="decide_on_a_grade", at=1, dice=2768268828),
            Step(do="wait", at=1, dice=1188454399),
            Step(do="send_a_team_in", at=1, dice=154668306),
            Step(do="report_by_phone", at=2, dice=2021539016),
            Step(do="note", dice=1912101822, fault=Fault(what="kill", at=9)),
            Step(do="take_over", at=1, dice=1802419632),
        ]
    )


# SQLite had ended the transaction by itself: undoing it once more was an error without words. A
# file that could not even be opened was another.
@pytest.mark.parametrize("what", ["full", "io", "read"])
def test_a_post_that_is_opened_on_a_disk_that_refuses_says_so(what: What) -> None:
    for at in range(1, 16, 2):
        fault = Fault(what, at, lasting=1_000)
        assert_well([Step("set_up", dice=1, fault=fault), Step("set_up", dice=1)])


# A call that is void stood on each board as if it had come the moment it was first looked at.
def test_a_struck_call_has_its_time_on_every_board() -> None:
    begun = [Step("set_up", dice=1), Step("take_call", dice=2), Step("undo")]
    assert_well([*begun, Step("wait", dice=3), Step("note", at=1), Step("note", at=2)])
