"""登记簿 by its keys: a list looked at and taken in, a device found and shown in full."""

from pathlib import Path

import pytest

from cqcmd.screens.board.screen import BoardScreen
from cqcmd.screens.common.ask import AskWords
from cqcmd.screens.devices.importing import DevicesImport
from cqcmd.screens.devices.screen import DevicesScreen
from cqcmd.widgets.fields.text_field import TextField
from tests.screens.conftest import OpenPost
from tests.support.pilots import PostPilot, press, terminal_lines

HEAD = "设备代码,识别码,品种,使用单位,使用地点,维保单位,维保电话,检验有效期"
LIFT = (
    "31105001122016060001,500123,乘客电梯,重庆长江物业有限公司,3号楼,迅达,023-67890000,2026-07-02"
)
BAD = ",,电梯,,某处,,,"


@pytest.fixture
def list_of_lifts(tmp_path: Path) -> Path:
    path = tmp_path / "电梯.csv"
    path.write_text("\n".join([HEAD, LIFT, BAD]), encoding="utf-8")
    return path


def seen(pilot: PostPilot) -> str:
    return "\n".join(terminal_lines(pilot))


async def until(pilot: PostPilot, screen: type) -> None:
    for _turn in range(400):
        if isinstance(pilot.app.screen, screen):
            await pilot.pause()
            return
        await pilot.pause(0.02)
    raise AssertionError(f"{screen.__name__} did not come")


async def settled(pilot: PostPilot) -> None:
    for _turn in range(400):
        if not any(worker.is_running for worker in pilot.app.workers):
            break
        await pilot.pause(0.02)
    await pilot.pause()


async def take_in(pilot: PostPilot, path: Path) -> None:
    await press(pilot, "g")
    await settled(pilot)
    await press(pilot, "f9")
    await until(pilot, AskWords)
    await press(pilot, *str(path), "enter")
    await until(pilot, DevicesImport)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
async def test_a_list_is_looked_at_taken_in_and_found(
    post: OpenPost, list_of_lifts: Path, size: tuple[int, int]
) -> None:
    async with post(size) as pilot:
        await take_in(pilot, list_of_lifts)
        words = seen(pilot)
        assert "电梯.csv：新增 1，更新 0，没有变化 0，不导入 1 行" in words
        assert "识别码→96333 救援识别码" in words
        assert "认不出是哪一台" in words
        await press(pilot, "f9")
        await until(pilot, DevicesScreen)
        await settled(pilot)
        await press(pilot, *"cjwy")
        words = seen(pilot)
        assert "设备 1 台" in words
        await press(pilot, "down")
        words = seen(pilot)
        assert "31105001122016060001" in words
        assert "检验有效期：2026-07-02（已过 23 天）" in words
        assert "过期" in words
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, BoardScreen)


async def test_enter_lists_what_the_unit_has(post: OpenPost, list_of_lifts: Path) -> None:
    async with post() as pilot:
        devices = pilot.app.desk.devices
        devices.take_in(devices.preview_import(list_of_lifts))
        await press(pilot, "ctrl+g")
        await settled(pilot)
        await press(pilot, *"500123")
        await press(pilot, "enter")
        assert "重庆长江物业有限公司" in seen(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, DevicesScreen)
        assert screen.query_one(TextField).value == "重庆长江物业有限公司"


async def test_a_file_that_is_none_is_said_and_nothing_opens(post: OpenPost) -> None:
    async with post() as pilot:
        await press(pilot, "g")
        await settled(pilot)
        await press(pilot, "f9")
        await until(pilot, AskWords)
        await press(pilot, *"/nowhere.csv", "enter")
        for _turn in range(100):
            if "没有“/nowhere.csv”这个文件" in seen(pilot):
                break
            await pilot.pause(0.02)
        assert "没有“/nowhere.csv”这个文件" in seen(pilot)
        assert isinstance(pilot.app.screen, DevicesScreen)


async def test_not_taking_it_in_writes_nothing(post: OpenPost, list_of_lifts: Path) -> None:
    async with post() as pilot:
        await take_in(pilot, list_of_lifts)
        await press(pilot, "escape")
        await settled(pilot)
        assert not pilot.app.desk.devices.exists
