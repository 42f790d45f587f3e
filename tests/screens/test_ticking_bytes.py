"""However many clocks run, they take half of a line of 9,600 baud at most."""

from statistics import median

import pytest

from cqcmd.app.command_post import CommandPost
from cqcmd.terminal.line_budget import RATE
from tests.screens.conftest import Line, OpenPost
from tests.screens.incidents import EXPLOSION
from tests.support.pilots import PostPilot, press
from tools.scenes import incidents_drawn

CALLS = 30
SECONDS = 20
WARM = 8
"""Seconds after which what was opened is paid."""

BAND = 100
"""Bytes that a second of the band of what rings costs at most."""

ROOMS = {
    "board": ("BoardScreen",),
    "situation": ("SituationScreen", "enter"),
    "reports": ("ReportsScreen", "enter", "f3"),
}


TICK = CommandPost.tick


@pytest.fixture(autouse=True)
def _seconds_are_those_of_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CommandPost, "tick", lambda _post: None)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
@pytest.mark.parametrize("room", ROOMS)
async def test_thirty_clocks_leave_half_of_the_line(
    room: str, size: tuple[int, int], line: Line, post: OpenPost
) -> None:
    async with post(size) as pilot:
        await _ring_all(pilot, *ROOMS[room][1:])
        line.taken()
        name = type(pilot.app.screen).__name__
        costs = [await _second(pilot, line, 0.01) for _second_of in range(SECONDS)]
    assert name == ROOMS[room][0]
    written = [bytes_ for bytes_, _pictures in costs]
    assert sum(written) / SECONDS <= RATE, written
    assert sum(pictures for _bytes, pictures in costs) >= SECONDS // 3, "clocks go on"
    assert median(pictures for _bytes, pictures in costs) <= 2, costs


async def test_clocks_that_cost_more_go_on_by_two_seconds(line: Line, post: OpenPost) -> None:
    async with post((80, 24)) as pilot:
        await _ring_all(pilot)
        await _second(pilot, line)
        for _turn in range(3):
            pilot.app.clock_budget.spend("8" * RATE)
            assert (await _second(pilot, line))[0] < BAND, "the band across the top alone goes on"
            assert (await _second(pilot, line))[0] > BAND


async def _ring_all(pilot: PostPilot, *keys: str) -> None:
    """Thirty calls, a minute between two, so that some clocks are over and others run."""
    for _call in range(CALLS):
        intake = pilot.app.desk.intake
        intake.take_call(intake.new_call(), EXPLOSION, pilot.clock.now())
        pilot.clock.advance(minutes=1)
    TICK(pilot.app)
    await pilot.pause()
    pilot.front.reload()
    await pilot.pause()
    await press(pilot, *keys)
    while pilot.app.held_back:
        await pilot.pause(0.005)
    await incidents_drawn(pilot)
    for _second_of in range(WARM):
        pilot.clock.advance(seconds=1)
        TICK(pilot.app)
        await pilot.pause()


async def _second(pilot: PostPilot, line: Line, rest: float = 0) -> tuple[int, int]:
    """What one second writes, on a busy machine after a ``rest``."""
    pilot.clock.advance(seconds=1)
    TICK(pilot.app)
    await pilot.pause()
    if rest:
        await pilot.pause(rest)
    return line.taken()
