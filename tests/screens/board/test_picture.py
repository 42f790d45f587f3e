"""Beside the list: the incident under the cursor, read once the cursor rests."""

import pytest

from cqcmd.desk.desk import Desk
from cqcmd.views.overview import Overview
from cqcmd.widgets import incident_picture
from cqcmd.widgets.incident_picture import IncidentPicture
from tests.desk.calls import TANK, take
from tests.desk.test_board import enter
from tests.screens.conftest import OpenPost
from tests.support.pilots import PostPilot


def picture(pilot: PostPilot) -> IncidentPicture:
    return pilot.app.screen.query_one(IncidentPicture)


async def rest(pilot: PostPilot) -> str:
    await pilot.pause(incident_picture.REST + 0.15)
    return picture(pilot).words


async def test_a_wide_terminal_shows_the_incident_under_the_cursor(post: OpenPost) -> None:
    async with post((120, 36)) as pilot:
        desk = pilot.app.desk
        take(desk, TANK, unit="甲厂")
        ident = take(desk, TANK, deaths="1-12", trapped="2")
        enter(desk, ident)
        pilot.front.reload()
        words = await rest(pilot)
        for said in (
            "26-0002 长江化工",
            "较大 1.5.3",
            "可能重大 1.5.2",
            "再9人死亡升重大",
            "接报 14:05",
            "伤亡 3",
            "死亡 确认1人，可能12人（李明 14:05）",
            "待报 4",
            "剩 0:30 电话 区县政府 14:35 前",
            "接下来",
            "队伍 1，工作组",
            "一队 在内 3人",
            "日志",
            "一队 3人进入警戒区",
        ):
            assert said in words.replace("\n     ", ""), said
        await pilot.press("down")
        assert "26-0001 甲厂" in await rest(pilot)


async def test_keys_in_a_row_read_one_incident(
    post: OpenPost, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    whole = Desk.overview

    def counted(desk: Desk, ident: str) -> Overview:
        read.append(ident)
        return whole(desk, ident)

    async with post((120, 36)) as pilot:
        last = take(pilot.app.desk, TANK)
        for _call in range(6):
            take(pilot.app.desk, TANK)
        pilot.front.reload()
        await rest(pilot)
        monkeypatch.setattr(Desk, "overview", counted)
        await pilot.press(*["down"] * 6)
        await rest(pilot)
        assert len(read) < 6
        assert read[-1] == last


async def test_what_is_left_beside_the_list_is_counted_down(post: OpenPost) -> None:
    async with post((120, 36)) as pilot:
        take(pilot.app.desk, TANK)
        pilot.front.reload()
        await rest(pilot)
        pilot.clock.advance(minutes=1)
        pilot.app.tick()
        assert "剩 0:29 电话 区县政府" in picture(pilot).words


async def test_at_eighty_columns_there_is_none_and_nothing_is_read(
    post: OpenPost, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with post() as pilot:
        take(pilot.app.desk, TANK)
        with monkeypatch.context() as unread:
            unread.setattr(Desk, "overview", lambda desk, ident: pytest.fail("nobody sees it"))
            pilot.front.reload()
            await rest(pilot)
        assert not picture(pilot).display
        assert pilot.app.screen.query_one("#incidents").outer_size.width == 80
        await pilot.resize_terminal(120, 36)
        assert "26-0001 长江化工" in await rest(pilot)


async def test_the_widest_terminal_gives_the_picture_the_room(post: OpenPost) -> None:
    async with post((200, 60)) as pilot:
        take(pilot.app.desk, TANK)
        pilot.front.reload()
        assert "较大 1.5.3" in await rest(pilot)
        assert picture(pilot).size.width > 90


async def test_without_an_incident_under_the_cursor_it_is_blank(post: OpenPost) -> None:
    async with post((120, 36)) as pilot:
        assert (await rest(pilot)).strip() == ""
