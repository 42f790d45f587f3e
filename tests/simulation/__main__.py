"""Play stories of seeds for hours, and print the shortest one that goes wrong."""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import nullcontext

from tests.simulation.playing import play
from tests.simulation.shrinking import as_test, shrunk
from tests.simulation.story import story_of

LENGTH = 150
"""Steps of a story."""

MOST = 4
"""Posts of a world, at most."""

NIGHT = 8 * 60 * 2
"""Processor-minutes of a night on two cores."""

YEAR = 365.25 * 24

EVERY = 10
"""Stories between two lines that say how far it is."""


def main(arguments: Sequence[str]) -> int:
    """Play until the hours are over; 1 where a story went wrong."""
    parser = argparse.ArgumentParser(prog="run.py soak", description=__doc__)
    parser.add_argument("--hours", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1, help="the first seed; the next ones follow")
    parser.add_argument(
        "--posts",
        type=int,
        choices=range(MOST + 1),
        default=0,
        help="posts of each world, which meet by sticks; 0: several in every third",
    )
    parser.add_argument(
        "--centre",
        action="store_true",
        help="all posts have a centre, two or three of them in each world by default",
    )
    chosen = parser.parse_args(arguments)
    begun = time.process_time()
    steps, passed, wrong = 0, 0.0, 0
    for number, seed in enumerate(_seeds(chosen.seed, chosen.hours), 1):
        centre = chosen.centre or (not chosen.posts and has_centre(seed))
        posts = chosen.posts or (2 + seed % 2 if centre else posts_of(seed))
        story = story_of(seed, LENGTH, posts, centre=centre)
        run = play(story)
        steps, passed = steps + run.steps, passed + run.passed * posts
        if run.fault:
            wrong += 1
            print(f"seed {seed}: {run.fault}", flush=True)
            print(as_test(shrunk(story, nullcontext, run.kind), run.kind), flush=True)
        if number % EVERY == 0 or run.fault:
            _count(seed, steps, passed, time.process_time() - begun)
    _count(chosen.seed, steps, passed, time.process_time() - begun)
    return int(wrong > 0)


def posts_of(seed: int) -> int:
    """Return how many posts the world of a seed has: in every third there are two to four."""
    return 1 if seed % 3 else 2 + seed // 3 % 3


def has_centre(seed: int) -> bool:
    """Tell whether the posts of a seed's world have a centre: those of another third do."""
    return seed % 3 == 2


def _seeds(first: int, hours: float) -> Iterator[int]:
    """At least one seed, and further ones until the hours are over."""
    end = time.monotonic() + hours * 3600
    yield first
    while time.monotonic() < end:
        first += 1
        yield first


def _count(seed: int, steps: int, passed: float, spent: float) -> None:
    hours = passed / 3600
    rate = hours / (spent / 60) if spent else 0.0
    words = (
        "seed {}: {} steps, {:.1f} station-hours, {:.1f} of them a processor-minute; "
        "a night on two cores makes {:.0f} station-years"
    )
    print(words.format(seed, steps, hours, rate, rate * NIGHT / YEAR), flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
