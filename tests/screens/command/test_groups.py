"""Groups stood up together, and the number of whoever is added by name."""

import pytest
from textual.widgets import Input

from cqcmd.errors import BadInput
from cqcmd.screens.command.choose_several import ChooseSeveral
from cqcmd.screens.command.group import GroupScreen
from cqcmd.screens.command.screen import CommandScreen
from cqcmd.screens.common.ask import AskWords
from tests.desk.calls import TANK, take
from tests.screens.command.rooms import about_the_tank
from tests.screens.conftest import OpenPost
from tests.support.pilots import PostPilot, notices


async def add_by_name(pilot: PostPilot, name: str) -> None:
    """Add somebody to the group, up to where a number is asked for."""
    await pilot.press("f9", *name, "f9")
    await pilot.pause(0.1)


async def test_several_groups_are_stood_up_in_one_act_and_taken_back_in_one(
    post: OpenPost,
) -> None:
    async with post((80, 24)) as pilot:
        desk = pilot.app.desk
        ident = take(desk, TANK)
        before = len(desk.log(ident))
        pilot.app.push_screen(CommandScreen(desk, ident))
        await pilot.pause()
        await pilot.press("a")
        pilot.screen(ChooseSeveral)
        await pilot.press("space", "down", "space", "3", "3", "f9")
        await pilot.pause(0.1)
        codes = [row.code for row in desk.plan.groups]
        stood = [code for code in codes if desk.roster.shown.group(ident, code).stood]
        assert stood == codes[:2]
        assert len(desk.log(ident)) == before + 2
        await pilot.press("a", "f8", "f9")
        await pilot.pause(0.1)
        assert all(desk.roster.shown.group(ident, code).stood for code in codes)
        await pilot.press("backspace")
        await pilot.pause()
        stood = [code for code in codes if desk.roster.shown.group(ident, code).stood]
        assert stood == codes[:2]


async def test_all_stood_up_there_is_nothing_to_choose_and_escape_writes_nothing(
    post: OpenPost,
) -> None:
    async with post((80, 24)) as pilot:
        desk, ident = await about_the_tank(pilot, CommandScreen)
        before = len(desk.log(ident))
        await pilot.press("a", "f8", "escape")
        await pilot.pause(0.1)
        assert len(desk.log(ident)) == before
        desk.roster.stand_several(ident, [row.code for row in desk.plan.groups])
        with pytest.raises(BadInput):
            desk.roster.stand_several(ident, [row.code for row in desk.plan.groups])
        with pytest.raises(BadInput):
            desk.roster.stand_several(ident, ["no-such-group"])
        await pilot.press("a")
        await pilot.pause(0.1)
        assert isinstance(pilot.app.screen, CommandScreen)


async def test_somebody_added_by_name_is_asked_for_a_number_that_is_called(
    post: OpenPost,
) -> None:
    async with post((80, 24)) as pilot:
        desk, ident = await about_the_tank(pilot, GroupScreen, "rescue")
        await add_by_name(pilot, "王强")
        pilot.screen(AskWords)
        await pilot.press(*"zzz", "enter")
        await pilot.pause(0.1)
        # Refused, and asked again with what was typed.
        assert pilot.focused(Input).value == "zzz"
        assert desk.roster.shown.people(ident, "rescue") == ()
        pilot.focused(Input).value = "13800000000、63765110转801"
        await pilot.press("enter")
        await pilot.pause(0.1)
        [person] = desk.roster.shown.call_list(ident)
        assert person.phones == ("13800000000", "63765110转801")


async def test_without_a_number_somebody_is_added_all_the_same(post: OpenPost) -> None:
    async with post((80, 24)) as pilot:
        desk, ident = await about_the_tank(pilot, GroupScreen, "rescue")
        await add_by_name(pilot, "王强")
        await pilot.press("escape")
        await pilot.pause(0.1)
        assert [person.name for person in desk.roster.shown.people(ident, "rescue")] == ["王强"]
        assert "王强 已编入  没有填电话，通知时打不出去" in notices(pilot)
        await add_by_name(pilot, "李敏")
        await pilot.press("enter")
        await pilot.pause(0.1)
        people = desk.roster.shown.people(ident, "rescue")
        assert [person.name for person in people] == ["王强", "李敏"]
