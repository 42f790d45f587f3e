"""The screens that are pictured and compared: the sample, a clock that stands, the keys pressed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from textual.pilot import Pilot

from cqcmd.app.command_post import CommandPost
from cqcmd.chance import seeded
from cqcmd.clock import FixedClock
from cqcmd.desk.opening import Opening
from cqcmd.desk.sample import MARK, fill
from cqcmd.widgets.incident_picture import IncidentPicture

START = datetime(2026, 7, 25, 6, 17, 7, tzinfo=UTC)
"""14:17:07 in Chongqing, on a Saturday."""

SIZES = ((80, 24), (120, 36))
LINE = "14:05渝中区长江化工储罐爆炸1死3-5重伤李明13800000000"
LIST = str(Path(__file__).with_name("contacts.csv"))
INCIDENT = ("enter",)
PAUSE = "wait:1100"
"""As long as keys that were pressed again, or held, are swallowed behind an act."""
FIRST_TEAM = ("f9", *"抢险一队", "down", *"李样例", "down", "down", "5", "down", *"堵漏", "down")
FIRST_TEAM += (*"储罐区", "down", "ctrl+u", "1", "0", "down", *"14:03", "f9")
SECOND_TEAM = ("f9", *"侦检组", "down", *"王样例", "down", "down", "2", "down", *"测毒", "f9")

STARTED = (*INCIDENT, "f4", "enter", "f9", "enter", *"张样例", "down", *"宜启动", "f9")
STARTED += ("enter", "f9", "enter", *"赵样例", "f9", "enter", "f9")
"""Verified, consulted, proposed, approved, started."""
GROUP = (*STARTED, "tab", "down", "enter", "f8", *"王样例", "enter", "enter", PAUSE)
GROUP += ("f9", *"孙样例", "enter", "enter")
UNITS = (*STARTED, *("down",) * 9, "enter", *("down",) * 3, "f9")
UNITS += (*"赵样例", "f9", PAUSE)
"""One unit was told all its duties."""

PICTURED: dict[str, tuple[str, ...]] = {
    "board": (),
    "intake": ("n", *LINE, "enter"),
    "situation": INCIDENT,
    "precedents": (*INCIDENT, "g"),
    "update": (*INCIDENT, "u", *"死亡3人 火已扑灭"),
    "what-if": (*INCIDENT, "t", *"再死2人 3小时后又死1人"),
    "report": (*INCIDENT, "r", *"赵样例"),
    "call": (*INCIDENT, "f9", "enter", *"赵样例"),
    "reports": (*INCIDENT, "f3"),
    "written": (*INCIDENT, "f3", "w", *"钱样例"),
    "command": STARTED,
    "group": GROUP,
    "unit": (*UNITS, "enter", "space", PAUSE, "down", "space"),
    "measures": (*INCIDENT, "f5", "down", "space"),
    "safety": (*INCIDENT, "p", *FIRST_TEAM, PAUSE, *SECOND_TEAM),
    "log": (*INCIDENT, "f6"),
    "aftermath": (*INCIDENT, "f7"),
    "plan": (*INCIDENT, "question_mark"),
    "handover": ("f9",),
    "register": ("f", *"样例"),
    "palette": (*INCIDENT, "slash", "b"),
    "keys": ("f1",),
}
"""The screens of the guide and the README, each with the keys that lead there."""

OTHERS: dict[str, tuple[str, ...]] = {
    "intake-blank": ("n",),
    "fact": (*INCIDENT, "tab", "tab", "enter", "4"),
    "note": (*INCIDENT, "full_stop"),
    "decide": (*INCIDENT, "d"),
    "override": (*INCIDENT, "d", "down", "enter"),
    "station": ("f10",),
    "warnings": ("w",),
    "contacts": ("t", "样", "down"),
    "contact": ("t", "f8"),
    "contact-import": ("t", "f5", *LIST, "enter", "wait:500"),
    "step": (*INCIDENT, "f4", "down", "down", "enter"),
    "commander": (*STARTED, *("down",) * 5, "enter", *"赵样例"),
    "act": (*STARTED, *("down",) * 10, "enter", *"赵样例"),
    "set-up": (*STARTED, *("down",) * 4, "enter", *"区政府三楼", "down", "down", *"王样例"),
    "units": UNITS,
    "unit-duty": (*UNITS, "f9", "right"),
    "supplier": (*UNITS, "f8", *"样例供电"),
    "call-out": (*GROUP, "escape", "l"),
    "measure": (*INCIDENT, "f5", "down", "down", "down", "enter", "space"),
    "remark": (*INCIDENT, "f5", "enter", "f8", *"已到场"),
    "paper": (*INCIDENT, "f5", "e"),
    "press": (*INCIDENT, "f5", "x", "down"),
    "team": (*INCIDENT, "p", *FIRST_TEAM, PAUSE, "f9", *"二队", "enter", *"李样例"),
    "answer": (*INCIDENT, "p", *FIRST_TEAM, "enter", "2", "down", *"出口"),
    "leave": ("ctrl+q",),
    "strike": (*INCIDENT, "f6", "delete"),
    "countdowns": (*INCIDENT, "tab"),
}
"""The rest, compared but not kept as pictures."""


def fill_sample(data: Path) -> None:
    """Put the sample into an empty folder, each time the same to the byte."""
    with seeded(Random(2023)):
        opening = Opening(data, None, FixedClock(START), MARK)
        opening.read_journal()
        fill(opening.desk)
        opening.close()


async def incidents_drawn(pilot: Pilot[str]) -> None:
    """Wait for pictures of incidents, behind other screens too: they come once the cursor rests."""
    while any(
        not picture.settled
        for screen in pilot.app.screen_stack
        for picture in screen.query(IncidentPicture)
    ):
        await pilot.pause(0.01)
    await pilot.pause()  # what it read is still to be painted


@asynccontextmanager
async def scene(
    data: Path, size: tuple[int, int], keys: tuple[str, ...]
) -> AsyncIterator[Pilot[str]]:
    """Open the post over a filled folder after the keys, its clock standing."""
    opening = Opening(data, None, FixedClock(START), MARK)
    app = CommandPost(opening)
    async with app.run_test(size=size) as pilot:
        while not app.desk.ready:
            await pilot.pause(0.01)
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
        await pilot.pause()
        while any(worker._thread_worker and not worker.is_finished for worker in app.workers):
            await pilot.pause(0.01)
        await incidents_drawn(pilot)
        app.tick()
        await pilot.pause()
        yield pilot
    opening.close()
