"""Under a plan of another place no room and no form shows what the built-in one says."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from cqcmd.app.command_post import CommandPost
from cqcmd.clock import FixedClock
from cqcmd.desk.opening import Opening
from cqcmd.screens.common.form_registry import form_of, open_form
from tests.desk.test_another_plan import HERE
from tests.screens.common.test_form_registry import draft, drafts
from tests.screens.conftest import START
from tests.screens.incidents import EXPLOSION, take
from tests.support.pilots import AppPilot, PostPilot, terminal_lines
from tests.support.plan_elsewhere import tables_elsewhere, text_elsewhere
from tests.support.plan_tables import written

ROOMS = ("f2", "f3", "f4", "f5", "f6", "f7", "f10")
SHEETS = ("situation/decisions", "reports/heard", "command/call_out", "reports/due")
STATION, INTAKE, WARNINGS = "f10", "n", "w"


@asynccontextmanager
async def elsewhere(folder: Path, size: tuple[int, int]) -> AsyncIterator[PostPilot]:
    """A post of a county bureau under the plan of another place."""
    plan = written(folder, tables_elsewhere(), text_elsewhere())
    opening = Opening(folder / "data", plan, FixedClock(START))
    opening.read_journal()
    numbers = {"county_office": "63765110"}
    opening.desk.station.set_up("county_bureau", "青中区市场监管局", "青中区", numbers, "李敏")
    app = CommandPost(opening)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield AppPilot(app)
    opening.close()


def seen(pilot: PostPilot) -> list[str]:
    lines = terminal_lines(pilot)
    assert any(line.strip() for line in lines)
    return [line for line in lines if HERE.search(line)]


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_rooms_and_forms(tmp_path: Path, size: tuple[int, int]) -> None:
    found: dict[str, list[str]] = {}
    async with elsewhere(tmp_path, size) as pilot:
        for key in (STATION, INTAKE, WARNINGS):
            await pilot.press(key)
            await pilot.pause()
            found[f"board {key}"] = seen(pilot)
            await pilot.press("escape")
        ident = take(pilot.app, EXPLOSION | {"district": "青中区"})
        pilot.front.reload()
        await pilot.press("enter")
        for key in ROOMS:
            await pilot.press(key)
            await pilot.pause()
            found[f"room {key}"] = seen(pilot)
        desk = pilot.app.desk
        screens = {name: open_form(desk, name, ident) for name in SHEETS}
        for name, form in drafts(desk, ident):
            own = form.replace("district_government", "county_office")
            screens[name] = form_of(desk, draft(own))
        for name, screen in screens.items():
            await pilot.app.push_screen(screen)
            await pilot.pause()
            found[name] = seen(pilot)
            pilot.app.pop_screen()
    assert len(found) > 25
    assert {name: lines for name, lines in found.items() if lines} == {}
