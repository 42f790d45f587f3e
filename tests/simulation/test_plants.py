"""Every fault that is put in on purpose is found, in few steps; without it the same goes well."""

import pytest

from tests.simulation.faults import Fault
from tests.simulation.plants import PLANTS
from tests.simulation.playing import play
from tests.simulation.shrinking import shrunk
from tests.simulation.story import Step, Story, story_of

BEGUN = [Step("set_up", dice=1), Step("take_call", dice=2)]
NOTED_MEANWHILE = Step("note", at=1, dice=4)

STORIES: dict[str, Story] = {
    "commits_are_not_flushed": [Step("cut")],
    "documents_are_not_flushed": [Step("type_a_call"), Step("cut")],
    "names_are_not_flushed": [Step("type_a_call"), Step("cut")],
    "copies_are_not_flushed": [Step("back_up"), Step("cut")],
    "what_others_wrote_is_forgotten": [
        Step("note", at=1),
        Step("back_up", fault=Fault("meanwhile", 2), then=NOTED_MEANWHILE),
    ],
    "facts_are_taken_in_by_who_acts": [Step("leave"), Step("wait", at=1), Step("update", at=1)],
    "due_times_run_from_now": [Step("wait", dice=5)],
    "rows_outlive_their_time": [Step("wait", dice=2), Step("wait")],
    "a_refused_commit_is_taken_for_done": [Step("note", fault=Fault("full", 1))],
    "the_unflushed_is_not_written_over": [Step("note", fault=Fault("sync", 1)), Step("kill")],
    "the_end_of_the_chain_is_not_looked_up": [Step("note", at=1), Step("note"), Step("note", at=1)],
    "orphans_are_swept_up": [
        Step("type_a_call"),
        Step("type_a_call", at=1),
        Step("kill"),
        Step("kill", at=1),
    ],
}
"""What brings each to light, after a call was taken; the dice of its last step are thrown anew."""

THROWS = 12
"""How often the dice are thrown, at most: some luck is needed to lose what was not flushed."""

STEPS = 4_000
"""In so many steps of any stories each is found."""


def thrown(name: str, dice: int) -> Story:
    *steps, last = STORIES[name]
    return [*BEGUN, *steps, Step(last.do, last.at, dice, fault=last.fault, then=last.then)]


def test_there_is_a_story_for_each() -> None:
    assert STORIES.keys() == PLANTS.keys()


@pytest.mark.parametrize("name", PLANTS)
def test_it_is_found(name: str) -> None:
    faults = (play(thrown(name, dice), PLANTS[name]).fault for dice in range(THROWS))
    assert next(filter(None, faults), "")


@pytest.mark.parametrize("name", PLANTS)
def test_without_it_the_same_goes_well(name: str) -> None:
    run = play(thrown(name, 0))
    assert not run.fault, "\n".join([*run.trace, run.fault])


@pytest.mark.long
@pytest.mark.parametrize("name", PLANTS)
def test_it_is_found_by_chance(name: str) -> None:
    steps = seed = 0
    fault = ""
    while not fault and steps < STEPS:
        run = play(story_of(seed := seed + 1, 100), PLANTS[name])
        steps, fault = steps + run.steps, run.fault
    assert fault, f"not found in {steps} steps"


def test_a_long_story_becomes_the_few_steps_that_matter() -> None:
    plant = PLANTS["commits_are_not_flushed"]
    story = story_of(1, 60)
    short = shrunk(story, plant, play(story, plant).kind)
    assert len(short) <= 3 < len(story)
    assert play(short, plant).fault
    assert not play(short).fault
