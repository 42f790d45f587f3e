"""The chain of room 2: what stands beside it, who is watched, a report past one level, a copy."""

import pytest

from cqcmd.desk.chain import past_one_level
from cqcmd.desk.desk import Desk
from cqcmd.screens.bypass import BypassForm
from cqcmd.screens.copy_form import CopyForm
from cqcmd.widgets.table import Table
from tests.screens.conftest import OpenPost
from tests.screens.test_reports import opened, press, rows


def told(pilot: object) -> str:
    """What was last said in a corner of the screen."""
    return list(pilot.app._notifications)[-1].message  # type: ignore[attr-defined]


async def test_the_station_s_own_duty_is_not_to_be_watched(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await opened(pilot, "f3")
        for name, key in (
            ("chain", "step:district_regulator:district_government"),
            ("duties", "district_regulator.district_government.phone"),
        ):
            table = pilot.app.screen.query_one(f"#{name}", Table)
            table.go_to_key(key)
            table.focus()
            rule = pilot.app.screen._rules(name, table.cursor)[0]
            await press(pilot, "g")
            assert "不用关注" in told(pilot)
            assert not pilot.app.desk.watching.watches(ident, rule)


@pytest.mark.parametrize(
    ("org", "pair"),
    [
        ("district_regulator", ("district_regulator", "city_government")),
        ("city_regulator", ("unit", "city_regulator")),
        ("unit", ("unit", "district_government")),
    ],
)
def test_a_report_past_one_level_begins_past_one_level(org: str, pair: tuple[str, str]) -> None:
    from cqcmd.desk.plan_file import plan_in_force

    assert past_one_level(plan_in_force(), org) == pair


async def test_the_form_begins_there(post: OpenPost) -> None:
    async with post() as pilot:
        desk: Desk = pilot.app.desk
        desk.station.set_up("city_regulator", "市市场监管局", "渝中区", {}, "李敏")
        await opened(pilot, "f3", "b")
        assert isinstance(pilot.app.screen, BypassForm)
        assert "记为越级报告" in pilot.app.screen.query_one("#live").words


async def test_a_copy_needs_the_name_of_who_took_it(post: OpenPost) -> None:
    async with post((120, 36)) as pilot:
        desk: Desk = pilot.app.desk
        desk.station.set_up("district_government", "渝中区政府", "渝中区", {}, "李敏")
        await opened(pilot, "f3", "w")
        await press(pilot, *"王局长", "f9", "escape")
        pilot.app.screen.query_one("#papers", Table).focus()
        await press(pilot, "enter", "end", "enter")
        assert isinstance(pilot.app.screen, CopyForm)
        await press(pilot, "f9")
        assert isinstance(pilot.app.screen, CopyForm)
        pilot.app.screen.focus_field("person")
        await press(pilot, *"钱科", "f9")
        assert "钱科" in rows(pilot, "papers")[0]
