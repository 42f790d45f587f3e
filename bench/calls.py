"""Taking a call: from its first key to running clocks, with the keys the form asks for.

Nobody waits here: a hand is reckoned that writes five characters a second and takes 0.4 s for any
other key. What has to be pressed is what the real screens ask for, at 80 by 24; each field that
the line filled with a question is passed over by a key of its own before the call is taken.
"""

import asyncio
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct
from textual.pilot import Pilot
from textual.screen import Screen

from bench.row import Row, columns
from bench.stations import quiet
from cqcmd.app.command_post import CommandPost
from cqcmd.clock import FixedClock
from cqcmd.desk.opening import Opening
from cqcmd.desk.plan.file import plan_in_force
from cqcmd.drill.scenario import library as box
from cqcmd.drill.scenario.reading import read_scenario
from cqcmd.screens.common.ask import AskReason
from cqcmd.screens.intake.screen import IntakeScreen
from cqcmd.screens.situation.screen import SituationScreen
from cqcmd.widgets.fields.text_field import TextField

CHARACTER, KEY = 1 / 5, 0.4
"""Seconds: of a character of Chinese as it is typed, and of any other key."""

AFTERNOON = datetime(2026, 11, 28, 15, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
"""The moment at which the spoken lines are said, as their times of day ask."""

SPOKEN = Path(__file__).with_name("spoken_calls.txt")
LONGEST = 60
PATIENCE = 60
"""Keys after which a call that was not taken counts as failed."""
HEAD = ("call", "characters", "keys", "seconds")


class Taken(Struct, frozen=True):
    """A call as it was taken: what was typed, other keys, and the program's own seconds."""

    name: str
    characters: int
    keys: int
    waited: float

    @property
    def seconds(self) -> float:
        """From the first key to running clocks."""
        return self.characters * CHARACTER + self.keys * KEY + self.waited


def rows() -> Iterator[Row]:
    """Rows 20 and 20b, after every call with its keys."""
    with tempfile.TemporaryDirectory(prefix="cqcmd-bench-") as folder:
        taken = asyncio.run(_take_all(quiet(Path(folder))))
    listed = [(one.name, one.characters, one.keys, f"{one.seconds:.1f}") for one in taken]
    print(columns([HEAD, *(tuple(map(str, line)) for line in listed)]), end="\n\n")
    seconds = [one.seconds for one in taken]
    cuts = quantiles(seconds, n=100)
    figures = f"p50 {median(seconds):.1f}, p90 {cuts[89]:.1f}, p99 {cuts[98]:.1f} s"
    work = "a call from its first key to running clocks"
    for number, words, measured, budget in (
        ("20", "median", median(seconds), 18),
        ("20b", "nine of ten", cuts[89], 52),
    ):
        yield Row(
            number=number,
            work=f"{work}, {words}",
            base="",
            measured=measured,
            budget=budget,
            unit="s",
            figures=figures,
        )


def calls() -> Iterator[tuple[str, str]]:
    """The first call of each scenario of the box, then the spoken lines."""
    plan = plan_in_force()
    for name in box.names():
        scenario = read_scenario(box.find(name), plan)
        yield name, next(one.words for one in scenario.inject if "equipment" in one.facts)
    for number, line in enumerate(SPOKEN.read_text("utf-8").splitlines(), start=1):
        if len(line) > LONGEST:
            raise ValueError(f"line {number} has {len(line)} characters, more than {LONGEST}")
        yield f"spoken-{number:02}", line


async def _take_all(data: Path) -> list[Taken]:
    # The spoken lines are of this afternoon, as their times of day say.
    opening = Opening(
        data, None, FixedClock(datetime(2026, 11, 28, 15, 10, tzinfo=ZoneInfo("Asia/Shanghai")))
    )
    app = CommandPost(opening)
    async with app.run_test(size=(80, 24)) as pilot:
        while not app.desk.ready:
            await pilot.pause(0.01)
        taken = [await _take(pilot, app, name, line) for name, line in calls()]
    opening.close()
    return taken


async def _take(pilot: Pilot[str], app: CommandPost, name: str, line: str) -> Taken:
    """``n``, the line, Enter, a key for each question, F9 until the incident stands."""
    await _press(pilot, "n")
    for character in line:
        await pilot.press(character)
    await _press(pilot, "enter")
    keys, began = 2, perf_counter()
    while isinstance(app.screen, IntakeScreen | AskReason):
        keys += 1
        if keys > PATIENCE:
            raise TimeoutError(f"{name} was not taken: {line}")
        began = perf_counter()
        await _press(pilot, _next_key(app.screen))
    waited = perf_counter() - began
    if not isinstance(app.screen, SituationScreen):
        raise TypeError(f"{name} led to {app.screen}")
    await _press(pilot, "escape")
    return Taken(name, len(line), keys, waited)


def _next_key(screen: Screen[Any]) -> str:
    """Past a field that is asked about; the first reason for a late entry; else take the call."""
    if isinstance(screen, AskReason):
        return "1"
    field = screen.focused
    return "enter" if isinstance(field, TextField) and field.mark == "?" else "f9"


async def _press(pilot: Pilot[str], key: str) -> None:
    await pilot.press(key)
    await pilot.pause(0.05)
