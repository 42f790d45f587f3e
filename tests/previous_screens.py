"""Screens over the kept files as text, and the kept drafts in their forms."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Input

from cqcmd.app.command_post import CommandPost
from cqcmd.app.drill_app import DrillPost
from cqcmd.app.instructor_app import InstructorPost
from cqcmd.desk.common.preferences import Draft
from cqcmd.desk.drill.drawer import DrillFolder
from cqcmd.screens.common.form_registry import form_of
from cqcmd.screens.station.operator import OperatorMenu
from tests.previous import KEPT, POSTS, copied, opening_of
from tests.previous_drills import drawer_of, drill_of
from tests.support.pilots import at_once_behind, board_stands, hands_off
from tools.scenes import incidents_drawn

SIZES = ((80, 24), (120, 36))
SESSION = "0123456789abcdef"
INCIDENT = ("enter",)

SCREENS: dict[str, tuple[str, ...]] = {
    "board": (),
    "board-closed": ("c",),
    "situation": INCIDENT,
    "countdowns": (*INCIDENT, "tab"),
    "reports": (*INCIDENT, "f3"),
    "command": (*INCIDENT, "f4"),
    "measures": (*INCIDENT, "f5"),
    "log": (*INCIDENT, "f6"),
    "aftermath": (*INCIDENT, "f7"),
    "safety": (*INCIDENT, "p"),
    "decide": (*INCIDENT, "d"),
    "plan": (*INCIDENT, "question_mark"),
    "contacts": ("t",),
    "warnings": ("w",),
    "handover": ("f9",),
    "station": ("f10",),
    "sample-board": (),
    "sample-situation": INCIDENT,
    "sample-intake": ("n",),
}
"""Screens of the kept posts, each with the keys that lead there."""

DRILL_SCREENS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "score": ("finished", "trainee", ()),
    "debrief-picture": ("finished", "trainee", ("f6",)),
    "debrief-events": ("finished", "trainee", ("f6", "f3")),
    "debrief-results": ("finished", "trainee", ("f6", "f4")),
    "debrief-ratings": ("finished", "trainee", ("f6", "f5")),
    "debrief-lessons": ("finished", "trainee", ("f6", "f6")),
    "drill-board": ("running", "trainee", ("escape",)),
    "drill": ("running", "trainee", ("escape", "f11")),
    "drill-situation": ("running", "trainee", ("escape", "enter")),
    "instructor": ("running", "instructor", ()),
    "instructor-finished": ("finished", "instructor", ()),
}
"""Screens of the kept drills: which drill, whose terminal, the keys."""


@asynccontextmanager
async def post_app(folder: Path, name: str = "post") -> AsyncIterator[Pilot[str]]:
    """The command post over a copy, at the smaller size."""
    opening = opening_of(copied(name, folder), POSTS[name])
    async with _running(CommandPost(opening)) as pilot:
        yield pilot
    opening.close()


@asynccontextmanager
async def drill_app(drill_folder: DrillFolder, role: str = "trainee") -> AsyncIterator[Pilot[str]]:
    """A terminal of a drill, at the smaller size."""
    app = InstructorPost if role == "instructor" else DrillPost
    with drill_of(drill_folder, role) as (opening, session):
        async with _running(app(opening, session)) as pilot:
            yield pilot


@asynccontextmanager
async def _running(app: CommandPost) -> AsyncIterator[Pilot[str]]:
    """Its seconds are told it by `rest`, so that none passes in the middle of a look."""
    app.set_interval = lambda *_args, **_more: None  # type: ignore[assignment]
    with at_once_behind():
        async with app.run_test(size=SIZES[0]) as pilot:
            await board_stands(app, pilot)
            await rest(pilot)
            if isinstance(app.screen, OperatorMenu):  # who sits there was never asked before
                await press(pilot, "escape")
            yield pilot


async def press(pilot: Pilot[str], *keys: str) -> None:
    """One key after another, each done before the next."""
    for key in keys:
        hands_off(pilot)
        await pilot.press(key)
        await pilot.pause()
    await rest(pilot)


async def rest(pilot: Pilot[str]) -> None:
    """Until no thread of the app is at work, one second has ticked and everything is painted."""
    await pilot.pause()
    while any(worker._thread_worker and not worker.is_finished for worker in pilot.app.workers):
        await pilot.pause(0.01)
    await incidents_drawn(pilot)
    pilot.app.tick()  # type: ignore[attr-defined]
    await pilot.pause()


def shown(pilot: Pilot[str]) -> str:
    """The screen, a line a row, without the blanks at the ends."""
    strips = pilot.app.screen._compositor.render_strips()
    return "".join(strip.text.rstrip() + "\n" for strip in strips)


async def shown_at_both(pilot: Pilot[str]) -> dict[str, str]:
    """The screen at the smaller size, which it has, and at the larger, by size."""
    smaller, larger = (f"{columns}x{rows}" for columns, rows in SIZES)
    found = {smaller: shown(pilot)}
    await pilot.resize_terminal(*SIZES[1])
    await rest(pilot)
    return found | {larger: shown(pilot)}


async def screens_of_post(name: str, folder: Path) -> dict[str, str]:
    async with post_app(folder, "sample" if name.startswith("sample-") else "post") as pilot:
        await press(pilot, *SCREENS[name])
        return {f"{name}.{size}": words for size, words in (await shown_at_both(pilot)).items()}


async def screens_of_drill(name: str, folder: Path) -> dict[str, str]:
    drill, role, keys = DRILL_SCREENS[name]
    async with drill_app(drawer_of(drill, folder), role) as pilot:
        await press(pilot, *keys)
        return {f"{name}.{size}": words for size, words in (await shown_at_both(pilot)).items()}


# Drafts


def with_drafts(name: str, place: Path) -> Path:
    """Put kept drafts where a session that is gone would have left them."""
    (place / "drafts").mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(KEPT / "drafts" / f"{name}.json", place / "drafts" / f"{SESSION}.json"))


async def draft_screens(name: str, folder: Path) -> dict[str, str]:
    """Every kept draft of a place in its form, with all that was typed."""
    if name == "post":
        async with post_app(folder) as pilot:
            return await forms_shown(pilot, name, folder / name)
    drill_folder = drawer_of(name, folder)
    if name == "finished":
        async with drill_app(drill_folder) as pilot:
            return await forms_shown(pilot, name, drill_folder.place)
    async with drill_app(drill_folder, "instructor") as pilot:
        return await forms_shown(pilot, name, drill_folder.of_instructor)


async def forms_shown(pilot: Pilot[str], name: str, place: Path) -> dict[str, str]:
    desk = pilot.app.desk  # type: ignore[attr-defined]
    with_drafts(name, place)
    found = {}
    for number, draft in enumerate(desk.drafts.found()):
        form = form_of(desk, draft)
        pilot.app.push_screen(form)
        await rest(pilot)
        assert_typed(form, draft)
        found[f"draft-{name}.{number:02}"] = shown(pilot)
        await pilot.app.pop_screen()
    return found


def assert_typed(form: Any, draft: Draft) -> None:
    """Every field holds what was typed into it."""
    fields = {code: text for code, text in draft.fields.items() if form.query(f"#{code}")}
    assert fields
    for code, text in fields.items():
        field = form.query_one(f"#{code}")
        assert (field.value if isinstance(field, Input) else field.text) == text, (draft.form, code)
