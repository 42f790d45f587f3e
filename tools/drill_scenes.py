"""The screens of drills that are pictured and compared: whose terminal, and what is pressed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from msgspec import Struct
from textual.pilot import Pilot

from cqcmd.app.drill_app import DrillPost
from cqcmd.app.instructor_app import InstructorPost
from cqcmd.desk.drill.presence import Role
from cqcmd.desk.drill_opening import opened_drill, start_drill
from cqcmd.drill.play.simulated_time import Tick

LIFT = "渝中区望江大厦电梯困人3人 吴芳13000000031"
TAKEN = ("f11", "f5", "ctrl+y", "f8", *LIFT, "enter", "f9", "f5", *("down",) * 4, "space")
CALLED = (*TAKEN, "pass:7500", "f9", "enter", *"王处", "enter", "right", "f9")
OVER = (*CALLED, "f11", "f10", "y", "pass:1")
PASS = "pass:"
"""A key that is none: so many seconds of real time go by."""


class Part(Struct, frozen=True):
    """A part of a drill: its scenario, whose terminal, the keys that lead there."""

    scenario: str
    keys: tuple[str, ...]
    role: Role = "trainee"


PLAYED = {
    "drill-guide": Part("first-call", ("pass:60",)),
    "drill-call": Part("first-call", ("pass:60", "ctrl+y")),
    "drill": Part("lift-trapping", ("f11", "f5", "enter", "enter", "f5", "pass:30")),
    "drill-instructor": Part("lift-trapping", ("f9", "f5", "f5", "pass:30"), "instructor"),
    "drill-score": Part("lift-trapping", OVER),
    "debrief": Part("lift-trapping", (*OVER, "f6")),
}
"""Kept as pictures too."""


class Seconds:
    """Real time, as it is told to pass."""

    def __init__(self) -> None:
        self.passed = 0

    def __call__(self) -> Tick:
        return Tick("pictured", self.passed * 1_000_000)


@asynccontextmanager
async def drill_scene(data: Path, size: tuple[int, int], part: Part) -> AsyncIterator[Pilot[str]]:
    """Play a new drill in a folder, after the keys; no time passes but what they let pass."""
    seconds = Seconds()
    opening, session = opened_drill(start_drill(data, part.scenario, None), part.role, seconds)
    app = (InstructorPost if part.role == "instructor" else DrillPost)(opening, session)
    async with app.run_test(size=size) as pilot:
        # The journal is read in a thread; a trainee's clock starts a moment later, on the screen's.
        while not (app.desk.ready and (session.clock.begun or part.role == "instructor")):
            await pilot.pause(0.01)
        for key in part.keys:
            await _press(pilot, app, seconds, key)
        app.tick()
        await pilot.pause()
        yield pilot
    opening.close()
    session.leave()


async def _press(pilot: Pilot[str], app: DrillPost, seconds: Seconds, key: str) -> None:
    if key.startswith(PASS):
        seconds.passed += int(key.removeprefix(PASS))
        app.tick()
    else:
        await pilot.press(key)
    await pilot.pause()
