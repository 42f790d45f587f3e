"""Stories in which something once went wrong, as short as they could be made."""

import pytest

from tests.simulation.faults import Fault, What
from tests.simulation.playing import play
from tests.simulation.story import Step, Story, story_of


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


# A copy failed, and so did rolling it back: an error without words. No shorter story shows it.
@pytest.mark.parametrize("seed", [700061, 700089])
def test_a_copy_that_fails_asks_nothing_more_of_its_disk(seed: int) -> None:
    assert_well(story_of(seed, 150))


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


# The line of an incident that was closed with a report still due spoke of yesterday as of today.
def test_a_closed_incident_with_a_report_due_is_read_anew_at_midnight() -> None:
    begun = [Step("set_up", dice=4106135923), Step("take_call", dice=2539345059)]
    nights = (814094739, 1623524961, 393353683, 393353683)
    waits = [Step("wait", dice=dice) for dice in (393353683, *nights)]
    assert_well([*begun, waits[0], Step("close", dice=1643063914), *waits[1:]])
