"""The picture of the chain under plans with other duties: as high as they need, or not there."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from cqcmd.app.command_post import CommandPost
from cqcmd.clock import FixedClock
from cqcmd.desk.opening import Opening
from cqcmd.widgets.chain import ChainPicture
from cqcmd.widgets.table import Table
from tests.screens.conftest import START
from tests.screens.incidents import EXPLOSION, take
from tests.support.pilots import AppPilot, PostPilot, terminal_lines
from tests.support.plan_tables import own_tables, written

LISTS = ("chain", "duties")


def duty(sender: str, receiver: str, code: str = "") -> dict[str, Any]:
    return {
        "code": code or f"{sender}.{receiver}.phone",
        "clause": "4.1.1",
        "from": sender,
        "to": receiver,
        "channel": "phone",
        "minutes": 45,
    }


@asynccontextmanager
async def reports(
    folder: Path, *more: dict[str, Any], height: int = 36
) -> AsyncIterator[PostPilot]:
    """The room of reports on a wide screen, the plan having further duties."""
    tables = own_tables()
    tables["duties"] += more
    opening = Opening(folder / "data", written(folder, tables), FixedClock(START))
    opening.read_journal()
    opening.desk.station.set_up("district_regulator", "渝中区市场监管局", "渝中区", {}, "李敏")
    app = CommandPost(opening)
    async with app.run_test(size=(120, height)) as pilot:
        await pilot.pause()
        take(app, EXPLOSION)
        app.screen.reload()  # type: ignore[attr-defined]
        await pilot.press("enter", "f3")
        await pilot.pause()
        yield AppPilot(app)
    opening.close()


async def test_a_third_receiver_has_a_row_of_its_own(tmp_path: Path) -> None:
    rescue = duty("district_regulator", "city_emergency_bureau")
    async with reports(tmp_path, rescue, height=40) as pilot:
        picture = pilot.app.screen.query_one(ChainPicture)
        assert picture.display
        assert picture.size.height == len(picture.words.splitlines()) == 15
        # Below the national regulator's, which stands in a row of its own, too.
        assert "市应急局" in picture.words.splitlines()[13]
        assert "│市应急局 │" in "\n".join(terminal_lines(pilot))


async def test_the_lists_keep_their_room(tmp_path: Path) -> None:
    async with reports(tmp_path, duty("district_regulator", "city_emergency_bureau")) as pilot:
        assert not pilot.app.screen.query_one(ChainPicture).display
        assert pilot.app.screen.query_one("#duties", Table).size.height > 5


async def test_notes_stand_beneath_where_a_line_runs_on_the_left(tmp_path: Path) -> None:
    rescue = duty("unit", "city_emergency_bureau")
    async with reports(tmp_path, rescue, height=48) as pilot:
        lines = pilot.app.screen.query_one(ChainPicture).words.splitlines()
        box = next(n for n, line in enumerate(lines) if "市应急局" in line and "│" in line)
        note = next(n for n, line in enumerate(lines) if "区县政府 抄送 市应急局" in line)
        assert note > box


async def test_a_station_is_asked_for_every_number_it_needs(tmp_path: Path) -> None:
    rescue = duty("district_regulator", "city_emergency_bureau")
    async with reports(tmp_path, rescue) as pilot:
        await pilot.press("escape", "f10")
        await pilot.pause()
        shown = "\n".join(terminal_lines(pilot))
        asked = shown.partition("上报电话")[2]
        assert all(name in asked for name in ("区县政府", "市市场监管局", "市应急局"))


@pytest.mark.parametrize("height", [36, 60])
async def test_the_chain_stands_there_once_and_the_duties_have_the_room(
    tmp_path: Path, height: int
) -> None:
    async with reports(tmp_path, height=height) as pilot:
        picture = pilot.app.screen.query_one(ChainPicture)
        chain, duties = (pilot.app.screen.query_one(f"#{name}", Table) for name in LISTS)
        assert picture.display
        assert not chain.display
        assert duties.size.height >= 10
        assert duties.has_focus, pilot.app.focused
        await pilot.press("t")
        await pilot.pause()
        assert not picture.display
        assert chain.has_focus
        assert duties.size.height >= 10
        await pilot.press("end", "down")
        assert duties.has_focus, pilot.app.focused
        await pilot.press("up")
        assert chain.has_focus
        await pilot.press("t")
        await pilot.pause()
        assert duties.has_focus, pilot.app.focused
        await pilot.press("home", "up")
        assert duties.has_focus, pilot.app.focused
