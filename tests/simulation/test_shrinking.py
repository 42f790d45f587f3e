"""A story that goes wrong becomes short, and is printed as it can be played again."""

import random

from tests.simulation.faults import Fault
from tests.simulation.shrinking import as_test, shortest, simplest
from tests.simulation.story import Step, Story, printed, story_of

STORY = [Step("note", at=number % 3, dice=number) for number in range(100)]


def needed(*dice: int) -> object:
    """It goes wrong where steps of these dice are in it."""

    def wrong(story: Story) -> bool:
        return set(dice) <= {step.dice for step in story}

    return wrong


def test_only_what_is_needed_is_left() -> None:
    for seed in range(20):
        dice = random.Random(seed).sample(range(100), 4)
        left = shortest(STORY, needed(*dice))  # type: ignore[arg-type]
        assert [step.dice for step in left] == sorted(dice)


def test_each_step_becomes_as_plain_as_it_can() -> None:
    other = Step("undo", at=1)
    story = [Step("note", at=2, dice=5, fault=Fault("meanwhile", 3), then=other)]
    assert simplest(story, lambda story: story[0].dice == 5) == [Step("note", dice=5)]
    # Which of two terminals acts in the middle of the other's act is left as it is.
    assert simplest(story, lambda story: story[0].then == other) == story


def test_a_story_is_printed_as_it_is_written() -> None:
    names = {"Step": Step, "Fault": Fault}
    for seed in range(20):
        story = story_of(seed, 40, posts=2)
        assert eval(printed(story).strip(), names) == story


def test_the_test_that_is_printed_can_be_run() -> None:
    played: list[Story] = []
    names = {"Step": Step, "Fault": Fault, "assert_well": played.append}
    exec(as_test(STORY[:3], "something"), names)
    names["test_found"]()  # type: ignore[operator]
    assert played == [STORY[:3]]
