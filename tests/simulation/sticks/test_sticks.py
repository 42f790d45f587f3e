"""Posts whose sticks went round show the same; every fault of meeting put in is found."""

import pytest

from tests.simulation.deeds import SHARED
from tests.simulation.faults import Fault
from tests.simulation.playing import play
from tests.simulation.sticks.plants import PLANTS
from tests.simulation.story import Step, Story, story_of

BEGUN = [
    Step("set_up", dice=1),
    Step("set_up", dice=2, post=1),
    Step("take_call", dice=2),
    Step("update", dice=3),
    Step("export_everything"),
    Step("take_a_stick_in", dice=5, post=1),
    Step("update", dice=3, post=1),
    Step("update", dice=14),
]
"""An incident is known to both posts, and each says another number of the same."""


AGAIN = [Step("export_everything"), Step("take_a_stick_in", dice=5, post=1)]
LADEN = [*BEGUN, Step("attach", dice=2), Step("export_locked")]
"""A picture was attached, and a locked bundle written that carries it."""

UNDER_ANOTHER_PLAN = [
    *BEGUN[:2],
    Step("take_call", dice=2, post=1),
    Step("attach", dice=4, post=1),
    Step("export_locked", post=1),
    Step("take_a_stick_in", dice=5),
]
"""The second post has a plan of its own; what it took comes to the first in a locked bundle."""

BACK = [Step("export_everything", post=1), Step("take_a_stick_in", dice=5), Step("note")]


def assert_well(story: Story) -> list[str]:
    run = play(story)
    assert not run.fault, "\n".join([*run.trace, run.fault])
    return run.trace


@pytest.mark.parametrize(("seed", "posts"), [(7, 3), (11, 4), (101, 2)])
def test_posts_show_the_same_when_all_sticks_went_round(seed: int, posts: int) -> None:
    assert_well(story_of(seed, 80, posts))


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2000, 2060))
def test_long_stories_hold(seed: int) -> None:
    assert_well(story_of(seed, 150, 2 + seed % 3))


@pytest.mark.parametrize(("do", "post"), [("export_everything", 0), ("take_a_stick_in", 1)])
def test_a_crash_at_any_step_leaves_all_or_nothing(do: str, post: int) -> None:
    outcomes = set()
    for at in (1, 3, 6, 10, 60):
        fault = Fault("cut" if at % 2 else "kill", at)
        struck = Step(do, dice=5, post=post, fault=fault)
        trace = assert_well([*BEGUN, AGAIN[0], struck])
        outcomes.add(trace[-1].partition(" | ")[0].partition(": ")[2])
    assert outcomes == {"ended", "done"}


@pytest.mark.parametrize("story", [LADEN, UNDER_ANOTHER_PLAN])
def test_what_a_locked_bundle_carries_comes_whole_or_not_at_all(story: Story) -> None:
    *before, last = story
    if last.do == "export_locked":
        before, last = story, Step("take_a_stick_in", dice=5, post=1)
    assert assert_well([*before, last])[-1].partition(": ")[2].startswith("done")
    outcomes = set()
    for at in (1, 2, 4, 7, 11, 16, 60):
        for kind in ("cut", "kill", "full"):
            struck = Step(last.do, dice=last.dice, post=last.post, fault=Fault(kind, at))
            outcomes.add(assert_well([*before, struck])[-1].partition(": ")[2].split(" | ")[0])
    assert {"ended", "done"} < outcomes, "and a disk that is full is told"


@pytest.mark.parametrize("said", ["say_words", "decide_the_grade"])
def test_words_and_decisions_said_apart_stay_until_they_are_settled(said: str) -> None:
    apart = [Step(said, dice=1), Step(said, dice=3, post=1)]
    trace = assert_well([*BEGUN[:6], *apart, *AGAIN, Step("settle", post=1)])
    assert ": done" in trace[-1], trace


def test_two_numbers_said_apart_stay_until_one_is_settled() -> None:
    trace = assert_well([*BEGUN, *AGAIN, Step("settle", post=1)])
    assert ": done" in trace[-1], trace


STORIES: dict[str, Story] = {
    "the_last_row_is_not_taken_in": BEGUN,
    "what_was_taken_in_is_not_written": BEGUN,
    "what_belongs_before_others_is_folded_twice": BEGUN,
    "the_later_value_simply_wins": [*BEGUN, *AGAIN],
    "attachments_stay_behind": [*LADEN, BEGUN[5]],
    "plans_stay_behind": UNDER_ANOTHER_PLAN,
    "the_logical_clock_hears_of_nothing": [*BEGUN, *BACK],
}
"""What brings each fault of meeting to light."""


def test_there_is_a_story_for_each() -> None:
    assert STORIES.keys() == PLANTS.keys()


@pytest.mark.parametrize("name", PLANTS)
def test_a_fault_of_meeting_is_found_and_without_it_all_is_well(name: str) -> None:
    assert play(STORIES[name], PLANTS[name]).fault
    assert_well(STORIES[name])


@pytest.mark.long
@pytest.mark.parametrize("name", PLANTS)
def test_a_fault_of_meeting_is_found_by_chance(name: str) -> None:
    faults = (play(story_of(seed, 150, 3), PLANTS[name]).fault for seed in range(1, 40))
    assert next(filter(None, faults), "")


def test_every_deed_between_posts_comes_up() -> None:
    story = [step for seed in range(10) for step in story_of(seed, 100, 3)]
    assert SHARED.keys() <= {step.do for step in story}
    alone = [step for seed in range(10) for step in story_of(seed, 100)]
    assert not SHARED.keys() & {step.do for step in alone}
