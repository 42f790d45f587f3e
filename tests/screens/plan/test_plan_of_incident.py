"""What the officer sees where another plan has come into force, or one was lost."""

import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from cqcmd.app.command_post import CommandPost
from cqcmd.clock import FixedClock
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import Opening
from cqcmd.incident.picture import Picture
from cqcmd.incident.state import Incident
from cqcmd.screens.common.menu import Menu
from cqcmd.screens.plan.without_plan import WithoutPlanScreen
from cqcmd.screens.situation.screen import SituationScreen
from cqcmd.widgets.table import Table
from tests.desk.calls import TANK, take
from tests.screens.conftest import START
from tests.screens.drill.test_drill_marked import PLAYED, Worked, each_screen, every_screen
from tests.support.pilots import AppPilot, PostPilot, notices, press, terminal_lines
from tests.support.plan_files import plan_like_built_in, quarter_of_an_hour, without_explosion


@asynccontextmanager
async def opened(
    data: Path, plan: Path | None, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[PostPilot]:
    """A post over data that may hold incidents already."""
    opening = Opening(data, plan, FixedClock(START))
    app = CommandPost(opening)
    async with app.run_test(size=size):
        pilot = AppPilot(app)
        while not app.desk.ready:
            await pilot.pause(0.01)
        await pilot.pause()
        yield pilot
    opening.close()


@pytest.fixture
def district(tmp_path: Path) -> Path:
    return plan_like_built_in(tmp_path / "yz.json", quarter_of_an_hour)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A post with a call taken under the built-in plan."""
    opening = Opening(tmp_path / "data", None, FixedClock(START))
    opening.read_journal()
    opening.desk.station.set_up("district_regulator", "渝中区市监局", "渝中区", {}, "李敏")
    take(opening.desk, TANK)
    opening.close()
    return tmp_path / "data"


def shown(pilot: PostPilot) -> str:
    return "\n".join(terminal_lines(pilot))


async def test_the_board_names_the_plan_in_force(data: Path, district: Path) -> None:
    async with opened(data, None) as pilot:
        assert "预案 cq-2023 第3版 " in shown(pilot)
    async with opened(data, district) as pilot:
        assert "预案 yz-2026 第1版 " in shown(pilot)


async def test_an_open_incident_is_asked_under_which_it_goes_on(data: Path, district: Path) -> None:
    async with opened(data, district) as pilot:
        await press(pilot, "enter")
        screen = pilot.screen(SituationScreen)
        assert "〔原预案〕" in shown(pilot)
        screen.lists["steps"].go_to_key("plan:")
        screen.lists["steps"].focus()
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, Menu)
        words = shown(pilot)
        assert "按原预案继续" in words
        assert "改按现行预案" in words
        await press(pilot, "down", "enter")
        await pilot.pause()
        assert "〔原预案〕" not in shown(pilot)
        assert screen.desk.plan.meta.code == "yz-2026"


async def test_every_screen_reads_an_incident_through_the_plan_it_is_under(
    data: Path, district: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere: set[str] = set()
    found, drawn = OpenRecord.incident, OpenRecord.picture

    def guarded(self: OpenRecord, ident: str) -> Incident:
        incident = found(self, ident)
        if incident.plan_digest != self.plan.digest:
            import traceback

            elsewhere.add("".join(traceback.format_stack(limit=4)[:-1]))
        return incident

    def pictured(self: OpenRecord, ident: str) -> Picture:
        caller = traceback.extract_stack(limit=2)[0].filename
        # A call that seems to tell of it names its grade, which is drawn by its own plan.
        if not caller.endswith("intake/desk.py"):
            guarded(self, ident)
        return drawn(self, ident)

    async with opened(data, None) as pilot:
        ident = Worked(pilot.app).ident
    async with opened(data, district) as pilot:
        desk = pilot.app.desk.of(ident)
        assert desk is not pilot.app.desk
        post = Shown(pilot.app, desk, ident)
        names = [name for name in every_screen() if name not in PLAYED and name != "IntakeScreen"]
        monkeypatch.setattr(OpenRecord, "incident", guarded)
        monkeypatch.setattr(OpenRecord, "picture", pictured)
        await each_screen(pilot, post, names)
        list(pilot.app.desk.alerts())
        pilot.app.desk.board()
    assert not elsewhere, "\n".join(elsewhere)


class Shown(Worked):
    """An incident that was worked on before, as the desk of its plan shows it."""

    def __init__(self, app: CommandPost, desk: Desk, ident: str) -> None:
        self.app, self.desk, self.ident = app, desk, ident


class TestLost:
    """The file of the plan is gone: said, and nothing judged by another one."""

    async def test_board_and_incident(self, data: Path, district: Path) -> None:
        async with opened(data, district) as pilot:
            ident = take(pilot.app.desk, TANK)
            pilot.app.desk.logbook.note(ident, "风向东南" * 30 + "，罐体仍在冒烟")
        for path in (data / "plans").glob("*.json"):
            if "yz-2026" in path.read_text("utf-8"):
                path.unlink()
        async with opened(data, None) as pilot:
            words = shown(pilot)
            assert "现行预案丢失，暂按 cq-2023" in words
            assert any("请放回原文件" in words for words in notices(pilot))
            assert "预案丢失" in words
            assert "未计时，上次较大" in words, "whole, on 80 columns"
            await to_row(pilot, "26-0002")
            await press(pilot, "enter")
            assert isinstance(pilot.app.screen, WithoutPlanScreen)
            assert "不判定等级" in shown(pilot)
            await press(pilot, ".", *"家属已到", "f9")
            await pilot.pause()
            await press(pilot, "end")
            assert "冒烟" in shown(pilot), "a long note is read to its end"
            assert "家属已到" in shown(pilot)
            await press(pilot, "backspace")
            assert "误按已撤回" in notices(pilot)[-1]
            assert "家属已到" not in shown(pilot), "struck"
            await press(pilot, "backspace")
            assert "30 秒内没有可以撤回的操作" in notices(pilot)[-1]
            await press(pilot, ".", *"警车已到", "f9", "escape", "backspace")
            assert "误按已撤回" in notices(pilot)[-1], "on the board as well"
            await press(pilot, "enter")
            assert "警车已到" not in shown(pilot)
            await press(pilot, "question_mark")
            assert isinstance(pilot.app.screen, WithoutPlanScreen), "no clause of another plan"
            await press(pilot, "f9", "u", "2", "escape")
            await to_row(pilot, "26-0001")
            await press(pilot, "enter")
            assert isinstance(pilot.app.screen, SituationScreen)


async def to_row(pilot: PostPilot, number: str) -> None:
    """Put the cursor on an incident of the board."""
    rows: Any = pilot.app.desk.board().rows
    ident = next(row.ident for row in rows if row.number == number)
    pilot.app.screen.query_one(Table).go_to_key(ident)
    await pilot.pause()


async def test_a_plan_that_cannot_take_it_over_is_not_offered(data: Path, tmp_path: Path) -> None:
    async with opened(data, plan_like_built_in(tmp_path / "less.json", without_explosion)) as pilot:
        desk = pilot.app.desk
        [row] = desk.board().rows
        await press(pilot, "enter")
        await pilot.pause()
        await press(pilot, "ctrl+d")
        await pilot.pause()
        assert "不能改按现行预案，回车看为什么" in shown(pilot)
        menu = pilot.screen(Menu).query_one(Table)
        menu.go_to_key("plan")
        await press(pilot, "enter")
        await pilot.pause(0.2)
        sheet = [line.split("│") for line in terminal_lines(pilot) if "│" in line]
        said = "".join(inside.strip() for _before, inside, _behind in sheet)
        assert "爆炸情形，不能改按现行预案。" in said
        assert "按哪一个继续" not in said
        keys = [line.key for line in pilot.screen(Menu).query_one(Table).lines]
        assert keys == [desk.of(row.ident).plan.digest, ""], "the former plan, or later"
