"""The shortest story that still goes wrong in the same way, and the test that tells it."""

from collections.abc import Callable
from itertools import product

from msgspec import structs

from tests.simulation.playing import Plant, play
from tests.simulation.story import Step, Story, printed

MOST_TRIES = 400
"""Stories that are played to make one shorter."""

Wrong = Callable[[Story], bool]


def shrunk(story: Story, plant: Plant, kind: str) -> Story:
    """Return the shortest story found in which the same kind of thing goes wrong."""
    tries = iter(range(MOST_TRIES))

    def wrong(shorter: Story) -> bool:
        return next(tries, None) is not None and play(shorter, plant).kind == kind

    played = story[: play(story, plant).steps]
    return simplest(shortest(played, wrong), wrong)


def shortest(story: Story, wrong: Wrong) -> Story:
    """Leave out pieces, at first large ones, for as long as it stays wrong (ddmin)."""
    size = max(1, len(story) // 2)
    while True:
        story, less = _without(story, size, wrong)
        if size == 1 and not less:
            return story
        size = max(1, size // 2)


def _without(story: Story, size: int, wrong: Wrong) -> tuple[Story, bool]:
    """Leave out every piece of a size that is not needed; whether there was one."""
    start, less = 0, False
    while start < len(story):
        shorter = story[:start] + story[start + size :]
        if shorter and wrong(shorter):
            story, less = shorter, True
        else:
            start += size
    return story, less


def simplest(story: Story, wrong: Wrong) -> Story:
    """Make each step plainer where it stays wrong: no fault, a short one, the first terminal."""
    for number, plainer in product(range(len(story)), PLAINER):
        changed = [*story[:number], plainer(story[number]), *story[number + 1 :]]
        if changed != story and wrong(changed):
            story = changed
    return story


def _without_fault(step: Step) -> Step:
    return structs.replace(step, fault=None, then=None)


def _with_a_short_fault(step: Step) -> Step:
    return structs.replace(step, fault=step.fault and structs.replace(step.fault, lasting=1))


def _at_the_first(step: Step) -> Step:
    return step if step.then else structs.replace(step, at=0)


PLAINER = (_without_fault, _with_a_short_fault, _at_the_first)


def as_test(story: Story, kind: str) -> str:
    """The story as a test to be copied into `tests/simulation/test_found.py`."""
    lines = printed(story).strip()
    return f"# {kind}\ndef test_found() -> None:\n    assert_well({lines})\n"
