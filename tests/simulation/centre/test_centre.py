"""Posts of one centre have the same once they met; every fault put in between them is found."""

import pytest

from tests.simulation.centre.deeds import BEFALLS, FOUNDED, JOINED
from tests.simulation.centre.plants import PLANTS
from tests.simulation.faults import Fault
from tests.simulation.playing import play
from tests.simulation.story import Step, Story, story_of

BEGUN = [
    Step(FOUNDED),
    Step("set_up", dice=1),
    Step("set_up", dice=2, post=1),
    Step("take_call", dice=2),
    Step("look_after_the_centre", post=1),
]
"""A call is known to two posts of one centre."""

ALONE = [Step("stop_the_centre"), Step("note", dice=5), Step("note", dice=6)]
AGAIN = Step("start_the_centre")
OTHER = Step("note", post=1, dice=4)


def assert_well(story: Story) -> list[str]:
    run = play(story)
    assert not run.fault, "\n".join([*run.trace, run.fault])
    return run.trace


@pytest.mark.parametrize(("seed", "posts"), [(3, 3), (8, 2), (16, 2)])
def test_posts_of_a_centre_have_the_same_in_the_end(seed: int, posts: int) -> None:
    assert_well(story_of(seed, 80, posts, centre=True))


@pytest.mark.long
@pytest.mark.parametrize("seed", range(4000, 4060))
def test_long_stories_hold(seed: int) -> None:
    assert_well(story_of(seed, 150, 2 + seed % 3, centre=True))


@pytest.mark.parametrize("what", ["kill", "cut", "drop", "lose", "delay"])
def test_a_host_or_a_line_may_go_at_any_call_of_an_act(what: str) -> None:
    outcomes = set()
    for at in (1, 4, 6, 7, 8, 10, 15, 60):
        struck = Step("note", dice=3, fault=Fault(what, at))  # type: ignore[arg-type]
        trace = assert_well([*BEGUN, struck])
        outcomes.add(trace[-1].partition(" | ")[0].partition(": ")[2])
    assert outcomes == ({"ended", "done"} if what in ("kill", "cut") else {"done"})


def test_who_lost_the_turn_to_another_host_is_told_to_look_again() -> None:
    trace = assert_well([*BEGUN, Step("note", dice=3, fault=Fault("meanwhile", 8), then=OTHER)])
    assert "别的主机刚写过，没有记录" in trace[-1]
    assert "note 0: done" in trace[-2]


def test_who_was_alone_joins_again() -> None:
    trace = assert_well([*BEGUN, *ALONE, Step("note", post=1), AGAIN])
    assert all(": done" in line for line in trace[-4:])


STORIES: dict[str, Story] = {
    "what_is_handed_over_is_not_flushed": [
        Step(FOUNDED),
        Step("set_up", dice=1),
        Step("take_call", dice=2),
        Step("stop_the_centre"),
        Step("leave", at=1),
        Step("leave", at=2),
        Step("note", dice=3, fault=Fault("kill", 8)),
        Step("start_the_centre"),
        Step("look_after_the_centre", at=1, dice=120, fault=Fault("cut", 15)),
    ],
    "what_nobody_sees_in_the_log_is_left_there": [
        Step(FOUNDED),
        Step("set_up", dice=1),
        Step("take_call", dice=2),
        Step("note", at=1, dice=7),
        Step("stop_the_centre"),
        Step("note", dice=3, fault=Fault("kill", 8)),
        Step("start_the_centre"),
        Step("look_after_the_centre", at=1),
        Step("note", at=1, dice=10, fault=Fault("cut", 10)),
    ],
    "nothing_is_prepared": [*BEGUN, Step("note", dice=3, fault=Fault("kill", 15))],
    "the_turn_is_not_waited_for": [
        *BEGUN,
        Step("note", dice=3, fault=Fault("meanwhile", 8), then=OTHER),
    ],
    "a_retry_does_not_look_who_else_wrote": [
        *BEGUN,
        Step("note", dice=3, fault=Fault("meanwhile", 8), then=OTHER),
    ],
    "a_retry_does_not_find_its_own_act": [*BEGUN, Step("note", dice=3, fault=Fault("lose", 7))],
    "what_was_written_alone_stays_here": [*BEGUN, *ALONE, AGAIN],
}
"""What brings each fault to light."""


def test_there_is_a_story_for_each() -> None:
    assert STORIES.keys() == PLANTS.keys()


@pytest.mark.parametrize("name", PLANTS)
def test_a_fault_is_found_and_without_it_all_is_well(name: str) -> None:
    assert play(STORIES[name], PLANTS[name]).fault
    assert_well(STORIES[name])


def test_everything_that_befalls_a_centre_comes_up() -> None:
    story = [step for seed in range(10) for step in story_of(seed, 100, 3, centre=True)]
    assert JOINED.keys() | BEFALLS.keys() <= {step.do for step in story}
    assert {"drop", "lose", "delay"} <= {step.fault.what for step in story if step.fault}
    apart = [step.do for seed in range(10) for step in story_of(seed, 100, 3)]
    assert not (JOINED.keys() | BEFALLS.keys()) & set(apart)
