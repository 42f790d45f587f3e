"""A post on a plan of another place: more rows, fewer rows, other codes; every screen stands."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from cqcmd.screens.board.screen import BoardScreen
from cqcmd.screens.station.settings import StationForm
from cqcmd.screens.warnings.screen import WarningsScreen
from cqcmd.widgets.fields.text_field import TextField
from cqcmd.widgets.table import Table
from tests.screens.conftest import OpenPost
from tests.screens.incidents import EXPLOSION, take
from tests.screens.warnings.test_warnings import WIND, only
from tests.support.pilots import PostPilot, press, terminal_lines
from tests.support.plan_mutations import Mutation, row
from tests.support.plan_tables import Tables, read_tables, write_plan

OPTIONAL = (
    *("districts", "scope", "followups", "contents", "posts", "headquarters_acts"),
    *("warning_items", "groups", "units", "measures", "aftermath"),
)


ROOMS = ("f2", "f3", "f4", "f5", "f6", "f7")


def many(tables: Tables) -> None:
    """Five more organisations to report to, four more actions, groups, posts."""
    for number in range(5):
        code = f"office_{number}"
        org = row(tables, "orgs", "city_emergency_bureau")
        tables["orgs"].append(
            org | {"code": code, "name": f"第{number}办公室", "short": f"{number}办"}
        )
        duty = row(tables, "duties", "district_regulator.city_regulator.phone")
        tables["duties"].append(duty | {"code": f"to.{number}", "to": code})
    for table in ("warning_items", "groups", "posts", "headquarters_acts", "measures", "aftermath"):
        for number in range(4):
            last = dict(tables[table][-1])
            changes = {"code": f"more.{table}.{number}", "name": f"另一项{number}", "steps": []}
            tables[table].append(last | {k: v for k, v in changes.items() if k in last})


def few(tables: Tables) -> None:
    """No more than a plan must have."""
    for table in OPTIONAL:
        tables.pop(table, None)


def renamed(tables: Tables) -> None:
    """Other codes for most organisations, and for every group, post, measure and act."""
    for table, rows in tables.items():
        tables[table] = [{k: _other(v) for k, v in found.items()} for found in rows]


def _other(value: object) -> object:
    if isinstance(value, list):
        return [_other(part) for part in value]
    codes = ("city_regulator", "city_government", "district_government", "evacuation", "rescue")
    return f"{value}_2" if value in codes else value


@pytest.mark.parametrize(
    ("change", "size"), [(many, (80, 24)), (few, (80, 24)), (renamed, (120, 36))]
)
async def test_every_room_stands(
    post: OpenPost, tmp_path: Path, change: Mutation, size: tuple[int, int]
) -> None:
    tables = read_tables()
    change(tables)
    async with post(size, fresh=True, plan=write_plan(tables, tmp_path)) as pilot:
        district = "渝中区" if pilot.app.desk.plan.districts else ""
        _serve(pilot, district)
        await press(pilot, "escape")
        take(pilot.app, EXPLOSION | {"district": district})
        pilot.front.reload()
        await press(pilot, "enter")
        seen = [name async for name in _through_the_rooms(pilot)]
        assert {"SituationScreen", "ReportsScreen", "CommandScreen", "MeasuresScreen"} <= {*seen}
        assert {"LogScreen", "AftermathScreen", "SafetyScreen", "WarningsScreen"} <= {*seen}
        assert {"PhoneCall", "UpdateForm", "StationForm", "IntakeScreen"} <= {*seen}


def _serve(pilot: PostPilot, district: str) -> None:
    pilot.app.desk.station.set_up("district_regulator", "市监局", district or None, {}, "李敏")


async def _through_the_rooms(pilot: PostPilot) -> AsyncIterator[str]:
    """Yield what stands in front after each key: down each list, on first and last lines."""
    ways = [(room, *way, "enter") for room in ROOMS for way in ([], ["end"])]
    ways += [("f2", key) for key in ("u", "r", "full_stop", "p", "d", "f9")]
    for way in ways:
        await _to_the_board(pilot)
        for key in ("enter", *way):
            await press(pilot, key)
            yield type(pilot.app.screen).__name__
    for key in ("w", "n", "question_mark", "f10"):
        await _to_the_board(pilot)
        for further in (key, "down", "f9"):
            await press(pilot, further)
            yield type(pilot.app.screen).__name__


async def _to_the_board(pilot: PostPilot) -> None:
    while not isinstance(pilot.app.screen, BoardScreen):
        await press(pilot, "escape")
    await press(pilot, "home")


async def test_seven_receivers_have_a_number_each(post: OpenPost, tmp_path: Path) -> None:
    tables = read_tables()
    many(tables)
    async with post(fresh=True, plan=write_plan(tables, tmp_path)) as pilot:
        await pilot.pause(0.1)
        form = pilot.screen(StationForm)
        asked = pilot.app.desk.station.receivers("district_regulator")
        assert len(asked) == 7
        for number, (code, _name) in enumerate(asked):
            form.query_one(f"#phone-{code}", TextField).fill(f"6376000{number}")
        form.query_one("#officer", TextField).fill("李敏")
        form.query_one("#phone-office_4", TextField).focus()
        await pilot.pause(0.1)
        assert any("第4办公室" in line for line in terminal_lines(pilot))
        form.query_one("#district", TextField).fill("渝中区")
        await press(pilot, "f9")
        await pilot.pause(0.1)
        serving = pilot.app.desk.station.serving()
        assert serving is not None
        assert serving.numbers["office_4"] == "63760006"


async def test_a_ninth_action_and_a_twelfth_are_ticked_by_the_space_bar(
    post: OpenPost, tmp_path: Path
) -> None:
    tables = read_tables()
    many(tables)
    tables["warning_items"] = [
        found | ({"kind": "action"} if found["code"].startswith("more.") else {})
        for found in tables["warning_items"]
    ]
    async with post(plan=write_plan(tables, tmp_path)) as pilot:
        pilot.app.desk.warnings.issue(WIND)
        await press(pilot, "w")
        screen = pilot.screen(WarningsScreen)
        assert len(only(pilot).actions) == 12
        screen.query_one("#actions", Table).focus()
        await press(pilot, *["down"] * 8, "space")
        assert only(pilot).actions[8].done_at is not None
        await press(pilot, *["down"] * 3, "space")
        assert only(pilot).actions[11].done_at is not None
