"""登记簿 at intake: a code or a unit fills in what the list knows, to be looked at."""

from pathlib import Path

import pytest

from cqcmd.desk.devices.desk import DevicesDesk
from cqcmd.screens.intake.screen import IntakeScreen
from cqcmd.screens.situation.screen import SituationScreen
from cqcmd.widgets.fields.text_field import TextField
from tests.screens.conftest import OpenPost
from tests.support.pilots import PostPilot, press, terminal_lines

HEAD = "设备代码,识别码,品种,使用单位,单位地址,使用地点,维保单位,维保电话,检验有效期"
LIFT = (
    "31105001122016060001,500123,曳引驱动乘客电梯,重庆长江物业有限公司,人民路1号,3号楼,"
    "重庆迅达电梯,023-67890000,2026-07-02"
)
BOILER = "11005001122010050007,,承压蒸汽锅炉,重庆大江化工厂,化工路9号,,,,"
CRANE = "41705001122019090003,,桥式起重机,重庆大江化工厂,化工路9号,,,,"
LETTERS = "51105001122019090003,,叉车,重庆长江文艺社,文化路2号,,,,"


def listed(devices: DevicesDesk, folder: Path, *rows: str) -> None:
    file = folder / "list.csv"
    file.write_text("\n".join([HEAD, *rows]), encoding="utf-8")
    devices.take_in(devices.preview_import(file))


async def intake(pilot: PostPilot) -> IntakeScreen:
    """Open the form, and wait until the register can be asked between two keys."""
    await press(pilot, "n")
    for _turn in range(400):
        if pilot.app.desk.devices.ready:
            break
        await pilot.pause(0.02)
    return pilot.screen(IntakeScreen)


def values(screen: IntakeScreen) -> dict[str, str]:
    return {code: text for code, text in screen.snapshot().items() if text}


async def test_a_rescue_code_in_the_line_fills_the_form_for_looking_over(
    post: OpenPost, tmp_path: Path
) -> None:
    async with post() as pilot:
        listed(pilot.app.desk.devices, tmp_path, LIFT, BOILER)
        screen = await intake(pilot)
        await press(pilot, *"500123 有人被困")
        held = values(screen)
        assert held["unit"] == "重庆长江物业有限公司"
        assert held["place"] == "人民路1号 3号楼"
        assert held["equipment"] == "电梯"
        assert held["device"] == "31105001122016060001"
        assert held["maintainer"] == "重庆迅达电梯 023-67890000"
        assert held["summary"] == "有人被困"
        asked = held["pending"].splitlines()
        assert any(line.startswith("unit 登记簿：重庆长江物业有限公司") for line in asked)
        assert any("检验有效期已过" in line for line in asked)
        await press(pilot, "f9")
        assert pilot.app.screen is screen, "what was offered is looked over first"


async def test_a_code_typed_before_the_register_was_loaded_is_looked_up_once_it_is(
    post: OpenPost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    preload = DevicesDesk.preload

    async with post() as pilot:
        listed(pilot.app.desk.devices, tmp_path, LIFT)
        pilot.app.desk.devices.ready = False

        def typed() -> None:
            line = pilot.app.focused
            assert isinstance(line, TextField)
            line.insert("500123 有人被困")
            assert "device" not in values(pilot.screen(IntakeScreen))

        def late(self: DevicesDesk) -> None:
            pilot.app.call_from_thread(typed)
            preload(self)

        monkeypatch.setattr(DevicesDesk, "preload", late)
        screen = await intake(pilot)
        await pilot.pause()
        held = values(screen)
        assert held["device"] == "31105001122016060001"
        assert held["summary"] == "有人被困"


async def test_what_the_caller_says_otherwise_stays(post: OpenPost, tmp_path: Path) -> None:
    async with post() as pilot:
        listed(pilot.app.desk.devices, tmp_path, LIFT)
        screen = await intake(pilot)
        await press(pilot, *"南岸区 500123 有人被困")
        held = values(screen)
        assert held["district"] == "南岸区"
        assert held["unit"] == "重庆长江物业有限公司"


NEXT_DOOR = (
    "31105001122016069999,509999,曳引驱动乘客电梯,鱼洞商务大厦,巴南区鱼洞街1号,1号梯,"
    "重庆迅达电梯,023-67890000,2027-07-02"
)


async def test_the_district_of_a_device_stands_before_the_stations_own(
    post: OpenPost, tmp_path: Path
) -> None:
    async with post() as pilot:
        listed(pilot.app.desk.devices, tmp_path, NEXT_DOOR)
        screen = await intake(pilot)
        await press(pilot, *"509999 有人被困")
        held = values(screen)
        assert held["district"] == "巴南区"
        assert "没有说区县" not in held["pending"]


async def test_a_unit_named_in_its_field_brings_its_district_where_none_was_said(
    post: OpenPost, tmp_path: Path
) -> None:
    async with post() as pilot:
        listed(pilot.app.desk.devices, tmp_path, NEXT_DOOR)
        screen = await intake(pilot)
        await press(pilot, *"电梯困人3人")
        own = values(screen)["district"]
        assert own != "巴南区"
        screen.query_one("#unit").focus()
        await press(pilot, *"鱼洞商务", "tab")
        held = values(screen)
        assert held["district"] == "巴南区"
        assert "district 登记簿：鱼洞商务大厦" in held["pending"]
        screen.query_one("#line").focus()
        await press(pilot, "end", *"，1人受伤")
        held = values(screen)
        assert held["district"] == "巴南区"
        assert "district 登记簿" in held["pending"], "more words do not answer for it"


async def test_a_district_that_is_another_by_now_is_told_with_the_question(
    post: OpenPost, tmp_path: Path
) -> None:
    async with post() as pilot:
        listed(pilot.app.desk.devices, tmp_path, NEXT_DOOR.replace("巴南区鱼洞街", "江北区洋河路"))
        screen = await intake(pilot)
        await press(pilot, *"509999 有人被困")
        held = values(screen)
        assert held["district"] not in ("", "渝中区", "江北区")
        assert "江北区已并入新的行政区" in held["pending"]


async def test_a_line_that_loses_the_code_loses_what_it_brought(
    post: OpenPost, tmp_path: Path
) -> None:
    async with post() as pilot:
        listed(pilot.app.desk.devices, tmp_path, LIFT)
        screen = await intake(pilot)
        await press(pilot, *"500123", "backspace")
        assert "unit" not in values(screen)
        assert "device" not in values(screen)


async def test_initials_in_the_unit_field_become_the_unit_once_it_is_left(
    post: OpenPost, tmp_path: Path
) -> None:
    async with post() as pilot:
        listed(pilot.app.desk.devices, tmp_path, LIFT, BOILER, CRANE)
        screen = await intake(pilot)
        screen.query_one("#unit").focus()
        await press(pilot, *"djhg")
        assert values(screen)["unit"] == "djhg", "while it is typed it stays as typed"
        await press(pilot, "tab")
        held = values(screen)
        assert held["unit"] == "重庆大江化工厂"
        assert held["place"] == "化工路9号"
        assert "device" not in held, "it has two, and nobody said which"
        assert "unit 登记簿：重庆大江化工厂，有设备 2 台，对吗？" in held["pending"]


async def test_what_stands_in_a_field_is_not_replaced(post: OpenPost, tmp_path: Path) -> None:
    async with post() as pilot:
        listed(pilot.app.desk.devices, tmp_path, LIFT)
        screen = await intake(pilot)
        screen.query_one("#place").focus()
        await press(pilot, *"东门", "shift+tab")
        screen.query_one("#unit").focus()
        await press(pilot, *"cjwy", "tab")
        assert values(screen)["place"] == "东门"
        assert values(screen)["unit"] == "重庆长江物业有限公司"


async def test_the_code_of_a_device_in_the_equipment_field_becomes_its_kind(
    post: OpenPost, tmp_path: Path
) -> None:
    async with post() as pilot:
        listed(pilot.app.desk.devices, tmp_path, LIFT)
        screen = await intake(pilot)
        screen.query_one("#equipment").focus()
        await press(pilot, *"500123", "tab")
        assert values(screen)["equipment"] == "电梯"
        assert values(screen)["device"] == "31105001122016060001"


async def test_letters_of_several_units_are_told_and_fill_nothing(
    post: OpenPost, tmp_path: Path
) -> None:
    async with post() as pilot:
        listed(pilot.app.desk.devices, tmp_path, LIFT, LETTERS)
        screen = await intake(pilot)
        screen.query_one("#unit").focus()
        await press(pilot, *"cjw", "tab")
        assert values(screen)["unit"] == "cjw"
        assert "登记簿里有几个" in "\n".join(terminal_lines(pilot))


async def test_the_incident_keeps_its_own_copy(post: OpenPost, tmp_path: Path) -> None:
    async with post((120, 60)) as pilot:
        desk = pilot.app.desk
        listed(desk.devices, tmp_path, LIFT)
        await intake(pilot)
        await press(pilot, *"500123 有人被困", "f9", "f9")
        for _turn in range(200):
            if isinstance(pilot.app.screen, SituationScreen):
                break
            await pilot.pause(0.02)
        ident = pilot.screen(SituationScreen).ident
        listed(desk.devices, tmp_path, LIFT.replace("重庆迅达电梯", "重庆三菱"))
        words = {view.code: view.words for view in desk.situation(ident).words}
        assert words["device"].startswith("31105001122016060001 500123 曳引驱动乘客电梯")
        assert words["device"].endswith("检验有效期 2026-07-02（已过 23 天）")
        assert words["maintainer"] == "重庆迅达电梯 023-67890000"


async def test_without_a_list_nothing_changes_on_the_form(post: OpenPost) -> None:
    async with post() as pilot:
        await press(pilot, "n")
        await press(pilot, *"500123 有人被困")
        screen = pilot.screen(IntakeScreen)
        assert "device" not in values(screen)
        assert "设备登记" not in "\n".join(terminal_lines(pilot))
        assert not pilot.app.desk.devices.ready
