"""登记簿 in 情况更新: a unit or a device told later fills what the list knows, to be looked at."""

from pathlib import Path

from cqcmd.screens.situation.screen import SituationScreen
from cqcmd.screens.situation.update import UpdateForm
from tests.screens.conftest import OpenPost
from tests.screens.incidents import take
from tests.screens.intake.test_from_register import BOILER, CRANE, LIFT, listed
from tests.support.pilots import PostPilot, press

UNKNOWN = {"district": "渝中区", "equipment": "电梯", "summary": "困人", "trapped": "2"}


async def updating(pilot: PostPilot, ident: str) -> UpdateForm:
    pilot.app.push_screen(SituationScreen(pilot.app.desk, ident))
    await press(pilot, "u")
    for _turn in range(400):
        if pilot.app.desk.devices.ready:
            break
        await pilot.pause(0.02)
    return pilot.screen(UpdateForm)


async def test_a_code_told_later_fills_the_unit_and_its_copy_is_kept(
    post: OpenPost, tmp_path: Path
) -> None:
    async with post((120, 36)) as pilot:
        listed(pilot.app.desk.devices, tmp_path, LIFT, BOILER)
        ident = take(pilot.app, UNKNOWN)
        form = await updating(pilot, ident)
        await press(pilot, "f8")
        form.focus_field("unit")
        await press(pilot, *"500123", "enter")
        assert form.text("unit") == "重庆长江物业有限公司"
        assert form.text("place") == "人民路1号 3号楼"
        assert form.text("device") == "31105001122016060001"
        assert form.text("maintainer") == "重庆迅达电梯 023-67890000"
        await press(pilot, "f9")
        assert pilot.app.screen is form, "what was offered is looked over first"
        await press(pilot, "f9", "f9")
        pilot.screen(SituationScreen)
        words = {view.code: view.words for view in pilot.app.desk.situation(ident).words}
        assert words["unit"] == "重庆长江物业有限公司"
        assert "曳引驱动乘客电梯" in words["device"], (
            "the incident's own copy says more than the code"
        )


async def test_a_line_says_it_too_where_the_unit_is_not_known(
    post: OpenPost, tmp_path: Path
) -> None:
    async with post((120, 36)) as pilot:
        listed(pilot.app.desk.devices, tmp_path, LIFT)
        form = await updating(pilot, take(pilot.app, UNKNOWN))
        await press(pilot, *"500123 救援到了")
        assert form.text("unit") == "重庆长江物业有限公司"
        assert form.text("scene") == "救援到了"


async def test_of_a_unit_that_is_known_nothing_is_replaced_in_passing(
    post: OpenPost, tmp_path: Path
) -> None:
    async with post((120, 36)) as pilot:
        listed(pilot.app.desk.devices, tmp_path, LIFT)
        form = await updating(pilot, take(pilot.app, UNKNOWN | {"unit": "时代大厦"}))
        await press(pilot, *"500123 救援到了", "enter")
        assert form.text("unit") == ""
        assert form.text("device") == ""


async def test_several_of_one_name_are_named_and_nothing_is_filled(
    post: OpenPost, tmp_path: Path
) -> None:
    async with post((120, 36)) as pilot:
        listed(pilot.app.desk.devices, tmp_path, BOILER, CRANE)
        form = await updating(pilot, take(pilot.app, UNKNOWN))
        await press(pilot, "f8")
        form.focus_field("unit")
        await press(pilot, *"大江化工", "enter")
        assert form.text("unit") == "重庆大江化工厂"
        assert form.text("device") == ""
