"""Whole incidents of fixed seeds, with faults of every kind: everything holds, and holds again."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.simulation.deeds import DEEDS
from tests.simulation.events import EVENTS
from tests.simulation.playing import play
from tests.simulation.story import story_of

ROOT = Path(__file__).parents[2]
TRACED = """
import json, sys
from tests.simulation.playing import play
from tests.simulation.story import story_of
*numbers, centre = map(int, sys.argv[1:])
print(json.dumps(play(story_of(*numbers, centre=bool(centre))).trace))
"""


@pytest.mark.parametrize("seed", [2, 5, 8, 14])
def test_whatever_happens_everything_holds(seed: int) -> None:
    run = play(story_of(seed, 60))
    assert not run.fault, "\n".join([*run.trace[-5:], run.fault])
    assert run.steps == 60


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1000, 1060))
def test_long_stories_hold(seed: int) -> None:
    run = play(story_of(seed, 150))
    assert not run.fault, "\n".join([*run.trace[-5:], run.fault])


@pytest.mark.parametrize(("posts", "centre"), [(1, False), (3, False), (2, True)])
def test_a_seed_gives_the_same_run_to_the_byte_in_any_process(posts: int, centre: bool) -> None:
    traces = [traced(hashing, posts, centre) for hashing in ("1", "77")]
    assert traces[0] == traces[1]
    # Every line ends with the heads of the chains: what is in the journal is the same as well.
    assert sum("|" in line for line in traces[0]) >= 30
    assert any("refused" in line or "。" in line for line in traces[0])


def traced(hashing: str, posts: int, centre: bool) -> list[str]:
    """The trace as another process has it, in which sets are in another order."""
    environment = os.environ | {"PYTHONHASHSEED": hashing}
    command = [sys.executable, "-c", TRACED, "4", "60", str(posts), str(int(centre))]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    trace: list[str] = json.loads(done.stdout)
    return trace


def test_every_deed_and_every_event_comes_up_and_is_done() -> None:
    story = [step for seed in range(60) for step in story_of(seed, 100)]
    assert {step.do for step in story} == DEEDS.keys() | EVENTS.keys()
